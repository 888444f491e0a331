// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace vaughn::foia {

// How the page numbers of a matter are written: prefix "DOJ-24-cv-01234-" and width 6 give
// "DOJ-24-cv-01234-000001".
struct BatesFormat {
  std::string prefix{};
  int width = 6;
  std::int64_t start = 1;  // number of the first page of the first volume

  bool operator==(const BatesFormat&) const = default;
};

// Consecutive page numbers, both ends included. Never empty.
class BatesRange {
 public:
  static base::Result<BatesRange> make(std::int64_t first, std::int64_t last);

  std::int64_t first() const { return first_; }
  std::int64_t last() const { return last_; }
  std::int64_t page_count() const { return last_ - first_ + 1; }

  bool operator==(const BatesRange&) const = default;

 private:
  BatesRange(std::int64_t first, std::int64_t last) : first_(first), last_(last) {}

  std::int64_t first_;
  std::int64_t last_;
};

// "DOJ-000001 – DOJ-000004", or a single number for a single page.
std::string format_range(const BatesFormat& format, const BatesRange& range);

// Fails on a number wider than the format: a number that outgrows its width would sort before the
// pages it follows.
base::Result<std::string> format_number(const BatesFormat& format, std::int64_t number);

}  // namespace vaughn::foia
