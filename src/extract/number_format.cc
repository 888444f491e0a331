// SPDX-License-Identifier: AGPL-3.0-or-later
#include "extract/detail/number_format.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>

#include "base/dates.h"
#include "base/text.h"

namespace vaughn::extract {
namespace {

constexpr double kLastDay = 2958466;  // the day after 9999-12-31
constexpr int kMaxDecimals = 15;

std::string with_commas(std::string digits) {
  const auto point = digits.find('.');
  const auto whole = point == std::string::npos ? digits.size() : point;
  const std::size_t first = digits.starts_with('-') ? 1 : 0;
  for (auto i = whole; i > first + 3; i -= 3) {
    digits.insert(i - 3, ",");
  }
  return digits;
}

std::string show_date(double value, NumberFormat::Kind kind, bool is_1904) {
  // Day 60 of the 1900 system is a 29 February that never was; days before it count one more.
  const double seconds_in_all = std::round(value * 86400.0);
  const auto total = static_cast<std::int64_t>(seconds_in_all);
  const auto days = total / 86400;
  const auto seconds = total % 86400;
  using std::chrono::day;
  using std::chrono::month;
  using std::chrono::year;
  const auto epoch = is_1904 ? base::Date(year(1904), month(1), day(1))
                             : base::Date(year(1899), month(12), day(30));
  const auto date = base::to_string(base::add_days(epoch, !is_1904 && days < 60 ? days + 1 : days));
  const auto time =
      fmt::format("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
  switch (kind) {
    case NumberFormat::Kind::time: return time;
    case NumberFormat::Kind::date_time: return date + " " + time;
    case NumberFormat::Kind::date:
    case NumberFormat::Kind::general:
    case NumberFormat::Kind::number:
    case NumberFormat::Kind::percent: break;
  }
  return date;
}

}  // namespace

NumberFormat parse_number_format(std::string_view code) {
  NumberFormat format;
  bool has_digits = false;
  bool is_after_point = false;
  bool has_date = false;
  bool has_time = false;
  std::string literal;
  for (std::size_t i = 0; i < code.size() && code[i] != ';'; ++i) {
    const char c = code[i];
    if (c == '"') {
      const auto end = code.find('"', i + 1);
      literal += code.substr(i + 1, end == std::string_view::npos ? end : end - i - 1);
      i = end == std::string_view::npos ? code.size() : end;
    } else if (c == '[') {
      const auto end = code.find(']', i);
      const auto inside = code.substr(i + 1, end == std::string_view::npos ? end : end - i - 1);
      if (inside.starts_with('$')) {  // [$€-407]
        const auto dash = inside.find('-');
        literal += inside.substr(1, dash == std::string_view::npos ? dash : dash - 1);
      } else if (inside == "h" || inside == "hh" || inside == "m" || inside == "mm" ||
                 inside == "s" || inside == "ss") {
        has_time = true;
      }
      i = end == std::string_view::npos ? code.size() : end;
    } else if (c == '\\') {
      if (++i < code.size()) {
        literal += code[i];
      }
    } else if (c == '_' || c == '*') {
      ++i;  // a space as wide as the next character, or filled with it
    } else if (c == '0' || c == '#' || c == '?') {
      if (!has_digits) {
        format.prefix = std::exchange(literal, {});
        has_digits = true;
      }
      format.decimals += is_after_point ? 1 : 0;
    } else if (c == '.') {
      is_after_point = true;
    } else if (c == ',') {
      format.has_commas = format.has_commas || has_digits;
    } else if (c == '%') {
      format.kind = NumberFormat::Kind::percent;
    } else if (c == 'y' || c == 'Y' || c == 'd' || c == 'D') {
      has_date = true;
    } else if (c == 'h' || c == 'H' || c == 's' || c == 'S') {
      has_time = true;
    } else if (c == 'm' || c == 'M') {
      // Minutes beside hours or seconds, else months; both if there is a year or day too.
      has_date = has_date || (!has_time && code.find_first_of("hHsS", i) == std::string_view::npos);
    } else if (c == '$' || c == '-' || c == '+' || c == '(' || c == ')' || c == ' ') {
      literal += c;
    }
  }
  format.decimals = std::min(format.decimals, kMaxDecimals);
  if (has_date || has_time) {
    format.kind = has_date && has_time ? NumberFormat::Kind::date_time
                  : has_date           ? NumberFormat::Kind::date
                                       : NumberFormat::Kind::time;
    format.prefix.clear();
  } else if (has_digits) {
    // Parentheses around the positive section would be odd; a space is only for alignment.
    format.suffix = base::trim(literal) == ")" ? "" : literal;
    if (format.kind == NumberFormat::Kind::general) {
      format.kind = NumberFormat::Kind::number;
    }
  }
  return format;
}

NumberFormat built_in_number_format(int id) {
  switch (id) {
    case 1: return parse_number_format("0");
    case 2: return parse_number_format("0.00");
    case 3: return parse_number_format("#,##0");
    case 4: return parse_number_format("#,##0.00");
    case 5:
    case 6: return parse_number_format("$#,##0");
    case 7:
    case 8: return parse_number_format("$#,##0.00");
    case 9: return parse_number_format("0%");
    case 10: return parse_number_format("0.00%");
    case 14:
    case 15:
    case 16:
    case 17: return parse_number_format("yyyy-mm-dd");
    case 18:
    case 19:
    case 20:
    case 21:
    case 45:
    case 46:
    case 47: return parse_number_format("h:mm:ss");
    case 22: return parse_number_format("yyyy-mm-dd h:mm");
    case 37:
    case 38: return parse_number_format("#,##0");
    case 39:
    case 40: return parse_number_format("#,##0.00");
    case 41: return parse_number_format("#,##0");
    case 42: return parse_number_format("$#,##0");
    case 43: return parse_number_format("#,##0.00");
    case 44: return parse_number_format("$#,##0.00");
    default: return {};
  }
}

std::string show_number(double value, const NumberFormat& format, bool is_1904) {
  if (!std::isfinite(value)) {
    return "";
  }
  switch (format.kind) {
    case NumberFormat::Kind::date:
    case NumberFormat::Kind::time:
    case NumberFormat::Kind::date_time:
      if (value >= 0 && value < kLastDay) {
        return show_date(value, format.kind, is_1904);
      }
      break;
    case NumberFormat::Kind::number:
    case NumberFormat::Kind::percent: {
      const bool is_percent = format.kind == NumberFormat::Kind::percent;
      if (std::abs(value) >= 1e15) {
        break;
      }
      auto digits = fmt::format("{:.{}f}", is_percent ? value * 100 : value, format.decimals);
      if (format.has_commas) {
        digits = with_commas(std::move(digits));
      }
      const bool is_negative = digits.starts_with('-');
      if (is_negative) {
        digits.erase(0, 1);
      }
      return (is_negative ? "-" : "") + format.prefix + digits + (is_percent ? "%" : "") +
             format.suffix;
    }
    case NumberFormat::Kind::general: break;
  }
  // Fifteen digits are what the program itself shows; more is noise of the binary fraction.
  return fmt::format("{:.15g}", value);
}

}  // namespace vaughn::extract
