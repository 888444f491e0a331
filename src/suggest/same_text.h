// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace vaughn::suggest {

// A text as a row of folded words, for finding it again where lines break elsewhere, where mail
// quotes it with ">", and in other case.
struct FoldedText {
  std::vector<std::uint32_t> words{};   // numbers of words in the Lexicon
  std::vector<std::uint32_t> source{};  // of each: the index of the word it was cut from
};

// Gives each word a number, so that texts are compared by numbers.
class Lexicon {
 public:
  // `words` as on the page; one may fold to none ("-") or to several ("(617)555-0100").
  FoldedText fold(const std::vector<std::string_view>& words);
  std::vector<std::uint32_t> fold(std::string_view text);

 private:
  std::uint32_t number(const std::string& word);
  std::unordered_map<std::string, std::uint32_t> numbers_{};
};

// Words of a text that are looked for in others. Long ones are cut into runs of at most kLongestRun
// words, so that a text of which a part is quoted is found in part.
inline constexpr std::size_t kLongestRun = 16;
struct Phrase {
  std::vector<std::uint32_t> words{};
  bool operator==(const Phrase&) const = default;
};
std::vector<Phrase> phrases_of(const std::vector<std::uint32_t>& words);

// Whether a text says enough by itself: six letters or digits, or four of them with a digit. A
// shorter one ("May", "12") is the same only where the words around it are the same.
bool is_telling(std::string_view text);

// Finds many phrases in one pass over a text.
class PhraseFinder {
 public:
  struct Hit {
    std::size_t phrase = 0;  // index
    std::size_t first = 0;   // index into FoldedText::words
    bool operator==(const Hit&) const = default;
  };
  explicit PhraseFinder(std::vector<Phrase> phrases);
  const std::vector<Phrase>& phrases() const { return phrases_; }
  // By place, then phrase. Places of one phrase do not overlap.
  std::vector<Hit> find(const FoldedText& text) const;

 private:
  std::vector<Phrase> phrases_{};
  std::unordered_map<std::uint32_t, std::vector<std::size_t>> by_first_{};
};

// The words around a place, nearest first: up to kContext on each side.
inline constexpr std::size_t kContext = 8;
struct Context {
  std::vector<std::uint32_t> before{};
  std::vector<std::uint32_t> after{};
};
Context context_of(const FoldedText& text, std::size_t first, std::size_t count);

// Whether two places stand in the same passage: of the words that both have around them, at least
// four, three in five are the same and in the same order from the place on.
bool is_same_passage(const Context& one, const Context& other);

}  // namespace vaughn::suggest
