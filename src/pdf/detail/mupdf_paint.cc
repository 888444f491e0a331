// SPDX-License-Identifier: AGPL-3.0-or-later
#include "pdf/detail/mupdf_paint.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <new>

namespace vaughn::pdf {

namespace {

// A page that paints more than this, or is asked for more comparisons, is looked at in pictures.
constexpr std::size_t kMostAreas = 200'000;
constexpr std::size_t kMostSteps = 20'000'000;
// Parts of a path that are told apart; of longer ones only the whole.
constexpr std::size_t kMostParts = 64;
// Of writing that cannot be seen all letters are covered: far more of its box than a rule under it,
// or through it, takes.
constexpr float kDoubt = 0.15F;
// A ground in another shade below so much of a word shows it.
constexpr float kEnoughGround = 0.5F;
// Shades that differ by so much can be told apart, on thin letters, too.
constexpr float kContrast = 0.3F;
constexpr float kPaper = 1;
constexpr float kSquare = 0.01F;  // points by which a rectangle's sides may lean
constexpr float kOpaque = 0.99F;

float area_of(const fz_rect& rect) {
  return rect.x1 > rect.x0 && rect.y1 > rect.y0 ? (rect.x1 - rect.x0) * (rect.y1 - rect.y0) : 0;
}

fz_rect shared(const fz_rect& a, const fz_rect& b) {
  return {std::max(a.x0, b.x0), std::max(a.y0, b.y0), std::min(a.x1, b.x1), std::min(a.y1, b.y1)};
}

// The rectangles around the parts of a path: the subpaths of one that is filled, the straight
// pieces of one that is stroked.
struct Parts {
  fz_matrix ctm{};
  bool is_stroked = false;
  std::array<fz_rect, kMostParts> boxes{};
  std::size_t count = 0;
  bool has_more = false;
  bool is_rectangles = true;  // all subpaths are rectangles along the axes
  // of the subpath that is under way
  fz_rect box{};
  std::array<fz_point, 5> corners{};
  std::size_t points = 0;
  fz_point start{};

