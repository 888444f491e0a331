// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace vaughn::annual {

// A decimal number as reports state it: money, days, staff, fractions. Exact to a millionth; what a
// text has beyond is rounded away from zero at the half.
class Decimal {
 public:
  Decimal() = default;
  static Decimal whole(std::int64_t value);
  static Decimal millionths(std::int64_t value);
  // xs:decimal: "78200.00", "-.5", "+3". No exponent, no comma. Up to 12 digits before the point.
  static base::Result<Decimal> parse(std::string_view text);

  std::int64_t in_millionths() const { return millionths_; }
  // The shortest form: "78200", "0.15".
  std::string text() const;
  auto operator<=>(const Decimal&) const = default;
  Decimal operator+(Decimal other) const { return millionths(millionths_ + other.millionths_); }
  Decimal operator-(Decimal other) const { return millionths(millionths_ - other.millionths_); }

 private:
  std::int64_t millionths_ = 0;
};

}  // namespace vaughn::annual
