// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include <utility>

#include "fulltext/detail/sqlite_handles.h"

namespace vaughn::fulltext {
namespace {

// A path as a URI, so that "?" and "%" in folder names stay what they are.
std::string file_uri(const std::filesystem::path& path, std::string_view parameters) {
  std::string uri = "file:";
  for (const char c : std::filesystem::absolute(path).string()) {
    const auto byte = static_cast<unsigned char>(c);
    const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                          (c >= '0' && c <= '9') || c == '/' || c == '.' || c == '-' || c == '_';
    uri += is_plain ? std::string(1, c) : fmt::format("%{:02X}", byte);
  }
  return uri + std::string(parameters);
}

}  // namespace

base::Error sqlite_error(sqlite3* connection, std::string_view what) {
  const auto status = sqlite3_errcode(connection);
  const auto code = status == SQLITE_CORRUPT || status == SQLITE_NOTADB ? base::ErrorCode::damaged
                                                                        : base::ErrorCode::io;
  return {code,
          fmt::format("cannot {}: {}", what, sqlite3_errmsg(connection)),
          status == SQLITE_FULL ? "free some disk space, then run the same command again" : ""};
}

base::Result<ConnectionPtr> open_sqlite(const std::filesystem::path& path, OpenAs mode) {
  const bool is_new = mode == OpenAs::new_file;
  const auto uri = file_uri(path, is_new ? "" : "?immutable=1");
  const int flags = SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE |
                    (is_new ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY);
  sqlite3* raw = nullptr;
  const auto status = sqlite3_open_v2(uri.c_str(), &raw, flags, nullptr);
  ConnectionPtr connection(raw);
  if (status != SQLITE_OK) {
    return sqlite_error(raw, fmt::format("open {}", path.filename().string()));
  }
  return connection;
}

base::Result<void> execute(sqlite3* connection, const char* sql) {
  if (sqlite3_exec(connection, sql, nullptr, nullptr, nullptr) != SQLITE_OK) {
    return sqlite_error(connection, "use the text index");
  }
  return {};
}

base::Result<StatementPtr> prepare(sqlite3* connection, const char* sql) {
  sqlite3_stmt* raw = nullptr;
  const auto status =
      sqlite3_prepare_v3(connection, sql, -1, SQLITE_PREPARE_PERSISTENT, &raw, nullptr);
  StatementPtr statement(raw);
  if (status != SQLITE_OK) {
    return sqlite_error(connection, "use the text index");
  }
  return statement;
}

base::Result<bool> step(sqlite3* connection, sqlite3_stmt* statement) {
  const auto status = sqlite3_step(statement);
  if (status == SQLITE_ROW) {
    return true;
  }
  if (status == SQLITE_DONE) {
    return false;
  }
  return sqlite_error(connection, "use the text index");
}

void bind_text(sqlite3_stmt* statement, int parameter, std::string_view text) {
  // A null pointer would bind NULL.
  const char* data = text.data() == nullptr ? "" : text.data();
  sqlite3_bind_text64(statement, parameter, data, text.size(), SQLITE_STATIC, SQLITE_UTF8);
}

std::string_view text_column(sqlite3_stmt* statement, int column) {
  const auto* data = reinterpret_cast<const char*>(sqlite3_column_text(statement, column));
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement, column));
  return data == nullptr ? std::string_view{} : std::string_view(data, size);
}

std::string_view blob_column(sqlite3_stmt* statement, int column) {
  const auto* data = static_cast<const char*>(sqlite3_column_blob(statement, column));
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement, column));
  return data == nullptr ? std::string_view{} : std::string_view(data, size);
}

}  // namespace vaughn::fulltext
