// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/nearest.h"

#include <algorithm>

#include "base/text.h"

namespace vaughn::base {
namespace {

std::size_t edits(std::string_view a, std::string_view b) {
  std::vector<std::vector<std::size_t>> cost(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) {
    for (std::size_t j = 0; j <= b.size(); ++j) {
      if (i == 0 || j == 0) {
        cost[i][j] = i + j;
        continue;
      }
      cost[i][j] = std::min({cost[i - 1][j] + 1,
                             cost[i][j - 1] + 1,
                             cost[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        cost[i][j] = std::min(cost[i][j], cost[i - 2][j - 2] + 1);
      }
    }
  }
  return cost[a.size()][b.size()];
}

}  // namespace

std::string nearest(std::string_view word, const std::vector<std::string>& known) {
  const auto folded = ascii_lower(word);
  const auto* best = static_cast<const std::string*>(nullptr);
  std::size_t best_edits = 1 + std::max<std::size_t>(1, word.size() / 3);
  for (const auto& candidate : known) {
    const auto count = edits(folded, ascii_lower(candidate));
    if (count < best_edits) {
      best_edits = count;
      best = &candidate;
    }
  }
  return best == nullptr ? std::string{} : *best;
}

}  // namespace vaughn::base
