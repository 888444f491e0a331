// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/letters.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

#include <cstdint>
#include <string_view>
#include <utility>

namespace vaughn::base {
namespace {

// Letters that Unicode does not take apart, though people type them without their stroke.
std::string_view plain_form(char32_t code_point) {
  switch (code_point) {
    case U'ł': return "l";
    case U'ø': return "o";
    case U'đ':
    case U'ð': return "d";
    case U'ħ': return "h";
    case U'ŧ': return "t";
    case U'ı': return "i";
    case U'æ': return "ae";
    case U'œ': return "oe";
    case U'þ': return "th";
    default: return {};
  }
}

// Accents and points change how a letter looks and go; vowel signs and viramas (classes 0 and 9)
// are letters of their scripts and stay.
bool is_accent(UChar32 c) {
  const auto type = u_charType(c);
  if (type == U_ENCLOSING_MARK) {
    return true;
  }
  const auto combining_class = u_getCombiningClass(c);
  return type == U_NON_SPACING_MARK && combining_class != 0 && combining_class != 9;
}

bool is_letter_or_digit(UChar32 c) {
  constexpr std::uint32_t kMask = U_GC_L_MASK | U_GC_N_MASK | U_GC_MN_MASK | U_GC_MC_MASK;
  return (U_GET_GC_MASK(c) & kMask) != 0;
}

bool is_written_without_spaces(UChar32 c) {
  return u_hasBinaryProperty(c, UCHAR_IDEOGRAPHIC) != 0 || uscript_hasScript(c, USCRIPT_HIRAGANA) ||
         uscript_hasScript(c, USCRIPT_KATAKANA) ||
         u_getIntPropertyValue(c, UCHAR_LINE_BREAK) == U_LB_COMPLEX_CONTEXT;
}

enum class Accents { keep, drop };

std::string fold(UChar32 c, Accents accents) {
  UErrorCode status = U_ZERO_ERROR;
  const auto* compatibility = icu::Normalizer2::getNFKCCasefoldInstance(status);
  const auto* decompose = icu::Normalizer2::getNFDInstance(status);
  const auto* compose = icu::Normalizer2::getNFCInstance(status);
  if (U_FAILURE(status) != 0) {
    return {};
  }
  auto text = compatibility->normalize(icu::UnicodeString(c), status);
  if (accents == Accents::drop) {
    text = decompose->normalize(text, status);
    icu::UnicodeString kept;
    for (std::int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
      const auto part = text.char32At(i);
      const auto plain = plain_form(static_cast<char32_t>(part));
      if (!plain.empty()) {
        kept.append(icu::UnicodeString::fromUTF8(
            icu::StringPiece(plain.data(), static_cast<std::int32_t>(plain.size()))));
      } else if (!is_accent(part)) {
        kept.append(part);
      }
    }
    text = compose->normalize(kept, status);
  }
  for (std::int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
    if (!is_letter_or_digit(text.char32At(i))) {
      return {};  // "½" comes apart into 1, a slash and 2
    }
  }
  std::string out;
  text.toUTF8String(out);
  return U_FAILURE(status) != 0 ? std::string{} : out;
}

}  // namespace

Letter classify_letter(char32_t code_point) {
  const auto c = static_cast<UChar32>(code_point);
  if (c > 0x10FFFF || c < 0) {
    return {};
  }
  if (u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) != 0 || is_accent(c)) {
    return {LetterKind::ignored, {}};
  }
  if (!is_letter_or_digit(c)) {
    return {};
  }
  const bool alone = is_written_without_spaces(c);
  auto folded = fold(c, alone ? Accents::keep : Accents::drop);
  if (folded.empty()) {
    return {};
  }
  return {alone ? LetterKind::ideograph : LetterKind::letter, std::move(folded)};
}

std::string unicode_version() {
  UVersionInfo version{};
  u_getUnicodeVersion(version);
  return std::to_string(static_cast<int>(version[0])) + "." +
         std::to_string(static_cast<int>(version[1]));
}

}  // namespace vaughn::base
