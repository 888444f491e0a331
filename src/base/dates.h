// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace vaughn::base {

using Date = std::chrono::year_month_day;
// Instants are UTC, to the second.
using Instant = std::chrono::sys_seconds;

// "2022-10-14". A date that does not exist (2022-02-30) is an error that says so.
Result<Date> parse_date(std::string_view text);
std::string to_string(Date date);  // "2022-10-14"
std::string long_date(Date date);  // "October 14, 2022"
std::string us_date(Date date);    // "10/14/2022", as load files write it
std::chrono::weekday weekday_of(Date date);
std::int64_t days_between(Date first, Date last);  // last - first in calendar days
Date add_days(Date date, std::int64_t days);

// "2022-10-14T09:30:00Z" (also with a space, fractional seconds or a numeric offset).
Result<Instant> parse_instant(std::string_view text);
std::string to_string(Instant instant);  // "2022-10-14T09:30:00Z"
Instant now();  // only programs and engine call it; stages are told the time

// An IANA zone such as "America/New_York". ICU supplies the rules.
class TimeZone {
 public:
  static Result<TimeZone> make(std::string_view name);
  const std::string& name() const { return name_; }
  Date date_at(Instant instant) const;
  // "2022-10-14 05:30 EDT"
  std::string display(Instant instant) const;
  // Offset from UTC in force at the instant.
  std::chrono::seconds offset_at(Instant instant) const;
  // The instant at which the date begins in this zone.
  Instant start_of(Date date) const;

 private:
  explicit TimeZone(std::string name) : name_(std::move(name)) {}
  std::string name_;
};

// Both ends included; an absent end is open.
struct DateRange {
  std::optional<Date> first{};
  std::optional<Date> last{};
  bool contains(Date date) const;
  bool operator==(const DateRange&) const = default;
};

}  // namespace vaughn::base
