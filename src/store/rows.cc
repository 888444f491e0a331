// SPDX-License-Identifier: AGPL-3.0-or-later
#include "store/detail/rows.h"

namespace vaughn::store {

namespace {

// The macros of sqlite3.h name its types without their namespace.
constexpr int kOk = 0;
constexpr int kRow = 100;
constexpr int kDone = 101;

sqlite_api::sqlite3* connection_of(soci::session& sql) {
  return static_cast<soci::sqlite3_session_backend*>(sql.get_backend())->conn_;
}

}  // namespace

Rows::Rows(soci::session& sql, const std::string& query) : connection_(connection_of(sql)) {
  const auto code = sqlite_api::sqlite3_prepare_v2(
      connection_, query.data(), static_cast<int>(query.size()), &statement_, nullptr);
  if (code != kOk) {
    throw soci::sqlite3_soci_error("a query cannot be prepared", code);
  }
}

Rows::~Rows() {
  sqlite_api::sqlite3_finalize(statement_);
}

bool Rows::next() {
  const auto code = sqlite_api::sqlite3_step(statement_);
  if (code != kRow && code != kDone) {
    throw soci::sqlite3_soci_error("a query cannot be run", code);
  }
  return code == kRow;
}

std::int64_t Rows::number(int column) const {
  return sqlite_api::sqlite3_column_int64(statement_, column);
}

std::string_view Rows::text(int column) const {
  const auto* data = sqlite_api::sqlite3_column_text(statement_, column);
  if (data == nullptr) {
    return {};
  }
  return {reinterpret_cast<const char*>(data),
          static_cast<std::size_t>(sqlite_api::sqlite3_column_bytes(statement_, column))};
}

}  // namespace vaughn::store
