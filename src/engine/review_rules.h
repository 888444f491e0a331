// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "engine/code.h"
#include "engine/progress.h"
#include "engine/redact.h"
#include "engine/sandbox.h"
#include "engine/tasking.h"
#include "engine/workspace.h"
#include "foia/review_file.h"

namespace vaughn::engine {

// What one rule did.
struct RuleRow {
  int number = 0;  // in its part of the file, from 1
  std::string query{};
  std::string reason{};
  std::int64_t hits = 0;
  std::int64_t written = 0;  // determinations, marks or pages
  foia::EventId event{};
};

// Each rule runs its query, freezes the answer as the selection of its event and decides on it; the
// first rule that names a record and category decides (review/coding_rules.h).
base::Result<std::vector<RuleRow>> apply_code_rules(Workspace& workspace,
                                                    const foia::ReviewFile& file,
                                                    bool is_dry_run);
base::Result<std::vector<RuleRow>> apply_mark_rules(Workspace& workspace,
                                                    Sandbox& sandbox,
                                                    const foia::ReviewFile& file,
                                                    const Watch& watch,
                                                    bool is_dry_run);
base::Result<std::vector<RuleRow>> apply_decide_rules(Workspace& workspace,
                                                      const foia::ReviewFile& file,
                                                      bool is_dry_run);

// Drafts and sends the taskings of a file. Their answers are recorded by answer_taskings(), after
// the records are in.
base::Result<std::vector<foia::SearchTasking>> import_taskings(
    Workspace& workspace, const std::vector<foia::SearchTasking>& taskings);
// Records the answers of a file on the open taskings of the same offices, in order.
base::Result<std::int64_t> answer_taskings(Workspace& workspace,
                                           const std::vector<foia::SearchTasking>& taskings);

}  // namespace vaughn::engine
