// SPDX-License-Identifier: AGPL-3.0-or-later
#include "cli/detail/mark_argument.h"

#include <fmt/format.h>

#include "cli/arguments.h"

namespace vaughn::cli {

using base::Error;
using base::ErrorCode;
using base::Result;

Result<foia::MarkId> parse_mark(std::string_view word) {
  const auto digits = word.starts_with("M-") || word.starts_with("m-") ? word.substr(2) : word;
  const auto number = parse_whole_number(digits);
  if (!number || *number == 0) {
    return Error{ErrorCode::invalid_argument,
                 fmt::format("'{}' is no mark", word),
                 "marks are written M-5; vaughn redact list shows them"};
  }
  return foia::MarkId{*number};
}

}  // namespace vaughn::cli
