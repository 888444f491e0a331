// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <array>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "fulltext/detail/columns.h"
#include "fulltext/detail/sqlite_handles.h"
#include "fulltext/detail/word_cutter.h"

namespace vaughn::fulltext {

// What the tokenizer "vaughn" of a connection gives to FTS5: the words of the text, or, when
// records are copied from another segment, words that were cut before. Then the text of a column is
// one digit, its number. Must outlive the connection.
struct WordFeed {
  WordCutter cutter{};
  bool is_replay = false;
  std::array<std::vector<std::string_view>, kColumns.size()> columns{};
};

// Makes the tokenizer known to the connection.
base::Result<void> register_tokenizer(sqlite3* connection, WordFeed& feed);

}  // namespace vaughn::fulltext
