// SPDX-License-Identifier: AGPL-3.0-or-later
#include "redact/width.h"

#include <algorithm>
#include <cmath>

#include "pdf/page_builder.h"

namespace vaughn::redact {

namespace {

// A pixel at 300 dpi on either side.
constexpr double kMeasured = 0.48;
constexpr double kSize = 10;

struct Under {
  std::string text{};
  double low = 0;  // along the line
  double high = 0;
  bool has_before = false;
  bool has_after = false;
};

// The words under the box on the line that has most of them.
Under under(const pdf::PageText& page, const base::Rect& box) {
  Under best;
  for (const pdf::TextLine& line : page.lines) {
    Under here;
    bool is_first = true;
    for (std::size_t i = line.first_word; i < line.first_word + line.word_count; ++i) {
      const base::Rect& word = page.words[i].box;
      const double low = line.is_along_y ? word.y0 : word.x0;
      const double high = line.is_along_y ? word.y1 : word.x1;
      if (!base::touches(word, box)) {
        (is_first ? here.has_before : here.has_after) = true;
        continue;
      }
      here.low = is_first ? low : std::min(here.low, low);
      here.high = is_first ? high : std::max(here.high, high);
      here.text += (here.text.empty() ? "" : " ") + page.words[i].text;
      is_first = false;
    }
    if (here.text.size() > best.text.size()) {
      best = here;
    }
  }
  return best;
}

}  // namespace

base::Result<WidthLeak> width_leak(const pdf::PageText& page,
                                   const base::Rect& box,
                                   const std::vector<std::string>& candidates,
                                   double grid) {
  const Under removed = under(page, box);
  WidthLeak out;
  out.is_between_words = removed.has_before && removed.has_after;
  out.candidates = static_cast<int>(candidates.size());
  if (removed.text.empty()) {
    out.fitting = out.candidates;  // nothing was measured
    return out;
  }
  const auto ruler = TRY(pdf::TextRuler::open());
  const double natural = ruler.width(removed.text, kSize);
  const double scale = natural > 0 ? (removed.high - removed.low) / natural : 1;
  out.width = out.is_between_words || grid <= 0 ? removed.high - removed.low
                                                : std::max(box.x1 - box.x0, box.y1 - box.y0);
  const double space = ruler.width(" ", kSize) * scale;
  const auto steps = [&](double width) { return std::ceil((width + space) / grid - 1e-9); };
  for (const std::string& candidate : candidates) {
    const double width = ruler.width(candidate, kSize) * scale;
    const bool is_fitting = out.is_between_words || grid <= 0
                                ? std::abs(width - (removed.high - removed.low)) <= kMeasured
                                : steps(width) == steps(removed.high - removed.low);
    out.fitting += is_fitting ? 1 : 0;
  }
  return out;
}

}  // namespace vaughn::redact
