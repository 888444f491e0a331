// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <array>
#include <optional>
#include <span>
#include <vector>

#include "base/geometry.h"
#include "pdf/transform.h"

namespace vaughn::pdf {

// One step of an outline: a straight line to `to[0]`, or a curve to `to[2]`.
struct OutlineStep {
  bool is_curve = false;
  std::array<Point, 3> to{};
  const Point& end() const { return is_curve ? to[2] : to[0]; }
};

struct Outline {
  Point start{};
  std::vector<OutlineStep> steps{};
  bool is_closed = false;
};

// Of all points, control points included.
base::Rect bounds(const Outline& outline);
// `inner` lies in `outer`, edges included.
bool contains(const base::Rect& outer, const base::Rect& inner);
// What is left of a rectangle without the holes, in parts that do not overlap.
std::vector<base::Rect> without(const base::Rect& rect, std::span<const base::Rect> holes);
// An area without what lies in the boxes: outlines within a box are left out, upright rectangles
// are cut, outlines around a box stay. Nothing if any other edge runs into a box.
std::optional<std::vector<Outline>> area_outside(const std::vector<Outline>& area,
                                                 std::span<const base::Rect> boxes);
// The same of lines that reach `reach` beside their path: straight ones are cut.
std::optional<std::vector<Outline>> lines_outside(const std::vector<Outline>& lines,
                                                  std::span<const base::Rect> boxes,
                                                  double reach);

}  // namespace vaughn::pdf
