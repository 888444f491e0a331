// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <numeric>

#include "received/page_reading.h"

namespace vaughn::received {
namespace {

double middle(const base::Rect& box) {
  return (box.y0 + box.y1) / 2;
}

}  // namespace

std::vector<PageLine> lines_of(const SeenPage& page) {
  std::vector<std::size_t> order(page.words.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return middle(page.words[a].box) > middle(page.words[b].box);
  });
  std::vector<PageLine> lines;
  double at = 0;
  for (const auto index : order) {
    const auto& box = page.words[index].box;
    const double slack = std::max(2.0, 0.35 * box.height());
    if (lines.empty() || at - middle(box) > slack) {
      lines.emplace_back();
      at = middle(box);
    }
    lines.back().words.push_back(index);
  }
  for (auto& line : lines) {
    std::stable_sort(line.words.begin(), line.words.end(), [&](std::size_t a, std::size_t b) {
      return page.words[a].box.x0 < page.words[b].box.x0;
    });
    line.box = page.words[line.words.front()].box;
    for (const auto index : line.words) {
      line.text += (line.text.empty() ? "" : " ") + page.words[index].text;
      line.box = base::united(line.box, page.words[index].box);
    }
  }
  return lines;
}

}  // namespace vaughn::received
