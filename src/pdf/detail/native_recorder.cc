// SPDX-License-Identifier: AGPL-3.0-or-later
#include "pdf/detail/native_recorder.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "pdf/detail/ems.h"
#include "pdf/detail/mupdf_image.h"
#include "pdf/detail/mupdf_outlines.h"
#include "pdf/detail/pdf_number.h"

namespace vaughn::pdf {

using base::Rect;

namespace {

// Where a letter stands, and how far a line reaches, is told no more exactly than a picture at 300
// dpi does: exact places give the width of what was removed between them.
constexpr double kGrid = 72.0 / 300;
// The core of a letter in ems, where no neighbour's ink is: between base line and half an x-height
// more, without the rims at its sides.
constexpr double kCoreBottom = 0.02;
constexpr double kCoreTop = 0.46;
constexpr double kCoreRim = 0.08;
constexpr std::size_t kMaxPieces = 2'000'000;
constexpr std::size_t kMaxShapes = 60'000;
constexpr double kMaxImagePixels = 60e6;
constexpr std::size_t kMaxImageParts = 64;

std::string number(double value) {
  constexpr int kDecimals = 3;
  return pdf_number(value, kDecimals);
}

double snapped(double value) {
  return std::round(value / kGrid) * kGrid;
}

std::string path_of(const std::vector<Outline>& outlines) {
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

double letter_x(fz_matrix matrix) {
  return static_cast<double>(matrix.a) /
         std::hypot(static_cast<double>(matrix.a), static_cast<double>(matrix.b));
}

double letter_y(fz_matrix matrix) {
  return static_cast<double>(matrix.b) /
         std::hypot(static_cast<double>(matrix.a), static_cast<double>(matrix.b));
}

Rect ink_of(const GlyphShape& shape) {
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

}  // namespace

NativeRecorder::NativeRecorder(fz_context* context,
                               double width,
                               double height,
                               std::span<const Rect> boxes)
    : context_(context), whole_{0, 0, width, height}, boxes_(boxes.begin(), boxes.end()) {
  out_.width = width;
  out_.height = height;
  out_.pieces.emplace_back();
  out_.reading_places.assign(boxes.size(), kAtEnd);
}

void NativeRecorder::refuse(const char* why) {
  if (refusal_ == nullptr) {
    refusal_ = why;
  }
}

NativePage NativeRecorder::take() {
  end_text();
  while (!clips_.empty()) {
    pop_clip();
  }
  return std::move(out_);
}

void NativeRecorder::fill_path(const fz_path* path,
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

void NativeRecorder::stroke_path(const fz_path* path,
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

void NativeRecorder::clip_path(const fz_path* path, bool is_even_odd, fz_matrix ctm) {
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

void NativeRecorder::pop_clip() {
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

void NativeRecorder::fill_text(const fz_text* text,
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

void NativeRecorder::ignore_text(const fz_text* text) {
  for (const fz_text_span* span = text->head; span != nullptr; span = span->next) {
    for (int i = 0; i < span->len; ++i) {
      if (span->items[i].ucs != ' ') {
        refuse("the page has a layer of invisible text");
      }
    }
  }
}

void NativeRecorder::fill_image(fz_image* image, fz_matrix ctm, float alpha) {
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
  if (!is_touched && image->mask == nullptr) {
    if (auto jpeg = plain_jpeg(context_, image)) {
      show(*std::move(jpeg), place, static_cast<double>(alpha));
      return;
    }
  }
  if (!may_be_decoded(image) || (image->mask != nullptr && !may_be_decoded(image->mask))) {
    return;
  }
  const auto pixmap = decoded(gray_or_rgb(context_, image));
  if (!pixmap) {
    return;
  }
  NativeImage kept;
  if (image->mask != nullptr) {
    auto mask = decoded(one_plane(context_, image->mask));
    if (!mask) {
      return;
    }
    kept.mask = std::move(mask->samples);
    kept.mask_width = mask->width;
    kept.mask_height = mask->height;
  }
  show_outside(*pixmap, kept, place, static_cast<double>(alpha), around, false);
}

void NativeRecorder::fill_image_mask(fz_image* image,
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
  if (!may_be_decoded(image)) {
    return;
  }
  auto pixmap = decoded(one_plane(context_, image));
  if (!pixmap) {
    return;
  }
  invert(*pixmap);  // black where it paints
  stencil_paint_ = paint_of(space, color, alpha, parameters);
  show_outside(*pixmap, {}, place, static_cast<double>(alpha), around, true);
}

std::vector<Outline> NativeRecorder::walk(const fz_path* path, fz_matrix ctm, bool is_snapped) {
  auto outlines = outlines_of(context_, path, ctm);
  if (!outlines) {
    refuse("a path is damaged");
    return {};
  }
  for (Outline& outline : *outlines) {
    snap(outline, is_snapped);
  }
  return *std::move(outlines);
}

void NativeRecorder::snap(Outline& outline, bool is_wanted) {
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

bool NativeRecorder::is_visible(const std::vector<Outline>& outlines, double reach) const {
  return std::any_of(outlines.begin(), outlines.end(), [&](const Outline& outline) {
    return base::touches(base::grown(bounds(outline), reach), visible());
  });
}

bool NativeRecorder::touches_box(const Rect& rect) const {
  return std::any_of(
      boxes_.begin(), boxes_.end(), [&](const Rect& box) { return base::touches(box, rect); });
}

NativeRecorder::Paint NativeRecorder::paint_of(fz_colorspace* space,
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
  out.color =
      part(0) == part(1) && part(1) == part(2) ? part(0) : part(0) + " " + part(1) + " " + part(2);
  return out;
}

void NativeRecorder::write(std::string_view operators) {
  if (!out_.pieces.back().shapes.empty()) {
    add_piece();
  }
  out_.pieces.back().operators += operators;
}

void NativeRecorder::add_piece() {
  if (out_.pieces.size() >= kMaxPieces) {
    refuse("the page has too many parts");
    return;
  }
  out_.pieces.emplace_back();
}

bool NativeRecorder::begin(const Paint& paint, bool is_stroke, bool is_text) {
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

void NativeRecorder::end_run() {
  if (run_.is_open) {
    write(">]TJ\n");
    run_.is_open = false;
  }
}

void NativeRecorder::end_text() {
  end_run();
  if (is_in_text_) {
    write("ET\n");
    is_in_text_ = false;
    run_.size = 0;
  }
}

std::size_t NativeRecorder::shape_of(fz_font* font, int gid, const std::string& text) {
  const auto key = std::make_tuple(font, gid, text);
  if (const auto found = known_.find(key); found != known_.end()) {
    return found->second;
  }
  auto shape = glyph_shape(context_, font, gid);
  if (!shape || out_.shapes.size() >= kMaxShapes) {
    refuse("a letter cannot be drawn");
    return 0;
  }
  shape->text = text;
  const auto index = out_.shapes.size();
  out_.shapes.push_back(*std::move(shape));
  known_.emplace(key, index);
  return index;
}

void NativeRecorder::take_letter(
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

void NativeRecorder::place_letter(const Letter& letter, double right, double up) {
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

void NativeRecorder::end_word(double right) {
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

bool NativeRecorder::may_be_decoded(const fz_image* image) {
  const bool is_small = static_cast<double>(image->w) * image->h <= kMaxImagePixels;
  if (!is_small) {
    refuse("an image is too large");
  }
  return is_small;
}

std::optional<Pixmap> NativeRecorder::decoded(std::optional<Pixmap> pixmap) {
  if (!pixmap) {
    refuse("an image cannot be decoded");
  }
  return pixmap;
}

void NativeRecorder::show_outside(const Pixmap& pixmap,
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
    const Transform to_pixels = place.inverted().then({all.x1, 0, 0, -all.y1, 0, all.y1});
    std::vector<Rect> holes;
    for (const Rect& box : boxes_) {
      if (base::touches(box, around)) {
        const Rect hole = to_pixels.apply(box);
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

bool NativeRecorder::code(Pixmap pixmap, bool is_stencil, NativeImage& out) {
  if (is_stencil && !is_bilevel(pixmap)) {
    refuse("a stencil has shades");
    return false;
  }
  if (!code_image(std::move(pixmap), is_stencil, out)) {
    refuse("an image cannot be coded");
    return false;
  }
  return true;
}

void NativeRecorder::show(NativeImage image, const Transform& place, double opacity) {
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

}  // namespace vaughn::pdf
