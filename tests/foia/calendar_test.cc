// SPDX-License-Identifier: AGPL-3.0-or-later
#include "foia/calendar.h"

#include <map>

#include <gtest/gtest.h>

#include "base/text.h"

namespace vaughn::foia {
namespace {

base::Date day(std::string_view text) {
  return *base::parse_date(text);
}

std::string due(std::string_view from, int working_days) {
  return base::to_string(add_working_days(day(from), working_days));
}

// LAW: 5 U.S.C. 6103(a): the legal public holidays.
// LAW: 5 U.S.C. 6103(b): Saturday's holiday is observed on Friday, Sunday's on Monday.
TEST(Holidays, AreTheObservedOnesOfEachYear) {
  const std::map<int, const char*> years{
      {2021, "01-01 01-18 02-15 05-31 06-18 07-05 09-06 10-11 11-11 11-25 12-24 12-31"},
      {2022, "01-17 02-21 05-30 06-20 07-04 09-05 10-10 11-11 11-24 12-26"},
      {2023, "01-02 01-16 02-20 05-29 06-19 07-04 09-04 10-09 11-10 11-23 12-25"},
      {2024, "01-01 01-15 02-19 05-27 06-19 07-04 09-02 10-14 11-11 11-28 12-25"},
      {2025, "01-01 01-20 02-17 05-26 06-19 07-04 09-01 10-13 11-11 11-27 12-25"},
      {2026, "01-01 01-19 02-16 05-25 06-19 07-03 09-07 10-12 11-11 11-26 12-25"},
      {2027, "01-01 01-18 02-15 05-31 06-18 07-05 09-06 10-11 11-11 11-25 12-24 12-31"},
      {2028, "01-17 02-21 05-29 06-19 07-04 09-04 10-09 11-10 11-23 12-25"},
  };
  for (const auto& [year, expected] : years) {
    std::vector<std::string> days;
    for (const auto date : observed_holidays(year)) {
      days.push_back(base::to_string(date).substr(5));
    }
    EXPECT_EQ(base::join(days, " "), expected) << year;
  }
}

TEST(Holidays, JuneteenthBeginsIn2021) {
  EXPECT_TRUE(is_working_day(day("2020-06-19")));
  EXPECT_FALSE(is_working_day(day("2021-06-18")));
}

// LAW: 5 U.S.C. 552(a)(6)(A)(i): Saturdays, Sundays and legal public holidays are not counted.
TEST(WorkingDays, GiveTheDueDates) {
  EXPECT_EQ(due("2026-06-01", 20), "2026-06-30");  // Juneteenth
  EXPECT_EQ(due("2026-06-01", 30), "2026-07-15");  // and Independence Day, observed on Friday
  EXPECT_EQ(due("2026-06-06", 20), "2026-07-07");  // received on a Saturday
  EXPECT_EQ(due("2025-12-10", 20), "2026-01-09");  // over the turn of the year
  EXPECT_EQ(due("2021-01-04", 20), "2021-02-02");  // without Inauguration Day
  EXPECT_EQ(due("2021-09-15", 20), "2021-10-14");  // Columbus Day
  EXPECT_EQ(due("2026-06-08", 10), "2026-06-23");  // a submitter's notice
  EXPECT_EQ(due("2026-06-29", 10), "2026-07-14");  // intent to disclose
  EXPECT_EQ(due("2026-06-06", 0), "2026-06-06");
}

TEST(WorkingDays, CountBackWhatWasAdded) {
  EXPECT_EQ(working_days_between(day("2026-06-01"), day("2026-06-30")), 20);
  EXPECT_EQ(working_days_between(day("2026-06-30"), day("2026-06-01")), 0);
  EXPECT_EQ(working_days_between(day("2026-06-05"), day("2026-06-07")), 0);
}

}  // namespace
}  // namespace vaughn::foia
