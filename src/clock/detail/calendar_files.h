// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <span>
#include <string_view>

namespace vaughn::clock::detail {

struct CalendarText {
  std::string_view file;
  std::string_view toml;
};

// The files of data/calendars as they were when the program was built, by name.
std::span<const CalendarText> calendar_files();

}  // namespace vaughn::clock::detail
