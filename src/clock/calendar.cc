// SPDX-License-Identifier: AGPL-3.0-or-later
#include "clock/calendar.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>

#include "base/text.h"
#include "clock/detail/calendar_files.h"

namespace vaughn::clock {

using base::Date;
using base::Error;
using base::ErrorCode;
using base::Result;
using std::chrono::sys_days;

namespace {

constexpr int kFirstYear = 1970;
constexpr int kLastYear = 2120;
constexpr sys_days kFirst{std::chrono::year{kFirstYear} / 1 / 1};
constexpr sys_days kEnd{std::chrono::year{kLastYear + 1} / 1 / 1};
constexpr int kDays = static_cast<int>((kEnd - kFirst).count());

int index_of(Date date) {
  return static_cast<int>((sys_days{date} - kFirst).count());
}

Date date_at(int index) {
  return Date{kFirst + std::chrono::days{index}};
}

bool is_weekend(sys_days day) {
  const std::chrono::weekday weekday{day};
  return weekday == std::chrono::Saturday || weekday == std::chrono::Sunday;
}

// The day the rule names in a year, before it is moved off a weekend.
std::optional<Date> nominal(const foia::HolidayRule& rule, int year) {
  if (rule.every_years > 1 && ((year - rule.in_year) % rule.every_years) != 0) {
    return std::nullopt;
  }
  const std::chrono::year y{year};
  const std::chrono::month m{rule.month};
  Date date;
  if (rule.day != 0) {
    date = y / m / std::chrono::day{rule.day};
  } else if (rule.nth < 0) {
    date = Date{sys_days{y / m / std::chrono::weekday{rule.weekday}[std::chrono::last]}};
  } else {
    const auto nth = static_cast<unsigned>(rule.nth);
    date = Date{sys_days{y / m / std::chrono::weekday{rule.weekday}[nth]}};
  }
  if (!date.ok()) {
    return std::nullopt;
  }
  date = base::add_days(date, rule.offset_days);
  const bool is_law = base::DateRange{rule.from, rule.until}.contains(date);
  return is_law ? std::optional(date) : std::nullopt;
}

// LAW: 5 U.S.C. 6103(b): Saturday's holiday is observed on Friday, Sunday's on Monday.
Date observed(Date date, foia::Observance how) {
  const auto weekday = base::weekday_of(date);
  if (weekday == std::chrono::Sunday && how != foia::Observance::none) {
    return base::add_days(date, 1);
  }
  if (weekday == std::chrono::Saturday && how == foia::Observance::nearest) {
    return base::add_days(date, -1);
  }
  return date;
}

// Collects the days of a calendar and of those it includes. What comes first names a date that two
// sources have; it is a state holiday only if all of them are.
class Collector {
 public:
  Collector(const std::vector<foia::CalendarFile>& files, const foia::ClosurePractice& closures)
      : files_(files), closures_(closures) {}

  Result<void> collect(std::string_view key, std::vector<std::string> path) {
    if (std::find(path.begin(), path.end(), key) != path.end()) {
      return Error{ErrorCode::invalid_argument,
                   fmt::format("calendar '{}' includes itself", key),
                   "remove it from includes"};
    }
    const auto file = std::find_if(
        files_.begin(), files_.end(), [&](const auto& candidate) { return candidate.key == key; });
    if (file == files_.end()) {
      std::vector<std::string> known;
      for (const auto& candidate : files_) {
        known.push_back(candidate.key);
      }
      return Error{ErrorCode::not_found,
                   fmt::format("there is no calendar '{}'", key),
                   fmt::format("calendars are: {}", base::join(known, ", "))};
    }
    path.emplace_back(key);
    for (const auto& included : file->includes) {
      TRY(collect(included, path));
    }
    for (const auto& rule : file->holidays) {
      add_rule(rule, file->is_state);
    }
    for (const auto& day : file->days) {
      add_day(day, file->is_state);
    }
    return {};
  }

  std::vector<Holiday> finish() {
    std::vector<Holiday> out;
    for (auto& [date, holiday] : days_) {
      out.push_back(std::move(holiday));
    }
    return out;
  }

 private:
  void add(Holiday holiday) {
    const auto [place, is_new] = days_.emplace(holiday.date, holiday);
    if (!is_new && place->second.is_state && !holiday.is_state) {
      place->second = std::move(holiday);
    } else if (!is_new && !holiday.needs_counsel && place->second.needs_counsel) {
      place->second = std::move(holiday);
    }
  }

  void add_rule(const foia::HolidayRule& rule, bool is_state) {
    // One more at each end: a New Year's Day may be observed in the year before.
    for (int year = kFirstYear - 1; year <= kLastYear + 1; ++year) {
      if (const auto date = nominal(rule, year)) {
        add({observed(*date, rule.observed),
             rule.name,
             rule.citation,
             is_state,
             rule.needs_counsel});
      }
    }
  }

  void add_day(const foia::SingleDay& day, bool is_state) {
    if (day.is_working) {
      days_.erase(day.date);
      return;
    }
    if (!day.is_closure) {
      add({day.date, day.name, day.citation, is_state, day.needs_counsel});
    } else if (closures_.skips && closures_.dates.contains(day.date)) {
      add({day.date,
           day.name,
           fmt::format("{}; {}", closures_.citation, day.citation),
           is_state,
           closures_.needs_counsel});
    }
  }

