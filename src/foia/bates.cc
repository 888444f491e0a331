// SPDX-License-Identifier: AGPL-3.0-or-later
#include "foia/bates.h"

#include <fmt/format.h>

namespace vaughn::foia {

using base::Error;
using base::ErrorCode;
using base::Result;

Result<BatesRange> BatesRange::make(std::int64_t first, std::int64_t last) {
  if (first < 1 || last < first) {
    return Error{
        ErrorCode::invalid_argument, fmt::format("bad page range {} to {}", first, last), ""};
  }
  return BatesRange(first, last);
}

Result<std::string> format_number(const BatesFormat& format, std::int64_t number) {
  auto digits = fmt::format("{:0{}}", number, format.width);
  if (digits.size() > static_cast<std::size_t>(format.width)) {
    return Error{ErrorCode::conflict,
                 fmt::format("page number {} needs more than {} digits", number, format.width),
                 "raise [bates] width in matter.toml before the next volume"};
  }
  return format.prefix + digits;
}

std::string format_range(const BatesFormat& format, const BatesRange& range) {
  auto first = fmt::format("{}{:0{}}", format.prefix, range.first(), format.width);
  if (range.page_count() == 1) {
    return first;
  }
  return fmt::format("{} – {}{:0{}}", first, format.prefix, range.last(), format.width);
}

}  // namespace vaughn::foia
