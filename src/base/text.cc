// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/text.h"

#include <fmt/format.h>
#include <unicode/locid.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace vaughn::base {
namespace {

bool is_ascii_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}

char ascii_lower_char(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

// How many bytes from the start are plain ASCII that needs no repair.
std::size_t clean_ascii_prefix(std::string_view bytes) {
  constexpr std::uint64_t kHigh = 0x8080808080808080ull;
  constexpr std::uint64_t kOnes = 0x0101010101010101ull;
  std::size_t i = 0;
  while (i + sizeof(std::uint64_t) <= bytes.size()) {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes.data() + i, sizeof word);
    // Any byte under 0x20 borrows into its top bit; line ends then take the slow step.
    if ((word & kHigh) != 0 || ((word - kOnes * 0x20) & ~word & kHigh) != 0) {
      const char c = bytes[i];
      const bool is_clean = (c & 0x80) == 0 && (c >= 0x20 || c == '\n' || c == '\r' || c == '\t');
      if (!is_clean) {
        return i;
      }
      ++i;
      continue;
    }
    i += sizeof word;
  }
  while (i < bytes.size() && bytes[i] >= 0x20) {
    ++i;
  }
  return i;
}

// Calls visit(code_point, bytes) for each character; code_point < 0 for an invalid sequence.
template <typename Visit>
void for_each_code_point(std::string_view bytes, Visit visit) {
  const auto* data = reinterpret_cast<const std::uint8_t*>(bytes.data());
  const auto size = static_cast<std::int32_t>(bytes.size());
  std::int32_t position = 0;
  while (position < size) {
    const std::int32_t start = position;
    UChar32 code_point = 0;
    U8_NEXT(data, position, size, code_point);
    visit(
        code_point,
        bytes.substr(static_cast<std::size_t>(start), static_cast<std::size_t>(position - start)));
  }
}

}  // namespace

bool is_utf8(std::string_view bytes) {
  bool valid = true;
  for_each_code_point(
      bytes, [&](UChar32 code_point, std::string_view) { valid = valid && code_point >= 0; });
  return valid;
}

std::string repair_utf8(std::string_view bytes) {
  std::string out(bytes.substr(0, clean_ascii_prefix(bytes)));
  out.reserve(bytes.size());
  for_each_code_point(bytes.substr(out.size()), [&](UChar32 code_point, std::string_view piece) {
    if (code_point < 0) {
      out += "\xEF\xBF\xBD";
    } else if (code_point < 0x20 && code_point != '\t' && code_point != '\n' &&
               code_point != '\r' && code_point != '\f') {
      out += ' ';
    } else {
      out += piece;
    }
  });
  return out;
}

std::string_view trim(std::string_view text) {
  while (!text.empty() && is_ascii_space(text.front())) {
    text.remove_prefix(1);
  }
  while (!text.empty() && is_ascii_space(text.back())) {
    text.remove_suffix(1);
  }
  return text;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (;;) {
    const auto position = text.find(separator);
    parts.push_back(text.substr(0, position));
    if (position == std::string_view::npos) {
      return parts;
    }
    text.remove_prefix(position + 1);
  }
}

std::string join(const std::vector<std::string>& parts, std::string_view separator) {
  std::string out;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) {
      out += separator;
    }
    out += parts[i];
  }
  return out;
}

std::string ascii_lower(std::string_view text) {
  std::string out(text);
  for (auto& c : out) {
    c = ascii_lower_char(c);
  }
  return out;
}

std::string upper_case(std::string_view utf8) {
  std::string out;
  icu::UnicodeString::fromUTF8(
      icu::StringPiece(utf8.data(), static_cast<std::int32_t>(utf8.size())))
      .toUpper(icu::Locale::getRoot())
      .toUTF8String(out);
  return out;
}

std::string fold_case(std::string_view utf8) {
  auto text = icu::UnicodeString::fromUTF8(
      icu::StringPiece(utf8.data(), static_cast<std::int32_t>(utf8.size())));
  std::string out;
  text.foldCase().toUTF8String(out);
  return out;
}

std::string collapse_white_space(std::string_view utf8) {
  std::string out;
  out.reserve(utf8.size());
  bool pending = false;
  for_each_code_point(utf8, [&](UChar32 code_point, std::string_view piece) {
    if (code_point >= 0 && u_isUWhiteSpace(code_point) != 0) {
      pending = !out.empty();
      return;
    }
    if (pending) {
      out += ' ';
      pending = false;
    }
    out += piece;
  });
  return out;
}

