// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "base/geometry.h"

namespace vaughn::pdf {

struct Point {
  double x = 0;
  double y = 0;
  bool operator==(const Point&) const = default;
};

// An affine map as PDF writes it: x' = a x + c y + e, y' = b x + d y + f.
struct Transform {
  double a = 1;
  double b = 0;
  double c = 0;
  double d = 1;
  double e = 0;
  double f = 0;

  Point apply(Point point) const;
  // The smallest upright box around the four mapped corners.
  base::Rect apply(const base::Rect& rect) const;
  // The map that does this one first and then `next`.
  Transform then(const Transform& next) const;
  // Identity if this one flattens the plane.
  Transform inverted() const;
  bool operator==(const Transform&) const = default;
};

}  // namespace vaughn::pdf
