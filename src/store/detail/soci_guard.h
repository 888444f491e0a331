// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include <utility>

#include "base/result.h"

namespace vaughn::store {

// SQLite's codes for a database that another process is writing.
inline constexpr int kSqliteBusy = 5;
inline constexpr int kSqliteLocked = 6;

// Runs a function that calls SOCI and turns what SOCI throws into an Error. The text of a SOCI
// error can quote bound values, so it is not passed on.
template <typename Function>
auto guard_soci(Function&& function) -> decltype(function()) {
  try {
    return std::forward<Function>(function)();
  } catch (const soci::sqlite3_soci_error& error) {
    if (error.result() == kSqliteBusy || error.result() == kSqliteLocked) {
      return base::Error{base::ErrorCode::locked,
                         "another process is writing to this matter",
                         "wait for it to finish, then run the command again"};
    }
    return base::Error{
        base::ErrorCode::io,
        "the ledger cannot be read or written (SQLite code " + std::to_string(error.result()) + ")",
        "check the disk; `vaughn audit verify` tells what is intact"};
  } catch (const soci::soci_error&) {
    return base::Error{base::ErrorCode::io,
                       "the ledger cannot be read or written",
                       "check the disk; `vaughn audit verify` tells what is intact"};
  }
}

}  // namespace vaughn::store
