// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/charset.h"

#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <limits>
#include <memory>
#include <optional>

#include "base/text.h"

namespace vaughn::base {
namespace {

constexpr std::size_t kSampleSize = 64 * 1024;
// Below this detectors call short western text Chinese or Hebrew.
constexpr int kMinConfidence = 60;
constexpr std::size_t kMinGuessSize = 64;

struct ConverterDeleter {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};
using ConverterPtr = std::unique_ptr<UConverter, ConverterDeleter>;
struct DetectorDeleter {
  void operator()(UCharsetDetector* detector) const { ucsdet_close(detector); }
};

struct Alias {
  std::string_view declared;
  const char* actual;
};

// What senders write, and the larger set that their characters come from.
constexpr std::array kAliases{Alias{"iso-8859-1", "windows-1252"},
                              Alias{"latin1", "windows-1252"},
                              Alias{"latin-1", "windows-1252"},
                              Alias{"us-ascii", "windows-1252"},
                              Alias{"ascii", "windows-1252"},
                              Alias{"ansi_x3.4-1968", "windows-1252"},
                              Alias{"iso-8859-9", "windows-1254"},
                              Alias{"iso-8859-11", "windows-874"},
                              Alias{"tis-620", "windows-874"},
                              Alias{"gb2312", "gb18030"},
                              Alias{"gbk", "gb18030"},
                              Alias{"x-gbk", "gb18030"},
                              Alias{"ks_c_5601-1987", "windows-949"},
                              Alias{"euc-kr", "windows-949"},
                              Alias{"shift_jis", "windows-31j"},
                              Alias{"sjis", "windows-31j"},
                              Alias{"x-sjis", "windows-31j"},
                              Alias{"big5", "windows-950"}};

std::string actual_charset(std::string_view declared) {
  const auto lower = ascii_lower(trim(declared));
  const auto* found = std::ranges::find(kAliases, lower, &Alias::declared);
  return found == kAliases.end() ? lower : found->actual;
}

bool is_ascii(BytesView bytes) {
  std::size_t i = 0;
  for (; i + sizeof(std::uint64_t) <= bytes.size(); i += sizeof(std::uint64_t)) {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes.data() + i, sizeof word);
    if ((word & 0x8080808080808080ull) != 0) {
      return false;
    }
  }
  return std::ranges::none_of(bytes.substr(i), [](char c) { return (c & 0x80) != 0; }) &&
         bytes.find('\x1B') == BytesView::npos;
}

// Nothing if ICU does not know the charset.
std::optional<std::string> convert(BytesView bytes, const std::string& charset) {
  UErrorCode status = U_ZERO_ERROR;
  const ConverterPtr from(ucnv_open(charset.c_str(), &status));
  const ConverterPtr to(ucnv_open("UTF-8", &status));
  if (U_FAILURE(status) != 0) {
    return {};
  }
  std::string out;
  std::array<UChar, 4096> pivot{};
  UChar* pivot_source = pivot.data();
  UChar* pivot_target = pivot.data();
  const char* source = bytes.data();
  std::array<char, 16384> target{};
  bool is_first = true;
  for (;;) {
    char* end = target.data();
    status = U_ZERO_ERROR;
    ucnv_convertEx(to.get(),
                   from.get(),
                   &end,
                   target.data() + target.size(),
                   &source,
                   bytes.data() + bytes.size(),
                   pivot.data(),
                   &pivot_source,
                   &pivot_target,
                   pivot.data() + pivot.size(),
                   is_first ? 1 : 0,
                   1,
                   &status);
    is_first = false;
    out.append(target.data(), static_cast<std::size_t>(end - target.data()));
    if (status != U_BUFFER_OVERFLOW_ERROR) {
      break;
    }
  }
  return out;
}

bool has_replacement(std::string_view utf8) {
  return utf8.find("\xEF\xBF\xBD") != std::string_view::npos;
}

// Valid UTF-8 that may end within a character.
bool is_cut_utf8(BytesView bytes) {
  for (std::size_t cut = 0; cut < 4 && cut <= bytes.size(); ++cut) {
    if (is_utf8(bytes.substr(0, bytes.size() - cut))) {
      return true;
    }
  }
  return false;
}

// Text declared as UTF-8 with a few bad bytes, such as one cut within a character.
std::optional<std::string> repair_if_mostly_utf8(BytesView bytes) {
  auto repaired = repair_utf8(bytes);
  std::size_t errors = 0;
  for (auto i = repaired.find("\xEF\xBF\xBD"); i != std::string::npos;
       i = repaired.find("\xEF\xBF\xBD", i + 3)) {
    ++errors;
  }
  const auto upper = std::ranges::count_if(bytes, [](char c) { return (c & 0x80) != 0; });
  if (errors * 4 > static_cast<std::size_t>(upper)) {
    return {};
  }
  return repaired;
}

DecodedText as(std::string text, std::string charset) {
  DecodedText decoded;
  decoded.was_repaired = has_replacement(text);
  decoded.text = std::move(text);
  decoded.charset = std::move(charset);
  return decoded;
}

DecodedText as_charset(BytesView bytes, const char* charset) {
  return as(convert(bytes, charset).value_or(""), charset);
}

// UTF-16 without a mark: Latin text has a zero in every other place.
const char* utf16_by_pattern(BytesView bytes) {
  const auto sample = bytes.substr(0, 4096);
  if (sample.size() < 4) {
    return nullptr;
  }
  std::array<std::size_t, 2> zeros{};
  for (std::size_t i = 0; i < sample.size(); ++i) {
    zeros.at(i % 2) += sample[i] == '\0' ? 1 : 0;
  }
  const auto half = sample.size() / 2;
  if (zeros[1] * 10 > half * 6 && zeros[0] * 10 < half) {
    return "UTF-16LE";
  }
  if (zeros[0] * 10 > half * 6 && zeros[1] * 10 < half) {
    return "UTF-16BE";
  }
  return nullptr;
}

std::optional<DecodedText> by_mark(BytesView bytes) {
  using namespace std::string_view_literals;
  if (bytes.starts_with("\xEF\xBB\xBF"sv)) {
    return as(repair_utf8(bytes.substr(3)), "utf-8");
  }
  if (bytes.starts_with("\xFF\xFE\0\0"sv)) {
    return as_charset(bytes.substr(4), "UTF-32LE");
  }
  if (bytes.starts_with("\0\0\xFE\xFF"sv)) {
    return as_charset(bytes.substr(4), "UTF-32BE");
  }
  if (bytes.starts_with("\xFF\xFE"sv)) {
    return as_charset(bytes.substr(2), "UTF-16LE");
  }
  if (bytes.starts_with("\xFE\xFF"sv)) {
    return as_charset(bytes.substr(2), "UTF-16BE");
  }
  return {};
}

DecodedText guess(BytesView bytes) {
  std::string charset = "windows-1252";
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UCharsetDetector, DetectorDeleter> detector(ucsdet_open(&status));
  const auto sample = bytes.substr(0, kSampleSize);
  if (U_SUCCESS(status) != 0 && sample.size() >= kMinGuessSize) {
    ucsdet_setText(
        detector.get(), sample.data(), static_cast<std::int32_t>(sample.size()), &status);
    const UCharsetMatch* match = ucsdet_detect(detector.get(), &status);
    if (U_SUCCESS(status) != 0 && match != nullptr &&
        ucsdet_getConfidence(match, &status) >= kMinConfidence) {
      const std::string name = actual_charset(ucsdet_getName(match, &status));
      // Detection also answers UTF-16, whose pattern has been looked for already.
      if (U_SUCCESS(status) != 0 && !name.starts_with("utf-")) {
        charset = name;
      }
    }
  }
  auto decoded = as(convert(bytes, charset).value_or(repair_utf8(bytes)), charset);
  decoded.was_guessed = true;
  return decoded;
}

}  // namespace

