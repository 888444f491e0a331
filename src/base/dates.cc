// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/dates.h"

#include <fmt/format.h>
#include <unicode/locid.h>
#include <unicode/timezone.h>
#include <unicode/unistr.h>

#include <array>
#include <charconv>
#include <memory>

namespace vaughn::base {
namespace {

constexpr std::array<std::string_view, 12> kMonths{"January",
                                                   "February",
                                                   "March",
                                                   "April",
                                                   "May",
                                                   "June",
                                                   "July",
                                                   "August",
                                                   "September",
                                                   "October",
                                                   "November",
                                                   "December"};

bool parse_digits(std::string_view text, std::size_t position, std::size_t count, int& value) {
  if (position + count > text.size()) {
    return false;
  }
  const char* first = text.data() + position;
  const auto [end, status] = std::from_chars(first, first + count, value);
  return status == std::errc{} && end == first + count && *first != '-' && *first != '+';
}

std::unique_ptr<icu::TimeZone> icu_zone(const std::string& name) {
  return std::unique_ptr<icu::TimeZone>(
      icu::TimeZone::createTimeZone(icu::UnicodeString::fromUTF8(name)));
}

double to_millis(Instant instant) {
  return static_cast<double>(instant.time_since_epoch().count()) * 1000.0;
}

}  // namespace

Result<Date> parse_date(std::string_view text) {
  int year = 0;
  int month = 0;
  int day = 0;
  const bool shaped = text.size() == 10 && text[4] == '-' && text[7] == '-' &&
                      parse_digits(text, 0, 4, year) && parse_digits(text, 5, 2, month) &&
                      parse_digits(text, 8, 2, day);
  if (!shaped) {
    return Error{ErrorCode::invalid_argument,
                 fmt::format("'{}' is not a date", text),
                 "write dates as YYYY-MM-DD, for example 2022-10-14"};
  }
  const Date date{std::chrono::year{year},
                  std::chrono::month{static_cast<unsigned>(month)},
                  std::chrono::day{static_cast<unsigned>(day)}};
  if (!date.ok()) {
    return Error{ErrorCode::invalid_argument,
                 fmt::format("there is no date {}", text),
                 "check month and day"};
  }
  return date;
}

std::string to_string(Date date) {
  return fmt::format("{:04}-{:02}-{:02}",
                     static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

std::string long_date(Date date) {
  return fmt::format("{} {}, {}",
                     kMonths.at(static_cast<unsigned>(date.month()) - 1),
                     static_cast<unsigned>(date.day()),
                     static_cast<int>(date.year()));
}

std::string us_date(Date date) {
  return fmt::format("{:02}/{:02}/{:04}",
                     static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()),
                     static_cast<int>(date.year()));
}

std::chrono::weekday weekday_of(Date date) {
  return std::chrono::weekday{std::chrono::sys_days{date}};
}

std::int64_t days_between(Date first, Date last) {
  return (std::chrono::sys_days{last} - std::chrono::sys_days{first}).count();
}

Date add_days(Date date, std::int64_t days) {
  return Date{std::chrono::sys_days{date} + std::chrono::days{days}};
}

Result<Instant> parse_instant(std::string_view text) {
  const Error bad{ErrorCode::invalid_argument,
                  fmt::format("'{}' is not a time", text),
                  "write times as 2022-10-14T09:30:00Z"};
  if (text.size() < 19 || (text[10] != 'T' && text[10] != ' ')) {
    return bad;
  }
  const auto date = TRY(parse_date(text.substr(0, 10)));
  int hour = 0;
  int minute = 0;
  int second = 0;
  if (!parse_digits(text, 11, 2, hour) || text[13] != ':' || !parse_digits(text, 14, 2, minute) ||
      text[16] != ':' || !parse_digits(text, 17, 2, second) || hour > 23 || minute > 59 ||
      second > 60) {
    return bad;
  }
  auto rest = text.substr(19);
  if (!rest.empty() && rest[0] == '.') {
    const auto end = rest.find_first_not_of("0123456789", 1);
    rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end);
  }
  int offset_minutes = 0;
  if (rest.size() == 6 && (rest[0] == '+' || rest[0] == '-') && rest[3] == ':') {
    int hours = 0;
    int minutes = 0;
    if (!parse_digits(rest, 1, 2, hours) || !parse_digits(rest, 4, 2, minutes)) {
      return bad;
    }
    offset_minutes = (hours * 60 + minutes) * (rest[0] == '-' ? -1 : 1);
  } else if (!rest.empty() && rest != "Z") {
    return bad;
  }
  return Instant{std::chrono::sys_days{date} + std::chrono::hours{hour} +
                 std::chrono::minutes{minute - offset_minutes} + std::chrono::seconds{second}};
}

std::string to_string(Instant instant) {
  const auto day = std::chrono::floor<std::chrono::days>(instant);
  const std::chrono::hh_mm_ss time{instant - day};
  return fmt::format("{}T{:02}:{:02}:{:02}Z",
                     to_string(Date{day}),
                     time.hours().count(),
                     time.minutes().count(),
                     time.seconds().count());
}

Instant now() {
  return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

Result<TimeZone> TimeZone::make(std::string_view name) {
  std::string text(name);
  const auto zone = icu_zone(text);
  if (!zone || *zone == icu::TimeZone::getUnknown()) {
    return Error{ErrorCode::invalid_argument,
                 fmt::format("'{}' is not a time zone", name),
                 "use an IANA name, for example America/New_York"};
  }
  return TimeZone(std::move(text));
}

std::chrono::seconds TimeZone::offset_at(Instant instant) const {
  const auto zone = icu_zone(name_);
  std::int32_t raw = 0;
  std::int32_t daylight = 0;
  UErrorCode status = U_ZERO_ERROR;
  zone->getOffset(to_millis(instant), 0, raw, daylight, status);
  return std::chrono::seconds{(raw + daylight) / 1000};
}

Date TimeZone::date_at(Instant instant) const {
  return Date{std::chrono::floor<std::chrono::days>(instant + offset_at(instant))};
}

std::string TimeZone::display(Instant instant) const {
  const auto local = instant + offset_at(instant);
  const auto day = std::chrono::floor<std::chrono::days>(local);
  const std::chrono::hh_mm_ss time{local - day};
  const auto zone = icu_zone(name_);
  std::int32_t raw = 0;
  std::int32_t daylight = 0;
  UErrorCode status = U_ZERO_ERROR;
  zone->getOffset(to_millis(instant), 0, raw, daylight, status);
  icu::UnicodeString short_name;
  zone->getDisplayName(daylight != 0, icu::TimeZone::SHORT, icu::Locale::getUS(), short_name);
  std::string suffix;
  short_name.toUTF8String(suffix);
  return fmt::format("{} {:02}:{:02} {}",
                     to_string(Date{day}),
                     time.hours().count(),
                     time.minutes().count(),
                     suffix);
}

Instant TimeZone::start_of(Date date) const {
  const auto zone = icu_zone(name_);
  std::int32_t raw = 0;
  std::int32_t daylight = 0;
  UErrorCode status = U_ZERO_ERROR;
  const Instant local{std::chrono::sys_days{date}};
  zone->getOffset(to_millis(local), 1, raw, daylight, status);
  return local - std::chrono::seconds{(raw + daylight) / 1000};
}

bool DateRange::contains(Date date) const {
  return (!first || *first <= date) && (!last || date <= *last);
}

}  // namespace vaughn::base
