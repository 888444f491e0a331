// SPDX-License-Identifier: AGPL-3.0-or-later
#include "pdf/detail/mupdf_native_page.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <new>
#include <optional>
#include <tuple>

#include <fmt/format.h>

#include "pdf/detail/jpeg.h"
#include "pdf/detail/native_shapes.h"

namespace vaughn::pdf {

namespace {

using base::Bytes;
using base::Error;
using base::ErrorCode;
using base::Rect;
using base::Result;

// Where a letter stands, and how far a line reaches, is told no more exactly than a picture at 300
// dpi does: exact places give the width of what was removed between them.
constexpr double kGrid = 72.0 / 300;
// The core of a letter in ems, where no neighbour's ink is: between base line and half an x-height
// more, without the rims at its sides.
constexpr double kCoreBottom = 0.02;
constexpr double kCoreTop = 0.46;
constexpr double kCoreRim = 0.08;
// A letter narrower than this, in ems, has no width of its own.
constexpr double kNoWidth = 0.05;
// A gap of so many ems ends a word.
constexpr double kWordGap = 0.18;
constexpr std::size_t kMaxPieces = 2'000'000;
constexpr std::size_t kMaxShapes = 60'000;
constexpr double kMaxImagePixels = 60e6;
constexpr std::size_t kMaxImageParts = 64;
constexpr int kMaxCoordinate = 16'000;

std::string number(double value) {
  if (!std::isfinite(value)) {
    return "0";
  }
  std::string text = fmt::format("{:.3f}", value);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') {
    text.pop_back();
  }
  return text == "-0" ? "0" : text;
}

double snapped(double value) {
  return std::round(value / kGrid) * kGrid;
}

Transform to_transform(fz_matrix matrix) {
  return {static_cast<double>(matrix.a),
          static_cast<double>(matrix.b),
          static_cast<double>(matrix.c),
          static_cast<double>(matrix.d),
          static_cast<double>(matrix.e),
          static_cast<double>(matrix.f)};
}

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

struct Paint {
  std::string color{};  // operands: "0.5" or "1 0 0"
  double opacity = 1;
};

struct Letter {
  std::size_t shape = 0;
  Point origin{};
  fz_matrix matrix{};  // em to page, without its place
};

class Recorder {
 public:
  Recorder(fz_context* context, double width, double height, std::span<const Rect> boxes)
      : context_(context), whole_{0, 0, width, height}, boxes_(boxes.begin(), boxes.end()) {
    out_.width = width;
    out_.height = height;
    out_.pieces.emplace_back();
    out_.reading_places.assign(boxes.size(), kAtEnd);
  }

  bool is_refused() const { return refusal_ != nullptr; }
  const char* refusal() const { return refusal_; }
  void refuse(const char* why) {
    if (refusal_ == nullptr) {
      refusal_ = why;
    }
  }

  NativePage take() {
    end_text();
    while (!clips_.empty()) {
      pop_clip();
    }
    return std::move(out_);
  }

  void fill_path(const fz_path* path,
                 bool is_even_odd,
                 fz_matrix ctm,
                 fz_colorspace* space,
                 const float* color,
                 float alpha,
                 fz_color_params parameters) {
    const auto outlines = walk(path, ctm, true);
    if (!is_visible(outlines, 0) || !(alpha > 0)) {
      return;
    }
    const auto left = area_outside(outlines, boxes_);
    if (!left) {
      refuse("a shape reaches into a box");
      return;
    }
    if (left->empty() || !begin(paint_of(space, color, alpha, parameters), false)) {
      return;
    }
    write(path_of(*left) + (is_even_odd ? "f*\n" : "f\n"));
  }

  void stroke_path(const fz_path* path,
                   const fz_stroke_state& stroke,
                   fz_matrix ctm,
                   fz_colorspace* space,
                   const float* color,
                   float alpha,
                   fz_color_params parameters) {
    const auto outlines = walk(path, ctm, true);
    const double scale = static_cast<double>(fz_matrix_expansion(ctm));
    const double width = static_cast<double>(stroke.linewidth) * scale;
    const double reach = width * (stroke.start_cap == FZ_LINECAP_BUTT ? 0.5 : 1) + 0.05;
    if (!is_visible(outlines, reach) || !(alpha > 0)) {
      return;
    }
    const double across = std::hypot(static_cast<double>(ctm.a), static_cast<double>(ctm.b));
    const double up = std::hypot(static_cast<double>(ctm.c), static_cast<double>(ctm.d));
    if (std::abs(across - up) > 0.02 * std::max(across, up) && width > 0.5) {
      refuse("a line is stretched");
      return;
    }
    const auto left = lines_outside(outlines, boxes_, reach);
    if (!left) {
      refuse("a line reaches into a box");
      return;
    }
    if (left->empty() || !begin(paint_of(space, color, alpha, parameters), true)) {
      return;
    }
    std::string state = number(width) + " w ";
    state += fmt::format(
        "{} J {} j ", std::min<int>(stroke.start_cap, 2), std::min<int>(stroke.linejoin, 2));
    state += number(std::max(1.0, static_cast<double>(stroke.miterlimit))) + " M [";
    for (int i = 0; i < stroke.dash_len && i < 32; ++i) {
      state += number(static_cast<double>(stroke.dash_list[i]) * scale) + " ";
    }
    state += "] " + number(static_cast<double>(stroke.dash_phase) * scale) + " d\n";
    if (state != state_.line) {
      write(state);
      state_.line = state;
    }
    write(path_of(*left) + "S\n");
  }

