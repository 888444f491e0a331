// SPDX-License-Identifier: AGPL-3.0-or-later
#include "pdf/detail/mupdf_outlines.h"

#include <algorithm>
#include <cmath>
#include <new>

namespace vaughn::pdf {

namespace {

constexpr int kMaxCoordinate = 16'000;

// Walks paths of pages. Called from C: nothing may be thrown.
struct PathWalk {
  Transform transform{};
  std::vector<Outline> outlines{};
  bool is_failed = false;

  static PathWalk& of(void* argument) { return *static_cast<PathWalk*>(argument); }
  template <typename Function>
  void fenced(Function&& function) {
    try {
      function();
    } catch (const std::bad_alloc&) {
      is_failed = true;
    }
  }
  Point at(float x, float y) const {
    return transform.apply(Point{static_cast<double>(x), static_cast<double>(y)});
  }
  void begin_if_needed() {
    if (outlines.empty() || outlines.back().is_closed) {
      const Point from = outlines.empty() ? Point{} : outlines.back().start;
      outlines.emplace_back();
      outlines.back().start = from;
    }
  }

  static void move(fz_context*, void* argument, float x, float y) {
    PathWalk& walk = of(argument);
    walk.fenced([&] {
      walk.outlines.emplace_back();
      walk.outlines.back().start = walk.at(x, y);
    });
  }
  static void line(fz_context*, void* argument, float x, float y) {
    PathWalk& walk = of(argument);
    walk.fenced([&] {
      walk.begin_if_needed();
      walk.outlines.back().steps.push_back({false, {walk.at(x, y)}});
    });
  }
  static void curve(
      fz_context*, void* argument, float x1, float y1, float x2, float y2, float x3, float y3) {
    PathWalk& walk = of(argument);
    walk.fenced([&] {
      walk.begin_if_needed();
      walk.outlines.back().steps.push_back(
          {true, {walk.at(x1, y1), walk.at(x2, y2), walk.at(x3, y3)}});
    });
  }
  static void close(fz_context*, void* argument) {
    PathWalk& walk = of(argument);
    if (!walk.outlines.empty()) {
      walk.outlines.back().is_closed = true;
    }
  }
};

// Walks outlines of letters, in thousandths of the em.
struct GlyphWalk {
  std::vector<GlyphPoint> points{};
  std::size_t contour = 0;  // where the open one begins
  double x = 0;
  double y = 0;
  bool is_failed = false;

  static GlyphWalk& of(void* argument) { return *static_cast<GlyphWalk*>(argument); }

  void put(double at_x, double at_y, bool is_on_line) {
    try {
      if (!(std::abs(at_x) < kMaxCoordinate && std::abs(at_y) < kMaxCoordinate)) {
        is_failed = true;
        return;
      }
      points.push_back({static_cast<std::int16_t>(std::lround(at_x)),
                        static_cast<std::int16_t>(std::lround(at_y)),
                        is_on_line,
                        false});
    } catch (const std::bad_alloc&) {
      is_failed = true;
    }
  }

  void end_contour() {
    // The way back to the start goes without saying.
    if (points.size() > contour + 1 && points.back() == points[contour]) {
      points.pop_back();
    }
    if (points.size() < contour + 2) {
      points.resize(contour);
    } else {
      points.back().ends_contour = true;
    }
    contour = points.size();
  }

  void go(double to_x, double to_y) {
    x = to_x;
    y = to_y;
  }

