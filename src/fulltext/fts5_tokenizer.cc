// SPDX-License-Identifier: AGPL-3.0-or-later
#include "fulltext/detail/fts5_tokenizer.h"

namespace vaughn::fulltext {
namespace {

using Emit = int (*)(void*, int, const char*, int, int, int);

// FTS5 knows tokenizers as pointers to a type it never looks into; ours is the feed itself.
int create(void* feed, const char** /*arguments*/, int /*count*/, Fts5Tokenizer** out) {
  *out = static_cast<Fts5Tokenizer*>(feed);
  return SQLITE_OK;
}

void destroy(Fts5Tokenizer* /*tokenizer*/) {}

int replay(const WordFeed& feed, std::string_view column, void* context, Emit emit) {
  const auto number = static_cast<std::size_t>(column.front() - '0');
  int position = 0;
  for (const auto word : feed.columns[number]) {
    const auto status =
        emit(context, 0, word.data(), static_cast<int>(word.size()), position, position);
    if (status != SQLITE_OK) {
      return status;
    }
    ++position;
  }
  return SQLITE_OK;
}

int tokenize(
    Fts5Tokenizer* tokenizer, void* context, int /*flags*/, const char* text, int size, Emit emit) {
  auto& feed = *reinterpret_cast<WordFeed*>(tokenizer);
  const std::string_view input(text, static_cast<std::size_t>(size));
  if (input.empty()) {
    return SQLITE_OK;
  }
  if (feed.is_replay) {
    return replay(feed, input, context, emit);
  }
  int status = SQLITE_OK;
  feed.cutter.cut(input, [&](std::string_view word, std::size_t begin, std::size_t end) {
    status = emit(context,
                  0,
                  word.data(),
                  static_cast<int>(word.size()),
                  static_cast<int>(begin),
                  static_cast<int>(end));
    return status == SQLITE_OK;
  });
  return status;
}

}  // namespace

base::Result<void> register_tokenizer(sqlite3* connection, WordFeed& feed) {
  fts5_api* api = nullptr;
  auto statement = TRY(prepare(connection, "SELECT fts5(?1)"));
  sqlite3_bind_pointer(statement.get(), 1, static_cast<void*>(&api), "fts5_api_ptr", nullptr);
  TRY(step(connection, statement.get()));
  if (api == nullptr) {
    return base::Error{base::ErrorCode::unsupported,
                       "this SQLite was built without FTS5",
                       "install Debian's libsqlite3-0"};
  }
  fts5_tokenizer functions{create, destroy, tokenize};
  if (api->xCreateTokenizer(api, "vaughn", &feed, &functions, nullptr) != SQLITE_OK) {
    return sqlite_error(connection, "set up the text index");
  }
  return {};
}

}  // namespace vaughn::fulltext
