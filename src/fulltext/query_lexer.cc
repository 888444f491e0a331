// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "fulltext/detail/query_lexer.h"

namespace vaughn::fulltext {
namespace {

constexpr int kMaxDistance = 9999;

char32_t plain(char32_t c) {
  switch (c) {
    case U'\t':
    case U'\n':
    case U'\r':
    case U'\u00A0':
    case U'\u202F':
    case U'\u3000': return U' ';
    case U'\u201C':
    case U'\u201D':
    case U'\u201E':
    case U'\u201F':
    case U'\u00AB':
    case U'\u00BB': return U'"';
    default: return c >= U'\u2000' && c <= U'\u200A' ? U' ' : c;
  }
}

bool is_alnum(char32_t c) {
  return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z') || (c >= U'0' && c <= U'9') ||
         c >= 0x80;
}

bool is_digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

class Lexer {
 public:
  explicit Lexer(const QueryText& text) : text_(text) {}

  Tokens run() {
    while (!out_.problem && position_ < text_.size()) {
      const auto c = text_[position_];
      if (c == U' ') {
        ++position_;
      } else if (c == U'(' || c == U')') {
        push({.kind = c == U'(' ? TokenKind::open : TokenKind::close, .end = position_ + 1});
      } else if (c == U'"') {
        lex_quote();
      } else {
        lex_chunk();
      }
    }
    push({.kind = TokenKind::end, .end = position_});
    return std::move(out_);
  }

 private:
  void push(Token token) {
    token.begin = position_;
    position_ = token.end;
    out_.tokens.push_back(std::move(token));
  }

  void fail(std::string code, std::size_t at, std::string message, std::string suggestion) {
    out_.problem = QueryProblem{
        std::move(code), static_cast<int>(at) + 1, std::move(message), std::move(suggestion)};
  }

  void lex_quote() {
    auto end = position_ + 1;
    while (end < text_.size() && text_[end] != U'"') {
      ++end;
    }
    if (end == text_.size()) {
      fail("Q103",
           position_,
           fmt::format("the quotation mark opened at column {} is never closed", position_ + 1),
           text_.slice(0, text_.size()) + "\"");
      return;
    }
    push({.kind = TokenKind::quote, .end = end + 1, .text = text_.slice(position_ + 1, end)});
  }

  // "(6)" directly after a letter, digit or bracket belongs to the chunk, as in 552(b)(6).
  std::size_t glued_bracket_end(std::size_t open) const {
    const auto before = text_[open - 1];
    if (!is_alnum(before) && before != U')') {
      return 0;
    }
    const auto so_far = base::ascii_lower(text_.slice(position_, open));
    if (so_far == "and" || so_far == "or" || so_far == "not" || so_far.starts_with("w/") ||
        so_far.starts_with("pre/")) {
      return 0;
    }
    for (auto i = open + 1; i < text_.size(); ++i) {
      const auto c = text_[i];
      if (c == U')') {
        return i > open + 1 ? i + 1 : 0;
      }
      if (c == U' ' || c == U'(' || c == U'"') {
        return 0;
      }
    }
    return 0;
  }

  std::size_t chunk_end() const {
    auto end = position_;
    while (end < text_.size()) {
      const auto c = text_[end];
      if (c == U' ' || c == U'"' || c == U')') {
        break;
      }
      if (c == U'(') {
        const auto after = end > position_ ? glued_bracket_end(end) : 0;
        if (after == 0) {
          break;
        }
        end = after;
        continue;
      }
      ++end;
    }
    return end;
  }

  void lex_chunk() {
    const auto end = chunk_end();
    const auto chunk = text_.slice(position_, end);
    const auto lower = base::ascii_lower(chunk);
    if (lower == "and") {
      push({.kind = TokenKind::and_word, .end = end});
    } else if (lower == "or") {
      push({.kind = TokenKind::or_word, .end = end});
    } else if (lower == "not") {
      push({.kind = TokenKind::not_word, .end = end});
    } else if (lower.starts_with("w/") || lower.starts_with("pre/")) {
      lex_near(lower, end);
    } else if (!is_foreign(chunk, lower)) {
      if (!lex_field(chunk, end)) {
        push({.kind = TokenKind::chunk, .end = end, .text = chunk});
      }
    }
  }

