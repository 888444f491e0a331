// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace vaughn::fulltext {

// How text is cut into words, for records and queries alike.
//
// A word is a run of letters and digits; everything else separates. Case, accents and compatibility
// forms are folded. Characters of scripts written without spaces are words by themselves. A word of
// more than 255 bytes is cut into pieces that follow each other.
//
//   ana.ortiz@dca.gov   ana ortiz dca gov        O'Neil      o neil
//   18-cv-1234          18 cv 1234               AT&T        at t
//   552(b)(6)           552 b 6                  $4.12       4 12
//
// So a name with punctuation is a phrase, found whole and by its parts, however it is punctuated.
struct Word {
  std::string text{};     // folded
  std::size_t begin = 0;  // bytes of the original, end excluded
  std::size_t end = 0;
  bool operator==(const Word&) const = default;
};
std::vector<Word> cut_words(std::string_view utf8);

// Names these rules and the character tables behind them: "vaughn-words-1 unicode-15.0". Two
// indexes of different versions may answer differently.
std::string word_rules_version();

}  // namespace vaughn::fulltext
