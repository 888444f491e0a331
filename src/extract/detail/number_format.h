// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace vaughn::extract {

// How a cell shows its number.
struct NumberFormat {
  enum class Kind { general, number, percent, date, time, date_time };
  Kind kind = Kind::general;
  int decimals = 0;
  bool has_commas = false;
  std::string prefix{};  // "$"
  std::string suffix{};
};

// From a format code such as "$#,##0.00" or "m/d/yy h:mm"; the first of its sections counts.
NumberFormat parse_number_format(std::string_view code);
// The codes with fixed numbers, which files do not spell out.
NumberFormat built_in_number_format(int id);

// Dates are shown as 2022-10-14, times as 14:30:00, whatever the order in the sheet: one way to
// write a date in all text that is searched. `is_1904`: the workbook counts days from 1904.
std::string show_number(double value, const NumberFormat& format, bool is_1904);

}  // namespace vaughn::extract