  void clip_path(const fz_path* path, bool is_even_odd, fz_matrix ctm) {
    Clip clip;
    clip.outlines = walk(path, ctm, false);
    clip.is_even_odd = is_even_odd;
    Rect around{};
    for (std::size_t i = 0; i < clip.outlines.size(); ++i) {
      around = i == 0 ? bounds(clip.outlines[i]) : base::united(around, bounds(clip.outlines[i]));
    }
    clip.visible = visible();
    clip.is_empty = clip.outlines.empty() || !base::touches(around, clip.visible);
    clip.visible = base::intersection(around, clip.visible);
    clips_.push_back(std::move(clip));
  }

  void pop_clip() {
    if (clips_.empty()) {
      refuse("clips do not match");
      return;
    }
    if (clips_.back().is_written) {
      end_text();
      write("Q\n");
      state_ = clips_.back().before;
    }
    clips_.pop_back();
  }

  void fill_text(const fz_text* text,
                 fz_matrix ctm,
                 fz_colorspace* space,
                 const float* color,
                 float alpha,
                 fz_color_params parameters) {
    if (!(alpha > 0)) {
      refuse("text is not painted");
      return;
    }
    const Paint paint = paint_of(space, color, alpha, parameters);
    for (const fz_text_span* span = text->head; span != nullptr; span = span->next) {
      const fz_matrix matrix = fz_concat(span->trm, ctm);
      for (int i = 0; i < span->len && !is_refused(); ++i) {
        if (span->items[i].gid >= 0) {
          take_letter(*span, i, matrix, ctm, paint);
        }
      }
    }
  }

  void ignore_text(const fz_text* text) {
    for (const fz_text_span* span = text->head; span != nullptr; span = span->next) {
      for (int i = 0; i < span->len; ++i) {
        if (span->items[i].ucs != ' ') {
          refuse("the page has a layer of invisible text");
        }
      }
    }
  }

  void fill_image(fz_image* image, fz_matrix ctm, float alpha) {
    const Transform place = to_transform(ctm);
    const Rect around = place.apply(Rect{0, 0, 1, 1});
    if (!base::touches(around, visible()) || !(alpha > 0)) {
      return;
    }
    if (image->use_colorkey != 0) {
      refuse("an image has a transparent color");
      return;
    }
    const bool is_touched = touches_box(around);
    if (image->mask != nullptr && is_touched) {
      refuse("an image with a mask reaches under a box");
      return;
    }
    NativeImage kept;
    if (!is_touched && image->mask == nullptr && take_jpeg(image, kept)) {
      show(std::move(kept), place, static_cast<double>(alpha));
      return;
    }
    Pixmap pixmap;
    if (!decode(image, pixmap)) {
      return;
    }
    if (image->mask != nullptr && !take_mask(image->mask, kept)) {
      return;
    }
    show_outside(pixmap, kept, place, static_cast<double>(alpha), around, false);
  }

  void fill_image_mask(fz_image* image,
                       fz_matrix ctm,
                       fz_colorspace* space,
                       const float* color,
                       float alpha,
                       fz_color_params parameters) {
    const Transform place = to_transform(ctm);
    const Rect around = place.apply(Rect{0, 0, 1, 1});
    if (!base::touches(around, visible()) || !(alpha > 0)) {
      return;
    }
    Pixmap pixmap;
    if (!decode_stencil(image, pixmap)) {
      return;
    }
    stencil_paint_ = paint_of(space, color, alpha, parameters);
    show_outside(pixmap, {}, place, static_cast<double>(alpha), around, true);
  }

 private:
  struct State {
    std::string fill{"0"};
    std::string stroke{"0"};
    std::string line{};
    double opacity = 1;
  };
  struct Clip {
    std::vector<Outline> outlines{};
    bool is_even_odd = false;
    bool is_empty = false;
    bool is_written = false;
    Rect visible{};  // with all those around it
    State before{};
  };

  std::vector<Outline> walk(const fz_path* path, fz_matrix ctm, bool is_snapped) {
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
        context_, "cannot read a path", [&] { fz_walk_path(context_, path, &kWalker, &walk); });
    if (!done || walk.is_failed) {
      refuse("a path is damaged");
      return {};
    }
    for (Outline& outline : walk.outlines) {
      snap(outline, is_snapped);
    }
    return std::move(walk.outlines);
  }

