// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cmath>

#include "paper/document.h"

namespace vaughn::paper::detail {

// LAW: N.D. Cal. Civ. L.R. 3-4(c)(2): numbered lines, no more than 28 to a page, type of 12 points.
// Pleading paper, in points from the upper left corner of a letter page. 28 lines of 24 points are
// 672, which leaves 120 for the margins:
//
//        54   88 96 99 108                                       558  566
//     44  |  1|   ||   |                                          |    |
//         |  2|   ||   |   text, 28 lines of 24 points            |    |
//         | ..|   ||   |                                          |    |
//    716  | 28|   ||   |__________________________________________|    |
//         |   |   ||   |  -----------------------------------     |    |
//    792  |   |   ||   |           TITLE, case number, page       |    |
struct PleadingPaper {
  static constexpr int line_count = 28;
  static constexpr double line = 24;
  static constexpr double half_line = 12;
  static constexpr double top = 44;
  static constexpr double left = 108;
  static constexpr double right = 54;
  static constexpr double bottom = 792 - top - line_count * line;
  static constexpr double number_left = 54;
  static constexpr double number_width = 34;
  static constexpr double left_rules[2] = {96, 99};
  static constexpr double right_rule = 566;
};

inline int twips(double points) {
  return static_cast<int>(std::lround(points * 20));
}

inline double page_width(const PageStyle& page) {
  return page.is_landscape && page.kind == PaperKind::plain ? 792 : 612;
}
inline double page_height(const PageStyle& page) {
  return page.is_landscape && page.kind == PaperKind::plain ? 612 : 792;
}
inline double text_width(const PageStyle& page) {
  return page.kind == PaperKind::pleading
             ? page_width(page) - PleadingPaper::left - PleadingPaper::right
             : page_width(page) - page.left - page.right;
}

}  // namespace vaughn::paper::detail
