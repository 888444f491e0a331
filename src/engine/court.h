// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>

#include "base/result.h"
#include "court/lint.h"
#include "engine/sandbox.h"

namespace vaughn::engine {

struct CourtLintRequest {
  std::filesystem::path pdf{};
  std::string court{};  // key of the profile; empty: cand
  court::LintOptions options{};
};

struct CourtLintResult {
  std::filesystem::path pdf{};
  std::string court{};
  base::Sha256 sha256{};
  court::LintReport report{};
};

// Holds a PDF against the rules of a court. It is parsed in a sandboxed child, whoever made it.
base::Result<CourtLintResult> lint_paper(Sandbox& sandbox, const CourtLintRequest& request);

// Handler for the zygote.
base::Result<void> serve_court_paper(base::BytesView arguments,
                                     base::BytesView input,
                                     const work::Emit& emit);

}  // namespace vaughn::engine