  void begin(fz_point point) {
    finish();
    box = {point.x, point.y, point.x, point.y};
    start = corners[0] = point;
    points = 1;
  }
  void include(fz_point point) {
    box = {std::min(box.x0, point.x),
           std::min(box.y0, point.y),
           std::max(box.x1, point.x),
           std::max(box.y1, point.y)};
  }
  void line_to(fz_point point) {
    if (points == 0) {
      begin(start);  // where the subpath before was closed
    }
    include(point);
    if (points < corners.size()) {
      corners[points] = point;
    }
    ++points;
    if (is_stroked) {
      keep();
      box = {point.x, point.y, point.x, point.y};
    }
  }
  void curve_to(fz_point a, fz_point b, fz_point to) {
    if (points == 0) {
      begin(start);
    }
    is_rectangles = false;
    include(a);
    include(b);
    line_to(to);
  }
  void close() {
    if (is_stroked && points > 2) {
      line_to(start);
    }
    finish();
  }
  void finish() {
    if (points > 1 && !is_stroked) {
      is_rectangles = is_rectangles && is_rectangle();
      keep();
    }
    points = 0;
  }
  void keep() {
    if (count < boxes.size()) {
      boxes[count++] = box;
    } else {
      has_more = true;
    }
  }
  bool is_rectangle() const {
    const auto is_near = [](float a, float b) { return std::abs(a - b) < kSquare; };
    const auto is_corner = [&](fz_point point, float x, float y) {
      return is_near(point.x, x) && is_near(point.y, y);
    };
    const auto& [a, b, c, d, e] = corners;
    const bool is_closed = points == 4 || (points == 5 && is_corner(e, a.x, a.y));
    const bool has_corners = (is_near(a.x, box.x0) || is_near(a.x, box.x1)) &&
                             (is_near(a.y, box.y0) || is_near(a.y, box.y1)) &&
                             is_corner(c, box.x0 + box.x1 - a.x, box.y0 + box.y1 - a.y);
    return is_closed && has_corners &&
           ((is_corner(b, c.x, a.y) && is_corner(d, a.x, c.y)) ||
            (is_corner(b, a.x, c.y) && is_corner(d, c.x, a.y)));
  }
};

fz_point place(const Parts& parts, float x, float y) {
  return fz_transform_point_xy(x, y, parts.ctm);
}

void walk_move(fz_context*, void* arg, float x, float y) {
  auto& parts = *static_cast<Parts*>(arg);
  parts.begin(place(parts, x, y));
}

void walk_line(fz_context*, void* arg, float x, float y) {
  auto& parts = *static_cast<Parts*>(arg);
  parts.line_to(place(parts, x, y));
}

void walk_curve(
    fz_context*, void* arg, float x1, float y1, float x2, float y2, float x3, float y3) {
  auto& parts = *static_cast<Parts*>(arg);
  parts.curve_to(place(parts, x1, y1), place(parts, x2, y2), place(parts, x3, y3));
}

void walk_close(fz_context*, void* arg) {
  static_cast<Parts*>(arg)->close();
}

void walk(fz_context* context, const fz_path* path, Parts& parts) {
  const fz_path_walker walker = {
      walk_move, walk_line, walk_curve, walk_close, nullptr, nullptr, nullptr, nullptr};
  fz_walk_path(context, path, &walker, &parts);
  parts.finish();
}

}  // namespace

Shade shade_of(fz_context* context,
               fz_colorspace* space,
               const float* color,
               float alpha,
               fz_color_params parameters) {
  float gray[FZ_MAX_COLORS] = {1};
  if (space == nullptr || color == nullptr) {
    return {1, alpha, false};
  }
  fz_convert_color(context, space, color, fz_device_gray(context), gray, nullptr, parameters);
  return {gray[0], alpha, true};
}

void PaintLog::add(
    const fz_rect& box, std::size_t glyphs, const Shade& shade, bool is_whole, bool is_image) {
  const fz_rect seen = shared(box, clip());
  if (is_full_ || area_of(seen) <= 0) {
    return;
  }
  if (!frames_.empty() && frames_.back().is_tile) {
    return;  // noted where the pattern is used
  }
  if (areas_.size() >= kMostAreas) {
    is_full_ = true;
    return;
  }
  try {
    areas_.push_back({seen, glyphs, shade, is_whole && !is_odd(), is_image});
  } catch (const std::bad_alloc&) {
    is_full_ = true;
  }
}

void PaintLog::path(fz_context* context,
                    const fz_path* path,
                    const fz_stroke_state* stroke,
                    fz_matrix ctm,
                    const Shade& shade,
                    std::size_t glyphs) {
  const bool is_stroked = stroke != nullptr;
  Parts parts{.ctm = ctm, .is_stroked = is_stroked};
  walk(context, path, parts);
  if (parts.has_more) {
    add(fz_bound_path(context, path, stroke, ctm), glyphs, shade, false);
    return;
  }
  const float reach =
      is_stroked ? std::max(0.25F, stroke->linewidth * fz_matrix_expansion(ctm) / 2) : 0;
  // Of several rectangles some may be holes in others.
  const bool is_whole = !is_stroked && parts.is_rectangles && parts.count == 1;
  for (std::size_t i = 0; i < parts.count; ++i) {
    add(fz_expand_rect(parts.boxes[i], reach), glyphs, shade, is_whole);
  }
}

void PaintLog::image(const fz_rect& box, std::size_t glyphs) {
  add(box, glyphs, {}, false, true);
}

void PaintLog::picture(const fz_rect& box, std::size_t glyphs) {
  add(box, glyphs, {}, false);
}

void PaintLog::push(const fz_rect& clip, bool is_odd, bool is_tile) {
  const bool is_within = !frames_.empty();
  try {
    frames_.push_back({clip,
                       is_odd || (is_within && frames_.back().is_odd),
                       is_tile || (is_within && frames_.back().is_tile)});
  } catch (const std::bad_alloc&) {
    is_full_ = true;
  }
}

void PaintLog::clip_to_path(fz_context* context, const fz_path* path, fz_matrix ctm) {
  Parts parts{.ctm = ctm, .is_stroked = false};
  walk(context, path, parts);
  const fz_rect bounds = fz_bound_path(context, path, nullptr, ctm);
  push(shared(bounds, clip()), parts.count != 1 || !parts.is_rectangles);
}

void PaintLog::begin_odd(const fz_rect& bounds) {
  push(shared(bounds, clip()), true);
}

void PaintLog::begin_plain() {
  push(clip(), false);
}

void PaintLog::begin_tile(std::size_t glyphs) {
  picture(clip(), glyphs);
  push(fz_infinite_rect, true, true);
}

void PaintLog::end_tile(std::size_t glyphs) {
  end();
  picture(clip(), glyphs);
}

void PaintLog::end() {
  if (!frames_.empty()) {
    frames_.pop_back();
  }
}

bool PaintLog::is_odd() const {
  return !frames_.empty() && frames_.back().is_odd;
}

fz_rect PaintLog::clip() const {
  return frames_.empty() ? fz_infinite_rect : frames_.back().clip;
}

PaintLog::Doubt PaintLog::doubt_of(const PaintedText& text) {
  steps_ += areas_.size();
  const float area = area_of(text.box);
  if (text.is_odd || is_full_ || steps_ > kMostSteps || area <= 0 ||
      text.area_outside >= kDoubt * area) {
    return Doubt::any;
  }
  const float contrast = kContrast / std::max(0.1F, text.least_alpha);
  const auto is_similar = [&](float gray) {
    return gray > text.darkest - contrast && gray < text.lightest + contrast;
  };
  float doubtful = text.area_outside;
  bool is_on_image = false;
  for (auto painted = areas_.rbegin(); painted != areas_.rend(); ++painted) {
    const float common = area_of(shared(painted->box, text.box));
    if (common <= 0) {
      continue;
    }
    const Shade& shade = painted->shade;
    const bool is_solid = shade.is_known && shade.alpha >= kOpaque;
    const bool is_over = painted->glyphs > text.first;
    if (!is_over && painted->is_image) {
      is_on_image = is_on_image || common >= kDoubt * area;
      continue;
    }
    if (is_over || !is_solid || is_similar(shade.gray)) {
      doubtful += common;
    }
    if (doubtful >= kDoubt * area) {
      return Doubt::any;
    }
    if (!is_over && is_solid && painted->is_whole && !is_similar(shade.gray) &&
        common >= kEnoughGround * area) {
      return is_on_image ? Doubt::picture : Doubt::none;
    }
  }
  if (is_on_image) {
    return Doubt::picture;
  }
  return is_similar(kPaper) ? Doubt::any : Doubt::none;
}

}  // namespace vaughn::pdf
