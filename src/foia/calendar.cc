// SPDX-License-Identifier: AGPL-3.0-or-later
#include "foia/calendar.h"

#include <algorithm>
#include <array>
#include <chrono>

namespace vaughn::foia {
namespace {

using base::Date;
using std::chrono::Monday;
using std::chrono::Saturday;
using std::chrono::Sunday;
using std::chrono::Thursday;

struct FixedHoliday {
  std::chrono::month month;
  unsigned day;
  int since;  // first year
};

// LAW: 5 U.S.C. 6103(a): the legal public holidays.
constexpr std::array<FixedHoliday, 5> kFixed{{
    {std::chrono::January, 1, 1871},
    {std::chrono::June, 19, 2021},
    {std::chrono::July, 4, 1871},
    {std::chrono::November, 11, 1978},
    {std::chrono::December, 25, 1871},
}};

// LAW: 5 U.S.C. 6103(b): Saturday's holiday is observed on Friday, Sunday's on Monday.
Date observed(Date holiday) {
  const auto day = base::weekday_of(holiday);
  return base::add_days(holiday, day == Saturday ? -1 : day == Sunday ? 1 : 0);
}

}  // namespace

std::vector<Date> observed_holidays(int year) {
  const std::chrono::year y{year};
  std::vector<Date> days;
  // The next year too: its first of January may be observed in this one.
  for (const auto which : {y, y + std::chrono::years{1}}) {
    for (const auto& holiday : kFixed) {
      if (static_cast<int>(which) >= holiday.since) {
        days.push_back(observed(which / holiday.month / std::chrono::day{holiday.day}));
      }
    }
  }
  using std::chrono::sys_days;
  if (year >= 1986) {
    days.emplace_back(sys_days{y / std::chrono::January / Monday[3]});
  }
  days.emplace_back(sys_days{y / std::chrono::February / Monday[3]});
  days.emplace_back(sys_days{y / std::chrono::May / Monday[std::chrono::last]});
  days.emplace_back(sys_days{y / std::chrono::September / Monday[1]});
  days.emplace_back(sys_days{y / std::chrono::October / Monday[2]});
  days.emplace_back(sys_days{y / std::chrono::November / Thursday[4]});
  std::erase_if(days, [&](Date date) { return date.year() != y; });
  std::sort(days.begin(), days.end());
  return days;
}

bool is_working_day(Date date) {
  const auto day = base::weekday_of(date);
  if (day == Saturday || day == Sunday) {
    return false;
  }
  const auto holidays = observed_holidays(static_cast<int>(date.year()));
  return !std::binary_search(holidays.begin(), holidays.end(), date);
}

// LAW: 5 U.S.C. 552(a)(6)(A)(i): Saturdays, Sundays and legal public holidays are not counted.
Date add_working_days(Date date, int count) {
  while (count > 0) {
    date = base::add_days(date, 1);
    count -= is_working_day(date) ? 1 : 0;
  }
  return date;
}

int working_days_between(Date first, Date last) {
  int count = 0;
  while (first < last) {
    first = base::add_days(first, 1);
    count += is_working_day(first) ? 1 : 0;
  }
  return count;
}

}  // namespace vaughn::foia
