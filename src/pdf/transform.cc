// SPDX-License-Identifier: AGPL-3.0-or-later
#include "pdf/transform.h"

#include <algorithm>
#include <cmath>

namespace vaughn::pdf {

Point Transform::apply(Point point) const {
  return {a * point.x + c * point.y + e, b * point.x + d * point.y + f};
}

base::Rect Transform::apply(const base::Rect& rect) const {
  const Point corners[] = {apply(Point{rect.x0, rect.y0}),
                           apply(Point{rect.x1, rect.y0}),
                           apply(Point{rect.x0, rect.y1}),
                           apply(Point{rect.x1, rect.y1})};
  base::Rect out{corners[0].x, corners[0].y, corners[0].x, corners[0].y};
  for (const Point& corner : corners) {
    out.x0 = std::min(out.x0, corner.x);
    out.y0 = std::min(out.y0, corner.y);
    out.x1 = std::max(out.x1, corner.x);
    out.y1 = std::max(out.y1, corner.y);
  }
  return out;
}

Transform Transform::then(const Transform& next) const {
  return {a * next.a + b * next.c,
          a * next.b + b * next.d,
          c * next.a + d * next.c,
          c * next.b + d * next.d,
          e * next.a + f * next.c + next.e,
          e * next.b + f * next.d + next.f};
}

Transform Transform::inverted() const {
  const double det = a * d - b * c;
  if (std::abs(det) < 1e-12) {
    return {};
  }
  return {d / det, -b / det, -c / det, a / det, (c * f - d * e) / det, (b * e - a * f) / det};
}

}  // namespace vaughn::pdf