  void lex_near(std::string_view lower, std::size_t end) {
    const bool is_ordered = lower.starts_with("pre/");
    const std::string_view name = is_ordered ? "pre" : "w";
    const auto number = lower.substr(name.size() + 1);
    if (number == "s" || number == "p") {
      fail("Q115",
           position_,
           fmt::format(
               "{} (same {}) is not available", lower, number == "s" ? "sentence" : "paragraph"),
           fmt::format("use a number of words, e.g. {}/{}", name, number == "s" ? 15 : 50));
      return;
    }
    int distance = 0;
    if (is_digits(number)) {
      const auto status =
          std::from_chars(number.data(), number.data() + number.size(), distance).ec;
      if (status != std::errc{}) {
        distance = kMaxDistance + 1;
      }
    }
    if (distance < 1 || distance > kMaxDistance) {
      const bool is_number = is_digits(number);
      fail("Q114",
           position_,
           is_number ? fmt::format("the distance must be from 1 to {} words", kMaxDistance)
                     : fmt::format("after {}/ comes a number of words", name),
           is_number ? fmt::format("{}/1 means next to each other", name)
                     : fmt::format("write {}/5, or put {} in quotes to look for it", name, lower));
      return;
    }
    push({.kind = TokenKind::near, .end = end, .distance = distance, .is_ordered = is_ordered});
  }

  // Ways in which other programs write what is written differently here. They must not silently
  // mean something else.
  bool is_foreign(const std::string& chunk, std::string_view lower) {
    const auto refuse = [&](std::string_view what, std::string instead) {
      fail("Q115", position_, fmt::format("{} is not an operator here", what), std::move(instead));
      return true;
    };
    const auto rest = [&](std::size_t n) { return std::string(lower.substr(n)); };
    if (lower == "&" || lower == "&&") {
      return refuse(chunk, "write AND");
    }
    if (lower == "|" || lower == "||") {
      return refuse(chunk, "write OR");
    }
    if (lower == "/s" || lower == "/p") {
      return refuse(chunk, "use a number of words, e.g. w/15");
    }
    if (lower.size() <= 5 && lower.starts_with("/") && is_digits(lower.substr(1))) {
      return refuse(chunk, fmt::format("write w/{}", rest(1)));
    }
    if (lower.size() <= 3 && lower.starts_with("+") && is_digits(lower.substr(1))) {
      return refuse(chunk, fmt::format("write pre/{}", rest(1)));
    }
    if (lower.starts_with("near/") && is_digits(lower.substr(5))) {
      return refuse("near/", fmt::format("write w/{}", rest(5)));
    }
    if (lower.starts_with("##")) {
      return refuse("##", "regular expressions are not available; use * and ? in words");
    }
    if (chunk.size() > 1 && chunk[0] == '-' && is_alnum(static_cast<unsigned char>(chunk[1]))) {
      return refuse("- before a word", fmt::format("write NOT {}", chunk.substr(1)));
    }
    if (chunk.size() > 1 && (chunk.back() == '!' || chunk.back() == '~') &&
        is_alnum(static_cast<unsigned char>(chunk[chunk.size() - 2]))) {
      const auto stem = chunk.substr(0, chunk.size() - 1);
      return refuse(fmt::format("{} after a word", chunk.back()),
                    fmt::format("write {}* for all endings, or \"{}\"", stem, stem));
    }
    return false;
  }

  bool lex_field(const std::string& chunk, std::size_t end) {
    const auto colon = chunk.find(':');
    if (colon == std::string::npos || colon == 0) {
      return false;
    }
    const auto name = std::string_view(chunk).substr(0, colon);
    if (!std::ranges::all_of(name, [](char c) {
          return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
        })) {
      return false;
    }
    // Names are ASCII, so its bytes are its characters.
    const auto value_begin = position_ + colon + 1;
    push({.kind = TokenKind::field, .end = value_begin, .text = base::ascii_lower(name)});
    if (value_begin < end) {
      push({.kind = TokenKind::chunk, .end = end, .text = chunk.substr(colon + 1)});
    }
    return true;
  }

  const QueryText& text_;
  Tokens out_;
  std::size_t position_ = 0;
};

}  // namespace

QueryText::QueryText(std::string_view utf8) : text_(base::repair_utf8(utf8)) {
  for (std::size_t i = 0; i < text_.size();) {
    offsets_.push_back(i);
    const auto lead = static_cast<unsigned char>(text_[i]);
    const std::size_t size = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    char32_t c = size == 1 ? lead : lead & (0xFFU >> (size + 1));
    for (std::size_t k = 1; k < size; ++k) {
      c = (c << 6U) | (static_cast<unsigned char>(text_[i + k]) & 0x3FU);
    }
    characters_ += plain(c);
    i += size;
  }
  offsets_.push_back(text_.size());
}

std::string QueryText::slice(std::size_t begin, std::size_t end) const {
  return text_.substr(offsets_[begin], offsets_[end] - offsets_[begin]);
}

Tokens lex_query(const QueryText& text) {
  return Lexer(text).run();
}

}  // namespace vaughn::fulltext
