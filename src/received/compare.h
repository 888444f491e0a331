// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "received/production.h"

namespace vaughn::received {

// What a second release of the same records shows that the first did not.
enum class PageChange {
  same,
  opened,  // words stand open that were under a box
  closed,  // words are under a box that stood open
  both,
  changed,  // the words differ where no box is
  added,
  gone,
};
std::string_view to_string(PageChange change);

// Words under one box before that can be read now, or the other way round.
struct ChangedPassage {
  int area = 0;                      // of the page where it is deleted, from 1
  std::vector<std::string> codes{};  // of that box
  std::string words{};               // as they stand open
  bool operator==(const ChangedPassage&) const = default;
};

struct PagePair {
  PageChange change{};
  const Page* before = nullptr;  // null if added
  const Page* after = nullptr;   // null if gone
  bool is_by_number = false;     // else by its words
  std::vector<ChangedPassage> opened{};
  std::vector<ChangedPassage> closed{};
};

// Pages go together that bear one number, then those with most words in common. In the order of the
// second production; what is gone follows. Points into both productions.
std::vector<PagePair> compare(const Production& before, const Production& after);

}  // namespace vaughn::received
