// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>
#include <utility>

#include "base/result.h"
#include "fulltext/detail/columns.h"
#include "fulltext/detail/sqlite_handles.h"

namespace vaughn::fulltext {

// Where the postings of a word begin.
struct PostingPlace {
  std::int64_t page = 0;
  std::int64_t offset = 0;
};

enum class Want { places, records };  // records: one place per record, offset 0

// Reads the leaf pages of an FTS5 index that is merged into one b-tree, as laid out by the file
// format of version 4 (SQLite 3.9 and later). SQL gives one row per occurrence of a word; this
// gives one addition, which is what wildcards beside w/n need.
class Fts5Pages {
 public:
  // unsupported: another version, or not merged.
  static base::Result<Fts5Pages> open(sqlite3* connection);

  // Every word in byte order with the place of its postings. The view lives until the next one.
  base::Result<void> for_each_word(
      const std::function<void(std::string_view word, PostingPlace place)>& visit);

  // Appends where a word stands, rising; only in columns of the mask, and only in the wanted
  // records unless null.
  base::Result<void> read(
      PostingPlace from, std::uint32_t columns, const Records* wanted, Want want, Places& out);

  std::int64_t page_count() const { return last_ - first_ + 1; }

 private:
  Fts5Pages(sqlite3* connection,
            StatementPtr statement,
            std::int64_t tree,
            std::int64_t first,
            std::int64_t last)
      : connection_(connection),
        statement_(std::move(statement)),
        tree_(tree),
        first_(first),
        last_(last) {}

  friend class PostingCursor;
  base::Result<std::string_view> load(std::int64_t page);

  sqlite3* connection_ = nullptr;
  StatementPtr statement_;
  std::int64_t tree_ = 0;
  std::int64_t first_ = 0;
  std::int64_t last_ = 0;
};

}  // namespace vaughn::fulltext
