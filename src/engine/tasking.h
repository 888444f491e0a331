// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

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
base::Result<foia::EventId> send_tasking(Workspace& workspace, foia::TaskingId id, base::Date sent);
// Closes a tasking with a signed answer. "No records" needs where was searched, with what terms,
// and an explanation, as much as "records found" needs records: an answer with records for an
// office that returned none is a conflict.
base::Result<foia::EventId> answer_tasking(Workspace& workspace,
                                           foia::TaskingId id,
                                           const foia::SearchAnswer& answer);

struct TaskingRow {
  foia::SearchTasking tasking{};
  std::int64_t records = 0;  // taken in for it
  std::int64_t responsive = 0;
  std::int64_t exceptions = 0;  // of its office
  std::int64_t days_late = 0;   // calendar days past due and unanswered
};
base::Result<std::vector<TaskingRow>> tasking_rows(Workspace& workspace, base::Date today);

}  // namespace vaughn::engine
