// SPDX-License-Identifier: AGPL-3.0-or-later
#include "redact/snap.h"

#include <algorithm>
#include <cmath>

namespace vaughn::redact {

namespace {

using base::Rect;

// Must stay free between a box and the next word.
constexpr double kClearance = 0.05;

// Widens the box along the line to a multiple of the grid: to the right first, then to the left,
// never onto another word of the line.
Rect widened(const pdf::PageText& page,
             const pdf::TextLine& line,
             std::size_t first,
             std::size_t last,
             Rect box,
             double grid) {
  const bool is_along_y = line.is_along_y;
  double low = is_along_y ? box.y0 : box.x0;
  double high = is_along_y ? box.y1 : box.x1;
  double missing = std::ceil((high - low) / grid - 1e-9) * grid - (high - low);
  double room_above = missing;
  double room_below = missing;
  for (std::size_t i = line.first_word; i < line.first_word + line.word_count; ++i) {
    if (i >= first && i <= last) {
      continue;
    }
    const Rect& other = page.words[i].box;
    const double other_low = is_along_y ? other.y0 : other.x0;
    const double other_high = is_along_y ? other.y1 : other.x1;
    if (other_low >= high) {
      room_above = std::min(room_above, std::max(0.0, other_low - kClearance - high));
    } else if (other_high <= low) {
      room_below = std::min(room_below, std::max(0.0, low - other_high - kClearance));
    }
  }
  const double above = std::min(missing, room_above);
  high += above;
  missing -= above;
  low -= std::min(missing, room_below);
  return is_along_y ? Rect{box.x0, low, box.x1, high} : Rect{low, box.y0, high, box.y1};
}

}  // namespace

std::vector<Rect> snap(const pdf::PageText& page, const Rect& box, const SnapOptions& options) {
  std::vector<Rect> out;
  for (const pdf::TextLine& line : page.lines) {
    std::size_t first = page.words.size();
    std::size_t last = 0;
    for (std::size_t i = line.first_word; i < line.first_word + line.word_count; ++i) {
      if (base::touches(page.words[i].box, box)) {
        first = std::min(first, i);
        last = i;
      }
    }
    if (first == page.words.size()) {
      continue;
    }
    for (const Rect& snapped : pdf::boxes_of_words(page, first, last - first + 1)) {
      const bool is_widened = options.grid > 0 && !line.is_slanted;
      out.push_back(is_widened ? widened(page, line, first, last, snapped, options.grid) : snapped);
    }
  }
  if (out.empty()) {
    out.push_back(box);
  }
  return out;
}

}  // namespace vaughn::redact
