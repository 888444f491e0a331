// SPDX-License-Identifier: AGPL-3.0-or-later
#include "forecast/pace.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace vaughn::forecast {

using base::Date;
using base::Error;
using base::ErrorCode;
using base::Result;

namespace {

constexpr std::array<std::string_view, 5> kStageWords{
    "render", "review", "submit", "returned", "produce"};
constexpr std::array<std::string_view, 3> kPeriodWords{"day", "week", "month"};

Date first_of_month(Date date) {
  return {date.year(), date.month(), std::chrono::day(1)};
}

Date last_of_month(Date date) {
  return Date(date.year() / date.month() / std::chrono::last);
}

// The period that holds the date.
PeriodCount period_of(Date date, Period period, Date as_of) {
  switch (period) {
    case Period::day: return {date, date, 0, true};
    case Period::month: return {first_of_month(date), last_of_month(date), 0, true};
    case Period::week: {
      const auto weeks_ago = base::days_between(date, as_of) / 7;
      const auto last = base::add_days(as_of, -7 * weeks_ago);
      return {base::add_days(last, -6), last, 0, true};
    }
  }
  return {};
}

}  // namespace

std::string_view to_string(Stage stage) {
  return kStageWords.at(static_cast<std::size_t>(stage));
}

Result<Stage> parse_stage(std::string_view word) {
  const auto found = std::find(kStageWords.begin(), kStageWords.end(), word);
  if (found == kStageWords.end()) {
    return Error{ErrorCode::invalid_argument,
                 fmt::format("there is no stage '{}'", word),
                 "write render, review, submit, returned or produce"};
  }
  return static_cast<Stage>(found - kStageWords.begin());
}

std::string_view to_string(Period period) {
  return kPeriodWords.at(static_cast<std::size_t>(period));
}

Result<Period> parse_period(std::string_view word) {
  const auto found = std::find(kPeriodWords.begin(), kPeriodWords.end(), word);
  if (found == kPeriodWords.end()) {
    return Error{ErrorCode::invalid_argument,
                 fmt::format("there is no period '{}'", word),
                 "write day, week or month"};
  }
  return static_cast<Period>(found - kPeriodWords.begin());
}

std::vector<DayCount> tally(std::vector<Date> dates) {
  std::sort(dates.begin(), dates.end());
  std::vector<DayCount> out;
  for (const auto date : dates) {
    if (out.empty() || out.back().date != date) {
      out.push_back({date, 0});
    }
    ++out.back().pages;
  }
  return out;
}

std::vector<PeriodCount> by_period(std::span<const DayCount> days, Period period, Date as_of) {
  std::vector<PeriodCount> out;
  if (days.empty() || days.front().date > as_of) {
    return out;
  }
  const auto began = days.front().date;
  auto day = days.begin();
  for (auto next = period_of(began, period, as_of); next.first <= as_of;
       next = period_of(base::add_days(next.last, 1), period, as_of)) {
    for (; day != days.end() && day->date <= next.last && day->date <= as_of; ++day) {
      next.pages += day->pages;
    }
    next.is_whole = next.first >= began && next.last <= as_of;
    out.push_back(next);
    if (next.last >= as_of) {
      break;
    }
  }
  return out;
}

}  // namespace vaughn::forecast