  // Along its longer side only: thin rules keep their thickness.
  void snap(Outline& outline, bool is_wanted) {
    const Rect around = bounds(outline);
    if (!(std::isfinite(around.x0) && std::isfinite(around.y0) && std::isfinite(around.x1) &&
          std::isfinite(around.y1))) {
      refuse("a path has no place");
      return;
    }
    const bool has_curve = std::any_of(outline.steps.begin(),
                                       outline.steps.end(),
                                       [](const OutlineStep& step) { return step.is_curve; });
    if (!is_wanted || has_curve) {
      return;
    }
    const bool is_level = around.width() >= around.height();
    const auto move = [&](Point& point) {
      double& value = is_level ? point.x : point.y;
      value = snapped(value);
    };
    move(outline.start);
    for (OutlineStep& step : outline.steps) {
      move(step.to[0]);
    }
  }

  static std::string path_of(const std::vector<Outline>& outlines) {
    std::string out;
    const auto point = [&](const Point& at) { out += number(at.x) + " " + number(at.y) + " "; };
    for (const Outline& outline : outlines) {
      point(outline.start);
      out += "m\n";
      for (const OutlineStep& step : outline.steps) {
        point(step.to[0]);
        if (step.is_curve) {
          point(step.to[1]);
          point(step.to[2]);
        }
        out += step.is_curve ? "c\n" : "l\n";
      }
      out += outline.is_closed ? "h\n" : "";
    }
    return out;
  }

  const Rect& visible() const { return clips_.empty() ? whole_ : clips_.back().visible; }
  bool is_visible(const std::vector<Outline>& outlines, double reach) const {
    return std::any_of(outlines.begin(), outlines.end(), [&](const Outline& outline) {
      return base::touches(base::grown(bounds(outline), reach), visible());
    });
  }
  bool touches_box(const Rect& rect) const {
    return std::any_of(
        boxes_.begin(), boxes_.end(), [&](const Rect& box) { return base::touches(box, rect); });
  }

  Paint paint_of(fz_colorspace* space,
                 const float* color,
                 float alpha,
                 fz_color_params parameters) {
    std::array<float, FZ_MAX_COLORS> rgb{};
    const auto done = guard_mupdf(context_, "cannot read a color", [&] {
      if (space != nullptr && color != nullptr) {
        fz_convert_color(
            context_, space, color, fz_device_rgb(context_), rgb.data(), nullptr, parameters);
      }
    });
    if (!done) {
      refuse("a color cannot be read");
    }
    const auto part = [&](std::size_t i) {
      return number(std::clamp(static_cast<double>(rgb[i]), 0.0, 1.0));
    };
    Paint out;
    out.opacity = std::min(1.0, static_cast<double>(alpha));
    out.color = part(0) == part(1) && part(1) == part(2) ? part(0)
                                                         : part(0) + " " + part(1) + " " + part(2);
    return out;
  }

  void write(std::string_view operators) {
    if (!out_.pieces.back().shapes.empty()) {
      add_piece();
    }
    out_.pieces.back().operators += operators;
  }
  void add_piece() {
    if (out_.pieces.size() >= kMaxPieces) {
      refuse("the page has too many parts");
      return;
    }
    out_.pieces.emplace_back();
  }

  // False if nothing of what follows would be seen.
  bool begin(const Paint& paint, bool is_stroke, bool is_text = false) {
    if (is_refused()) {
      return false;
    }
    if (!is_text) {
      end_text();
    }
    for (Clip& clip : clips_) {
      if (clip.is_empty) {
        return false;
      }
      if (clip.is_written) {
        continue;
      }
      const auto left = area_outside(clip.outlines, boxes_);
      if (!left) {
        refuse("a clip ends in a box");
        return false;
      }
      if (left->empty()) {
        return false;
      }
    }
    for (Clip& clip : clips_) {
      if (clip.is_written) {
        continue;
      }
      end_text();
      clip.before = state_;
      clip.is_written = true;
      write("q\n" + path_of(*area_outside(clip.outlines, boxes_)) +
            (clip.is_even_odd ? "W* n\n" : "W n\n"));
    }
    std::string& color = is_stroke ? state_.stroke : state_.fill;
    if (color != paint.color) {
      const bool is_gray = paint.color.find(' ') == std::string::npos;
      const char* name = is_stroke ? (is_gray ? "G" : "RG") : (is_gray ? "g" : "rg");
      end_run();
      write(paint.color + " " + name + "\n");
      color = paint.color;
    }
    if (state_.opacity != paint.opacity) {
      const auto found = std::find(out_.opacities.begin(), out_.opacities.end(), paint.opacity);
      const auto index = found - out_.opacities.begin();
      if (found == out_.opacities.end()) {
        out_.opacities.push_back(paint.opacity);
      }
      end_run();
      write(fmt::format("/A{} gs\n", index));
      state_.opacity = paint.opacity;
    }
    return true;
  }

  // Text.

  void end_run() {
    if (run_.is_open) {
      write(">]TJ\n");
      run_.is_open = false;
    }
  }
  void end_text() {
    end_run();
    if (is_in_text_) {
      write("ET\n");
      is_in_text_ = false;
      run_.size = 0;
    }
  }

