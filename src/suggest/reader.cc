// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>

#include "suggest/detail/checks.h"

namespace vaughn::suggest::detail {

namespace {
// How far before and after a number the word may stand that names it.
constexpr std::size_t kBefore = 40;
constexpr std::size_t kAfter = 14;
}  // namespace

bool Reader::is_named(Kind kind, std::size_t begin, std::size_t end) const {
  const auto from = begin - std::min(begin, kBefore);
  return mentions(page_.lower, from, begin, words_[kind]) ||
         mentions(page_.lower, end, end + kAfter, words_[kind]);
}

std::size_t Reader::distance(Kind kind, std::size_t begin) const {
  const auto from = begin - std::min(begin, kBefore);
  for (auto start = begin; start > from; --start) {
    if (mentions(page_.lower, start - 1, begin, words_[kind])) {
      return begin - start + 1;
    }
  }
  return std::string::npos;
}

bool Reader::page_speaks_of(Kind kind) const {
  return mentions(page_.lower, 0, page_.lower.size(), words_[kind]);
}

bool is_like_digit(char byte) {
  return is_digit(byte) || byte == 'O' || byte == 'o' || byte == 'Q' || byte == 'I' ||
         byte == 'l' || byte == '|';
}

Digits digits_in(std::string_view text, std::size_t begin, std::size_t end) {
  Digits out;
  for (auto i = begin; i < std::min(end, text.size()); ++i) {
    const char byte = text[i];
    if (is_digit(byte)) {
      out.digits += byte;
    } else if (is_like_digit(byte)) {
      out.digits += byte == 'O' || byte == 'o' || byte == 'Q' ? '0' : '1';
      ++out.misread;
    }
  }
  return out;
}

}  // namespace vaughn::suggest::detail
