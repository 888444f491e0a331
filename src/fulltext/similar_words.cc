// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <array>
#include <cstdlib>

#include "fulltext/detail/similar_words.h"

namespace vaughn::fulltext {
namespace {

constexpr std::size_t kAtMost = 32;

// What is left without an English ending, or nothing if that is less than three letters.
constexpr std::array<std::string_view, 12> kEndings{
    "", "s", "es", "d", "ed", "ing", "er", "ers", "ion", "ly", "ment", "ments"};

// Whether both are one stem with endings of the list, where "y" may have become "i" and "e" may
// have gone.
bool differ_in_ending(std::string_view a, std::string_view b) {
  const auto common = static_cast<std::size_t>(
      std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first - a.begin());
  if (common < 3) {
    return false;
  }
  const auto is_ending = [](std::string_view rest) {
    return std::ranges::find(kEndings, rest) != kEndings.end() || rest == "y" || rest == "e" ||
           rest == "ies" || rest == "ied";
  };
  return is_ending(a.substr(common)) && is_ending(b.substr(common));
}

}  // namespace

int edit_distance(std::string_view a, std::string_view b, int limit) {
  const auto gap = std::abs(static_cast<int>(a.size()) - static_cast<int>(b.size()));
  if (gap > limit) {
    return limit + 1;
  }
  // Rows of the usual table: two before, one before, this one.
  std::vector<int> before(b.size() + 1);
  std::vector<int> last(b.size() + 1);
  std::vector<int> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) {
    last[j] = static_cast<int>(j);
  }
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = static_cast<int>(i);
    int least = row[0];
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const int change = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({change, last[j] + 1, row[j - 1] + 1});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        row[j] = std::min(row[j], before[j - 2] + 1);
      }
      least = std::min(least, row[j]);
    }
    if (least > limit) {
      return limit + 1;
    }
    std::swap(before, last);
    std::swap(last, row);
  }
  return std::min(last[b.size()], limit + 1);
}

void SimilarWords::consider(std::string_view other) {
  if (other == word_ || word_.size() < 3) {
    return;
  }
  if (differ_in_ending(word_, other)) {
    found_.emplace(other, 0);
    return;
  }
  const int limit = word_.size() < 5 ? 1 : 2;
  const bool has_digit = std::ranges::any_of(other, [](char c) { return c >= '0' && c <= '9'; });
  const int distance = has_digit ? limit + 1 : edit_distance(word_, other, limit);
  if (distance <= limit) {
    found_.emplace(other, distance);
  }
}

std::vector<SimilarWords::Candidate> SimilarWords::best() const {
  std::vector<Candidate> out;
  for (const auto& [word, distance] : found_) {
    out.push_back({distance, word});
  }
  std::ranges::sort(out);
  if (out.size() > kAtMost) {
    out.resize(kAtMost);
  }
  return out;
}

}  // namespace vaughn::fulltext
