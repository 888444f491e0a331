// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"

namespace vaughn::paper::detail {

using Point = std::pair<double, double>;

// Hatching of a filled area, told apart without colour.
enum class Fill { dark, light, rising, falling, dots, crossed };

enum class Anchor { left, middle, right };

// One picture being drawn with Cairo and Pango. Distances are in points, y grows downwards.
class Drawing {
 public:
  explicit Drawing(void* cairo);
  ~Drawing();
  Drawing(const Drawing&) = delete;
  Drawing& operator=(const Drawing&) = delete;

  void line(const std::vector<Point>& points,
            double width,
            double grey,
            const std::vector<double>& dashes = {});
  void area(const std::vector<Point>& points, double grey);
  void dot(Point at, double radius, double grey);
  void box(double x, double y, double width, double height, Fill fill);
  // `y` is the middle of the line. Turned: read from below, about the point.
  void text(std::string_view utf8,
            Point at,
            double size,
            Anchor anchor = Anchor::left,
            bool is_bold = false,
            double grey = 0);
  void turned_text(std::string_view utf8, Point at, double size, double grey = 0);
  // Broken into lines; returns the height. Not drawn if `draws` is false.
  double paragraph(std::string_view utf8,
                   Point at,
                   double width,
                   double size,
                   bool is_bold,
                   double grey,
                   bool draws = true);
  double text_width(std::string_view utf8, double size, bool is_bold = false);
  // The text, or its beginning and "..." if it is wider.
  std::string fitted(std::string_view utf8, double size, double width);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

struct Labels {
  std::string title{};
  std::string description{};
};
using Draw = std::function<void(Drawing&)>;

base::Result<base::Bytes> draw_svg(double width,
                                   double height,
                                   const Labels& labels,
                                   const Draw& draw);
base::Result<base::Bytes> draw_png(
    double width, double height, double dots_per_inch, const Labels& labels, const Draw& draw);

}  // namespace vaughn::paper::detail
