// SPDX-License-Identifier: AGPL-3.0-or-later
#include "suggest/same_text.h"

#include <algorithm>

#include "base/folded_words.h"

namespace vaughn::suggest {

namespace {

// The length of the longest common subsequence: a word put in or left out costs one, not the rest.
std::size_t common(const std::vector<std::uint32_t>& one, const std::vector<std::uint32_t>& other) {
  std::vector<std::size_t> row(other.size() + 1);
  for (const auto word : one) {
    std::size_t diagonal = 0;
    for (std::size_t j = 0; j < other.size(); ++j) {
      const auto above = row[j + 1];
      row[j + 1] = word == other[j] ? diagonal + 1 : std::max(above, row[j]);
      diagonal = above;
    }
  }
  return row.back();
}

}  // namespace

std::uint32_t Lexicon::number(const std::string& word) {
  return numbers_.emplace(word, static_cast<std::uint32_t>(numbers_.size())).first->second;
}

FoldedText Lexicon::fold(const std::vector<std::string_view>& words) {
  FoldedText out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    for (const auto& word : base::folded_words(words[i])) {
      out.words.push_back(number(word));
      out.source.push_back(static_cast<std::uint32_t>(i));
    }
  }
  return out;
}

std::vector<std::uint32_t> Lexicon::fold(std::string_view text) {
  std::vector<std::uint32_t> out;
  for (const auto& word : base::folded_words(text)) {
    out.push_back(number(word));
  }
  return out;
}

std::vector<Phrase> phrases_of(const std::vector<std::uint32_t>& words) {
  std::vector<Phrase> out;
  if (words.empty()) {
    return out;
  }
  // Runs of about the same length: a last one of a single word would be found everywhere.
  const auto runs = (words.size() + kLongestRun - 1) / kLongestRun;
  for (std::size_t i = 0; i < runs; ++i) {
    const auto begin = words.size() * i / runs;
    const auto end = words.size() * (i + 1) / runs;
    out.push_back({{words.begin() + static_cast<std::ptrdiff_t>(begin),
                    words.begin() + static_cast<std::ptrdiff_t>(end)}});
  }
  return out;
}

bool is_telling(std::string_view text) {
  std::size_t letters = 0;
  bool has_digit = false;
  for (const auto& word : base::folded_words(text)) {
    letters += word.size();
    has_digit = has_digit || std::any_of(word.begin(), word.end(), [](char byte) {
                  return byte >= '0' && byte <= '9';
                });
  }
  return letters >= 6 || (letters >= 4 && has_digit);
}

PhraseFinder::PhraseFinder(std::vector<Phrase> phrases) : phrases_(std::move(phrases)) {
  for (std::size_t i = 0; i < phrases_.size(); ++i) {
    if (!phrases_[i].words.empty()) {
      by_first_[phrases_[i].words.front()].push_back(i);
    }
  }
}

std::vector<PhraseFinder::Hit> PhraseFinder::find(const FoldedText& text) const {
  std::vector<Hit> out;
  std::unordered_map<std::size_t, std::size_t> ends;  // of the last hit of a phrase
  for (std::size_t at = 0; at < text.words.size(); ++at) {
    const auto found = by_first_.find(text.words[at]);
    if (found == by_first_.end()) {
      continue;
    }
    for (const auto index : found->second) {
      const auto& words = phrases_[index].words;
      const bool fits =
          words.size() <= text.words.size() - at &&
          std::equal(
              words.begin(), words.end(), text.words.begin() + static_cast<std::ptrdiff_t>(at));
      const auto last = ends.find(index);
      if (fits && (last == ends.end() || last->second <= at)) {
        out.push_back({index, at});
        ends[index] = at + words.size();
      }
    }
  }
  return out;
}

Context context_of(const FoldedText& text, std::size_t first, std::size_t count) {
  Context out;
  for (std::size_t i = first; i > 0 && out.before.size() < kContext; --i) {
    out.before.push_back(text.words[i - 1]);
  }
  for (auto i = first + count; i < text.words.size() && out.after.size() < kContext; ++i) {
    out.after.push_back(text.words[i]);
  }
  return out;
}

bool is_same_passage(const Context& one, const Context& other) {
  constexpr std::size_t kLeast = 4;
  const auto both = std::min(one.before.size(), other.before.size()) +
                    std::min(one.after.size(), other.after.size());
  const auto same = common(one.before, other.before) + common(one.after, other.after);
  return both >= kLeast && same * 5 >= both * 3;
}

}  // namespace vaughn::suggest
