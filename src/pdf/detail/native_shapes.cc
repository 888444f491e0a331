// SPDX-License-Identifier: AGPL-3.0-or-later
#include "pdf/detail/native_shapes.h"

#include <algorithm>
#include <cmath>

namespace vaughn::pdf {

namespace {

using base::Rect;

// Two coordinates nearer than this are one.
constexpr double kSame = 1e-3;

void include(Rect& rect, const Point& point) {
  rect.x0 = std::min(rect.x0, point.x);
  rect.y0 = std::min(rect.y0, point.y);
  rect.x1 = std::max(rect.x1, point.x);
  rect.y1 = std::max(rect.y1, point.y);
}

bool are_same(double a, double b) {
  return std::abs(a - b) < kSame;
}

// The part of a straight line that lies in a box, as shares of its length.
struct Span {
  double from = 0;
  double to = 0;
};
std::optional<Span> inside(const Point& a, const Point& b, const Rect& box) {
  Span span{0, 1};
  const double steps[2] = {b.x - a.x, b.y - a.y};
  const double lows[2] = {box.x0 - a.x, box.y0 - a.y};
  const double highs[2] = {box.x1 - a.x, box.y1 - a.y};
  for (int axis = 0; axis < 2; ++axis) {
    if (std::abs(steps[axis]) < 1e-12) {
      if (lows[axis] > 0 || highs[axis] < 0) {
        return std::nullopt;
      }
      continue;
    }
    const double first = lows[axis] / steps[axis];
    const double second = highs[axis] / steps[axis];
    span.from = std::max(span.from, std::min(first, second));
    span.to = std::min(span.to, std::max(first, second));
  }
  return span.from <= span.to ? std::optional(span) : std::nullopt;
}

// A curve counts as its control points' box.
bool edges_touch(const Outline& outline, const Rect& box) {
  Point at = outline.start;
  for (const OutlineStep& step : outline.steps) {
    if (step.is_curve) {
      Rect hull{at.x, at.y, at.x, at.y};
      for (const Point& point : step.to) {
        include(hull, point);
      }
      if (base::touches(hull, box)) {
        return true;
      }
    } else if (inside(at, step.end(), box)) {
      return true;
    }
    at = step.end();
  }
  return inside(at, outline.start, box).has_value();
}

struct UprightRect {
  Rect rect{};
  bool is_clockwise = false;
};

std::optional<UprightRect> as_rect(const Outline& outline) {
  std::vector<Point> corners{outline.start};
  for (const OutlineStep& step : outline.steps) {
    if (step.is_curve) {
      return std::nullopt;
    }
    corners.push_back(step.to[0]);
  }
  if (corners.size() == 5 && are_same(corners[4].x, corners[0].x) &&
      are_same(corners[4].y, corners[0].y)) {
    corners.pop_back();
  }
  if (corners.size() != 4) {
    return std::nullopt;
  }
  const bool is_first_level = are_same(corners[0].y, corners[1].y);
  for (std::size_t i = 0; i < 4; ++i) {
    const Point& a = corners[i];
    const Point& b = corners[(i + 1) % 4];
    const bool is_level = (i % 2 == 0) == is_first_level;
    if (is_level ? !are_same(a.y, b.y) : !are_same(a.x, b.x)) {
      return std::nullopt;
    }
  }
  double area = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    const Point& a = corners[i];
    const Point& b = corners[(i + 1) % 4];
    area += a.x * b.y - b.x * a.y;
  }
  return UprightRect{bounds(outline), area < 0};
}

Outline outline_of(const Rect& rect, bool is_clockwise) {
  Outline out;
  out.start = {rect.x0, rect.y0};
  out.is_closed = true;
  const Point first = is_clockwise ? Point{rect.x0, rect.y1} : Point{rect.x1, rect.y0};
  const Point last = is_clockwise ? Point{rect.x1, rect.y0} : Point{rect.x0, rect.y1};
  for (const Point& point : {first, Point{rect.x1, rect.y1}, last}) {
    out.steps.push_back({false, {point}});
  }
  return out;
}

Point between(const Point& a, const Point& b, double share) {
  return {a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share};
}

// Straight lines only.
void cut(const Outline& outline, const std::vector<Rect>& holes, std::vector<Outline>& out) {
  std::vector<Point> points{outline.start};
  for (const OutlineStep& step : outline.steps) {
    points.push_back(step.to[0]);
  }
  if (outline.is_closed) {
    points.push_back(outline.start);
  }
  Outline piece;
  bool is_open = false;
  const auto finish = [&] {
    if (is_open) {
      out.push_back(std::move(piece));
      piece = {};
      is_open = false;
    }
  };
  for (std::size_t i = 0; i + 1 < points.size(); ++i) {
    std::vector<Span> gaps;
    for (const Rect& hole : holes) {
      if (const auto gap = inside(points[i], points[i + 1], hole)) {
        gaps.push_back(*gap);
      }
    }
    std::sort(
        gaps.begin(), gaps.end(), [](const Span& a, const Span& b) { return a.from < b.from; });
    const auto draw = [&](double from, double to) {
      if (to <= from) {
        return;
      }
      if (!is_open) {
        piece.start = between(points[i], points[i + 1], from);
        is_open = true;
      }
      piece.steps.push_back({false, {between(points[i], points[i + 1], to)}});
    };
    double at = 0;
    for (const Span& gap : gaps) {
      draw(at, gap.from);
      finish();
      at = std::max(at, gap.to);
    }
    draw(at, 1);
  }
  finish();
}

bool runs_into_any(const Outline& outline, const std::vector<Rect>& boxes) {
  return std::any_of(
      boxes.begin(), boxes.end(), [&](const Rect& box) { return edges_touch(outline, box); });
}

}  // namespace