  std::size_t shape_of(fz_font* font, int gid, const std::string& text) {
    const auto key = std::make_tuple(font, gid, text);
    if (const auto found = known_.find(key); found != known_.end()) {
      return found->second;
    }
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
    const auto read = guard_mupdf(context_, "cannot read a letter", [&] {
      advance = fz_advance_glyph(context_, font, gid, 0);
      path = fz_outline_glyph(context_, font, gid, fz_scale(1000, 1000));
    });
    if (read && path != nullptr) {
      const auto walked = guard_mupdf(
          context_, "cannot read a letter", [&] { fz_walk_path(context_, path, &kWalker, &walk); });
      fz_drop_path(context_, path);
      walk.end_contour();
      walk.is_failed = walk.is_failed || !walked;
    }
    if (!read || walk.is_failed || out_.shapes.size() >= kMaxShapes) {
      refuse("a letter cannot be drawn");
      return 0;
    }
    GlyphShape shape;
    shape.text = text;
    const double em = std::isfinite(advance) ? static_cast<double>(advance) : 0;
    shape.advance = static_cast<int>(std::lround(1000 * std::clamp(em, 0.0, 4.0)));
    shape.points = std::move(walk.points);
    const auto index = out_.shapes.size();
    out_.shapes.push_back(std::move(shape));
    known_.emplace(key, index);
    return index;
  }

  void take_letter(
      const fz_text_span& span, int index, fz_matrix matrix, fz_matrix ctm, const Paint& paint) {
    if (fz_font_t3_procs(context_, span.font) != nullptr) {
      refuse("letters are drawn by a Type 3 font");
      return;
    }
    const double right = std::hypot(static_cast<double>(matrix.a), static_cast<double>(matrix.b));
    const double up = std::hypot(static_cast<double>(matrix.c), static_cast<double>(matrix.d));
    if (!(right > 1e-4) || !(up > 1e-4) || !std::isfinite(right) || !std::isfinite(up)) {
      refuse("letters have no size");
      return;
    }
    const fz_text_item& item = span.items[index];
    std::string text;
    for (int i = index; i < span.len && (i == index || span.items[i].gid < 0); ++i) {
      const int code = span.items[i].ucs;
      const bool is_letter = code >= 0x20 && code <= 0x10FFFF && (code < 0x7F || code >= 0xA0) &&
                             (code < 0xD800 || code >= 0xE000);
      if (is_letter) {
        std::array<char, 8> utf8{};
        const int length = fz_runetochar(utf8.data(), code);
        text.append(utf8.data(), static_cast<std::size_t>(length));
      }
    }
    Letter letter;
    letter.shape = shape_of(span.font, item.gid, text);
    if (is_refused()) {
      return;
    }
    const fz_point origin = fz_transform_point_xy(item.x, item.y, ctm);
    letter.origin = {static_cast<double>(origin.x), static_cast<double>(origin.y)};
    letter.matrix = matrix;
    if (!std::isfinite(letter.origin.x) || !std::isfinite(letter.origin.y)) {
      refuse("letters have no place");
      return;
    }

    // How far it reaches, by the font, the drawing and the next letter.
    double width = out_.shapes[letter.shape].advance / 1000.0;
    for (int i = index + 1; i < span.len; ++i) {
      if (span.items[i].gid >= 0) {
        const fz_point next = fz_transform_point_xy(span.items[i].x, span.items[i].y, ctm);
        const double step = ((static_cast<double>(next.x) - letter.origin.x) * letter_x(matrix) +
                             (static_cast<double>(next.y) - letter.origin.y) * letter_y(matrix)) /
                            right;
        width = width < kNoWidth && step > 0 && step < 1.5 ? step : width;
        break;
      }
    }
    Transform place = to_transform(matrix);
    place.e = letter.origin.x;
    place.f = letter.origin.y;
    const Rect ink = ink_of(out_.shapes[letter.shape]);
    const bool is_blank = out_.shapes[letter.shape].points.empty();
    Rect core{width * kCoreRim, kCoreBottom, width * (1 - kCoreRim), kCoreTop};
    if (width < kNoWidth) {
      core = is_blank ? Rect{0, kCoreBottom, 0.5, kCoreTop} : ink;
    }
    const Rect core_on_page = place.apply(core);
    const Rect all_on_page = is_blank ? core_on_page : base::united(core_on_page, place.apply(ink));
    bool is_removed = false;
    for (std::size_t i = 0; i < boxes_.size(); ++i) {
      if (!base::touches(core_on_page, boxes_[i])) {
        continue;
      }
      is_removed = true;
      if (out_.reading_places[i] == kAtEnd) {
        end_text();
        add_piece();
        out_.reading_places[i] = out_.pieces.size() - 1;
      }
    }
    if (is_removed) {
      ++out_.letters_removed;
      return;
    }
    if (!base::touches(all_on_page, visible())) {
      return;
    }
    if (!begin(paint, false, true)) {
      return;
    }
    place_letter(letter, right, up);
  }

