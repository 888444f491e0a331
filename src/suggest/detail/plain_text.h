// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace vaughn::suggest::detail {

// A text as the detectors read it, byte for byte traceable to where it came from:
//   letters without accents and compatibility forms, ASCII ones in their case, others in small
//   letters; all dashes "-", all quotes ' or ", every white space one " ", a degree sign 0x01;
//   other signs 0x02. A hyphen that breaks a word at a line end is taken out, and so are the signs
//   with which mail quotes a line.
struct PlainText {
  std::string text{};
  std::string lower{};                   // the same in small letters
  std::vector<std::uint32_t> offsets{};  // of each byte in the source, and of the end
};
inline constexpr char kDegree = '\x01';
inline constexpr char kSign = '\x02';

PlainText plain(std::string_view utf8);

inline bool is_digit(char byte) {
  return byte >= '0' && byte <= '9';
}
inline bool is_upper(char byte) {
  return byte >= 'A' && byte <= 'Z';
}
inline bool is_lower(char byte) {
  return byte >= 'a' && byte <= 'z';
}
// Letters, also of other scripts.
inline bool is_letter(char byte) {
  return is_upper(byte) || is_lower(byte) || static_cast<unsigned char>(byte) >= 0x80;
}
inline bool is_word_byte(char byte) {
  return is_digit(byte) || is_letter(byte) || byte == '_';
}

// No letter or digit goes on at either end of [begin, end).
bool is_bounded(std::string_view text, std::size_t begin, std::size_t end);
// Nor does a number go on behind a dash, slash or point: part of a longer one is no identifier.
bool stands_alone(std::string_view text, std::size_t begin, std::size_t end);
// Whether one of the words stands, with borders, in [begin, end) of a text in small letters.
bool mentions(std::string_view lower,
              std::size_t begin,
              std::size_t end,
              std::span<const std::string> words);

}  // namespace vaughn::suggest::detail
