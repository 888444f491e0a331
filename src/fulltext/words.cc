// SPDX-License-Identifier: AGPL-3.0-or-later
#include "fulltext/words.h"

#include "base/letters.h"
#include "fulltext/detail/word_cutter.h"

namespace vaughn::fulltext {

WordCutter::WordCutter(Wildcards wildcards) {
  for (unsigned c = 0; c < 256; ++c) {
    const bool is_lower = c >= 'a' && c <= 'z';
    const bool is_upper = c >= 'A' && c <= 'Z';
    const bool is_digit = c >= '0' && c <= '9';
    const bool is_wildcard = wildcards == Wildcards::yes && (c == '*' || c == '?');
    if (c >= 0x80) {
      ascii_[c] = 1;
    } else if (is_upper) {
      ascii_[c] = static_cast<unsigned char>(c - 'A' + 'a');
    } else if (is_lower || is_digit || is_wildcard) {
      ascii_[c] = static_cast<unsigned char>(c);
    }
  }
}

WordCutter::Step WordCutter::decode(std::string_view text, std::size_t position) {
  const auto byte = [&](std::size_t i) {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
  };
  const auto lead = byte(position);
  std::size_t size = 0;
  char32_t code_point = 0;
  if (lead >= 0xC2 && lead < 0xE0) {
    size = 2;
    code_point = lead & 0x1FU;
  } else if (lead >= 0xE0 && lead < 0xF0) {
    size = 3;
    code_point = lead & 0x0FU;
  } else if (lead >= 0xF0 && lead < 0xF5) {
    size = 4;
    code_point = lead & 0x07U;
  } else {
    return {&separator_, 1};
  }
  for (std::size_t i = 1; i < size; ++i) {
    const auto next = byte(position + i);
    if ((next & 0xC0U) != 0x80U) {
      return {&separator_, 1};
    }
    code_point = (code_point << 6U) | (next & 0x3FU);
  }
  const bool is_overlong = (size == 3 && code_point < 0x800) || (size == 4 && code_point < 0x10000);
  if (is_overlong || code_point > 0x10FFFF || (code_point >= 0xD800 && code_point < 0xE000)) {
    return {&separator_, 1};
  }
  auto found = letters_.find(code_point);
  if (found == letters_.end()) {
    found = letters_.emplace(code_point, base::classify_letter(code_point)).first;
  }
  return {&found->second, size};
}

std::vector<Word> cut_words(std::string_view utf8) {
  std::vector<Word> words;
  WordCutter().cut(utf8, [&](std::string_view folded, std::size_t begin, std::size_t end) {
    words.push_back({std::string(folded), begin, end});
    return true;
  });
  return words;
}

std::string word_rules_version() {
  return "vaughn-words-1 unicode-" + base::unicode_version();
}

}  // namespace vaughn::fulltext
