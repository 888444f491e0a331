// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "clock/calendar.h"
#include "clock/computation.h"
#include "foia/calendar.h"
#include "foia/request_step.h"

// The deadlines of a request. Each function counts in one place and, where a Computation is asked
// for, tells how; dates outside of 1970 to 2100 are invalid_argument. Nothing here reads the clock.
namespace vaughn::clock {

using foia::TollKind;

// The clock stands still from the day the question is sent to the day the answer arrives.
struct Toll {
  TollKind kind{};
  base::Date opened{};
  std::optional<base::Date> closed{};  // none: not answered yet
};

struct Extension {
  base::Date noticed{};
  int days = 10;                             // working days, at most ten
  std::optional<base::Date> agreed_until{};  // an alternative time frame agreed with the requester
};

struct DeterminationFacts {
  base::Date received{};                       // first, by any component of the agency
  std::optional<base::Date> reached_proper{};  // later, by the proper one; none: the same day
  std::optional<base::Date> perfected{};       // none: it was perfect when it came
  bool is_after_hours = false;                 // came after the close of business
  std::vector<Toll> tolls{};                   // in the order they were opened
  std::optional<Extension> extension{};
};

// Determination of a request: 20 working days, tolled and extended as the facts say.
base::Result<Computation> explain_determination(const Calendar& calendar,
                                                const foia::AgencyPeriods& periods,
                                                const DeterminationFacts& facts);
// The due date alone: the same count without the account. Requires dates that `calendar` covers.
std::optional<base::Date> determination_due(const Calendar& calendar,
                                            const foia::AgencyPeriods& periods,
                                            const DeterminationFacts& facts);

// Working days after day 0 up to and including a date, without those on which the clock stood.
int working_days_used(const Calendar& calendar,
                      const foia::AgencyPeriods& periods,
                      const DeterminationFacts& facts,
                      base::Date until);

base::Result<Computation> explain_routing(const Calendar& calendar,
                                          const foia::AgencyPeriods& periods,
                                          base::Date received);
base::Result<Computation> explain_tracking_number(const Calendar& calendar, base::Date received);
// Ten calendar days from the date of the request, not of its receipt.
base::Result<Computation> explain_expedition(const Calendar& calendar, base::Date dated);
base::Result<Computation> explain_appeal_window(const Calendar& calendar,
                                                const foia::AgencyPeriods& periods,
                                                base::Date response);
base::Result<Computation> explain_appeal_determination(const Calendar& calendar,
                                                       const foia::AgencyPeriods& periods,
                                                       base::Date received);
base::Result<Computation> explain_still_interested(const Calendar& calendar,
                                                   const foia::AgencyPeriods& periods,
                                                   base::Date asked);
base::Result<Computation> explain_submitter_reply(const Calendar& calendar,
                                                  const foia::AgencyPeriods& periods,
                                                  base::Date sent);
base::Result<Computation> explain_disclosure(const Calendar& calendar,
                                             const foia::AgencyPeriods& periods,
                                             base::Date noticed);
// The government's answer to a complaint under FOIA: 30 days after service, by the court's days.
base::Result<Computation> explain_answer(const Calendar& court, base::Date served);
// Six years from the day the claim could first be brought.
base::Result<Computation> explain_suit(const Calendar& court, base::Date accrued);

enum class Direction { after, before };
// A period that an order, a rule or a person sets, counted in days of the given kind. `days` may be
// 0 to 3,650. Court days before an event roll backward and do not count state holidays.
base::Result<Computation> explain_period(
    const Calendar& calendar, DayType type, int days, base::Date from, Direction direction);

// A date that is not computed: it does not roll.
Computation fixed_date(DeadlineKind kind, std::string title, base::Date due, std::string source);

}  // namespace vaughn::clock
