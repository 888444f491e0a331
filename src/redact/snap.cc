// SPDX-License-Identifier: AGPL-3.0-or-later
#include "redact/snap.h"

#include <algorithm>
#include <cmath>

namespace vaughn::redact {

namespace {

using base::Rect;

// Must stay free between a box and the next word.
constexpr double kClearance = 0.05;

// A box drawn by hand reaches a little into the lines above and below; their words are not meant.
constexpr double kRim = 0.2;

bool is_meant(const Rect& word, const Rect& box, bool is_along_y) {
  const double cut = kRim * (is_along_y ? word.width() : word.height());
  const Rect core = is_along_y ? Rect{word.x0 + cut, word.y0, word.x1 - cut, word.y1}
                               : Rect{word.x0, word.y0 + cut, word.x1, word.y1 - cut};
  return base::touches(core, box);
}

// Widens the box along the line to a multiple of the grid: to the right first, then to the left,
// never onto another word of the line.
Rect widened_on_line(const pdf::PageText& page,
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
      if (is_meant(page.words[i].box, box, line.is_along_y)) {
        first = std::min(first, i);
        last = i;
      }
    }
    if (first == page.words.size()) {
      continue;
    }
    if (options.is_whole_line) {
      first = line.first_word;
      last = line.first_word + line.word_count - 1;
    }
    for (const Rect& snapped : pdf::boxes_of_words(page, first, last - first + 1)) {
      const bool is_widened = options.grid > 0 && !line.is_slanted;
      out.push_back(is_widened ? widened_on_line(page, line, first, last, snapped, options.grid)
                               : snapped);
    }
  }
  if (out.empty()) {
    out.push_back(box);
  }
  return out;
}

Rect widened(const pdf::PageText& page, const Rect& box, double grid) {
  Rect out = box;
  if (grid > 0) {
    for (const Rect& part : snap(page, box, {.grid = grid})) {
      out = base::united(out, part);
    }
  }
  return out;
}

}  // namespace vaughn::redact