  static double letter_x(fz_matrix matrix) {
    return static_cast<double>(matrix.a) /
           std::hypot(static_cast<double>(matrix.a), static_cast<double>(matrix.b));
  }
  static double letter_y(fz_matrix matrix) {
    return static_cast<double>(matrix.b) /
           std::hypot(static_cast<double>(matrix.a), static_cast<double>(matrix.b));
  }

  static Rect ink_of(const GlyphShape& shape) {
    Rect out{};
    bool is_first = true;
    for (const GlyphPoint& point : shape.points) {
      const Rect at{point.x / 1000.0, point.y / 1000.0, point.x / 1000.0, point.y / 1000.0};
      out = is_first ? at
                     : Rect{std::min(out.x0, at.x0),
                            std::min(out.y0, at.y0),
                            std::max(out.x1, at.x1),
                            std::max(out.y1, at.y1)};
      is_first = false;
    }
    return out;
  }

  void place_letter(const Letter& letter, double right, double up) {
    const double along_x = letter_x(letter.matrix);
    const double along_y = letter_y(letter.matrix);
    const double along = letter.origin.x * along_x + letter.origin.y * along_y;
    const double off = letter.origin.y * along_x - letter.origin.x * along_y;
    const std::array<double, 4> turn{static_cast<double>(letter.matrix.a) / up,
                                     static_cast<double>(letter.matrix.b) / up,
                                     static_cast<double>(letter.matrix.c) / up,
                                     static_cast<double>(letter.matrix.d) / up};
    bool is_same = run_.is_open && std::abs(run_.size - up) < 1e-3 * up &&
                   std::abs(run_.off - off) < 0.01 * up && std::abs(along - run_.pen) < 20 * up;
    for (std::size_t i = 0; i < 4; ++i) {
      is_same = is_same && std::abs(run_.turn[i] - turn[i]) < 1e-3;
    }
    if (!is_in_text_) {
      write("BT\n");
      is_in_text_ = true;
      run_.size = 0;
    }
    if (!is_same) {
      end_run();
      const bool is_apart =
          std::abs(run_.off - off) > kWordGap * up || std::abs(along - run_.pen) > kWordGap * right;
      if (run_.size == 0 || std::abs(run_.size - up) >= 1e-3 * up) {
        write("/N " + number(up) + " Tf\n");
        run_.size = up;
      }
      run_.turn = turn;
      run_.off = off;
      run_.pen = snapped(along);
      run_.is_open = true;
      std::string matrix;
      for (const double value : turn) {
        matrix += number(value) + " ";
      }
      write(matrix + number(run_.pen * along_x - off * along_y) + " " +
            number(run_.pen * along_y + off * along_x) + " Tm[<");
      if (is_apart) {
        end_word(right);
      }
    } else if (std::abs(along - run_.pen) > kGrid / 2) {
      const double step = std::round((snapped(along) - run_.pen) / right * 1000);
      if (step != 0) {
        if (step > 1000 * kWordGap) {
          end_word(right);
        }
        write(fmt::format(">{}<", -static_cast<long>(step)));
        run_.pen += step / 1000 * right;
      }
    }
    out_.pieces.back().shapes.push_back(static_cast<std::uint32_t>(letter.shape));
    is_word_open_ = out_.shapes[letter.shape].text != " ";
    run_.pen += out_.shapes[letter.shape].advance / 1000.0 * right;
  }

  // Who reads on by the tags hears two words only if there is a space between them.
  void end_word(double right) {
    if (!is_word_open_) {
      return;
    }
    if (!space_) {
      space_ = out_.shapes.size();
      out_.shapes.push_back({.text = " ", .advance = 1});
    }
    out_.pieces.back().shapes.push_back(static_cast<std::uint32_t>(*space_));
    run_.pen += out_.shapes[*space_].advance / 1000.0 * right;
    is_word_open_ = false;
  }

  // Images.

  // The data as they are, if a reader can show them without any other object.
  bool take_jpeg(fz_image* image, NativeImage& out) {
    fz_compressed_buffer* buffer = nullptr;
    unsigned char* data = nullptr;
    std::size_t size = 0;
    bool is_plain = false;
    const auto read = guard_mupdf(context_, "cannot read an image", [&] {
      buffer = fz_compressed_image_buffer(context_, image);
      is_plain = buffer != nullptr && buffer->params.type == FZ_IMAGE_JPEG &&
                 image->use_decode == 0 && image->bpc == 8 && image->colorspace != nullptr &&
                 ((image->n == 1 && fz_colorspace_is_gray(context_, image->colorspace) != 0) ||
                  (image->n == 3 && fz_colorspace_is_rgb(context_, image->colorspace) != 0));
      if (is_plain) {
        size = fz_buffer_storage(context_, buffer->buffer, &data);
      }
    });
    if (!read || !is_plain) {
      return false;
    }
    auto stripped = strip_jpeg({reinterpret_cast<const char*>(data), size});
    if (!stripped) {
      return false;
    }
    out.kind = NativeImage::Kind::jpeg;
    out.width = image->w;
    out.height = image->h;
    out.components = image->n;
    out.bytes = *std::move(stripped);
    return true;
  }

