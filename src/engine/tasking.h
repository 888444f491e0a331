// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "engine/workspace.h"
#include "foia/tasking.h"

namespace vaughn::engine {

// Drafts one tasking; the ids are 1, 2, 3 ...
base::Result<foia::SearchTasking> draft_tasking(Workspace& workspace,
                                                foia::SearchTasking tasking,
                                                const std::string& reason);
// Steps are refused (conflict) with the rule quoted if the tasking's state does not allow them, or
// if they lie before the one they follow; a dry run refuses the same and returns event 0.
base::Result<foia::EventId> send_tasking(Workspace& workspace,
                                         foia::TaskingId id,
                                         base::Date sent,
                                         bool is_dry_run = false);
// Answers a tasking, signed. "No records" needs where was searched, with what terms, and an
// explanation, as much as "records found" needs records: an answer with records for an office that
// returned none is a conflict. The tasking stays open until the answer is accepted (close).
base::Result<foia::EventId> answer_tasking(Workspace& workspace,
                                           foia::TaskingId id,
                                           const foia::SearchAnswer& answer,
                                           bool is_dry_run = false);

struct TaskingStepRequest {
  foia::TaskingId id{};
  foia::TaskingStep step{};  // neither send nor an answer
  base::Date on{};
  std::optional<base::Date> due{};  // retask: the new one
  std::string reason{};             // needed to send back and to task again
  bool is_dry_run = false;
};
base::Result<foia::EventId> advance_tasking(Workspace& workspace,
                                            const TaskingStepRequest& request);

struct TaskingRow {
  foia::SearchTasking tasking{};
  std::int64_t records = 0;  // taken in for it
  std::int64_t responsive = 0;
  std::int64_t exceptions = 0;                 // of its office
  std::int64_t days_late = 0;                  // calendar days past due and unanswered
  std::vector<store::TaskingStepRow> steps{};  // in force, oldest first
};
base::Result<std::vector<TaskingRow>> tasking_rows(Workspace& workspace, base::Date today);

}  // namespace vaughn::engine