  const std::vector<foia::CalendarFile>& files_;
  const foia::ClosurePractice& closures_;
  std::map<Date, Holiday> days_{};
};

// LAW: 5 U.S.C. 6103(a): the legal public holidays, in data/calendars/federal.toml.
// LAW: 5 U.S.C. 6103(c): Inauguration Day in the Washington area, in federal-dc.toml and
// dhs-dc.toml.
Calendars parse_built_in() {
  Calendars out;
  for (const auto& [file, toml] : detail::calendar_files()) {
    auto parsed = foia::parse_calendar(toml, file);
    base::check(parsed.has_value(), "the calendars of the program can be read");
    out.put(*std::move(parsed));
  }
  return out;
}

}  // namespace

bool Calendar::covers(Date date) {
  return date.ok() && date.year() >= std::chrono::year{kFirstYear} &&
         date.year() <= std::chrono::year{kLastYear};
}

void Calendar::compile() {
  working_before_.reserve(kDays + 1);
  auto next = holidays_.begin();
  for (int i = 0; i < kDays; ++i) {
    const auto day = kFirst + std::chrono::days{i};
    working_before_.push_back(static_cast<std::int32_t>(nth_working_.size()));
    while (next != holidays_.end() && sys_days{next->date} < day) {
      ++next;
    }
    const bool is_holiday = next != holidays_.end() && sys_days{next->date} == day;
    if (!is_weekend(day) && !is_holiday) {
      nth_working_.push_back(i);
    }
  }
  working_before_.push_back(static_cast<std::int32_t>(nth_working_.size()));
}

bool Calendar::is_working_day(Date date) const {
  const auto i = static_cast<std::size_t>(index_of(date));
  return working_before_[i + 1] != working_before_[i];
}

// LAW: 5 U.S.C. 552(a)(6)(A)(i): Saturdays, Sundays and legal public holidays are not counted.
Date Calendar::add_working_days(Date date, int count) const {
  if (count == 0) {
    return date;
  }
  const auto i = static_cast<std::size_t>(index_of(date));
  const auto n = static_cast<std::size_t>(working_before_[i + 1] + count - 1);
  return date_at(nth_working_[std::min(n, nth_working_.size() - 1)]);
}

int Calendar::working_days_between(Date first, Date last) const {
  const auto a = static_cast<std::size_t>(index_of(first)) + 1;
  const auto b = static_cast<std::size_t>(index_of(last)) + 1;
  return a < b ? working_before_[b] - working_before_[a] : 0;
}

Date Calendar::this_or_next_working_day(Date date) const {
  return is_working_day(date) ? date : add_working_days(date, 1);
}

Date Calendar::this_or_previous_working_day(Date date) const {
  const auto i = static_cast<std::size_t>(index_of(date));
  const auto before = static_cast<std::size_t>(working_before_[i + 1]);
  return before == 0 ? date : date_at(nth_working_[before - 1]);
}

const Holiday* Calendar::holiday(Date date) const {
  const auto found = std::lower_bound(
      holidays_.begin(), holidays_.end(), date, [](const Holiday& holiday, Date wanted) {
        return holiday.date < wanted;
      });
  return found != holidays_.end() && found->date == date ? &*found : nullptr;
}

std::vector<Holiday> Calendar::holidays(int year) const {
  std::vector<Holiday> out;
  for (const auto& holiday : holidays_) {
    if (holiday.date.year() == std::chrono::year{year}) {
      out.push_back(holiday);
    }
  }
  return out;
}

const Calendars& Calendars::built_in() {
  static const auto kCalendars = parse_built_in();
  return kCalendars;
}

void Calendars::put(foia::CalendarFile file) {
  const auto place = std::lower_bound(
      files_.begin(), files_.end(), file.key, [](const auto& other, const std::string& key) {
        return other.key < key;
      });
  if (place != files_.end() && place->key == file.key) {
    *place = std::move(file);
  } else {
    files_.insert(place, std::move(file));
  }
}

Result<void> Calendars::add_day(std::string_view key, foia::SingleDay day) {
  for (auto& file : files_) {
    if (file.key == key) {
      std::erase_if(file.days, [&](const auto& other) { return other.date == day.date; });
      file.days.push_back(std::move(day));
      return {};
    }
  }
  return Error{ErrorCode::not_found,
               fmt::format("there is no calendar '{}'", key),
               "`vaughn calendar list` lists them"};
}

const foia::CalendarFile* Calendars::find(std::string_view key) const {
  for (const auto& file : files_) {
    if (file.key == key) {
      return &file;
    }
  }
  return nullptr;
}

Result<Calendar> Calendars::calendar(std::string_view key) const {
  const auto* file = find(key);
  const foia::ClosurePractice none;
  Collector collector(files_, file == nullptr ? none : file->closures);
  TRY(collector.collect(key, {}));
  Calendar out;
  out.file_ = *file;
  out.holidays_ = collector.finish();
  out.compile();
  return out;
}

}  // namespace vaughn::clock
