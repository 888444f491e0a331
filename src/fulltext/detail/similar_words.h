// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace vaughn::fulltext {

// Gathers from a vocabulary the words that could have been meant.
class SimilarWords {
 public:
  explicit SimilarWords(std::string_view word) : word_(word) {}
  void consider(std::string_view other);

  struct Candidate {
    int distance = 0;  // 0: another ending; else letters to change, add, drop or swap
    std::string word{};
    auto operator<=>(const Candidate&) const = default;
  };
  // The nearest ones in order, at most 32.
  std::vector<Candidate> best() const;

 private:
  std::string word_;
  std::map<std::string, int, std::less<>> found_{};
};

// Letters to change, add, drop or swap with a neighbour; `limit` + 1 if more than `limit`.
int edit_distance(std::string_view a, std::string_view b, int limit);

}  // namespace vaughn::fulltext
