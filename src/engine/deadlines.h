// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "clock/computation.h"
#include "engine/calendars.h"
#include "engine/workspace.h"

namespace vaughn::engine {

enum class DeadlineState {
  open,
  overdue,
  met,
  late,      // met after it was due
  standing,  // the clock stands still
  passed,    // its day is over and nothing was to be done
};
std::string_view to_string(DeadlineState state);

// An earlier value, and what changed it.
struct DeadlineRevision {
  foia::EventId event{};
  base::Instant at{};
  std::string reason{};
  std::optional<base::Date> was{};
  std::optional<base::Date> became{};
};

struct DeadlineRow {
  // "determination", "appeal_window", "promise:first", "tasking:3", "consultation:1", "order:first"
  std::string id{};
  std::string who{};  // agency, requester, submitter, government, parties, or an office
  clock::Computation computation{};
  DeadlineState state{};
  std::optional<base::Date> met_on{};
  std::int64_t days = 0;              // calendar days left, late or past; 0 on the day
  std::optional<int> working_days{};  // the same in working days, where these are counted
  std::string basis{};                // what in the ledger says that it was met
  std::vector<DeadlineRevision> earlier{};
};

struct DeadlinesResult {
  base::Date today{};
  std::string agency_calendar{};
  std::string court_calendar{};
  std::string time_zone{};          // of the matter
  std::vector<DeadlineRow> rows{};  // by due date, then id; those that stand still first
};

// Every date the matter has: counted ones, promised ones, ordered ones.
base::Result<DeadlinesResult> deadlines(Workspace& workspace, base::Date today);
// not_found names the ids there are.
base::Result<DeadlineRow> deadline(Workspace& workspace, std::string_view id, base::Date today);
// The deadlines that a life alone makes, as it stands; no state, no revisions.
base::Result<std::vector<DeadlineRow>> deadlines_of_life(const foia::Matter& matter,
                                                         const clock::RequestLife& life,
                                                         const MatterCalendars& calendars);

// An iCalendar file (RFC 5545): days as all-day events, times of day in UTC; identifiers stay the
// same from one export to the next, and SEQUENCE counts the earlier values.
struct CalendarExport {
  std::string ics{};
  std::int64_t events = 0;
};
base::Result<CalendarExport> export_calendar(Workspace& workspace, base::Date today);

}  // namespace vaughn::engine
