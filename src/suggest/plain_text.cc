// SPDX-License-Identifier: AGPL-3.0-or-later
#include "suggest/detail/plain_text.h"

#include <algorithm>

#include "base/letters.h"
#include "base/text.h"

namespace vaughn::suggest::detail {

namespace {

std::size_t length_at(std::string_view text, std::size_t at) {
  const auto lead = static_cast<unsigned char>(text[at]);
  const std::size_t length = lead < 0x80   ? 1
                             : lead < 0xC2 ? 0
                             : lead < 0xE0 ? 2
                             : lead < 0xF0 ? 3
                             : lead < 0xF5 ? 4
                                           : 0;
  if (length == 0 || at + length > text.size()) {
    return 0;
  }
  for (std::size_t i = 1; i < length; ++i) {
    if ((static_cast<unsigned char>(text[at + i]) & 0xC0U) != 0x80U) {
      return 0;
    }
  }
  return length;
}

char32_t code_point(std::string_view bytes) {
  char32_t out = static_cast<unsigned char>(bytes[0]);
  if (bytes.size() > 1) {
    out &= 0xFFU >> (bytes.size() + 1);
  }
  for (const char byte : bytes.substr(1)) {
    out = (out << 6) | (static_cast<unsigned char>(byte) & 0x3FU);
  }
  return out;
}

char sign_of(char32_t point) {
  if ((point >= 0x2010 && point <= 0x2015) || point == 0x2212 || point == 0xFE63 ||
      point == 0xFF0D) {
    return '-';
  }
  switch (point) {
    case 0xA0:
    case 0x1680:
    case 0x2028:
    case 0x2029:
    case 0x202F:
    case 0x205F:
    case 0x3000: return ' ';
    case 0x2018:
    case 0x2019:
    case 0x2032:
    case 0x02BC: return '\'';
    case 0x201C:
    case 0x201D:
    case 0x2033: return '"';
    case 0xB0:
    case 0xBA:
    case 0x02DA: return kDegree;
    default: return point >= 0x2000 && point <= 0x200A ? ' ' : kSign;
  }
}

char upper_of(char byte) {
  return is_lower(byte) ? static_cast<char>(byte - 'a' + 'A') : byte;
}

void add_wide(PlainText& out, std::string_view bytes, std::uint32_t offset) {
  const auto point = code_point(bytes);
  const char sign = sign_of(point);
  if (sign != kSign) {
    out.text += sign;
    out.offsets.push_back(offset);
    return;
  }
  const auto letter = base::classify_letter(point);
  if (letter.kind == base::LetterKind::ignored) {
    return;
  }
  if (letter.folded.empty()) {
    out.text += kSign;
    out.offsets.push_back(offset);
    return;
  }
  const bool is_capital = base::fold_case(bytes) != bytes && point != 0xDF;
  for (std::size_t i = 0; i < letter.folded.size(); ++i) {
    const char byte = letter.folded[i];
    out.text += is_capital && i == 0 ? upper_of(byte) : byte;
    out.offsets.push_back(offset);
  }
}

// Past the "> " and ">> " with which mail quotes a line.
std::size_t past_quoting(std::string_view text, std::size_t begin) {
  auto at = begin;
  auto end = begin;
  while (at < text.size() && (text[at] == '>' || text[at] == ' ')) {
    end = text[at] == '>' ? at + 1 : end;
    ++at;
  }
  return end == begin ? begin : at;
}

}  // namespace

PlainText plain(std::string_view utf8) {
  PlainText out;
  out.text.reserve(utf8.size());
  out.offsets.reserve(utf8.size() + 1);
  for (std::size_t at = 0; at < utf8.size();) {
    const char byte = utf8[at];
    const auto offset = static_cast<std::uint32_t>(at);
    if (byte >= ' ' && byte < '\x7F') {
      out.text += byte;
      out.offsets.push_back(offset);
      ++at;
      continue;
    }
    const auto length = length_at(utf8, at);
    if (length > 1) {
      add_wide(out, utf8.substr(at, length), offset);
      at += length;
      continue;
    }
    ++at;
    const bool is_break = byte == '\n' && out.text.size() > 1 && at < utf8.size() &&
                          out.text.back() == '-' && is_lower(out.text[out.text.size() - 2]) &&
                          is_lower(utf8[at]);
    if (is_break) {
      out.text.pop_back();
      out.offsets.pop_back();
      continue;
    }
    if (byte == '\n') {
      out.text += ' ';
      out.offsets.push_back(offset);
      at = past_quoting(utf8, at);
      continue;
    }
    const bool is_space = byte == '\t' || byte == '\r' || byte == '\f';
    const bool is_control = static_cast<unsigned char>(byte) < 0x20 || length == 0;
    out.text += is_space ? ' ' : is_control ? kSign : byte;
    out.offsets.push_back(offset);
  }
  out.offsets.push_back(static_cast<std::uint32_t>(utf8.size()));
  out.lower = base::ascii_lower(out.text);
  return out;
}

bool is_bounded(std::string_view text, std::size_t begin, std::size_t end) {
  return (begin == 0 || !is_word_byte(text[begin - 1])) &&
         (end >= text.size() || !is_word_byte(text[end]));
}

bool stands_alone(std::string_view text, std::size_t begin, std::size_t end) {
  const auto joins = [](char byte) { return byte == '-' || byte == '/' || byte == '.'; };
  const bool goes_on_before = begin > 1 && joins(text[begin - 1]) && is_digit(text[begin - 2]);
  const bool goes_on_after = end + 1 < text.size() && joins(text[end]) && is_digit(text[end + 1]);
  return is_bounded(text, begin, end) && !goes_on_before && !goes_on_after;
}

bool mentions(std::string_view lower,
              std::size_t begin,
              std::size_t end,
              std::span<const std::string> words) {
  end = std::min(end, lower.size());
  if (begin >= end) {
    return false;
  }
  // What may be matched ends at `end`, what borders on it does not.
  const auto window = lower.substr(0, end);
  return std::any_of(words.begin(), words.end(), [&](const std::string& word) {
    for (auto at = window.find(word, begin); at != std::string_view::npos;
         at = window.find(word, at + 1)) {
      const bool starts = at == 0 || !is_word_byte(lower[at - 1]) || !is_word_byte(word.front());
      const auto after = at + word.size();
      const bool ends =
          after >= lower.size() || !is_word_byte(lower[after]) || !is_word_byte(word.back());
      if (starts && ends) {
        return true;
      }
    }
    return false;
  });
}

}  // namespace vaughn::suggest::detail
