// SPDX-License-Identifier: AGPL-3.0-or-later
#include "annual/report.h"

#include <algorithm>

namespace vaughn::annual {

namespace {

constexpr std::int64_t kTenthOfADay = 100'000;  // in millionths
constexpr std::int64_t kSpanDays = 20;
constexpr std::int64_t kLastShortSpan = 200;
constexpr std::int64_t kThreeHundred = 300;
constexpr std::int64_t kFourHundred = 400;

template <typename List>
Count sum(const List& list) {
  std::int64_t out = 0;
  for (const auto& item : list) {
    if (!item.count) {
      return std::nullopt;
    }
    out += *item.count;
  }
  return out;
}

}  // namespace

Decimal comparable(const Days& days) {
  return days.is_under_one ? Decimal::millionths(kTenthOfADay) : days.value;
}

std::size_t span_of(std::int64_t working_days) {
  if (working_days <= kLastShortSpan) {
    return static_cast<std::size_t>((std::max<std::int64_t>(working_days, 1) - 1) / kSpanDays);
  }
  constexpr std::size_t kFirstLongSpan = 10;
  return working_days <= kThreeHundred  ? kFirstLongSpan
         : working_days <= kFourHundred ? kFirstLongSpan + 1
                                        : kFirstLongSpan + 2;
}

base::Date first_day(int fiscal_year) {
  return std::chrono::year(fiscal_year - 1) / std::chrono::October / 1;
}

base::Date last_day(int fiscal_year) {
  return std::chrono::year(fiscal_year) / std::chrono::September / 30;
}

int fiscal_year_of(base::Date date) {
  return static_cast<int>(date.year()) + (date.month() >= std::chrono::October ? 1 : 0);
}

Count count_of(const std::vector<CodedCount>& list, std::string_view code) {
  std::int64_t out = 0;
  for (const auto& item : list) {
    if (item.code == code) {
      if (!item.count) {
        return std::nullopt;
      }
      out += *item.count;
    }
  }
  return out;
}

Count sum_of(const std::vector<CodedCount>& list) {
  return sum(list);
}

Count sum_of(const std::vector<NamedCount>& list) {
  return sum(list);
}

}  // namespace vaughn::annual