DecodedText decode_text(BytesView bytes, std::string_view declared) {
  bytes = bytes.substr(0, std::numeric_limits<std::int32_t>::max());
  if (auto marked = by_mark(bytes)) {
    return *marked;
  }
  const auto charset = actual_charset(declared);
  const bool is_unicode = charset == "utf-8" || charset == "utf8";
  // Stateful charsets such as ISO-2022-JP are pure ASCII with escapes; is_ascii excludes those.
  if (is_ascii(bytes) && !charset.starts_with("utf-16") && !charset.starts_with("utf-7") &&
      charset != "hz-gb-2312" && bytes.find('\0') == BytesView::npos) {
    return as(std::string(bytes), declared.empty() ? "us-ascii" : charset);
  }
  const bool is_valid_utf8 = is_utf8(bytes) && bytes.find('\0') == BytesView::npos;
  if (is_valid_utf8 && (declared.empty() || is_unicode)) {
    // An escape without a declaration is left to detection only if it shifts into Japanese.
    const bool is_shifted = declared.empty() && (bytes.find("\x1B$B") != BytesView::npos ||
                                                 bytes.find("\x1B(J") != BytesView::npos);
    return is_shifted ? as_charset(bytes, "ISO-2022-JP") : as(std::string(bytes), "utf-8");
  }
  if (!declared.empty() && !is_unicode) {
    if (auto text = convert(bytes, charset)) {
      auto decoded = as(std::move(*text), charset);
      const bool is_single_byte = charset.starts_with("windows-125");
      if (!(is_valid_utf8 && !is_ascii(bytes) && (decoded.was_repaired || is_single_byte))) {
        return decoded;
      }
      decoded = as(std::string(bytes), "utf-8");
      decoded.was_declared_wrong = true;
      return decoded;
    }
  }
  DecodedText decoded;
  if (is_valid_utf8) {
    decoded = as(std::string(bytes), "utf-8");
  } else if (auto repaired = is_unicode ? repair_if_mostly_utf8(bytes) : std::nullopt) {
    return as(std::move(*repaired), "utf-8");
  } else if (const char* wide = utf16_by_pattern(bytes)) {
    decoded = as_charset(bytes, wide);
  } else {
    decoded = guess(bytes);
  }
  decoded.was_declared_wrong = !declared.empty();
  return decoded;
}

