// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>

#include "base/folded_words.h"
#include "received/codes.h"
#include "received/detail/checks.h"

namespace vaughn::received {
namespace {

double middle_y(const base::Rect& box) {
  return (box.y0 + box.y1) / 2;
}
double middle_x(const base::Rect& box) {
  return (box.x0 + box.x1) / 2;
}

bool is_inside(const base::Rect& area, const base::Rect& word) {
  return middle_x(word) >= area.x0 - 1 && middle_x(word) <= area.x1 + 1 &&
         middle_y(word) >= area.y0 - 1 && middle_y(word) <= area.y1 + 1;
}

}  // namespace

std::vector<Token> tokens_of(const Page& page) {
  const auto lines = lines_of(page.seen);
  const auto& areas = page.reading.areas;
  // Which line each area begins on; an area that hides whole lines stands between two.
  std::vector<std::vector<int>> on_line(lines.size());
  std::vector<std::vector<int>> before_line(lines.size() + 1);
  for (std::size_t a = 0; a < areas.size(); ++a) {
    std::size_t at = 0;
    while (at < lines.size() && middle_y(lines[at].box) > areas[a].box.y1 + 1) {
      ++at;
    }
    const bool is_level = at < lines.size() && middle_y(lines[at].box) >= areas[a].box.y0 - 1;
    (is_level ? on_line[at] : before_line[at]).push_back(static_cast<int>(a));
  }
  std::vector<Token> out;
  for (std::size_t i = 0; i <= lines.size(); ++i) {
    for (const int area : before_line[i]) {
      out.push_back({.area = area});
    }
    if (i == lines.size()) {
      break;
    }
    auto waiting = on_line[i];
    std::sort(waiting.begin(), waiting.end(), [&](int a, int b) {
      return areas[static_cast<std::size_t>(a)].box.x0 < areas[static_cast<std::size_t>(b)].box.x0;
    });
    std::size_t next = 0;
    for (const auto index : lines[i].words) {
      const auto& word = page.seen.words[index];
      while (next < waiting.size() &&
             areas[static_cast<std::size_t>(waiting[next])].box.x0 < middle_x(word.box)) {
        out.push_back({.area = waiting[next++]});
      }
      const bool is_covered = std::any_of(areas.begin(), areas.end(), [&](const Area& area) {
        return is_inside(area.box, word.box);
      });
      // An exemption beside a box is no word of the record.
      if (is_covered || word.is_hidden || is_only_codes(word.text)) {
        continue;
      }
      for (auto& folded : base::folded_words(word.text)) {
        out.push_back({.word = std::move(folded), .shown = word.text});
      }
    }
    while (next < waiting.size()) {
      out.push_back({.area = waiting[next++]});
    }
  }
  return out;
}

}  // namespace vaughn::received
