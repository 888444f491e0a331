// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

namespace vaughn::fulltext {

struct CloseConnection {
  void operator()(sqlite3* connection) const { sqlite3_close_v2(connection); }
};
using ConnectionPtr = std::unique_ptr<sqlite3, CloseConnection>;

struct FinalizeStatement {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using StatementPtr = std::unique_ptr<sqlite3_stmt, FinalizeStatement>;

enum class OpenAs { immutable, new_file };
base::Result<ConnectionPtr> open_sqlite(const std::filesystem::path& path, OpenAs mode);

// The last failure of the connection as an Error; `what` completes "cannot ...".
base::Error sqlite_error(sqlite3* connection, std::string_view what);

base::Result<void> execute(sqlite3* connection, const char* sql);
base::Result<StatementPtr> prepare(sqlite3* connection, const char* sql);
// True for a row, false at the end.
base::Result<bool> step(sqlite3* connection, sqlite3_stmt* statement);

// Binds a view that stays alive until the statement is reset.
void bind_text(sqlite3_stmt* statement, int parameter, std::string_view text);
// Views into the current row.
std::string_view text_column(sqlite3_stmt* statement, int column);
std::string_view blob_column(sqlite3_stmt* statement, int column);

}  // namespace vaughn::fulltext