bool is_text(BytesView bytes) {
  const auto sample = bytes.substr(0, kSampleSize);
  if (by_mark(sample.substr(0, 256)) || utf16_by_pattern(sample) != nullptr) {
    return true;
  }
  std::size_t controls = 0;
  for (const char c : sample) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte == 0) {
      return false;
    }
    const bool is_usual = byte >= 0x20 || (byte >= 0x08 && byte <= 0x0D) || byte == 0x1B;
    controls += is_usual && byte != 0x7F ? 0 : 1;
  }
  if (controls * 100 > sample.size()) {
    return false;
  }
  // Legacy charsets have letters in the upper half; compressed data has everything there.
  std::size_t upper = 0;
  for (const char c : sample) {
    const auto byte = static_cast<unsigned char>(c);
    upper += byte >= 0x80 && byte < 0xA0 ? 1 : 0;
  }
  return upper * 4 < sample.size() || is_cut_utf8(sample);
}

void warm_up_charsets() {
  for (const auto& alias : kAliases) {
    convert("warm", alias.actual);
  }
  for (const char* name : {"UTF-16LE",
                           "UTF-16BE",
                           "UTF-32LE",
                           "UTF-32BE",
                           "UTF-7",
                           "ISO-2022-JP",
                           "ISO-2022-KR",
                           "EUC-JP",
                           "KOI8-R",
                           "windows-1251",
                           "ISO-8859-2"}) {
    convert("warm", name);
  }
  guess("warm up the tables of detection, with a text of more than sixty-four bytes in it");
}

}  // namespace vaughn::base
