// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/dates.h"
#include "court/paper_facts.h"

namespace vaughn::court::detail {

// Words with one baseline, from left to right. The two halves of a caption or of a row of a table
// are one line.
struct Line {
  std::string text{};  // words joined by a space
  double baseline = 0;
  double left = 0;
  double right = 0;
  double size = 0;        // of most of its words
  bool is_table = false;  // has wide gaps between its words
  std::vector<PaperWord> words{};
};

// What stands on a page of a pleading, sorted out:
//
//        stamp of the clerk
//      1 |  text
//     28 |
//           footer
struct PageLines {
  std::string stamp{};
  std::vector<double> numbers{};  // baselines of the line numbers 1, 2, 3 ...; empty: none
  std::vector<Line> text{};       // from the top
  std::vector<Line> footer{};

  // Points from one number to the next.
  double pitch() const;
};

// `expected` numbers at the left; 0: none are looked for.
PageLines lines_of(const PaperPage& page, int expected);

// "November 18, 2022" at the beginning of the text.
std::optional<base::Date> date_at(std::string_view text);

}  // namespace vaughn::court::detail
