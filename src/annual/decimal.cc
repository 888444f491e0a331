// SPDX-License-Identifier: AGPL-3.0-or-later
#include "annual/decimal.h"

#include <fmt/format.h>

#include "base/text.h"

namespace vaughn::annual {

using base::Error;
using base::ErrorCode;
using base::Result;

namespace {

constexpr std::int64_t kMillion = 1'000'000;
constexpr int kPlaces = 6;
constexpr std::size_t kMostWholeDigits = 12;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

}  // namespace

Decimal Decimal::whole(std::int64_t value) {
  return millionths(value * kMillion);
}

Decimal Decimal::millionths(std::int64_t value) {
  Decimal out;
  out.millionths_ = value;
  return out;
}

Result<Decimal> Decimal::parse(std::string_view text) {
  const Error bad{ErrorCode::invalid_argument, "not a decimal number", "write it as 1234.56"};
  auto rest = base::trim(text);
  const bool is_negative = rest.starts_with('-');
  if (is_negative || rest.starts_with('+')) {
    rest.remove_prefix(1);
  }
  std::int64_t value = 0;
  std::size_t digits = 0;
  std::size_t significant = 0;
  while (!rest.empty() && is_digit(rest.front())) {
    value = value * 10 + (rest.front() - '0');
    significant += significant > 0 || rest.front() != '0' ? 1 : 0;
    ++digits;
    rest.remove_prefix(1);
    if (significant > kMostWholeDigits) {
      return bad;
    }
  }
  value *= kMillion;
  if (rest.starts_with('.')) {
    rest.remove_prefix(1);
    std::int64_t unit = kMillion / 10;
    for (int place = 0; !rest.empty() && is_digit(rest.front()); ++place) {
      const int digit = rest.front() - '0';
      value += place < kPlaces ? unit * digit : 0;
      value += place == kPlaces && digit >= 5 ? 1 : 0;
      unit /= 10;
      ++digits;
      rest.remove_prefix(1);
    }
  }
  if (digits == 0 || !rest.empty()) {
    return bad;
  }
  return millionths(is_negative ? -value : value);
}

std::string Decimal::text() const {
  const auto size = millionths_ < 0 ? -millionths_ : millionths_;
  auto out = fmt::format("{}{}", millionths_ < 0 ? "-" : "", size / kMillion);
  if (const auto part = size % kMillion; part != 0) {
    auto places = fmt::format("{:06}", part);
    places.erase(places.find_last_not_of('0') + 1);
    out += "." + places;
  }
  return out;
}

}  // namespace vaughn::annual
