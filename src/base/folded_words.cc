// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/folded_words.h"

#include <cstddef>
#include <utility>

#include "base/letters.h"

namespace vaughn::base {
namespace {

std::size_t sequence_length(unsigned char lead) {
  if (lead < 0x80) {
    return 1;
  }
  if (lead < 0xC2 || lead > 0xF4) {
    return 0;
  }
  return lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

// The code point at `position`, which moves behind it. Damaged bytes are U+FFFD, one at a time.
char32_t next_code_point(std::string_view text, std::size_t& position) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(position);
  const auto length = sequence_length(lead);
  if (length == 0 || position + length > text.size()) {
    ++position;
    return 0xFFFD;
  }
  char32_t code_point = length == 1 ? lead : lead & (0xFFu >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(position + i) & 0xC0) != 0x80) {
      ++position;
      return 0xFFFD;
    }
    code_point = (code_point << 6) | (byte(position + i) & 0x3Fu);
  }
  position += length;
  return code_point;
}

}  // namespace

std::vector<std::string> folded_words(std::string_view utf8) {
  std::vector<std::string> out;
  std::string word;
  const auto flush = [&]() {
    if (!word.empty()) {
      out.push_back(std::exchange(word, {}));
    }
  };
  for (std::size_t i = 0; i < utf8.size();) {
    const char c = utf8[i];
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
      word += c;
      ++i;
    } else if (c >= 'A' && c <= 'Z') {
      word += static_cast<char>(c - 'A' + 'a');
      ++i;
    } else if (static_cast<unsigned char>(c) < 0x80) {
      flush();
      ++i;
    } else {
      const auto letter = classify_letter(next_code_point(utf8, i));
      switch (letter.kind) {
        case LetterKind::separator: flush(); break;
        case LetterKind::letter: word += letter.folded; break;
        case LetterKind::ideograph:
          flush();
          out.push_back(letter.folded);
          break;
        case LetterKind::ignored: break;
      }
    }
  }
  flush();
  return out;
}

}  // namespace vaughn::base
