// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <string_view>
#include <unordered_map>

#include "base/letters.h"

namespace vaughn::fulltext {

inline constexpr std::size_t kMaxWordBytes = 255;

// Cuts text as words.h says. Keeps the letters it has met, so one object per thread, used often.
class WordCutter {
 public:
  // With wildcards, "*" and "?" are letters: for queries.
  enum class Wildcards { no, yes };
  explicit WordCutter(Wildcards wildcards = Wildcards::no);

  // Calls visit(folded, begin, end) for each word; it returns false to stop. The view lives until
  // the next word.
  template <typename Visit>
  void cut(std::string_view text, Visit visit);

 private:
  struct Step {
    const base::Letter* letter = nullptr;
    std::size_t size = 1;  // bytes it took
  };
  Step decode(std::string_view text, std::size_t position);

  // 0: separator; 1: not ASCII; else the folded letter.
  std::array<unsigned char, 256> ascii_{};
  std::unordered_map<char32_t, base::Letter> letters_{};
  base::Letter separator_{};
  std::array<char, kMaxWordBytes + 1> word_{};
};

template <typename Visit>
void WordCutter::cut(std::string_view text, Visit visit) {
  std::size_t length = 0;  // of the word so far
  std::size_t begin = 0;
  std::size_t end = 0;
  const auto flush = [&]() {
    const auto size = length;
    length = 0;
    return size == 0 || visit(std::string_view(word_.data(), size), begin, end);
  };
  std::size_t position = 0;
  while (position < text.size()) {
    const auto quick = ascii_[static_cast<unsigned char>(text[position])];
    if (quick > 1) {
      if (length == kMaxWordBytes && !flush()) {
        return;
      }
      if (length == 0) {
        begin = position;
      }
      word_[length++] = static_cast<char>(quick);
      end = ++position;
      continue;
    }
    if (quick == 0) {
      if (!flush()) {
        return;
      }
      ++position;
      continue;
    }
    const auto [letter, size] = decode(text, position);
    switch (letter->kind) {
      case base::LetterKind::ignored:
        if (length > 0) {
          end = position + size;
        }
        break;
      case base::LetterKind::separator:
        if (!flush()) {
          return;
        }
        break;
      case base::LetterKind::letter:
      case base::LetterKind::ideograph: {
        const bool alone = letter->kind == base::LetterKind::ideograph;
        const auto& folded = letter->folded;
        if ((alone || length + folded.size() > kMaxWordBytes) && !flush()) {
          return;
        }
        if (length == 0) {
          begin = position;
        }
        folded.copy(word_.data() + length, folded.size());
        length += folded.size();
        end = position + size;
        if (alone && !flush()) {
          return;
        }
        break;
      }
    }
    position += size;
  }
  flush();
}

}  // namespace vaughn::fulltext