std::string remove_white_space(std::string_view utf8) {
  std::string out;
  out.reserve(utf8.size());
  const auto* data = reinterpret_cast<const std::uint8_t*>(utf8.data());
  const auto size = static_cast<std::int32_t>(utf8.size());
  for (std::int32_t position = 0; position < size;) {
    const auto start = static_cast<std::size_t>(position);
    if (data[position] < 0x80) {
      ++position;
      if (!is_ascii_space(utf8[start])) {
        out.push_back(utf8[start]);
      }
      continue;
    }
    UChar32 code_point = 0;
    U8_NEXT(data, position, size, code_point);
    if (code_point < 0 || u_isUWhiteSpace(code_point) == 0) {
      out.append(utf8.substr(start, static_cast<std::size_t>(position) - start));
    }
  }
  return out;
}

std::string compose(std::string_view utf8) {
  const bool is_ascii = std::ranges::all_of(utf8, [](char c) { return (c & 0x80) == 0; });
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* normalizer = icu::Normalizer2::getNFCInstance(status);
  if (is_ascii || U_FAILURE(status) != 0) {
    return std::string(utf8);
  }
  const auto text = icu::UnicodeString::fromUTF8(
      icu::StringPiece(utf8.data(), static_cast<std::int32_t>(utf8.size())));
  std::string out;
  normalizer->normalize(text, status).toUTF8String(out);
  return U_FAILURE(status) != 0 ? std::string(utf8) : out;
}

bool starts_with_no_case(std::string_view text, std::string_view ascii_prefix) {
  if (text.size() < ascii_prefix.size()) {
    return false;
  }
  for (std::size_t i = 0; i < ascii_prefix.size(); ++i) {
    if (ascii_lower_char(text[i]) != ascii_lower_char(ascii_prefix[i])) {
      return false;
    }
  }
  return true;
}

std::string replace_all(std::string text, std::string_view from, std::string_view to) {
  if (from.empty()) {
    return text;
  }
  std::size_t position = 0;
  while ((position = text.find(from, position)) != std::string::npos) {
    text.replace(position, from.size(), to);
    position += to.size();
  }
  return text;
}

std::string with_commas(long long number) {
  const bool negative = number < 0;
  auto magnitude = negative ? 0ULL - static_cast<unsigned long long>(number)
                            : static_cast<unsigned long long>(number);
  std::string digits;
  int count = 0;
  do {
    if (count != 0 && count % 3 == 0) {
      digits.insert(digits.begin(), ',');
    }
    digits.insert(digits.begin(), static_cast<char>('0' + magnitude % 10));
    magnitude /= 10;
    ++count;
  } while (magnitude != 0);
  return negative ? "-" + digits : digits;
}

std::string plural(long long count, std::string_view noun) {
  auto out = fmt::format("{} {}", with_commas(count), noun);
  if (count == 1) {
    return out;
  }
  const auto ends = [&](std::string_view end) { return noun.ends_with(end); };
  const bool has_vowel_y = ends("ay") || ends("ey") || ends("oy") || ends("uy");
  if (ends("y") && !has_vowel_y) {
    out.back() = 'i';
    return out + "es";
  }
  return out + (ends("s") || ends("x") || ends("z") || ends("ch") || ends("sh") ? "es" : "s");
}

std::string curly_quotes(std::string_view text, std::string_view before) {
  // After white space, an opening bracket or a dash a mark opens.
  const auto opens_after = [](std::string_view out) {
    return out.empty() || std::string_view(" \n\t([").find(out.back()) != std::string_view::npos ||
           out.ends_with("—") || out.ends_with("“");
  };
  std::string out;
  for (const char c : text) {
    const bool opens = opens_after(out.empty() ? before : std::string_view(out));
    if (c == '"') {
      out += opens ? "“" : "”";
    } else if (c == '\'') {
      out += opens ? "‘" : "’";
    } else {
      out += c;
    }
  }
  return out;
}

std::string escape_xml(std::string_view utf8) {
  std::string out;
  out.reserve(utf8.size());
  for_each_code_point(utf8, [&](UChar32 code_point, std::string_view piece) {
    switch (code_point) {
      case '&': out += "&amp;"; return;
      case '<': out += "&lt;"; return;
      case '>': out += "&gt;"; return;
      case '"': out += "&quot;"; return;
      case '\'': out += "&#39;"; return;
      default: break;
    }
    const bool is_allowed = code_point == '\t' || code_point == '\n' || code_point == '\r' ||
                            (code_point >= 0x20 && code_point != 0xFFFE && code_point != 0xFFFF);
    if (is_allowed) {
      out += piece;
    }
  });
  return out;
}

}  // namespace vaughn::base
