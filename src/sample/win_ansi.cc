// SPDX-License-Identifier: AGPL-3.0-or-later
#include "sample/detail/win_ansi.h"

#include <cstdint>
#include <vector>

namespace vaughn::sample {
namespace {

// The texts of the sample are valid UTF-8 of at most three bytes a character.
std::vector<std::uint32_t> code_points(std::string_view utf8) {
  std::vector<std::uint32_t> out;
  for (std::size_t i = 0; i < utf8.size(); ++i) {
    const auto lead = static_cast<unsigned char>(utf8[i]);
    const auto tail = [&](std::size_t n) {
      return static_cast<std::uint32_t>(static_cast<unsigned char>(utf8[i + n]) & 0x3Fu);
    };
    if (lead < 0x80) {
      out.push_back(lead);
    } else if (lead < 0xE0 && i + 1 < utf8.size()) {
      out.push_back(((lead & 0x1Fu) << 6) | tail(1));
      i += 1;
    } else if (i + 2 < utf8.size()) {
      out.push_back(((lead & 0x0Fu) << 12) | (tail(1) << 6) | tail(2));
      i += 2;
    }
  }
  return out;
}

unsigned win_ansi_byte(std::uint32_t point) {
  if (point < 0x80 || (point >= 0xA0 && point <= 0xFF)) {
    return point;
  }
  switch (point) {
    case 0x20AC: return 0x80;
    case 0x2026: return 0x85;
    case 0x2018: return 0x91;
    case 0x2019: return 0x92;
    case 0x201C: return 0x93;
    case 0x201D: return 0x94;
    case 0x2022: return 0x95;
    case 0x2013: return 0x96;
    case 0x2014: return 0x97;
    case 0x2122: return 0x99;
    default: return '?';
  }
}

}  // namespace

base::Bytes to_win_ansi(std::string_view utf8) {
  base::Bytes out;
  for (const std::uint32_t point : code_points(utf8)) {
    out += static_cast<char>(win_ansi_byte(point));
  }
  return out;
}

base::Bytes to_utf16le(std::string_view utf8) {
  base::Bytes out = "\xFF\xFE";
  for (const std::uint32_t point : code_points(utf8)) {
    out += static_cast<char>(point & 0xFF);
    out += static_cast<char>((point >> 8) & 0xFF);
  }
  return out;
}

}  // namespace vaughn::sample
