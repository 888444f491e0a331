// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

namespace vaughn::base {

// PDF user space: points, origin at the lower left, y upwards. x0 <= x1 and y0 <= y1.
struct Rect {
  double x0 = 0;
  double y0 = 0;
  double x1 = 0;
  double y1 = 0;

  double width() const { return x1 - x0; }
  double height() const { return y1 - y0; }
  bool is_empty() const { return x1 <= x0 || y1 <= y0; }
  bool operator==(const Rect&) const = default;
};

Rect intersection(const Rect& a, const Rect& b);
Rect united(const Rect& a, const Rect& b);
// True if they share any point, edges included.
bool touches(const Rect& a, const Rect& b);
Rect grown(const Rect& rect, double by);

}  // namespace vaughn::base
