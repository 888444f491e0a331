// SPDX-License-Identifier: AGPL-3.0-or-later
#include "clock/calendar.h"

#include <map>

#include <gtest/gtest.h>

#include "base/text.h"

namespace vaughn::clock {
namespace {

base::Date day(std::string_view text) {
  return *base::parse_date(text);
}

Calendar calendar(std::string_view key) {
  return *Calendars::built_in().calendar(key);
}

std::string holidays(std::string_view key, int year) {
  std::vector<std::string> days;
  for (const auto& holiday : calendar(key).holidays(year)) {
    days.push_back(base::to_string(holiday.date).substr(5));
  }
  return base::join(days, " ");
}

std::string due(std::string_view from, int working_days) {
  return base::to_string(calendar("federal").add_working_days(day(from), working_days));
}

const std::map<int, std::string> kFederal{
    {2021, "01-01 01-18 02-15 05-31 06-18 07-05 09-06 10-11 11-11 11-25 12-24 12-31"},
    {2022, "01-17 02-21 05-30 06-20 07-04 09-05 10-10 11-11 11-24 12-26"},
    {2023, "01-02 01-16 02-20 05-29 06-19 07-04 09-04 10-09 11-10 11-23 12-25"},
    {2024, "01-01 01-15 02-19 05-27 06-19 07-04 09-02 10-14 11-11 11-28 12-25"},
    {2025, "01-01 01-20 02-17 05-26 06-19 07-04 09-01 10-13 11-11 11-27 12-25"},
    {2026, "01-01 01-19 02-16 05-25 06-19 07-03 09-07 10-12 11-11 11-26 12-25"},
    {2027, "01-01 01-18 02-15 05-31 06-18 07-05 09-06 10-11 11-11 11-25 12-24 12-31"},
    {2028, "01-17 02-21 05-29 06-19 07-04 09-04 10-09 11-10 11-23 12-25"},
};

// LAW: 5 U.S.C. 6103(a): the legal public holidays.
// LAW: 5 U.S.C. 6103(b): Saturday's holiday is observed on Friday, Sunday's on Monday.
TEST(Holidays, AreTheObservedOnesOfEachYear) {
  for (const auto& [year, expected] : kFederal) {
    EXPECT_EQ(holidays("federal", year), expected) << year;
  }
}

// Every year from 2008 to 2035 from the statute alone: ten holidays and Juneteenth, none on a
// weekend, each within a day of where the statute puts it.
TEST(Holidays, FollowTheStatuteFrom2008To2035) {
  const auto federal = calendar("federal");
  for (int year = 2008; year <= 2035; ++year) {
    const std::chrono::year y{year};
    std::vector<base::Date> expected;
    const auto add = [&](base::Date date) {
      const auto weekday = base::weekday_of(date);
      expected.push_back(base::add_days(date,
                                        weekday == std::chrono::Saturday ? -1
                                        : weekday == std::chrono::Sunday ? 1
                                                                         : 0));
    };
    const auto nth = [&](unsigned month, std::chrono::weekday weekday, unsigned which) {
      auto date = base::Date{y, std::chrono::month{month}, std::chrono::day{1}};
      while (base::weekday_of(date) != weekday) {
        date = base::add_days(date, 1);
      }
      expected.push_back(base::add_days(date, 7 * (which - 1)));
    };
    add(y / 1 / 1);
    nth(1, std::chrono::Monday, 3);
    nth(2, std::chrono::Monday, 3);
    auto memorial = base::Date{y / 5 / 31};
    while (base::weekday_of(memorial) != std::chrono::Monday) {
      memorial = base::add_days(memorial, -1);
    }
    expected.push_back(memorial);
    if (year >= 2021) {
      add(y / 6 / 19);
    }
    add(y / 7 / 4);
    nth(9, std::chrono::Monday, 1);
    nth(10, std::chrono::Monday, 2);
    add(y / 11 / 11);
    nth(11, std::chrono::Thursday, 4);
    add(y / 12 / 25);
    for (const auto date : expected) {
      EXPECT_NE(federal.holiday(date), nullptr) << base::to_string(date);
      EXPECT_FALSE(federal.is_working_day(date)) << base::to_string(date);
    }
    // No other day off: New Year's Day of the next year may be observed in this one.
    const auto is_moved =
        base::weekday_of((y + std::chrono::years{1}) / 1 / 1) == std::chrono::Saturday;
    const auto was_moved = base::weekday_of(y / 1 / 1) == std::chrono::Saturday;
    EXPECT_EQ(federal.holidays(year).size(),
              expected.size() + (is_moved ? 1 : 0) - (was_moved ? 1 : 0))
        << year;
  }
}

TEST(Holidays, JuneteenthBeginsIn2021) {
  EXPECT_TRUE(calendar("federal").is_working_day(day("2020-06-19")));
  EXPECT_FALSE(calendar("federal").is_working_day(day("2021-06-18")));
}

// LAW: 5 U.S.C. 6103(c): Inauguration Day is a holiday in the Washington area only.
TEST(Holidays, InaugurationDayIsThatOfTheOffice) {
  EXPECT_TRUE(calendar("federal").is_working_day(day("2021-01-20")));
  EXPECT_FALSE(calendar("federal-dc").is_working_day(day("2021-01-20")));
  EXPECT_FALSE(calendar("federal-dc").is_working_day(day("2017-01-20")));
  // Observed on Monday when it falls on a Sunday.
  EXPECT_FALSE(calendar("federal-dc").is_working_day(day("2013-01-21")));
  EXPECT_EQ(calendar("federal-dc").holiday(day("2022-01-20")), nullptr);
  // As published, DHS skipped that of 2021 and not that of 2017.
  EXPECT_FALSE(calendar("dhs-dc").is_working_day(day("2021-01-20")));
  EXPECT_TRUE(calendar("dhs-dc").is_working_day(day("2017-01-20")));
}

TEST(Holidays, AClosureCountsOnlyWhereACalendarSaysSo) {
  const auto closed = day("2019-12-24");
  EXPECT_TRUE(calendar("federal").is_working_day(closed));
  EXPECT_TRUE(calendar("dhs-dc").is_working_day(closed));
  auto calendars = Calendars::built_in();
  calendars.put(
      *foia::parse_calendar("[calendar]\nkey = \"x\"\nname = \"X\"\n"
                            "includes = [\"federal\", \"closures\"]\n"
                            "[closures]\nskip = true\nuntil = 2019-12-31\n"
                            "citation = \"practice of X\"\n",
                            "x.toml"));
  const auto own = *calendars.calendar("x");
  ASSERT_NE(own.holiday(closed), nullptr);
  EXPECT_EQ(own.holiday(closed)->citation, "practice of X; EO 13900");
  EXPECT_TRUE(own.is_working_day(day("2020-12-24")));
}

// LAW: Fed. R. Civ. P. 6(a)(6): the days of the statute, of the President and of the state.
TEST(Holidays, ACourtCountsThoseOfItsState) {
  const auto court = calendar("cand");
  ASSERT_NE(court.holiday(day("2026-03-31")), nullptr);
  EXPECT_TRUE(court.holiday(day("2026-03-31"))->is_state);
  EXPECT_FALSE(court.holiday(day("2026-07-03"))->is_state);
  EXPECT_FALSE(court.is_working_day(day("2018-12-05")));
  EXPECT_TRUE(calendar("federal").is_working_day(day("2026-03-31")));
  EXPECT_FALSE(calendar("dcd").is_working_day(day("2026-04-16")));
}

TEST(Calendars, AddADayAndTakeOneBack) {
  auto calendars = Calendars::built_in();
  foia::SingleDay added{day("2026-06-15"), "Day of Mourning", "proclamation"};
  ASSERT_TRUE(calendars.add_day("federal", added));
  // It is in every calendar that includes this one.
  EXPECT_FALSE(calendars.calendar("dhs-dc")->is_working_day(added.date));
  EXPECT_FALSE(calendars.calendar("cand")->is_working_day(added.date));
  added.is_working = true;
  ASSERT_TRUE(calendars.add_day("federal", added));
  EXPECT_TRUE(calendars.calendar("dhs-dc")->is_working_day(added.date));
  EXPECT_FALSE(calendars.add_day("atlantis", added));
}

TEST(Calendars, NameThoseThereAre) {
  const auto missing = Calendars::built_in().calendar("cdca");
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, base::ErrorCode::not_found);
  EXPECT_NE(missing.error().hint.find("cand, closures, dcd, dhs-dc"), std::string::npos);
}

TEST(Calendars, RefuseACircle) {
  auto calendars = Calendars::built_in();
  for (const auto* pair : {"ab", "ba"}) {
    foia::CalendarFile file;
    file.key = std::string(1, pair[0]);
    file.includes = {std::string(1, pair[1])};
    calendars.put(file);
  }
  EXPECT_EQ(calendars.calendar("a").error().message, "calendar 'a' includes itself");
}

TEST(CalendarFile, SaysWhereItIsWrong) {
  const auto bad = foia::parse_calendar(
      "[calendar]\nkey = \"x\"\nname = \"X\"\n[[holiday]]\nname = \"N\"\non = \"5th monday of "
      "may\"\ncitation = \"c\"\n",
      "x.toml");
  ASSERT_FALSE(bad);
  EXPECT_EQ(bad.error().message, "x.toml:6: '5th monday of may' says no day of the year");
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
  const auto federal = calendar("federal");
  EXPECT_EQ(federal.working_days_between(day("2026-06-01"), day("2026-06-30")), 20);
  EXPECT_EQ(federal.working_days_between(day("2026-06-30"), day("2026-06-01")), 0);
  EXPECT_EQ(federal.working_days_between(day("2026-06-05"), day("2026-06-07")), 0);
}

// The two lookups say what going from day to day says, for every day of 30 years.
TEST(WorkingDays, AgreeWithGoingFromDayToDay) {
  const auto court = calendar("cand");
  for (auto date = day("2008-01-01"); date < day("2036-01-01"); date = base::add_days(date, 1)) {
    auto walked = date;
    for (int left = 20; left > 0;) {
      walked = base::add_days(walked, 1);
      left -= court.is_working_day(walked) ? 1 : 0;
    }
    ASSERT_EQ(court.add_working_days(date, 20), walked) << base::to_string(date);
    ASSERT_EQ(court.working_days_between(date, walked), 20);
  }
}

TEST(WorkingDays, RollToTheNextAndThePrevious) {
  const auto federal = calendar("federal");
  EXPECT_EQ(federal.this_or_next_working_day(day("2026-07-03")), day("2026-07-06"));
  EXPECT_EQ(federal.this_or_previous_working_day(day("2026-07-05")), day("2026-07-02"));
  EXPECT_EQ(federal.this_or_previous_working_day(day("2026-07-02")), day("2026-07-02"));
}

}  // namespace
}  // namespace vaughn::clock
