// SPDX-License-Identifier: AGPL-3.0-or-later
#include "foia/ids.h"

#include <fmt/format.h>

#include <charconv>

namespace vaughn::foia {

std::string control_number(RecordId id) {
  return fmt::format("R-{:06}", id.value);
}

base::Result<RecordId> parse_control_number(std::string_view text) {
  auto digits = text;
  if (digits.starts_with("R-") || digits.starts_with("r-")) {
    digits.remove_prefix(2);
  }
  RecordId id;
  const auto [end, status] =
      std::from_chars(digits.data(), digits.data() + digits.size(), id.value);
  if (status != std::errc{} || end != digits.data() + digits.size() || id.value < 1) {
    return base::Error{base::ErrorCode::invalid_argument,
                       fmt::format("'{}' is not a record number", text),
                       "record numbers look like R-000042"};
  }
  return id;
}

}  // namespace vaughn::foia
