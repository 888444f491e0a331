// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "clock/calendar.h"
#include "clock/request_life.h"
#include "engine/workspace.h"

namespace vaughn::engine {

// The calendars of a matter: those of the program, with what the ledger puts in their place, and
// the two that [calendar] of matter.toml chooses.
struct MatterCalendars {
  clock::Calendars all{};
  clock::Calendar agency;
  clock::Calendar court;
  bool has_court = false;  // a court's calendar was chosen or fits the profile

  const foia::AgencyPeriods& periods() const { return agency.file().periods; }
  clock::Rules rules() const { return {agency, periods()}; }
};
// not_found names the calendars there are.
base::Result<MatterCalendars> calendars_of(Workspace& workspace);
base::Result<MatterCalendars> choose_calendars(const foia::Matter& matter, clock::Calendars all);
// One change of the ledger, made on `all`.
base::Result<void> apply_change(clock::Calendars& all, const store::CalendarChanged& change);

struct DueChange {
  std::string deadline{};  // id
  std::string title{};
  std::optional<base::Date> was{};
  std::optional<base::Date> is{};
};

struct CalendarChange {
  std::string calendar{};
  std::vector<foia::SingleDay> days{};
  bool is_whole_file = false;
  std::vector<DueChange> moved{};  // deadlines of this matter that fall on another day now
  foia::EventId event{};           // 0 in a dry run
};
// A day that is a holiday, or one that is not; every calendar that includes this one follows. Each
// deadline of the matter is counted again; the earlier date is kept with the reason.
base::Result<CalendarChange> change_day(Workspace& workspace,
                                        const std::string& calendar,
                                        const foia::SingleDay& day,
                                        const std::string& reason,
                                        bool is_dry_run);
// A whole calendar from the text of its file, in the place of one of the same key or beside them.
base::Result<CalendarChange> import_calendar(Workspace& workspace,
                                             const std::string& toml,
                                             const std::string& file,
                                             const std::string& reason,
                                             bool is_dry_run);

struct CalendarView {
  foia::CalendarFile file{};
  int year = 0;
  std::vector<clock::Holiday> holidays{};
  bool is_of_ledger = false;  // changed by this matter
};

}  // namespace vaughn::engine
