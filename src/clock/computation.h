// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/dates.h"

namespace vaughn::clock {

// How the days of a period are counted; three kinds, never one number of "days".
enum class DayType {
  working,   // FOIA: without Saturdays, Sundays and legal public holidays
  calendar,  // every day
  court,     // Fed. R. Civ. P. 6(a): every day, the last one rolls off weekends and holidays
  fixed,     // a date that somebody set: nothing is counted
};
std::string_view to_string(DayType type);

enum class DeadlineKind {
  routing,               // to the component that has the records
  tracking_number,       // an individual number for the request
  determination,         // of the request
  expedition,            // decision on a request to expedite
  appeal_window,         // until when the requester may appeal
  appeal_determination,  // of the appeal
  still_interested,      // before which the request cannot be closed for silence
  submitter_reply,
  disclosure,  // first day on which pages may be released over a submitter's objection
  answer,      // to the complaint
  suit,        // last day to sue
  tasking,     // answer of a searching office
  promise,     // a date of matter.toml
  court_date,  // a hearing or conference
  order,       // a date certain of an order
  estimate,    // a completion date the agency gave
  period,      // of `deadlines compute`
};
std::string_view to_string(DeadlineKind kind);

// A day of the period that was not counted.
struct SkippedDay {
  base::Date date{};
  std::string reason{};    // "Saturday", "Juneteenth National Independence Day"
  std::string citation{};  // of a holiday
  bool is_weekend = false;
  bool operator==(const SkippedDay&) const = default;
};

// One line of the account: what happened on the date and what it did to the count.
struct Step {
  base::Date date{};
  std::string text{};
  std::string citation{};
  bool operator==(const Step&) const = default;
};

// A deadline with everything that made it: a person can recount it by hand.
struct Computation {
  DeadlineKind kind = DeadlineKind::period;
  std::string title{};      // "Determination"
  std::string rule{};       // "5 U.S.C. 552(a)(6)(A)(i)"
  std::string rule_text{};  // what it asks, in our words
  DayType day_type = DayType::working;
  std::string calendar{};  // key; empty for calendar days and fixed dates
  int days = 0;            // of the period, an extension included
  base::Date trigger{};
  std::string trigger_what{};  // "received"
  base::Date day_zero{};       // the day after it is day 1
  std::vector<SkippedDay> skipped{};
  std::vector<Step> steps{};
  std::optional<base::Date> due{};  // none while the clock stands still
  // The last day on which the office is open, or on which nobody argues; none if it is `due`.
  std::optional<base::Date> act_by{};
  std::string time{};       // "23:59:59" on the last day, where a rule states one
  std::string time_zone{};  // in which the time is read
  std::vector<std::string> notes{};
  bool operator==(const Computation&) const = default;
};

}  // namespace vaughn::clock