  bool is_too_large(const fz_image* image) {
    if (static_cast<double>(image->w) * image->h > kMaxImagePixels) {
      refuse("an image is too large");
      return true;
    }
    return false;
  }

  // Gray or RGB samples at the image's own resolution.
  bool decode(fz_image* image, Pixmap& out) {
    if (is_too_large(image)) {
      return false;
    }
    PixmapPtr stored(context_);
    PixmapPtr converted(context_);
    const auto done = guard_mupdf(context_, "cannot read an image", [&] {
      stored.adopt(fz_get_pixmap_from_image(context_, image, nullptr, nullptr, nullptr, nullptr));
      const bool is_gray = stored.get()->colorspace != nullptr &&
                           fz_colorspace_is_gray(context_, stored.get()->colorspace) != 0;
      converted.adopt(
          fz_convert_pixmap(context_,
                            stored.get(),
                            is_gray ? fz_device_gray(context_) : fz_device_rgb(context_),
                            nullptr,
                            nullptr,
                            fz_default_color_params,
                            0));
    });
    if (!done || converted.get()->alpha != 0) {
      refuse("an image cannot be decoded");
      return false;
    }
    take_samples(*converted.get(), out, 0x00);
    return true;
  }

  // Black where it paints.
  bool decode_stencil(fz_image* image, Pixmap& out) {
    if (is_too_large(image)) {
      return false;
    }
    PixmapPtr stored(context_);
    const auto done = guard_mupdf(context_, "cannot read an image", [&] {
      stored.adopt(fz_get_pixmap_from_image(context_, image, nullptr, nullptr, nullptr, nullptr));
    });
    if (!done || stored.get()->n != 1) {
      refuse("an image cannot be decoded");
      return false;
    }
    take_samples(*stored.get(), out, 0xFF);
    return true;
  }

  bool take_mask(fz_image* image, NativeImage& out) {
    Pixmap mask;
    if (is_too_large(image)) {
      return false;
    }
    PixmapPtr stored(context_);
    const auto done = guard_mupdf(context_, "cannot read an image", [&] {
      stored.adopt(fz_get_pixmap_from_image(context_, image, nullptr, nullptr, nullptr, nullptr));
    });
    if (!done || stored.get()->n != 1) {
      refuse("an image cannot be decoded");
      return false;
    }
    take_samples(*stored.get(), mask, 0x00);
    out.mask = std::move(mask.samples);
    out.mask_width = mask.width;
    out.mask_height = mask.height;
    return true;
  }

  static void take_samples(const fz_pixmap& from, Pixmap& out, unsigned char flip) {
    out.width = from.w;
    out.height = from.h;
    out.components = from.n;
    out.dpi = 72;
    out.samples.clear();
    const auto row = static_cast<std::size_t>(from.w) * from.n;
    for (int y = 0; y < from.h; ++y) {
      out.samples.append(reinterpret_cast<const char*>(from.samples + y * from.stride), row);
    }
    if (flip != 0) {
      for (char& sample : out.samples) {
        sample = static_cast<char>(static_cast<unsigned char>(sample) ^ flip);
      }
    }
  }

  // The image without what lies under boxes: parts of it that touch none of them.
  void show_outside(const Pixmap& pixmap,
                    NativeImage with_mask,
                    const Transform& place,
                    double opacity,
                    const Rect& around,
                    bool is_stencil) {
    const Rect all{0, 0, static_cast<double>(pixmap.width), static_cast<double>(pixmap.height)};
    std::vector<Rect> parts{all};
    if (touches_box(around)) {
      const bool is_upright = std::abs(place.b) < 1e-3 && std::abs(place.c) < 1e-3;
      const bool is_on_its_side = std::abs(place.a) < 1e-3 && std::abs(place.d) < 1e-3;
      if (!is_upright && !is_on_its_side) {
        refuse("a turned image reaches under a box");
        return;
      }
      // Pixels have their origin at the upper left.
      const Transform to_pixels = place.inverted().then({all.x1, 0, 0, -all.y1, 0, all.y1});
      std::vector<Rect> holes;
      for (const Rect& box : boxes_) {
        if (base::touches(box, around)) {
          const Rect hole = to_pixels.apply(box);
          // One pixel more: what is shown there may be a mixture of it and its neighbour.
          holes.push_back({std::floor(hole.x0) - 1,
                           std::floor(hole.y0) - 1,
                           std::ceil(hole.x1) + 1,
                           std::ceil(hole.y1) + 1});
        }
      }
      parts = without(all, holes);
      if (parts.size() > kMaxImageParts) {
        refuse("an image has too many boxes");
        return;
      }
    }
    for (const Rect& part : parts) {
      const auto width = static_cast<int>(part.width());
      const auto height = static_cast<int>(part.height());
      if (width < 1 || height < 1) {
        continue;
      }
      NativeImage image = with_mask;
      if (!code(cropped(pixmap, part), is_stencil, image)) {
        return;
      }
      const Transform within{part.width() / all.x1,
                             0,
                             0,
                             part.height() / all.y1,
                             part.x0 / all.x1,
                             1 - part.y1 / all.y1};
      show(std::move(image), within.then(place), opacity);
    }
  }