Rect bounds(const Outline& outline) {
  Rect out{outline.start.x, outline.start.y, outline.start.x, outline.start.y};
  for (const OutlineStep& step : outline.steps) {
    if (step.is_curve) {
      include(out, step.to[0]);
      include(out, step.to[1]);
    }
    include(out, step.end());
  }
  return out;
}

bool contains(const Rect& outer, const Rect& inner) {
  return outer.x0 <= inner.x0 && outer.y0 <= inner.y0 && outer.x1 >= inner.x1 &&
         outer.y1 >= inner.y1;
}

std::vector<Rect> without(const Rect& rect, std::span<const Rect> holes) {
  std::vector<Rect> left{rect};
  for (const Rect& hole : holes) {
    std::vector<Rect> next;
    for (const Rect& part : left) {
      const Rect shared = base::intersection(part, hole);
      if (!base::touches(part, hole)) {
        next.push_back(part);
        continue;
      }
      for (const Rect& piece : {Rect{part.x0, part.y0, part.x1, shared.y0},
                                Rect{part.x0, shared.y1, part.x1, part.y1},
                                Rect{part.x0, shared.y0, shared.x0, shared.y1},
                                Rect{shared.x1, shared.y0, part.x1, shared.y1}}) {
        if (!piece.is_empty()) {
          next.push_back(piece);
        }
      }
    }
    left = std::move(next);
  }
  return left;
}

std::optional<std::vector<Outline>> area_outside(const std::vector<Outline>& area,
                                                 std::span<const Rect> boxes) {
  std::vector<Outline> out;
  for (const Outline& outline : area) {
    const Rect whole = bounds(outline);
    std::vector<Rect> near;
    std::copy_if(boxes.begin(), boxes.end(), std::back_inserter(near), [&](const Rect& box) {
      return base::touches(whole, box);
    });
    if (std::any_of(
            near.begin(), near.end(), [&](const Rect& box) { return contains(box, whole); })) {
      continue;
    }
    if (!runs_into_any(outline, near)) {
      out.push_back(outline);
      continue;
    }
    const auto rect = as_rect(outline);
    if (!rect) {
      return std::nullopt;
    }
    near.erase(
        std::remove_if(
            near.begin(), near.end(), [&](const Rect& box) { return contains(rect->rect, box); }),
        near.end());
    for (const Rect& part : without(rect->rect, near)) {
      out.push_back(outline_of(part, rect->is_clockwise));
    }
  }
  return out;
}

std::optional<std::vector<Outline>> lines_outside(const std::vector<Outline>& lines,
                                                  std::span<const Rect> boxes,
                                                  double reach) {
  std::vector<Outline> out;
  for (const Outline& outline : lines) {
    const Rect whole = bounds(outline);
    std::vector<Rect> near;
    bool is_within = false;
    for (const Rect& box : boxes) {
      if (base::touches(base::grown(whole, reach), box)) {
        near.push_back(base::grown(box, reach));
        is_within = is_within || contains(near.back(), whole);
      }
    }
    if (is_within) {
      continue;
    }
    if (!runs_into_any(outline, near)) {
      out.push_back(outline);
      continue;
    }
    const bool is_straight = std::none_of(outline.steps.begin(),
                                          outline.steps.end(),
                                          [](const OutlineStep& step) { return step.is_curve; });
    if (!is_straight) {
      return std::nullopt;
    }
    cut(outline, near, out);
  }
  return out;
}

}  // namespace vaughn::pdf
