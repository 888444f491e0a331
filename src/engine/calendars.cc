// SPDX-License-Identifier: AGPL-3.0-or-later
#include "engine/calendars.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/deadlines.h"
#include "engine/request.h"

namespace vaughn::engine {

using base::Error;
using base::ErrorCode;
using base::Result;

namespace {

std::string agency_key(const foia::Matter& matter) {
  return matter.calendar.agency.empty() ? std::string("federal") : matter.calendar.agency;
}

// The court's own, else that of its profile, else the federal holidays alone.
std::string court_key(const foia::Matter& matter, const clock::Calendars& all) {
  if (!matter.calendar.court.empty()) {
    return matter.calendar.court;
  }
  return all.find(matter.court.profile) != nullptr ? matter.court.profile : std::string("federal");
}

// The deadlines of the matter before and after; those that fall on another day.
Result<std::vector<DueChange>> moved_by(Workspace& workspace,
                                        const MatterCalendars& before,
                                        const MatterCalendars& after) {
  const auto& matter = workspace.matter();
  const auto life = TRY(request_life(workspace));
  const auto was = TRY(deadlines_of_life(matter, life, before));
  const auto is = TRY(deadlines_of_life(matter, life, after));
  std::vector<DueChange> out;
  for (const auto& row : is) {
    const auto old = std::find_if(
        was.begin(), was.end(), [&](const DeadlineRow& other) { return other.id == row.id; });
    if (old != was.end() && old->computation.due != row.computation.due) {
      out.push_back({row.id, row.computation.title, old->computation.due, row.computation.due});
    }
  }
  return out;
}

Result<CalendarChange> change(Workspace& workspace,
                              const store::CalendarChanged& body,
                              const std::string& reason,
                              bool is_dry_run) {
  const auto before = TRY(calendars_of(workspace));
  auto all = before.all;
  TRY(apply_change(all, body));
  const auto after = TRY(choose_calendars(workspace.matter(), std::move(all)));
  CalendarChange out;
  out.calendar = body.calendar;
  out.days = body.days;
  out.is_whole_file = !body.toml.empty();
  out.moved = TRY(moved_by(workspace, before, after));
  if (!is_dry_run) {
    const auto event = TRY(workspace.record(reason, body));
    out.event = event.id;
  }
  return out;
}

}  // namespace

Result<void> apply_change(clock::Calendars& all, const store::CalendarChanged& change) {
  if (!change.toml.empty()) {
    all.put(TRY(foia::parse_calendar(change.toml, change.calendar)));
  }
  for (const auto& day : change.days) {
    TRY(all.add_day(change.calendar, day));
  }
  return {};
}

Result<MatterCalendars> choose_calendars(const foia::Matter& matter, clock::Calendars all) {
  auto agency = TRY(all.calendar(agency_key(matter)));
  const auto key = court_key(matter, all);
  auto court = TRY(all.calendar(key));
  const bool has_court = court.file().kind == foia::CalendarKind::court;
  return MatterCalendars{std::move(all), std::move(agency), std::move(court), has_court};
}

Result<MatterCalendars> calendars_of(Workspace& workspace) {
  auto all = clock::Calendars::built_in();
  const auto changes = TRY(workspace.db().calendar_changes());
  for (const auto& row : changes) {
    TRY(apply_change(all, row.change));
  }
  return choose_calendars(workspace.matter(), std::move(all));
}

Result<CalendarChange> change_day(Workspace& workspace,
                                  const std::string& calendar,
                                  const foia::SingleDay& day,
                                  const std::string& reason,
                                  bool is_dry_run) {
  if (!clock::Calendar::covers(day.date)) {
    return Error{ErrorCode::invalid_argument,
                 fmt::format("{} is too far off", base::to_string(day.date)),
                 "days from 1970 to 2100 are counted"};
  }
  if (day.name.empty() || day.citation.empty()) {
    return Error{ErrorCode::invalid_argument,
                 "a day is added with its name and what declares it",
                 "--name \"National Day of Mourning\" --citation \"EO 14133\""};
  }
  store::CalendarChanged body;
  body.calendar = calendar;
  body.days.push_back(day);
  const auto why = fmt::format("{} {}: {} ({})",
                               base::to_string(day.date),
                               day.is_working ? "is a working day" : "is a holiday",
                               day.name,
                               day.citation);
  return change(workspace, body, reason.empty() ? why : reason, is_dry_run);
}

Result<CalendarChange> import_calendar(Workspace& workspace,
                                       const std::string& toml,
                                       const std::string& file,
                                       const std::string& reason,
                                       bool is_dry_run) {
  const auto parsed = TRY(foia::parse_calendar(toml, file));
  store::CalendarChanged body;
  body.calendar = parsed.key;
  body.toml = toml;
  const auto why = fmt::format("calendar {} read from its file", parsed.key);
  return change(workspace, body, reason.empty() ? why : reason, is_dry_run);
}

}  // namespace vaughn::engine