  static Pixmap cropped(const Pixmap& from, const Rect& part) {
    Pixmap out;
    out.width = static_cast<int>(part.width());
    out.height = static_cast<int>(part.height());
    out.components = from.components;
    out.dpi = from.dpi;
    const auto components = static_cast<std::size_t>(from.components);
    const auto row = static_cast<std::size_t>(out.width) * components;
    for (int y = 0; y < out.height; ++y) {
      const auto at = (static_cast<std::size_t>(y) + static_cast<std::size_t>(part.y0)) *
                          static_cast<std::size_t>(from.width) +
                      static_cast<std::size_t>(part.x0);
      out.samples.append(from.samples, at * components, row);
    }
    return out;
  }

  bool code(Pixmap pixmap, bool is_stencil, NativeImage& out) {
    out.width = pixmap.width;
    out.height = pixmap.height;
    out.components = pixmap.components;
    const bool is_bilevel =
        pixmap.components == 1 &&
        std::all_of(pixmap.samples.begin(), pixmap.samples.end(), [](char sample) {
          return sample == '\0' || sample == '\xFF';
        });
    if (is_stencil && !is_bilevel) {
      refuse("a stencil has shades");
      return false;
    }
    if (!is_bilevel) {
      out.kind = NativeImage::Kind::samples;
      out.bytes = std::move(pixmap.samples);
      return true;
    }
    auto encoded = encode(pixmap, ImageCoding::g4);
    if (!encoded) {
      refuse("an image cannot be coded");
      return false;
    }
    out.kind = is_stencil ? NativeImage::Kind::stencil : NativeImage::Kind::bilevel;
    out.bytes = std::move(encoded->bytes);
    return true;
  }

  void show(NativeImage image, const Transform& place, double opacity) {
    Paint paint{state_.fill, opacity};
    if (image.kind == NativeImage::Kind::stencil) {
      paint = stencil_paint_;
    }
    if (!begin(paint, false)) {
      return;
    }
    std::string matrix;
    for (const double value : {place.a, place.b, place.c, place.d, place.e, place.f}) {
      matrix += number(value) + " ";
    }
    write(fmt::format("q {}cm /I{} Do Q\n", matrix, out_.images.size()));
    out_.images.push_back(std::move(image));
  }

  struct Run {
    bool is_open = false;
    double size = 0;  // 0: none set in this text object
    std::array<double, 4> turn{};
    double off = 0;  // of the base line
    double pen = 0;  // along it, where the next letter would stand
  };

  fz_context* context_;
  Rect whole_;
  std::vector<Rect> boxes_;
  NativePage out_;
  const char* refusal_ = nullptr;
  State state_{};
  std::vector<Clip> clips_{};
  Run run_{};
  bool is_in_text_ = false;
  bool is_word_open_ = false;
  std::optional<std::size_t> space_{};
  Paint stencil_paint_{};
  std::map<std::tuple<fz_font*, int, std::string>, std::size_t> known_{};
};

struct NativeDevice {
  fz_device super;
  Recorder* recorder;
};

// From C: nothing is thrown.
template <typename Function>
void record(fz_device* device, Function&& function) {
  Recorder& recorder = *reinterpret_cast<NativeDevice*>(device)->recorder;
  if (recorder.is_refused()) {
    return;
  }
  try {
    function(recorder);
  } catch (const std::bad_alloc&) {
    recorder.refuse("there is not enough memory");
  }
}

void refuse(fz_device* device, const char* why) {
  reinterpret_cast<NativeDevice*>(device)->recorder->refuse(why);
}

