// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace vaughn::store {

// The rows of a query without parameters, on the connection of a SOCI session. For tables of
// hundreds of thousands of rows: SOCI copies every column of every row, this shows them in place.
// Throws what SOCI throws.
class Rows {
 public:
  Rows(soci::session& sql, const std::string& query);
  ~Rows();
  Rows(const Rows&) = delete;
  Rows& operator=(const Rows&) = delete;

  bool next();
  // Columns from 0, in the order of the query. NULL is 0 or "".
  std::int64_t number(int column) const;
  std::string_view text(int column) const;  // until next()

 private:
  sqlite_api::sqlite3* connection_ = nullptr;
  sqlite_api::sqlite3_stmt* statement_ = nullptr;
};

}  // namespace vaughn::store
