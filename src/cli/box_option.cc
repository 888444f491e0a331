// SPDX-License-Identifier: AGPL-3.0-or-later
#include "cli/detail/box_option.h"

#include <fmt/format.h>

#include <charconv>
#include <vector>

#include "base/text.h"
#include "cli/arguments.h"

namespace vaughn::cli {

base::Result<engine::BoxOnPage> parse_box(std::string_view word) {
  const base::Error wrong{
      base::ErrorCode::invalid_argument,
      fmt::format("--box: '{}' is no place on a page", word),
      "write PAGE:LEFT,BOTTOM,RIGHT,TOP in points from the lower left corner, as in"
      " 2:72,700,200,712"};
  const auto colon = word.find(':');
  const auto page = parse_whole_number(word.substr(0, colon));
  if (colon == std::string_view::npos || !page || *page < 1 || *page > 1'000'000) {
    return wrong;
  }
  const auto edges_text =
      base::replace_all(std::string(base::trim(word.substr(colon + 1))), " ", ",");
  const auto parts = base::split(edges_text, ',');
  if (parts.size() != 4) {
    return wrong;
  }
  std::vector<double> edges;
  for (const auto part : parts) {
    double edge = 0;
    const auto* end = part.data() + part.size();
    const auto parsed = std::from_chars(part.data(), end, edge);
    if (parsed.ec != std::errc() || parsed.ptr != end) {
      return wrong;
    }
    edges.push_back(edge);
  }
  engine::BoxOnPage out;
  out.page = static_cast<int>(*page);
  out.box = {edges[0], edges[1], edges[2], edges[3]};
  if (out.box.is_empty()) {
    return wrong;
  }
  return out;
}

}  // namespace vaughn::cli
