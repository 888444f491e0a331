// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "base/dates.h"
#include "base/result.h"

// How fast pages were worked on, when the rest will be done, and what became of promises. Pure: the
// pages and the day are given.
namespace vaughn::forecast {

// Where work on a page is counted, each stage once for a page, on the day it first passed it.
// Courts order a pace of pages processed, which is `review`: a page reviewed and decided, whether
// it is then released or not (domain.md 13).
enum class Stage {
  render,    // has a page image
  review,    // decided: released, withheld or referred
  submit,    // sent to a submitter
  returned,  // back from the submitter
  produce,   // in a volume
};
inline constexpr Stage kStages[] = {
    Stage::render, Stage::review, Stage::submit, Stage::returned, Stage::produce};
std::string_view to_string(Stage stage);
base::Result<Stage> parse_stage(std::string_view word);

struct DayCount {
  base::Date date{};
  std::int64_t pages = 0;
  bool operator==(const DayCount&) const = default;
};

// Sorted, one row for each date that has pages.
std::vector<DayCount> tally(std::vector<base::Date> dates);

enum class Period { day, week, month };
std::string_view to_string(Period period);
base::Result<Period> parse_period(std::string_view word);

struct PeriodCount {
  base::Date first{};
  base::Date last{};
  std::int64_t pages = 0;
  bool is_whole = true;  // false: work began within it, or it is not over on the day of counting
  bool operator==(const PeriodCount&) const = default;
};

// Every period from the first day with pages to `as_of`, those without pages too, so that the sum
// is that of all pages up to `as_of`. Weeks end on the weekday of `as_of`; months are those of the
// calendar. `days` are as tally() gives them.
std::vector<PeriodCount> by_period(std::span<const DayCount> days, Period period, base::Date as_of);

}  // namespace vaughn::forecast
