// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/dates.h"
#include "foia/calendar.h"

namespace vaughn::clock {

// A day that is not a working day though no Saturday or Sunday.
struct Holiday {
  base::Date date{};
  std::string name{};
  std::string citation{};
  bool is_state = false;
  bool needs_counsel = false;
  bool operator==(const Holiday&) const = default;
};

// The days of one calendar from 1970 to 2120, made once so that counting is two lookups. Built by
// Calendars::calendar().
class Calendar {
 public:
  const std::string& key() const { return file_.key; }
  const foia::CalendarFile& file() const { return file_; }

  // Whether the date can be counted from; every function below requires it.
  static bool covers(base::Date date);

  bool is_working_day(base::Date date) const;
  // The date `count` working days after `date`, which itself is day 0; count >= 0. With count 0,
  // the date itself, working day or not.
  base::Date add_working_days(base::Date date, int count) const;
  // Working days after `first` up to and including `last`; 0 if last <= first.
  int working_days_between(base::Date first, base::Date last) const;
  // The date itself if it is a working day, else the next or previous one that is.
  base::Date this_or_next_working_day(base::Date date) const;
  base::Date this_or_previous_working_day(base::Date date) const;

  // Null if the date is none, be it a weekend or a working day.
  const Holiday* holiday(base::Date date) const;
  // In order of their dates; those observed in the year.
  std::vector<Holiday> holidays(int year) const;

 private:
  friend class Calendars;
  Calendar() = default;
  void compile();

  foia::CalendarFile file_{};
  std::vector<Holiday> holidays_{};             // by date, one for each
  std::vector<std::int32_t> working_before_{};  // [i]: working days before day i
  std::vector<std::int32_t> nth_working_{};     // [n]: index of the n-th working day, from 0
};

// Calendars by key: those of data/calendars, and what a matter puts in their place.
class Calendars {
 public:
  // As the program was built.
  static const Calendars& built_in();

  // Adds the file, or replaces the one of the same key.
  void put(foia::CalendarFile file);
  // Adds a single day to a calendar; an earlier entry for the same date is replaced.
  base::Result<void> add_day(std::string_view key, foia::SingleDay day);
  const std::vector<foia::CalendarFile>& files() const { return files_; }
  const foia::CalendarFile* find(std::string_view key) const;
  // not_found names the calendars there are; a circle of includes is invalid_argument.
  base::Result<Calendar> calendar(std::string_view key) const;

 private:
  std::vector<foia::CalendarFile> files_{};  // by key
};

}  // namespace vaughn::clock
