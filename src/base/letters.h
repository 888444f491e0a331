// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>

namespace vaughn::base {

// What one code point is when text is cut into words.
enum class LetterKind {
  separator,
  letter,     // letters and digits of scripts that separate words
  ideograph,  // of a script written without spaces: a word by itself
  ignored,    // combining marks, soft hyphen, zero-width characters: inside a word, but not of it
};

struct Letter {
  LetterKind kind = LetterKind::separator;
  std::string folded{};  // UTF-8, without case, accents and compatibility forms; empty unless a
                         // letter or ideograph
};

// Case, accents and compatibility forms are folded away: "É" is "e", "ﬁ" is "fi", "Ł" is "l".
Letter classify_letter(char32_t code_point);

// Of the character tables in use, e.g. "15.0": part of what makes a search repeatable.
std::string unicode_version();

}  // namespace vaughn::base
