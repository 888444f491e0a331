// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "engine/workspace.h"

namespace vaughn::engine {

// What must hold in every matter whatever happened (domain.md 24), checked on the ledger itself: a
// command that let something through, or another program that wrote the ledger, shows here.

enum class InvariantState {
  holds,
  violated,
  not_applicable,  // nothing in this matter, or another command's to check; `note` says which
};
std::string_view to_string(InvariantState state);

struct InvariantRow {
  std::string id{};  // "I7"
  std::string rule{};
  InvariantState state = InvariantState::not_applicable;
  std::int64_t examined = 0;              // pages, marks, taskings: what the rule is about
  std::string what{};                     // of which `examined` counts: "page"
  std::vector<std::string> violations{};  // each names what and where; no text of records
  std::string note{};
};

struct InvariantRequest {
  std::filesystem::path inbox{};  // of FOIA.gov; empty: I18 is not asked
};
struct InvariantsResult {
  std::vector<InvariantRow> rows{};  // I1 to I18
  std::int64_t violations = 0;
};
base::Result<InvariantsResult> check_invariants(Workspace& workspace,
                                                const InvariantRequest& request,
                                                base::Date today);

}  // namespace vaughn::engine
