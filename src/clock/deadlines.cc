// SPDX-License-Identifier: AGPL-3.0-or-later
#include "clock/deadlines.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.h"

namespace vaughn::clock {

using base::Date;
using base::Error;
using base::ErrorCode;
using base::Result;

namespace {

constexpr std::array<std::string_view, 4> kDayTypes{"working", "calendar", "court", "fixed"};
constexpr std::array<std::string_view, 17> kKinds{"routing",
                                                  "tracking_number",
                                                  "determination",
                                                  "expedition",
                                                  "appeal_window",
                                                  "appeal_determination",
                                                  "still_interested",
                                                  "submitter_reply",
                                                  "disclosure",
                                                  "answer",
                                                  "suit",
                                                  "tasking",
                                                  "promise",
                                                  "court_date",
                                                  "order",
                                                  "estimate",
                                                  "period"};
constexpr std::array<std::string_view, 7> kWeekdays{
    "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};

// LAW: 5 U.S.C. 552(a)(6)(A)(i): a determination within 20 working days of receipt.
constexpr int kDeterminationDays = 20;
// LAW: 5 U.S.C. 552(a)(6)(A)(ii): an appeal is decided within 20 working days of its receipt.
constexpr int kAppealDays = 20;
// LAW: 5 U.S.C. 552(a)(6)(E)(ii)(I): expedition is decided within 10 days of the request's date.
constexpr int kExpeditionDays = 10;
// LAW: 5 U.S.C. 552(a)(7)(A): a request that takes longer than ten days gets a number.
constexpr int kTrackingDays = 10;
// LAW: 5 U.S.C. 552(a)(4)(C): the government answers within 30 days of service, not 60.
constexpr int kAnswerDays = 30;

constexpr std::string_view kTolling = "5 U.S.C. 552(a)(6)(A)(ii)";

std::string_view weekday_name(Date date) {
  return kWeekdays.at(base::weekday_of(date).c_encoding());
}

std::string day_and_date(Date date) {
  return fmt::format("{} {}", weekday_name(date).substr(0, 3), base::to_string(date));
}

bool is_weekend(Date date) {
  const auto weekday = base::weekday_of(date);
  return weekday == std::chrono::Saturday || weekday == std::chrono::Sunday;
}

Result<void> check_dates(std::initializer_list<std::optional<Date>> dates) {
  for (const auto& date : dates) {
    const bool is_usable =
        !date || (Calendar::covers(*date) && date->year() <= std::chrono::year{2100});
    if (!is_usable) {
      return Error{ErrorCode::invalid_argument,
                   fmt::format("{} is too far off to be counted from", base::to_string(*date)),
                   "dates from 1970 to 2100 are counted"};
    }
  }
  return {};
}

SkippedDay skipped(const Calendar& calendar, Date date) {
  if (is_weekend(date)) {
    return {date, std::string(weekday_name(date)), "", true};
  }
  const auto* holiday = calendar.holiday(date);
  base::check(holiday != nullptr, "a day off is a weekend or a holiday");
  return {date, holiday->name, holiday->citation, false};
}

// Every day after `first` up to `last` that the calendar does not count.
void add_skipped(const Calendar& calendar, Date first, Date last, std::vector<SkippedDay>& out) {
  for (auto date = base::add_days(first, 1); date <= last; date = base::add_days(date, 1)) {
    if (!calendar.is_working_day(date)) {
      out.push_back(skipped(calendar, date));
    }
  }
}

std::string with_holidays(const Calendar& calendar, Date first, Date last) {
  std::vector<std::string> names;
  for (auto date = base::add_days(first, 1); date <= last; date = base::add_days(date, 1)) {
    const auto* holiday = calendar.holiday(date);
    if (holiday != nullptr && !is_weekend(date)) {
      names.push_back(fmt::format("{} {}", base::to_string(date), holiday->name));
    }
  }
  return names.empty() ? std::string() : " (not counted: " + base::join(names, ", ") + ")";
}

void note_counsel(const Calendar& calendar, Computation& out) {
  for (const auto& day : out.skipped) {
    const auto* holiday = day.is_weekend ? nullptr : calendar.holiday(day.date);
    if (holiday != nullptr && holiday->needs_counsel) {
      out.notes.push_back(
          fmt::format("rests on {} ({}) not being counted, which is argued: counsel "
                      "confirms",
                      holiday->name,
                      holiday->citation));
    }
  }
}

// The day that counts as that of a receipt.
Date rolled_receipt(const Calendar& calendar,
                    foia::ReceiptRoll roll,
                    Date date,
                    bool is_after_hours) {
  if (roll == foia::ReceiptRoll::none) {
    return date;
  }
  return is_after_hours ? calendar.add_working_days(date, 1)
                        : calendar.this_or_next_working_day(date);
}

// LAW: 5 U.S.C. 552(a)(6)(A): ten days after the first receipt the clock runs, routed or not.
Date routing_limit(const Calendar& calendar, const foia::Period& routing, Date received) {
  return routing.unit == foia::DayUnit::working ? calendar.add_working_days(received, routing.days)
                                                : base::add_days(received, routing.days);
}

// Counts a determination. With `out` it also keeps the account; the count is the same.
class DeterminationCount {
 public:
  DeterminationCount(const Calendar& calendar,
                     const foia::AgencyPeriods& periods,
                     const DeterminationFacts& facts,
                     Computation* out)
      : calendar_(calendar), periods_(periods), facts_(facts), out_(out) {}

  Date day_zero() {
    Date start =
        rolled_receipt(calendar_, periods_.receipt_roll, facts_.received, facts_.is_after_hours);
    if (out_ != nullptr) {
      tell(facts_.received, "received", "");
      if (start != facts_.received) {
        tell(start, "counts as the day of receipt: the next working day", "receipt_roll");
      }
    }
    if (facts_.reached_proper && start < *facts_.reached_proper) {
      start = proper_start(start);
    }
    if (facts_.perfected && start < *facts_.perfected) {
      start = *facts_.perfected;
      if (out_ != nullptr) {
        tell(start,
             "perfected: described well enough and made by the published rules",
             "5 U.S.C. 552(a)(3)(A)");
      }
    }
    return start;
  }

  std::optional<Date> due() {
    const auto start = day_zero();
    if (out_ != nullptr) {
      out_->day_zero = start;
    }
    const int extension = facts_.extension ? facts_.extension->days : 0;
    int left = kDeterminationDays + extension;
    Date counted = start;
    // LAW: 5 U.S.C. 552(a)(6)(A)(ii): the 20 days stand still for one question of information and
    // for questions of fee assessment, until the answer comes.
    for (const auto& toll : facts_.tolls) {
      const auto opened = std::max(toll.opened, counted);
      const int used = calendar_.working_days_between(counted, opened);
      if (used >= left) {
        note("the period had run out before the question of " + base::to_string(toll.opened));
        break;
      }
      left -= used;
      account_toll(toll, counted, opened, used, left);
      if (!toll.closed) {
        return std::nullopt;
      }
      counted = std::max(counted, *toll.closed);
    }
    if (facts_.extension) {
      account_extension();
      if (facts_.extension->agreed_until) {
        return facts_.extension->agreed_until;
      }
    }
    const auto end = calendar_.add_working_days(counted, left);
    if (out_ != nullptr) {
      add_skipped(calendar_, counted, end, out_->skipped);
      tell(end,
           fmt::format("working day {} after {}{}",
                       left,
                       base::to_string(counted),
                       with_holidays(calendar_, counted, end)),
           "5 U.S.C. 552(a)(6)(A)(i)");
    }
    return end;
  }

 private:
  Date proper_start(Date received) {
    const auto limit = routing_limit(calendar_, periods_.routing, received);
    const auto start = std::min(*facts_.reached_proper, limit);
    if (out_ != nullptr) {
      tell(*facts_.reached_proper, "reached the proper component", periods_.routing.citation);
      if (start < *facts_.reached_proper) {
        tell(start,
             fmt::format("the clock starts all the same: {} {} days after the first receipt{}",
                         periods_.routing.days,
                         to_string(periods_.routing.unit),
                         periods_.routing.unit == foia::DayUnit::working
                             ? with_holidays(calendar_, received, start)
                             : ""),
             "5 U.S.C. 552(a)(6)(A)");
      }
    }
    return start;
  }

  void account_toll(const Toll& toll, Date counted, Date opened, int used, int left) {
    if (out_ == nullptr) {
      return;
    }
    add_skipped(calendar_, counted, opened, out_->skipped);
    const auto what = toll.kind == TollKind::information ? "information" : "fees";
    tell(toll.opened,
         fmt::format("question about {} sent: {} used{}, {} left",
                     what,
                     base::plural(used, "working day"),
                     with_holidays(calendar_, counted, opened),
                     left),
         fmt::format("{}{}", kTolling, toll.kind == TollKind::information ? "(I)" : "(II)"));
    if (toll.closed) {
      tell(
          *toll.closed,
          fmt::format("answer received: counting goes on with the next working day, {} left", left),
          std::string(kTolling));
    } else {
      note("the clock stands still until the answer to the question of " +
           base::to_string(toll.opened) + " arrives");
    }
  }

  void account_extension() {
    if (out_ == nullptr) {
      return;
    }
    const auto& extension = *facts_.extension;
    tell(extension.noticed,
         extension.agreed_until ? fmt::format("another time frame was arranged: until {}",
                                              base::to_string(*extension.agreed_until))
                                : fmt::format("extended by {} for unusual circumstances",
                                              base::plural(extension.days, "working day")),
         extension.agreed_until ? "5 U.S.C. 552(a)(6)(B)(ii)" : "5 U.S.C. 552(a)(6)(B)(i)");
  }

  void tell(Date date, std::string text, std::string citation) {
    out_->steps.push_back({date, std::move(text), std::move(citation)});
  }
  void note(std::string text) {
    if (out_ != nullptr) {
      out_->notes.push_back(std::move(text));
    }
  }

  const Calendar& calendar_;
  const foia::AgencyPeriods& periods_;
  const DeterminationFacts& facts_;
  Computation* out_;
};

Result<void> check_facts(const DeterminationFacts& facts) {
  TRY(check_dates({facts.received, facts.reached_proper, facts.perfected}));
  Date last = facts.received;
  for (const auto& toll : facts.tolls) {
    TRY(check_dates({toll.opened, toll.closed}));
    if (toll.opened < last || (toll.closed && *toll.closed < toll.opened)) {
      return Error{ErrorCode::invalid_argument,
                   fmt::format("the question of {} is out of order", base::to_string(toll.opened)),
                   "a question is sent after the receipt and answered after it is sent"};
    }
    last = toll.opened;
  }
  if (facts.extension) {
    TRY(check_dates({facts.extension->noticed, facts.extension->agreed_until}));
  }
  return {};
}

// A plain period in working or calendar days, as statutes and regulations set them.
Computation count_period(const Calendar& calendar,
                         const foia::Period& period,
                         Date trigger,
                         std::string trigger_what,
                         Date day_zero) {
  Computation out;
  out.rule = period.citation;
  out.days = period.days;
  out.trigger = trigger;
  out.trigger_what = std::move(trigger_what);
  out.day_zero = day_zero;
  out.time = period.time;
  out.time_zone = period.time.empty() ? "" : calendar.file().time_zone;
  out.steps.push_back({trigger, out.trigger_what, ""});
  if (day_zero != trigger) {
    out.steps.push_back(
        {day_zero, "counts as the day of receipt: the next working day", "receipt_roll"});
  }
  if (period.unit == foia::DayUnit::working) {
    out.day_type = DayType::working;
    out.calendar = calendar.key();
    out.due = calendar.add_working_days(day_zero, period.days);
    add_skipped(calendar, day_zero, *out.due, out.skipped);
    out.steps.push_back({*out.due,
                         fmt::format("working day {} after {}{}",
                                     period.days,
                                     base::to_string(day_zero),
                                     with_holidays(calendar, day_zero, *out.due)),
                         period.citation});
    return out;
  }
  out.day_type = DayType::calendar;
  const auto end = base::add_days(day_zero, period.days);
  out.due = end;
  out.steps.push_back(
      {end,
       fmt::format("calendar day {} after {}", period.days, base::to_string(day_zero)),
       period.citation});
  if (!calendar.is_working_day(end)) {
    const auto off = skipped(calendar, end);
    if (period.roll == foia::EndRoll::next_working_day) {
      out.calendar = calendar.key();
      out.due = calendar.this_or_next_working_day(end);
      add_skipped(calendar, base::add_days(end, -1), base::add_days(*out.due, -1), out.skipped);
      out.steps.push_back(
          {*out.due, fmt::format("next working day after a {}", off.reason), period.citation});
    } else {
      out.act_by = calendar.this_or_previous_working_day(end);
      out.notes.push_back(fmt::format("{} is a {} and the rule does not move it: act by {}",
                                      base::to_string(end),
                                      off.reason,
                                      day_and_date(*out.act_by)));
    }
  }
  return out;
}

Result<Computation> agency_period(DeadlineKind kind,
                                  std::string title,
                                  std::string text,
                                  const Calendar& calendar,
                                  const foia::Period& period,
                                  Date trigger,
                                  std::string trigger_what) {
  TRY(check_dates({trigger}));
  auto out = count_period(calendar, period, trigger, std::move(trigger_what), trigger);
  out.kind = kind;
  out.title = std::move(title);
  out.rule_text = std::move(text);
  note_counsel(calendar, out);
  return out;
}

// LAW: Fed. R. Civ. P. 6(a)(1): every day counts but the first; the last one moves to a day that is
// no Saturday, Sunday or legal holiday.
Computation court_period_after(const Calendar& court, int days, Date from) {
  Computation out;
  out.day_type = DayType::court;
  out.calendar = court.key();
  out.days = days;
  out.trigger = from;
  out.day_zero = from;
  out.rule = "Fed. R. Civ. P. 6(a)(1)";
  out.time_zone = court.file().time_zone;
  // LAW: Fed. R. Civ. P. 6(a)(4): for electronic filing the last day ends at midnight in the
  // court's time zone.
  out.time = "23:59:59";
  const auto end = base::add_days(from, days);
  out.due = court.this_or_next_working_day(end);
  out.steps.push_back({end,
                       fmt::format("day {} after {}", days, base::to_string(from)),
                       "Fed. R. Civ. P. 6(a)(1)"});
  if (*out.due != end) {
    add_skipped(court, base::add_days(end, -1), base::add_days(*out.due, -1), out.skipped);
    std::vector<std::string> reasons;
    for (const auto& day : out.skipped) {
      reasons.push_back(day.reason);
    }
    out.steps.push_back({*out.due,
                         "next day that is none of these: " + base::join(reasons, ", "),
                         "Fed. R. Civ. P. 6(a)(1)(C)"});
  }
  for (const auto& day : out.skipped) {
    const auto* holiday = day.is_weekend ? nullptr : court.holiday(day.date);
    if (holiday == nullptr) {
      continue;
    }
    // LAW: Fed. R. Civ. P. 6(a)(6): holidays are those of the statute, those that the President or
    // Congress declares and, after an event, those of the state.
    if (holiday->is_state || holiday->needs_counsel) {
      const auto safe = std::min(day.date, out.act_by.value_or(day.date));
      out.act_by = safe;
      out.notes.push_back(
          fmt::format("moved past {} {} ({}; {}): counsel confirms, or act by {}",
                      base::to_string(day.date),
                      holiday->name,
                      holiday->citation,
                      holiday->is_state ? "Fed. R. Civ. P. 6(a)(6)(C)" : "Fed. R. Civ. P. 6(a)(6)",
                      day_and_date(safe)));
    }
  }
  return out;
}

bool is_court_day_before_an_event(const Calendar& court, Date date) {
  const auto* holiday = court.holiday(date);
  return !is_weekend(date) && (holiday == nullptr || holiday->is_state);
}

// LAW: Fed. R. Civ. P. 6(a)(5): before an event the next day is the one before it; 6(a)(6)(C): and
// state holidays are not counted out.
Computation court_period_before(const Calendar& court, int days, Date from) {
  auto out = court_period_after(court, 0, from);
  out.days = days;
  out.skipped.clear();
  out.steps.clear();
  out.notes.clear();
  out.act_by.reset();
  out.rule = "Fed. R. Civ. P. 6(a)(5)";
  auto date = base::add_days(from, -days);
  out.steps.push_back({date,
                       fmt::format("day {} before {}", days, base::to_string(from)),
                       "Fed. R. Civ. P. 6(a)(1)"});
  while (!is_court_day_before_an_event(court, date)) {
    out.skipped.push_back(skipped(court, date));
    date = base::add_days(date, -1);
  }
  if (!out.skipped.empty()) {
    out.steps.push_back(
        {date, "the day before that is no weekend or holiday", "Fed. R. Civ. P. 6(a)(5)"});
  }
  out.due = date;
  return out;
}

}  // namespace

std::string_view to_string(DayType type) {
  return kDayTypes.at(static_cast<std::size_t>(type));
}

std::string_view to_string(DeadlineKind kind) {
  return kKinds.at(static_cast<std::size_t>(kind));
}

std::optional<Date> determination_due(const Calendar& calendar,
                                      const foia::AgencyPeriods& periods,
                                      const DeterminationFacts& facts) {
  return DeterminationCount(calendar, periods, facts, nullptr).due();
}

Result<Computation> explain_determination(const Calendar& calendar,
                                          const foia::AgencyPeriods& periods,
                                          const DeterminationFacts& facts) {
  TRY(check_facts(facts));
  Computation out;
  out.kind = DeadlineKind::determination;
  out.title = "Determination";
  out.rule = "5 U.S.C. 552(a)(6)(A)(i)";
  out.rule_text = "tell the requester whether the agency complies, and why, within 20 working days";
  out.calendar = calendar.key();
  out.trigger = facts.received;
  out.trigger_what = "received";
  out.days = kDeterminationDays + (facts.extension ? facts.extension->days : 0);
  out.due = DeterminationCount(calendar, periods, facts, &out).due();
  note_counsel(calendar, out);
  return out;
}

int working_days_used(const Calendar& calendar,
                      const foia::AgencyPeriods& periods,
                      const DeterminationFacts& facts,
                      Date until) {
  Date counted = DeterminationCount(calendar, periods, facts, nullptr).day_zero();
  int used = 0;
  for (const auto& toll : facts.tolls) {
    const auto opened = std::max(toll.opened, counted);
    used += calendar.working_days_between(counted, std::min(opened, until));
    if (!toll.closed || until <= *toll.closed) {
      return used;
    }
    counted = std::max(counted, *toll.closed);
  }
  return used + calendar.working_days_between(counted, until);
}

Result<Computation> explain_routing(const Calendar& calendar,
                                    const foia::AgencyPeriods& periods,
                                    Date received) {
  return agency_period(DeadlineKind::routing,
                       "Routing",
                       "send the request to the component that has the records",
                       calendar,
                       periods.routing,
                       received,
                       "received by a component that does not have the records");
}

Result<Computation> explain_tracking_number(const Calendar& calendar, Date received) {
  return agency_period(
      DeadlineKind::tracking_number,
      "Tracking number",
      "give the request its own number if it takes longer than ten days",
      calendar,
      {kTrackingDays, foia::DayUnit::calendar, foia::EndRoll::none, "", "5 U.S.C. 552(a)(7)(A)"},
      received,
      "received");
}

Result<Computation> explain_expedition(const Calendar& calendar, Date dated) {
  return agency_period(DeadlineKind::expedition,
                       "Decision on expedition",
                       "decide whether to expedite, and tell the requester, within ten days of the "
                       "date of the request",
                       calendar,
                       {kExpeditionDays,
                        foia::DayUnit::calendar,
                        foia::EndRoll::none,
                        "",
                        "5 U.S.C. 552(a)(6)(E)(ii)(I)"},
                       dated,
                       "date of the request for expedition");
}

// LAW: 6 CFR 5.8(a)(1): at DHS an appeal is in time until the end, Eastern time, of the 90th
// working day.
Result<Computation> explain_appeal_window(const Calendar& calendar,
                                          const foia::AgencyPeriods& periods,
                                          Date response) {
  return agency_period(DeadlineKind::appeal_window,
                       "Appeal by the requester",
                       "the requester may appeal; the statute asks for 90 days at least",
                       calendar,
                       periods.appeal_window,
                       response,
                       "date of the response");
}

Result<Computation> explain_appeal_determination(const Calendar& calendar,
                                                 const foia::AgencyPeriods& periods,
                                                 Date received) {
  TRY(check_dates({received}));
  const foia::Period period{
      kAppealDays, foia::DayUnit::working, foia::EndRoll::none, "", "5 U.S.C. 552(a)(6)(A)(ii)"};
  auto out = count_period(calendar,
                          period,
                          received,
                          "appeal received",
                          rolled_receipt(calendar, periods.receipt_roll, received, false));
  out.kind = DeadlineKind::appeal_determination;
  out.title = "Determination of the appeal";
  out.rule_text = "decide the appeal within 20 working days; nothing tolls them";
  note_counsel(calendar, out);
  return out;
}

Result<Computation> explain_still_interested(const Calendar& calendar,
                                             const foia::AgencyPeriods& periods,
                                             Date asked) {
  return agency_period(DeadlineKind::still_interested,
                       "Not closed for silence before",
                       "a request is not closed for silence before 30 working days have passed",
                       calendar,
                       periods.still_interested,
                       asked,
                       "asked whether the requester is still interested");
}

Result<Computation> explain_submitter_reply(const Calendar& calendar,
                                            const foia::AgencyPeriods& periods,
                                            Date sent) {
  return agency_period(DeadlineKind::submitter_reply,
                       "Submitter's objections",
                       "the submitter has a reasonable time to object",
                       calendar,
                       periods.submitter_reply,
                       sent,
                       "notice sent");
}

// LAW: EO 12600 sec. 5: a submitter is told of the disclosure date a number of days before it.
Result<Computation> explain_disclosure(const Calendar& calendar,
                                       const foia::AgencyPeriods& periods,
                                       Date noticed) {
  return agency_period(DeadlineKind::disclosure,
                       "Disclosure date",
                       "the pages are released no earlier than the date given to the submitter",
                       calendar,
                       periods.disclosure_wait,
                       noticed,
                       "notice of intent to disclose sent");
}

Result<Computation> explain_answer(const Calendar& court, Date served) {
  TRY(check_dates({served}));
  auto out = court_period_after(court, kAnswerDays, served);
  out.kind = DeadlineKind::answer;
  out.title = "Answer to the complaint";
  out.rule = "5 U.S.C. 552(a)(4)(C)";
  out.rule_text = "answer within 30 days of service, notwithstanding any other rule";
  out.trigger_what = "complaint served";
  out.steps.insert(
      out.steps.begin(),
      {served, "complaint served on the United States Attorney", "Fed. R. Civ. P. 4(i)"});
  out.notes.emplace_back(
      "counted from service on the United States Attorney; which service counts "
      "is argued");
  return out;
}

// LAW: 28 U.S.C. 2401(a): a civil action against the United States is begun within six years.
Result<Computation> explain_suit(const Calendar& court, Date accrued) {
  TRY(check_dates({accrued}));
  Date end{accrued.year() + std::chrono::years{6}, accrued.month(), accrued.day()};
  if (!end.ok()) {
    end = end.year() / end.month() / std::chrono::last;
  }
  TRY(check_dates({end}));
  Computation out;
  out.kind = DeadlineKind::suit;
  out.title = "Last day to sue";
  out.rule = "28 U.S.C. 2401(a)";
  out.rule_text = "an action is begun within six years";
  out.day_type = DayType::court;
  out.calendar = court.key();
  out.trigger = accrued;
  out.trigger_what = "the time to answer the request ran out";
  out.day_zero = accrued;
  out.due = court.this_or_next_working_day(end);
  if (*out.due != end) {
    add_skipped(court, base::add_days(end, -1), base::add_days(*out.due, -1), out.skipped);
  }
  out.steps.push_back({accrued, out.trigger_what, "5 U.S.C. 552(a)(6)(C)(i)"});
  out.steps.push_back({*out.due, "six years later, as the court counts", "28 U.S.C. 2401(a)"});
  return out;
}

Result<Computation> explain_period(
    const Calendar& calendar, DayType type, int days, Date from, Direction direction) {
  TRY(check_dates({from}));
  if (days < 0 || days > 3650) {
    return Error{ErrorCode::invalid_argument,
                 fmt::format("{} days cannot be counted", days),
                 "give a number from 0 to 3650"};
  }
  Computation out;
  if (type == DayType::court) {
    out = direction == Direction::after ? court_period_after(calendar, days, from)
                                        : court_period_before(calendar, days, from);
  } else if (direction == Direction::before) {
    return Error{
        ErrorCode::invalid_argument, "only court days are counted backward", "use --court-days"};
  } else {
    const auto unit = type == DayType::working ? foia::DayUnit::working : foia::DayUnit::calendar;
    out = count_period(calendar, {days, unit, foia::EndRoll::none, "", ""}, from, "", from);
    out.steps.erase(out.steps.begin());
    if (type == DayType::working) {
      out.rule = "5 U.S.C. 552(a)(6)(A)(i)";
      out.rule_text = "Saturdays, Sundays and legal public holidays are not counted";
    }
    note_counsel(calendar, out);
  }
  out.title = fmt::format("{} {} {}{} {} {}",
                          days,
                          to_string(type),
                          "day",
                          days == 1 ? "" : "s",
                          direction == Direction::after ? "after" : "before",
                          base::to_string(from));
  return out;
}

Computation fixed_date(DeadlineKind kind, std::string title, Date due, std::string source) {
  Computation out;
  out.kind = kind;
  out.title = std::move(title);
  out.day_type = DayType::fixed;
  out.trigger = due;
  out.day_zero = due;
  out.due = due;
  out.rule = std::move(source);
  out.notes.emplace_back("a date that was set is not computed and does not move");
  return out;
}

}  // namespace vaughn::clock
