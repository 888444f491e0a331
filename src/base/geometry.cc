// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/geometry.h"

#include <algorithm>

namespace vaughn::base {

Rect intersection(const Rect& a, const Rect& b) {
  return {std::max(a.x0, b.x0), std::max(a.y0, b.y0), std::min(a.x1, b.x1), std::min(a.y1, b.y1)};
}

Rect united(const Rect& a, const Rect& b) {
  return {std::min(a.x0, b.x0), std::min(a.y0, b.y0), std::max(a.x1, b.x1), std::max(a.y1, b.y1)};
}

bool touches(const Rect& a, const Rect& b) {
  return a.x0 <= b.x1 && b.x0 <= a.x1 && a.y0 <= b.y1 && b.y0 <= a.y1;
}

Rect grown(const Rect& rect, double by) {
  return {rect.x0 - by, rect.y0 - by, rect.x1 + by, rect.y1 + by};
}

}  // namespace vaughn::base
