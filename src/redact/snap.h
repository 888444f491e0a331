// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <vector>

#include "base/geometry.h"
#include "pdf/page_text.h"

namespace vaughn::redact {

struct SnapOptions {
  // Widths are widened to a multiple of this, in points, as far as the gaps allow; 0: word gaps
  // only. Exact widths give a name away: an 18 pt grid leaves about half of all surnames possible.
  double grid = 0;
  // Covers every word of the line: then nothing on it measures the gap.
  bool is_whole_line = false;
};

// The boxes that cover the same words as `box` without telling more than needed: whole words, full
// line height, ends in the middle of word gaps, one box per line. A box that touches no word is
// returned as it is.
std::vector<base::Rect> snap(const pdf::PageText& page,
                             const base::Rect& box,
                             const SnapOptions& options = {});

// The box and, on the lines whose words it covers, room to either side, so that its width is a
// multiple of the grid as far as the words beside it allow. One box stays one box. Without a grid
// nothing is changed.
base::Rect widened(const pdf::PageText& page, const base::Rect& box, double grid);

}  // namespace vaughn::redact
