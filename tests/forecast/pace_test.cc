// SPDX-License-Identifier: AGPL-3.0-or-later
#include "forecast/pace.h"

#include <gtest/gtest.h>

namespace vaughn::forecast {
namespace {

base::Date day(std::string_view text) {
  return *base::parse_date(text);
}

TEST(Pace, TalliesEachDayOnce) {
  const std::vector<DayCount> expected{{day("2024-10-01"), 2}, {day("2024-10-03"), 1}};
  EXPECT_EQ(tally({day("2024-10-03"), day("2024-10-01"), day("2024-10-01")}), expected);
}

TEST(Pace, WeeksEndOnTheDayOfCountingAndHoldEveryPage) {
  const std::vector<DayCount> days{
      {day("2024-10-01"), 5}, {day("2024-10-08"), 7}, {day("2024-10-23"), 1}};
  const auto weeks = by_period(days, Period::week, day("2024-10-23"));
  const std::vector<PeriodCount> expected{
      {day("2024-09-26"), day("2024-10-02"), 5, false},  // work began within it
      {day("2024-10-03"), day("2024-10-09"), 7, true},
      {day("2024-10-10"), day("2024-10-16"), 0, true},
      {day("2024-10-17"), day("2024-10-23"), 1, true},
  };
  EXPECT_EQ(weeks, expected);
}

TEST(Pace, MonthsAreThoseOfTheCalendar) {
  const std::vector<DayCount> days{{day("2024-01-31"), 5}, {day("2024-03-01"), 7}};
  const auto months = by_period(days, Period::month, day("2024-03-05"));
  const std::vector<PeriodCount> expected{
      {day("2024-01-01"), day("2024-01-31"), 5, false},
      {day("2024-02-01"), day("2024-02-29"), 0, true},
      {day("2024-03-01"), day("2024-03-31"), 7, false},  // not over
  };
  EXPECT_EQ(months, expected);
}

TEST(Pace, LeavesOutWhatCameAfterTheDay) {
  const std::vector<DayCount> days{{day("2024-10-01"), 5}, {day("2024-10-09"), 7}};
  const auto weeks = by_period(days, Period::week, day("2024-10-08"));
  ASSERT_EQ(weeks.size(), 2U);
  EXPECT_EQ(weeks[0].pages + weeks[1].pages, 5);
  EXPECT_TRUE(by_period(days, Period::day, day("2024-09-30")).empty());
}

TEST(Pace, KnowsItsWords) {
  for (const auto stage : kStages) {
    EXPECT_EQ(*parse_stage(to_string(stage)), stage);
  }
  EXPECT_FALSE(parse_stage("redact"));
  EXPECT_EQ(*parse_period("month"), Period::month);
  EXPECT_FALSE(parse_period("year"));
}

}  // namespace
}  // namespace vaughn::forecast
