// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "fulltext/query.h"

namespace vaughn::fulltext {

// A query as characters, so that columns are what a person counts. Typographic quotes are '"' and
// all white space is ' ' in `characters`; slice() gives back what was typed.
class QueryText {
 public:
  explicit QueryText(std::string_view utf8);
  std::size_t size() const { return characters_.size(); }
  char32_t operator[](std::size_t i) const { return characters_[i]; }
  std::string slice(std::size_t begin, std::size_t end) const;

 private:
  std::string text_;
  std::u32string characters_;
  std::vector<std::size_t> offsets_;  // one more than characters
};

enum class TokenKind { chunk, quote, field, open, close, and_word, or_word, not_word, near, end };

struct Token {
  TokenKind kind = TokenKind::end;
  std::size_t begin = 0;  // characters
  std::size_t end = 0;
  std::string text{};  // chunk, quote: what to look for; field: its name, lower case
  int distance = 0;    // near
  bool is_ordered = false;
};

// The tokens, ended by one of kind `end`, or what is wrong.
struct Tokens {
  std::vector<Token> tokens{};
  std::optional<QueryProblem> problem{};
};
Tokens lex_query(const QueryText& text);

// sent: values. On failure `problem` says why, without its column.
struct ParsedDates {
  base::DateRange dates{};
  bool is_undated = false;
  std::optional<QueryProblem> problem{};
};
ParsedDates parse_sent(std::string_view value);

}  // namespace vaughn::fulltext
