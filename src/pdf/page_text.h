// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/geometry.h"
#include "base/result.h"

namespace vaughn::pdf {

// Coordinates are PDF user space of the page, in points: Rotate, CropBox and UserUnit undone.
// A box holds the full height of the writing (ascenders and descenders), not only its ink.
struct Word {
  std::string text{};  // UTF-8, without white space
  base::Rect box{};
  int line = 0;               // index into PageText::lines
  std::size_t offset = 0;     // of its first byte in PageText::text
  bool is_invisible = false;  // painted in text mode 3: the text layer of a scan
  // Paint may cover it, or it may not differ from what lies below; if not, it can be seen.
  bool may_be_hidden = false;
  bool is_on_image = false;  // the only doubt is whether it differs from an image below it
  double size = 0;           // em height of its first letter
  double baseline = 0;       // where that letter stands: y, or x for writing along the y axis
  bool operator==(const Word&) const = default;
};

struct TextLine {
  base::Rect box{};  // of all its words
  std::size_t first_word = 0;
  std::size_t word_count = 0;
  bool is_along_y = false;  // runs along the y axis of user space: pages with Rotate 90, margins
  bool is_slanted = false;  // runs along neither axis
  double angle = 0;         // of the writing direction, degrees counter-clockwise from the x axis
  bool operator==(const TextLine&) const = default;
};

struct PageText {
  std::vector<Word> words{};
  std::vector<TextLine> lines{};
  // Words joined by one space, lines ended by "\n", an empty line between paragraphs.
  std::string text{};
  // Text exists beyond the CropBox; it is not among the words.
  bool has_text_off_page = false;
  // The page paints more than dark text: text may be covered, clipped away or white on white.
  bool may_hide_text = false;
  bool operator==(const PageText&) const = default;
};

// Whole words that were found, with one box per line they stand on. A box has the full line height
// and ends in the middle of the gaps around the words.
struct Match {
  std::string text{};
  std::vector<base::Rect> boxes{};
  std::size_t first_word = 0;
  std::size_t word_count = 0;
  std::size_t offset = 0;  // of the matched text in PageText::text
  bool operator==(const Match&) const = default;
};

// Every place where the phrase stands, whatever the case, also across line ends and with a hyphen
// at one. It must begin and end at the border of a word ("Ann" is not found in "Annual"), but
// punctuation may surround it. An empty phrase is found nowhere.
std::vector<Match> find_phrase(const PageText& page, std::string_view phrase);

// Every place where the regular expression (RE2 syntax) matches PageText::text; a single space in
// the text also stands for a line end. A bad expression is an invalid_argument error.
base::Result<std::vector<Match>> find_pattern(const PageText& page, std::string_view expression);

// The boxes of a run of words, one per line, as a Match has them.
std::vector<base::Rect> boxes_of_words(const PageText& page,
                                       std::size_t first_word,
                                       std::size_t word_count);

// The words that share a point with the box, joined by spaces: what a mark removes.
std::string text_under(const PageText& page, const base::Rect& box);

}  // namespace vaughn::pdf