void fill_callbacks(fz_device& device) {
  device.fill_path = [](fz_context*,
                        fz_device* self,
                        const fz_path* path,
                        int even_odd,
                        fz_matrix ctm,
                        fz_colorspace* space,
                        const float* color,
                        float alpha,
                        fz_color_params parameters) {
    record(self, [&](Recorder& recorder) {
      recorder.fill_path(path, even_odd != 0, ctm, space, color, alpha, parameters);
    });
  };
  device.stroke_path = [](fz_context*,
                          fz_device* self,
                          const fz_path* path,
                          const fz_stroke_state* stroke,
                          fz_matrix ctm,
                          fz_colorspace* space,
                          const float* color,
                          float alpha,
                          fz_color_params parameters) {
    record(self, [&](Recorder& recorder) {
      recorder.stroke_path(path, *stroke, ctm, space, color, alpha, parameters);
    });
  };
  device.clip_path =
      [](fz_context*, fz_device* self, const fz_path* path, int even_odd, fz_matrix ctm, fz_rect) {
        record(self, [&](Recorder& recorder) { recorder.clip_path(path, even_odd != 0, ctm); });
      };
  device.clip_stroke_path =
      [](fz_context*, fz_device* self, const fz_path*, const fz_stroke_state*, fz_matrix, fz_rect) {
        refuse(self, "a clip is made of lines");
      };
  device.pop_clip = [](fz_context*, fz_device* self) {
    record(self, [&](Recorder& recorder) { recorder.pop_clip(); });
  };
  device.fill_text = [](fz_context*,
                        fz_device* self,
                        const fz_text* text,
                        fz_matrix ctm,
                        fz_colorspace* space,
                        const float* color,
                        float alpha,
                        fz_color_params parameters) {
    record(self, [&](Recorder& recorder) {
      recorder.fill_text(text, ctm, space, color, alpha, parameters);
    });
  };
  device.stroke_text = [](fz_context*,
                          fz_device* self,
                          const fz_text*,
                          const fz_stroke_state*,
                          fz_matrix,
                          fz_colorspace*,
                          const float*,
                          float,
                          fz_color_params) { refuse(self, "letters are drawn as outlines"); };
  device.clip_text = [](fz_context*, fz_device* self, const fz_text*, fz_matrix, fz_rect) {
    refuse(self, "a clip is made of letters");
  };
  device.clip_stroke_text =
      [](fz_context*, fz_device* self, const fz_text*, const fz_stroke_state*, fz_matrix, fz_rect) {
        refuse(self, "a clip is made of letters");
      };
  device.ignore_text = [](fz_context*, fz_device* self, const fz_text* text, fz_matrix) {
    record(self, [&](Recorder& recorder) { recorder.ignore_text(text); });
  };
  device.fill_shade =
      [](fz_context*, fz_device* self, fz_shade*, fz_matrix, float, fz_color_params) {
        refuse(self, "the page has a color gradient");
      };
  device.fill_image = [](fz_context*,
                         fz_device* self,
                         fz_image* image,
                         fz_matrix ctm,
                         float alpha,
                         fz_color_params) {
    record(self, [&](Recorder& recorder) { recorder.fill_image(image, ctm, alpha); });
  };
  device.fill_image_mask = [](fz_context*,
                              fz_device* self,
                              fz_image* image,
                              fz_matrix ctm,
                              fz_colorspace* space,
                              const float* color,
                              float alpha,
                              fz_color_params parameters) {
    record(self, [&](Recorder& recorder) {
      recorder.fill_image_mask(image, ctm, space, color, alpha, parameters);
    });
  };
  device.clip_image_mask = [](fz_context*, fz_device* self, fz_image*, fz_matrix, fz_rect) {
    refuse(self, "a clip is made of an image");
  };
  device.begin_mask = [](fz_context*,
                         fz_device* self,
                         fz_rect,
                         int,
                         fz_colorspace*,
                         const float*,
                         fz_color_params) { refuse(self, "the page has a soft mask"); };
  device.begin_group = [](fz_context*,
                          fz_device* self,
                          fz_rect,
                          fz_colorspace*,
                          int,
                          int is_knockout,
                          int mode,
                          float alpha) {
    // Painted straight on paper, a plain group looks the same.
    if (mode != FZ_BLEND_NORMAL || is_knockout != 0 || alpha < 1) {
      refuse(self, "parts of the page are blended");
    }
  };
  device.begin_tile =
      [](fz_context*, fz_device* self, fz_rect, fz_rect, float, float, fz_matrix, int) {
        refuse(self, "the page has a pattern");
        return 0;
      };
}

// Letters of which none is left leave no shape behind.
void drop_unused_shapes(NativePage& page) {
  std::vector<std::uint32_t> number(page.shapes.size(), 0);
  std::vector<GlyphShape> used;
  for (NativePiece& piece : page.pieces) {
    for (std::uint32_t& shape : piece.shapes) {
      if (number[shape] == 0) {
        used.push_back(page.shapes[shape]);
        number[shape] = static_cast<std::uint32_t>(used.size());
      }
      shape = number[shape] - 1;
    }
  }
  page.shapes = std::move(used);
}

}  // namespace

Result<NativePage> record_native_page(fz_context* context,
                                      pdf_page* page,
                                      fz_matrix to_display,
                                      double width,
                                      double height,
                                      std::span<const Rect> boxes) {
  Recorder recorder(context, width, height, boxes);
  DevicePtr device(context);
  fz_cookie cookie = {};
  TRY(guard_mupdf(context, "cannot read the page", [&] {
    auto* made = reinterpret_cast<NativeDevice*>(
        fz_new_device_of_size(context, static_cast<int>(sizeof(NativeDevice))));
    made->recorder = &recorder;
    fill_callbacks(made->super);
    device.adopt(&made->super);
    pdf_run_page(context, page, device.get(), to_display, &cookie);
    fz_close_device(context, device.get());
  }));
  if (recorder.is_refused()) {
    return Error{ErrorCode::unsupported, recorder.refusal()};
  }
  if (cookie.errors > 0) {
    return Error{ErrorCode::unsupported, "the page is damaged"};
  }
  NativePage out = recorder.take();
  if (recorder.is_refused()) {
    return Error{ErrorCode::unsupported, recorder.refusal()};
  }
  drop_unused_shapes(out);
  return out;
}

}  // namespace vaughn::pdf