  static void move(fz_context*, void* argument, float x, float y) {
    GlyphWalk& walk = of(argument);
    walk.end_contour();
    walk.go(static_cast<double>(x), static_cast<double>(y));
    walk.put(walk.x, walk.y, true);
  }
  static void line(fz_context*, void* argument, float x, float y) {
    GlyphWalk& walk = of(argument);
    walk.go(static_cast<double>(x), static_cast<double>(y));
    walk.put(walk.x, walk.y, true);
  }
  static void quad(fz_context*, void* argument, float x1, float y1, float x2, float y2) {
    GlyphWalk& walk = of(argument);
    walk.put(static_cast<double>(x1), static_cast<double>(y1), false);
    walk.go(static_cast<double>(x2), static_cast<double>(y2));
    walk.put(walk.x, walk.y, true);
  }
  // A cubic curve as four quadratic ones: the difference is less than the rounding.
  static void curve(
      fz_context*, void* argument, float x1, float y1, float x2, float y2, float x3, float y3) {
    GlyphWalk& walk = of(argument);
    constexpr int kParts = 4;
    const double xs[4] = {
        walk.x, static_cast<double>(x1), static_cast<double>(x2), static_cast<double>(x3)};
    const double ys[4] = {
        walk.y, static_cast<double>(y1), static_cast<double>(y2), static_cast<double>(y3)};
    const auto value = [](const double(&p)[4], double t) {
      const double s = 1 - t;
      return s * s * s * p[0] + 3 * s * s * t * p[1] + 3 * s * t * t * p[2] + t * t * t * p[3];
    };
    const auto slope = [](const double(&p)[4], double t) {
      const double s = 1 - t;
      return 3 * s * s * (p[1] - p[0]) + 6 * s * t * (p[2] - p[1]) + 3 * t * t * (p[3] - p[2]);
    };
    for (int part = 0; part < kParts; ++part) {
      const double from = static_cast<double>(part) / kParts;
      const double to = static_cast<double>(part + 1) / kParts;
      const double third = (to - from) / 3;
      const auto control = [&](const double(&p)[4]) {
        const double c1 = value(p, from) + third * slope(p, from);
        const double c2 = value(p, to) - third * slope(p, to);
        return (3 * (c1 + c2) - value(p, from) - value(p, to)) / 4;
      };
      walk.put(control(xs), control(ys), false);
      walk.put(value(xs, to), value(ys, to), true);
    }
    walk.go(xs[3], ys[3]);
  }
  static void close(fz_context*, void*) {}  // every contour of a letter is closed
};

}  // namespace

std::optional<std::vector<Outline>> outlines_of(fz_context* context,
                                                const fz_path* path,
                                                fz_matrix ctm) {
  static constexpr fz_path_walker kWalker{&PathWalk::move,
                                          &PathWalk::line,
                                          &PathWalk::curve,
                                          &PathWalk::close,
                                          nullptr,
                                          nullptr,
                                          nullptr,
                                          nullptr};
  PathWalk walk;
  walk.transform = to_transform(ctm);
  const auto done = guard_mupdf(
      context, "cannot read a path", [&] { fz_walk_path(context, path, &kWalker, &walk); });
  if (!done || walk.is_failed) {
    return std::nullopt;
  }
  return std::move(walk.outlines);
}

std::optional<GlyphShape> glyph_shape(fz_context* context, fz_font* font, int gid) {
  static constexpr fz_path_walker kWalker{&GlyphWalk::move,
                                          &GlyphWalk::line,
                                          &GlyphWalk::curve,
                                          &GlyphWalk::close,
                                          &GlyphWalk::quad,
                                          nullptr,
                                          nullptr,
                                          nullptr};
  GlyphWalk walk;
  float advance = 0;
  fz_path* path = nullptr;
  const auto read = guard_mupdf(context, "cannot read a letter", [&] {
    advance = fz_advance_glyph(context, font, gid, 0);
    path = fz_outline_glyph(context, font, gid, fz_scale(1000, 1000));
  });
  if (read && path != nullptr) {
    const auto walked = guard_mupdf(
        context, "cannot read a letter", [&] { fz_walk_path(context, path, &kWalker, &walk); });
    fz_drop_path(context, path);
    walk.end_contour();
    walk.is_failed = walk.is_failed || !walked;
  }
  if (!read || walk.is_failed) {
    return std::nullopt;
  }
  GlyphShape shape;
  const double em = std::isfinite(advance) ? static_cast<double>(advance) : 0;
  shape.advance = static_cast<int>(std::lround(1000 * std::clamp(em, 0.0, 4.0)));
  shape.points = std::move(walk.points);
  return shape;
}

}  // namespace vaughn::pdf
