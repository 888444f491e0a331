// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "base/geometry.h"
#include "base/result.h"
#include "pdf/page_text.h"

namespace vaughn::redact {

// What the width of a box tells someone who has a list of what may stand under it (a staff list).
struct WidthLeak {
  double width = 0;               // of the gap that can be measured, in points
  bool is_between_words = false;  // words on both sides measure the gap, however wide the box
  int candidates = 0;             // of the list
  int fitting = 0;                // of these, how many would leave the same gap
};

// `box` is a box as burnt, in user space of the page that `page` was read from. Candidates are
// measured in the proportions of a common sans serif, scaled by what was really under the box; a
// gap at the edge of a line is known only as far as `grid` says (0: to a pixel at 300 dpi).
base::Result<WidthLeak> width_leak(const pdf::PageText& page,
                                   const base::Rect& box,
                                   const std::vector<std::string>& candidates,
                                   double grid);

}  // namespace vaughn::redact
