// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/error.h"

#include <array>
#include <utility>

namespace vaughn::base {
namespace {

struct Row {
  ErrorCode code;
  std::string_view name;
  int exit_code;
};

constexpr std::array kRows{
    Row{ErrorCode::invalid_argument, "invalid_argument", 2},
    Row{ErrorCode::not_found, "not_found", 6},
    Row{ErrorCode::conflict, "conflict", 5},
    Row{ErrorCode::unsupported, "unsupported", 6},
    Row{ErrorCode::damaged, "damaged", 6},
    Row{ErrorCode::encrypted, "encrypted", 6},
    Row{ErrorCode::io, "io", 7},
    Row{ErrorCode::locked, "locked", 7},
    Row{ErrorCode::limit, "limit", 6},
    Row{ErrorCode::crashed, "crashed", 6},
};

// Rows are looked up by position.
constexpr bool rows_are_in_order() {
  for (std::size_t i = 0; i < kRows.size(); ++i) {
    if (static_cast<std::size_t>(kRows[i].code) != i) {
      return false;
    }
  }
  return true;
}
static_assert(rows_are_in_order());

}  // namespace

int exit_code(ErrorCode code) {
  return kRows.at(static_cast<std::size_t>(code)).exit_code;
}

std::string_view to_string(ErrorCode code) {
  return kRows.at(static_cast<std::size_t>(code)).name;
}

Error with_context(Error error, std::string_view context) {
  error.message = std::string(context) + ": " + error.message;
  return error;
}

}  // namespace vaughn::base
