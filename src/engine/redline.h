// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "engine/outgoing.h"
#include "engine/sandbox.h"
#include "engine/workspace.h"
#include "paper/redline.h"

namespace vaughn::engine {

struct RedlineRequest {
  std::filesystem::path ours{};
  std::filesystem::path theirs{};
  std::string author{};         // beside changes that were not tracked
  std::filesystem::path out{};  // DOCX with tracked changes; empty: only the list
};

// A number of the ledger that the other side's file states otherwise.
struct DisputedFigure {
  std::string id{};
  std::optional<std::int64_t> ledger{};  // none: the ledger has no such figure now
  std::string theirs{};                  // what stands there instead
  std::string section{};
};

struct RedlineResult {
  std::vector<paper::TextChange> changes{};
  std::vector<DisputedFigure> disputed{};
  std::int64_t silent = 0;  // changes that were not tracked
  std::vector<std::filesystem::path> files{};
  // Not clean: the redline says what is redacted or withheld, and was not written.
  OutgoingResult outgoing{};
};

// Compares our paper with what came back. Both are read in a sandboxed child.
base::Result<RedlineResult> redline(Workspace& workspace,
                                    Sandbox& sandbox,
                                    const RedlineRequest& request);

// Handler for the zygote.
base::Result<void> serve_redline(base::BytesView arguments,
                                 base::BytesView input,
                                 const work::Emit& emit);

}  // namespace vaughn::engine
