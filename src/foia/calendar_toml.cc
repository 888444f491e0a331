// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include <array>
#include <charconv>

#include "base/text.h"
#include "foia/calendar.h"
#include "foia/detail/toml_reader.h"
#include "foia/detail/words.h"

namespace vaughn::foia {

using base::Result;

namespace {

using detail::Need;
using detail::Problems;
using detail::Table;

constexpr detail::Words<CalendarKind, 3> kKinds{{{CalendarKind::agency, "agency"},
                                                 {CalendarKind::court, "court"},
                                                 {CalendarKind::part, "part"}}};
constexpr detail::Words<DayUnit, 2> kUnits{
    {{DayUnit::working, "working"}, {DayUnit::calendar, "calendar"}}};
constexpr detail::Words<ReceiptRoll, 2> kReceiptRolls{
    {{ReceiptRoll::none, "none"}, {ReceiptRoll::next_working_day, "next_working_day"}}};
constexpr detail::Words<EndRoll, 2> kEndRolls{
    {{EndRoll::none, "none"}, {EndRoll::next_working_day, "next_working_day"}}};
constexpr detail::Words<Observance, 3> kObservances{
    {{Observance::none, "none"}, {Observance::monday, "monday"}, {Observance::nearest, "nearest"}}};
static_assert(detail::is_in_order(kKinds) && detail::is_in_order(kUnits) &&
              detail::is_in_order(kReceiptRolls) && detail::is_in_order(kEndRolls) &&
              detail::is_in_order(kObservances));

constexpr std::array<std::string_view, 7> kWeekdays{
    "sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"};
constexpr std::array<std::string_view, 12> kMonths{"january",
                                                   "february",
                                                   "march",
                                                   "april",
                                                   "may",
                                                   "june",
                                                   "july",
                                                   "august",
                                                   "september",
                                                   "october",
                                                   "november",
                                                   "december"};
constexpr std::array<std::pair<std::string_view, int>, 5> kOrdinals{
    {{"1st", 1}, {"2nd", 2}, {"3rd", 3}, {"4th", 4}, {"last", -1}}};

// Words of an enum by its table, with the problem reported at the key.
template <typename E, std::size_t N>
E choice(Table& table, std::string_view key, const detail::Words<E, N>& words, E fallback) {
  std::array<std::string_view, N> known{};
  for (std::size_t i = 0; i < N; ++i) {
    known[i] = words[i].second;
  }
  const auto word = table.choice(key, known, Need::optional, detail::word_of(words, fallback));
  const auto value = detail::value_of(words, word, key);
  return value ? *value : fallback;
}

template <std::size_t N>
int index_of(const std::array<std::string_view, N>& words, std::string_view word) {
  for (std::size_t i = 0; i < N; ++i) {
    if (words[i] == word) {
      return static_cast<int>(i);
    }
  }
  return -1;
}

// "06-19", "3rd monday of january", "last monday of may".
bool read_on(const std::string& text, HolidayRule& rule) {
  if (text.size() == 5 && text[2] == '-') {
    const auto date = base::parse_date("2000-" + text);  // a leap year
    if (!date) {
      return false;
    }
    rule.month = static_cast<unsigned>(date->month());
    rule.day = static_cast<unsigned>(date->day());
    return true;
  }
  const auto words = base::split(text, ' ');
  if (words.size() != 4 || words[2] != "of") {
    return false;
  }
  const auto weekday = index_of(kWeekdays, words[1]);
  const auto month = index_of(kMonths, words[3]);
  for (const auto& [ordinal, nth] : kOrdinals) {
    if (ordinal == words[0] && weekday >= 0 && month >= 0) {
      rule.nth = nth;
      rule.weekday = static_cast<unsigned>(weekday);
      rule.month = static_cast<unsigned>(month) + 1;
      return true;
    }
  }
  return false;
}

HolidayRule read_holiday(Table table) {
  HolidayRule rule;
  rule.name = table.text("name", Need::required);
  const auto on = table.text("on", Need::required);
  if (!on.empty() && !read_on(on, rule)) {
    table.fail("on",
               fmt::format("'{}' says no day of the year", on),
               "write on = \"06-19\" or on = \"3rd monday of january\"");
  }
  rule.offset_days = table.number("offset_days", 0, -6, 6);
  rule.from = table.date("from");
  rule.until = table.date("until");
  rule.every_years = table.number("every_years", 1, 1, 100);
  rule.in_year = table.number("in_year", 0, 0, 2100);
  rule.observed = choice(table, "observed", kObservances, Observance::none);
  rule.citation = table.text("citation", Need::required);
  rule.needs_counsel = table.flag("needs_counsel");
  table.finish();
  return rule;
}

SingleDay read_day(Table table) {
  SingleDay day;
  day.date = table.date("date", Need::required).value_or(base::Date{});
  day.name = table.text("name", Need::required);
  day.citation = table.text("citation", Need::required);
  day.is_working = table.flag("working");
  day.is_closure = table.flag("closure");
  day.needs_counsel = table.flag("needs_counsel");
  if (day.is_working && day.is_closure) {
    table.fail("working", "a day cannot be a closure and a working day", "keep one of the two");
  }
  table.finish();
  return day;
}

Period read_period(Table table, Period period) {
  period.days = table.number("days", period.days, 1, 366);
  period.unit = choice(table, "unit", kUnits, period.unit);
  period.roll = choice(table, "roll", kEndRolls, period.roll);
  period.time = table.text("time");
  period.citation = table.text("citation", Need::required);
  table.finish();
  return period;
}

AgencyPeriods read_periods(Table table) {
  AgencyPeriods periods;
  periods.receipt_roll = choice(table, "receipt_roll", kReceiptRolls, periods.receipt_roll);
  const auto read = [&](std::string_view key, Period& period) {
    if (auto part = table.table(key)) {
      period = read_period(std::move(*part), period);
    }
  };
  read("routing", periods.routing);
  read("appeal_window", periods.appeal_window);
  read("submitter_reply", periods.submitter_reply);
  read("disclosure_wait", periods.disclosure_wait);
  read("still_interested", periods.still_interested);
  table.finish();
  return periods;
}

FeeRates read_fees(Table table) {
  FeeRates fees;
  fees.clerical = table.number("clerical", 0, 0, 100'000, Need::required);
  fees.professional = table.number("professional", 0, 0, 100'000, Need::required);
  fees.managerial = table.number("managerial", 0, 0, 100'000, Need::required);
  fees.page = table.number("page", 0, 0, 10'000, Need::required);
  fees.charged_from = table.number("charged_from", 0, 0, 100'000);
  fees.notice_above = table.number("notice_above", 0, 0, 100'000);
  fees.from = table.date("from");
  fees.citation = table.text("citation", Need::required);
  table.finish();
  return fees;
}

CalendarFile read_calendar(Problems& problems, const toml::table& file) {
  Table root(problems, file, "");
  CalendarFile out;
  if (auto part = root.table("calendar", Need::required)) {
    out.key = part->word("key");
    out.name = part->text("name", Need::required);
    out.kind = choice(*part, "kind", kKinds, CalendarKind::part);
    out.time_zone = part->text("time_zone");
    if (!out.time_zone.empty()) {
      if (const auto zone = base::TimeZone::make(out.time_zone); !zone) {
        part->fail("time_zone", zone.error().message, zone.error().hint);
      }
    }
    out.source = part->text("source");
    out.includes = part->words("includes");
    out.is_state = part->flag("state");
    part->finish();
  }
  for (auto& part : root.tables("holiday")) {
    out.holidays.push_back(read_holiday(std::move(part)));
  }
  for (auto& part : root.tables("day")) {
    out.days.push_back(read_day(std::move(part)));
  }
  if (auto part = root.table("closures")) {
    out.closures.skips = part->flag("skip");
    out.closures.dates = {part->date("from"), part->date("until")};
    out.closures.citation = part->text("citation", Need::required);
    out.closures.needs_counsel = part->flag("needs_counsel");
    part->finish();
  }
  if (auto part = root.table("periods")) {
    out.periods = read_periods(std::move(*part));
  }
  if (auto part = root.table("fees")) {
    out.fees = read_fees(std::move(*part));
  }
  root.finish();
  return out;
}

}  // namespace

std::string_view to_string(CalendarKind kind) {
  return detail::word_of(kKinds, kind);
}
Result<CalendarKind> parse_calendar_kind(std::string_view word) {
  return detail::value_of(kKinds, word, "kind of calendar");
}
std::string_view to_string(DayUnit unit) {
  return detail::word_of(kUnits, unit);
}
Result<DayUnit> parse_day_unit(std::string_view word) {
  return detail::value_of(kUnits, word, "kind of day");
}
std::string_view to_string(ReceiptRoll roll) {
  return detail::word_of(kReceiptRolls, roll);
}
Result<ReceiptRoll> parse_receipt_roll(std::string_view word) {
  return detail::value_of(kReceiptRolls, word, "rule for receipts");
}
std::string_view to_string(EndRoll roll) {
  return detail::word_of(kEndRolls, roll);
}
Result<EndRoll> parse_end_roll(std::string_view word) {
  return detail::value_of(kEndRolls, word, "rule for last days");
}

Result<CalendarFile> parse_calendar(std::string_view toml, std::string_view file) {
  CalendarFile out;
  const auto read = [&](Problems& problems, const toml::table& table) {
    out = read_calendar(problems, table);
  };
  TRY(detail::parse_toml(toml, file, read));
  return out;
}

}  // namespace vaughn::foia
