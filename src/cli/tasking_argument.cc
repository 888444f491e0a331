// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include "cli/detail/tasking_argument.h"
#include "engine/tasking.h"

namespace vaughn::cli {

using base::Error;
using base::ErrorCode;
using base::Result;

Result<foia::TaskingId> tasking_id(std::string_view word) {
  const auto number = parse_whole_number(word);
  if (!number || *number == 0) {
    return Error{ErrorCode::invalid_argument,
                 fmt::format("'{}' is no tasking", word),
                 "taskings are numbered 1, 2, 3 ...; vaughn task status lists them"};
  }
  return foia::TaskingId{*number};
}

Result<foia::SearchTasking> find_tasking(Context& context, foia::TaskingId id) {
  const auto rows = TRY(engine::tasking_rows(context.workspace(), context.today()));
  for (const auto& row : rows) {
    if (row.tasking.id == id) {
      return row.tasking;
    }
  }
  return Error{ErrorCode::not_found,
               fmt::format("there is no tasking {}", id.value),
               "vaughn task status lists them"};
}

}  // namespace vaughn::cli
