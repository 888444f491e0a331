// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/dates.h"

namespace vaughn::clock {

// One entry of an iCalendar file.
struct IcsEvent {
  std::string uid{};  // the same in every export; 255 octets at most
  base::Date date{};
  // The moment, where a rule states a time of day; else the entry is for the whole day.
  std::optional<base::Instant> at{};
  std::string summary{};
  std::string description{};  // may have several lines
  std::string category{};
  int sequence = 0;  // times it was moved
};

// RFC 5545: CRLF, lines folded at 75 octets between characters, text escaped. `stamp` is when the
// file was made.
std::string write_ics(const std::string& name,
                      const std::vector<IcsEvent>& events,
                      base::Instant stamp);

}  // namespace vaughn::clock
