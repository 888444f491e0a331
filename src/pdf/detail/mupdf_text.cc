// SPDX-License-Identifier: AGPL-3.0-or-later
#include "pdf/detail/mupdf_text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <new>
#include <numbers>

#include "pdf/detail/ems.h"
#include "pdf/detail/mupdf_paint.h"

namespace vaughn::pdf {

namespace {

using base::Rect;

// Share of the em that writing may take above and below the base line, whatever the font program
// says about itself. Together less than 1, so that lines set solid do not touch.
constexpr float kAscent = 0.76F;
constexpr float kDescent = -0.21F;
// Shares of the em. A step back or off the base line of more than these starts a new line.
constexpr double kMaxStepBack = 0.6;
constexpr double kMaxRise = 0.45;
constexpr double kParagraphLeading = 1.9;
// A step so many times the usual one leads to another word.
constexpr float kWordStep = 1.6F;
// A page with more glyphs than this is not text.
constexpr std::size_t kMaxGlyphs = 4'000'000;

// One glyph in MuPDF page space (y downwards).
struct Glyph {
  fz_point origin{};
  fz_point along{};  // unit vector of the writing direction
  float size = 0;    // em height on the page
  float advance = 0;
  fz_rect box{};
  Shade shade{};
  float area_outside = 0;  // of the box, beyond the clip
  bool is_odd = false;     // see PaintedText
  bool is_invisible = false;
  bool is_space = false;
  char text[16] = {};  // UTF-8; a ligature has several letters
  std::uint8_t length = 0;
};

enum class Painting { fill, stroke, clip, none };

// What fonts say of their glyphs, as long as it is read: MuPDF looks it up anew for every letter.
class GlyphSizes {
 public:
  struct Size {
    int gid = -1;
    float advance = 0;
    fz_rect ink{};
  };

  explicit GlyphSizes(fz_context* context) : context_(context) {}
  GlyphSizes(const GlyphSizes&) = delete;
  GlyphSizes& operator=(const GlyphSizes&) = delete;
  ~GlyphSizes() {
    for (fz_font* font : fonts_) {
      fz_drop_font(context_, font);
    }
  }

  // MuPDF may throw; nothing else does.
  const Size& of(fz_font* font, int gid) {
    Size& size = sizes_of(font)[static_cast<std::size_t>(gid) % kSlots];
    if (size.gid != gid) {
      size.gid = -1;  // if anything throws
      size.advance = fz_advance_glyph(context_, font, gid, 0);
      size.ink = fz_bound_glyph(context_, font, gid, fz_identity);
      size.gid = gid;
    }
    return size;
  }

 private:
  static constexpr std::size_t kSlots = 256;
  static constexpr std::size_t kFonts = 8;
  using Sizes = std::array<Size, kSlots>;

  Sizes& sizes_of(fz_font* font) {
    if (fonts_[last_] == font) {
      return sizes_[last_];
    }
    for (std::size_t i = 0; i < kFonts; ++i) {
      if (fonts_[i] == font) {
        last_ = i;
        return sizes_[i];
      }
    }
    last_ = next_;
    next_ = (next_ + 1) % kFonts;
    if (fonts_[last_] != nullptr) {
      sizes_[last_].fill({});
    }
    fz_drop_font(context_, fonts_[last_]);
    fonts_[last_] = fz_keep_font(context_, font);
    return sizes_[last_];
  }

  fz_context* context_;
  std::array<fz_font*, kFonts> fonts_{};  // kept, so that no other comes to stand at its address
  std::vector<Sizes> sizes_ = std::vector<Sizes>(kFonts);
  std::size_t last_ = 0;
  std::size_t next_ = 0;
};

struct TextDevice {
  fz_device super;
  GlyphSizes* sizes;
  std::vector<Glyph>* glyphs;
  PaintLog* paint;
  const fz_text* last_text;
  fz_text_item last_item;
  int last_len;
  bool is_full;
  bool may_hide_text;
};

bool is_space(int code) {
  return code == ' ' || (code >= 9 && code <= 13) || code == 0xA0 || code == 0x1680 ||
         (code >= 0x2000 && code <= 0x200B) || code == 0x2028 || code == 0x2029 || code == 0x202F ||
         code == 0x205F || code == 0x3000 || code == 0xFEFF;
}

bool is_combining(int code) {
  return (code >= 0x300 && code <= 0x36F) || (code >= 0x1AB0 && code <= 0x1AFF) ||
         (code >= 0x1DC0 && code <= 0x1DFF) || (code >= 0x20D0 && code <= 0x20FF) ||
         (code >= 0xFE20 && code <= 0xFE2F);
}

void append_bytes(Glyph& glyph, const char* bytes, std::size_t count) {
  if (glyph.length + count <= sizeof glyph.text) {
    std::memcpy(glyph.text + glyph.length, bytes, count);
    glyph.length = static_cast<std::uint8_t>(glyph.length + count);
  }
}

void append_code(Glyph& glyph, int code) {
  if (code >= 0x20 && code < 0x7F) {
    const char letter = static_cast<char>(code);
    append_bytes(glyph, &letter, 1);
    return;
  }
  switch (code) {
    case 0xFB00: append_bytes(glyph, "ff", 2); return;
    case 0xFB01: append_bytes(glyph, "fi", 2); return;
    case 0xFB02: append_bytes(glyph, "fl", 2); return;
    case 0xFB03: append_bytes(glyph, "ffi", 3); return;
    case 0xFB04: append_bytes(glyph, "ffl", 3); return;
    case 0xFB05:
    case 0xFB06: append_bytes(glyph, "st", 2); return;
    case 0xAD: append_bytes(glyph, "-", 1); return;
    default: break;
  }
  if (code < 0x20 || (code >= 0x7F && code < 0xA0) || (code >= 0xD800 && code < 0xE000) ||
      code > 0x10FFFF) {
    code = 0xFFFD;
  }
  char utf8[FZ_UTFMAX];
  append_bytes(glyph, utf8, static_cast<std::size_t>(fz_runetochar(utf8, code)));
}

fz_point place_of(const fz_text_item& item, fz_matrix ctm) {
  return {item.x * ctm.a + item.y * ctm.c + ctm.e, item.x * ctm.b + item.y * ctm.d + ctm.f};
}

// As fz_transform_rect() does it, for finite rectangles.
fz_rect transformed(const fz_rect& rect, const fz_matrix& matrix) {
  if (matrix.b != 0 || matrix.c != 0) {
    return fz_transform_rect(rect, matrix);
  }
  const float x0 = rect.x0 * matrix.a + matrix.e;
  const float x1 = rect.x1 * matrix.a + matrix.e;
  const float y0 = rect.y0 * matrix.d + matrix.f;
  const float y1 = rect.y1 * matrix.d + matrix.f;
  return {std::min(x0, x1), std::min(y0, y1), std::max(x0, x1), std::max(y0, y1)};
}

// From the origin of one glyph to that of the next, in ems; 0 for the last.
float step_after(const fz_text_span& span, int index, fz_matrix ctm, fz_point along, float em) {
  const fz_point origin = place_of(span.items[index], ctm);
  for (int i = index + 1; i < span.len; ++i) {
    if (span.items[i].gid >= 0) {
      const fz_point next = place_of(span.items[i], ctm);
      return ((next.x - origin.x) * along.x + (next.y - origin.y) * along.y) / em;
    }
  }
  return 0;
}

float median_step(const fz_text_span& span, fz_matrix ctm, fz_point along, float em) {
  constexpr int kSample = 200;
  float steps[kSample];
  int count = 0;
  for (int i = 0; i < span.len && count < kSample; ++i) {
    const float step = step_after(span, i, ctm, along, em);
    if (step > kNoWidth && step < 1.5F) {
      steps[count++] = step;
    }
  }
  if (count == 0) {
    return 0.5F;
  }
  std::nth_element(steps, steps + count / 2, steps + count);
  return steps[count / 2];
}

// Smaller than this, in points, letters are too faint to be told from their ground by its shade.
constexpr float kSmallest = 3;

float area_outside(const fz_rect& box, const fz_rect& clip) {
  if (box.x0 >= clip.x0 && box.y0 >= clip.y0 && box.x1 <= clip.x1 && box.y1 <= clip.y1) {
    return 0;
  }
  const fz_rect inside = fz_intersect_rect(box, clip);
  const float all = (box.x1 - box.x0) * (box.y1 - box.y0);
  return fz_is_empty_rect(inside) ? all : all - (inside.x1 - inside.x0) * (inside.y1 - inside.y0);
}

// Calls MuPDF, so nothing with a destructor may live here; growing the vector is the exception and
// is fenced.
void take_text(fz_context* context,
               fz_device* device,
               const fz_text* text,
               fz_matrix ctm,
               Painting painting,
               const Shade& shade = {}) {
  auto* self = reinterpret_cast<TextDevice*>(device);
  const fz_text_span* head = text->head;
  if (head == nullptr || head->len == 0) {
    return;
  }
  // Text that is filled and stroked, or painted and clipped to, comes twice.
  const bool is_again = text == self->last_text && head->len == self->last_len &&
                        std::memcmp(&head->items[0], &self->last_item, sizeof(fz_text_item)) == 0;
  if (is_again && (painting == Painting::stroke || painting == Painting::clip)) {
    return;
  }
  self->last_text = text;
  self->last_len = head->len;
  self->last_item = head->items[0];

  for (const fz_text_span* span = head; span != nullptr; span = span->next) {
    const fz_matrix matrix = fz_concat(span->trm, ctm);
    const float right = std::hypot(matrix.a, matrix.b);
    const float up = std::hypot(matrix.c, matrix.d);
    if (!(right > 1e-6F) || !(up > 1e-6F) || !std::isfinite(right) || !std::isfinite(up)) {
      continue;
    }
    const bool is_vertical = span->wmode != 0;
    const fz_point along = is_vertical ? fz_make_point(-matrix.c / up, -matrix.d / up)
                                       : fz_make_point(matrix.a / right, matrix.b / right);
    // A glyph drawn by a procedure may be of any size, whatever the size of its font.
    const bool is_drawn = fz_font_t3_procs(context, span->font) != nullptr;
    const float widest = is_drawn ? 10'000 : 4;
    // Outlines may be too thin to see; letters of programs paint what they like.
    const bool is_odd = self->paint->is_odd() || painting != Painting::fill || !shade.is_known ||
                        std::min(right, up) < kSmallest || is_drawn;
    const fz_rect clip = self->paint->clip();
    Glyph* last = nullptr;
    float usual_step = -1;  // not known yet
    for (int i = 0; i < span->len; ++i) {
      const fz_text_item& item = span->items[i];
      if (item.gid < 0) {  // a further letter of the glyph before
        if (last != nullptr && item.ucs >= 0 && !is_space(item.ucs)) {
          append_code(*last, item.ucs);
        }
        continue;
      }
      if (item.ucs < 0 && last != nullptr) {  // a further glyph of the letter before
        continue;
      }
      const fz_point origin = place_of(item, ctm);
      if (!std::isfinite(origin.x) || !std::isfinite(origin.y)) {
        continue;
      }
      const auto& stated = self->sizes->of(span->font, item.gid);
      float width = stated.advance;
      // Some fonts (older OCR layers) say that all their glyphs have no width: the next origin is
      // then the better witness. It also knows the widths stated in the PDF.
      const float step = step_after(*span, i, ctm, along, is_vertical ? up : right);
      const bool is_mark = is_combining(item.ucs);
      if (!std::isfinite(width) || width < 0 || width > widest) {
        width = 0;
      }
      if (!is_mark && !is_vertical) {
        if (width < kNoWidth) {
          if (usual_step < 0) {
            usual_step = median_step(*span, ctm, along, right);
          }
          width = step > kNoWidth && step < kWordStep * usual_step ? step : usual_step;
        } else if (step > 0.3F * width && step < 1.15F * width) {
          width = step;
        }
      }
      float top = kAscent;
      float bottom = kDescent;
      float left_of_box = 0;
      float right_of_box = 0;
      float size = up;
      const fz_rect& ink = stated.ink;
      const bool has_ink = !fz_is_empty_rect(ink);
      if (has_ink && !fz_is_infinite_rect(ink)) {
        top = is_drawn ? std::max(ink.y1, top) : std::clamp(ink.y1, top, 1.5F);
        bottom = is_drawn ? std::min(ink.y0, bottom) : std::clamp(ink.y0, -1.0F, bottom);
        left_of_box = is_drawn ? std::min(ink.x0, 0.0F) : 0;
        right_of_box = is_drawn ? ink.x1 : 0;
        size = is_drawn ? std::max(up, (ink.y1 - ink.y0) * up) : up;
      }
      fz_matrix place = matrix;
      place.e = origin.x;
      place.f = origin.y;
      const float box_width = is_vertical && width < kNoWidth ? 1.0F : width;

      Glyph glyph;
      glyph.origin = origin;
      glyph.along = along;
      glyph.size = size;
      glyph.advance = is_vertical ? (step > 0 ? step : 1.0F) * up : width * right;
      glyph.box = transformed(
          fz_make_rect(left_of_box, bottom, std::max(box_width, right_of_box), top), place);
      glyph.shade = shade;
      glyph.area_outside = area_outside(glyph.box, clip);
      glyph.is_odd = is_odd || !has_ink || item.ucs <= 0 || item.ucs == 0xFFFD;
      glyph.is_invisible = painting == Painting::none;
      glyph.is_space = is_space(item.ucs);
      if (!glyph.is_space) {
        append_code(glyph, item.ucs <= 0 ? 0xFFFD : item.ucs);
      }
      try {
        if (self->glyphs->size() >= kMaxGlyphs) {
          self->is_full = true;
          return;
        }
        self->glyphs->push_back(glyph);
        last = &self->glyphs->back();
      } catch (const std::bad_alloc&) {
        self->is_full = true;
        return;
      }
    }
  }
}

// Text brighter than this may stand on paper of its own colour.
constexpr float kDark = 0.7F;

TextDevice& self_of(fz_device* device) {
  return *reinterpret_cast<TextDevice*>(device);
}

std::size_t painted_glyphs(fz_device* device) {
  return self_of(device).glyphs->size();
}

Shade shade_of_text(fz_context* context,
                    fz_device* device,
                    fz_colorspace* space,
                    const float* color,
                    float alpha,
                    fz_color_params parameters) {
  const Shade shade = shade_of(context, space, color, alpha, parameters);
  if (shade.gray > kDark || shade.alpha < 1 - kDark) {
    self_of(device).may_hide_text = true;
  }
  return shade;
}

void take_fill(fz_context* context,
               fz_device* device,
               const fz_text* text,
               fz_matrix ctm,
               fz_colorspace* space,
               const float* color,
               float alpha,
               fz_color_params parameters) {
  const Shade shade = shade_of_text(context, device, space, color, alpha, parameters);
  take_text(context, device, text, ctm, Painting::fill, shade);
}

void take_stroke(fz_context* context,
                 fz_device* device,
                 const fz_text* text,
                 const fz_stroke_state*,
                 fz_matrix ctm,
                 fz_colorspace* space,
                 const float* color,
                 float alpha,
                 fz_color_params parameters) {
  const Shade shade = shade_of_text(context, device, space, color, alpha, parameters);
  take_text(context, device, text, ctm, Painting::stroke, shade);
}

void take_clip(
    fz_context* context, fz_device* device, const fz_text* text, fz_matrix ctm, fz_rect) {
  self_of(device).may_hide_text = true;  // it may be all that it is for
  take_text(context, device, text, ctm, Painting::clip);
  self_of(device).paint->begin_odd(fz_infinite_rect);
}

void take_clip_stroke(fz_context* context,
                      fz_device* device,
                      const fz_text* text,
                      const fz_stroke_state*,
                      fz_matrix ctm,
                      fz_rect) {
  take_clip(context, device, text, ctm, {});
}

void note_path(fz_context* context,
               fz_device* device,
               const fz_path* path,
               int,
               fz_matrix ctm,
               fz_colorspace* space,
               const float* color,
               float alpha,
               fz_color_params parameters) {
  self_of(device).may_hide_text = true;
  const Shade shade = shade_of(context, space, color, alpha, parameters);
  self_of(device).paint->path(context, path, nullptr, ctm, shade, painted_glyphs(device));
}

void note_stroke(fz_context* context,
                 fz_device* device,
                 const fz_path* path,
                 const fz_stroke_state* stroke,
                 fz_matrix ctm,
                 fz_colorspace* space,
                 const float* color,
                 float alpha,
                 fz_color_params parameters) {
  // A rule hides nothing; a line as thick as a letter does.
  if (stroke->linewidth > 2 || stroke->linewidth * fz_matrix_expansion(ctm) > 2) {
    self_of(device).may_hide_text = true;
  }
  const Shade shade = shade_of(context, space, color, alpha, parameters);
  self_of(device).paint->path(context, path, stroke, ctm, shade, painted_glyphs(device));
}

void note_picture(fz_device* device, fz_rect box) {
  self_of(device).may_hide_text = true;
  self_of(device).paint->picture(box, painted_glyphs(device));
}

void note_shade(fz_context* context,
                fz_device* device,
                fz_shade* shade,
                fz_matrix ctm,
                float,
                fz_color_params) {
  note_picture(device, fz_bound_shade(context, shade, ctm));
}

void note_image(fz_context*, fz_device* device, fz_image*, fz_matrix ctm, float, fz_color_params) {
  self_of(device).may_hide_text = true;
  self_of(device).paint->image(fz_transform_rect(fz_unit_rect, ctm), painted_glyphs(device));
}

void note_mask(fz_context*,
               fz_device* device,
               fz_image*,
               fz_matrix ctm,
               fz_colorspace*,
               const float*,
               float,
               fz_color_params) {
  note_picture(device, fz_transform_rect(fz_unit_rect, ctm));
}

void note_clip(
    fz_context* context, fz_device* device, const fz_path* path, int, fz_matrix ctm, fz_rect) {
  self_of(device).may_hide_text = true;
  self_of(device).paint->clip_to_path(context, path, ctm);
}

void begin_odd(fz_device* device, fz_rect bounds) {
  self_of(device).may_hide_text = true;
  self_of(device).paint->begin_odd(bounds);
}

void note_clip_stroke(fz_context* context,
                      fz_device* device,
                      const fz_path* path,
                      const fz_stroke_state* stroke,
                      fz_matrix ctm,
                      fz_rect) {
  begin_odd(device, fz_bound_path(context, path, stroke, ctm));
}

void note_clip_mask(fz_context*, fz_device* device, fz_image*, fz_matrix ctm, fz_rect) {
  begin_odd(device, fz_transform_rect(fz_unit_rect, ctm));
}

void note_group(fz_context*,
                fz_device* device,
                fz_rect,
                fz_colorspace*,
                int,
                int is_knockout,
                int blend_mode,
                float alpha) {
  self_of(device).may_hide_text = true;
  if (is_knockout == 0 && blend_mode == FZ_BLEND_NORMAL && alpha >= 1) {
    self_of(device).paint->begin_plain();
  } else {
    self_of(device).paint->begin_odd(fz_infinite_rect);
  }
}

// The mask is painted up to end_mask, and what it masks up to pop_clip.
void note_soft_mask(
    fz_context*, fz_device* device, fz_rect, int, fz_colorspace*, const float*, fz_color_params) {
  begin_odd(device, fz_infinite_rect);
}

int note_tile(fz_context*, fz_device* device, fz_rect, fz_rect, float, float, fz_matrix, int) {
  self_of(device).paint->begin_tile(painted_glyphs(device));
  return 0;  // show it
}

void note_end_of_tile(fz_context*, fz_device* device) {
  self_of(device).paint->end_tile(painted_glyphs(device));
}

void note_end(fz_context*, fz_device* device) {
  self_of(device).paint->end();
}

void take_ignored(fz_context* context, fz_device* device, const fz_text* text, fz_matrix ctm) {
  take_text(context, device, text, ctm, Painting::none);
}

// Builds words and lines from glyphs in the order they were painted.
class WordBuilder {
 public:
  WordBuilder(fz_matrix to_user, fz_rect shown) : to_user_(to_user), shown_(shown) {}

  // How each word of the page was painted.
  const std::vector<PaintedText>& painted() const { return painted_; }

  // The glyph must outlive the builder.
  void add(const Glyph& glyph) {
    if (last_ == nullptr || !continues_line(glyph)) {
      end_line(glyph);
    } else if (gap_ > kWordGap * std::min(glyph.size, last_->size)) {
      end_word();
    }
    if (glyph.is_space) {
      end_word();
    } else {
      if (word_.text.empty()) {
        word_box_ = glyph.box;
        how_ = {.first = glyph_, .lightest = glyph.shade.gray, .darkest = glyph.shade.gray};
        word_.is_invisible = glyph.is_invisible;
        word_.size = static_cast<double>(glyph.size);
        word_origin_ = glyph.origin;
      } else {
        word_box_ = fz_union_rect(word_box_, glyph.box);
      }
      word_.text.append(glyph.text, glyph.length);
      how_.last = glyph_;
      how_.lightest = std::max(how_.lightest, glyph.shade.gray);
      how_.darkest = std::min(how_.darkest, glyph.shade.gray);
      how_.least_alpha = std::min(how_.least_alpha, glyph.shade.alpha);
      how_.area_outside += glyph.area_outside;
      how_.is_odd = how_.is_odd || glyph.is_odd;
    }
    last_ = &glyph;
    ++glyph_;
  }

  PageText finish() {
    end_word();
    close_line();
    return std::move(page_);
  }

 private:
  bool continues_line(const Glyph& glyph) {
    const double dx = static_cast<double>(glyph.origin.x) - static_cast<double>(last_->origin.x);
    const double dy = static_cast<double>(glyph.origin.y) - static_cast<double>(last_->origin.y);
    const double ax = static_cast<double>(last_->along.x);
    const double ay = static_cast<double>(last_->along.y);
    gap_ = dx * ax + dy * ay - static_cast<double>(last_->advance);
    rise_ = -dx * ay + dy * ax;
    const double turn =
        ax * static_cast<double>(glyph.along.x) + ay * static_cast<double>(glyph.along.y);
    const double size = static_cast<double>(std::max(glyph.size, last_->size));
    return turn > 0.98 && glyph.is_invisible == last_->is_invisible &&
           std::abs(rise_) < kMaxRise * size && gap_ > -kMaxStepBack * size;
  }

  void end_word() {
    if (word_.text.empty()) {
      return;
    }
    const fz_rect user = fz_transform_rect(word_box_, to_user_);
    word_.box = {static_cast<double>(user.x0),
                 static_cast<double>(user.y0),
                 static_cast<double>(user.x1),
                 static_cast<double>(user.y1)};
    const fz_point origin = fz_transform_point(word_origin_, to_user_);
    word_.baseline =
        static_cast<double>(std::abs(to_user_.b) > std::abs(to_user_.a) ? origin.x : origin.y);
    const float middle_x = (word_box_.x0 + word_box_.x1) / 2;
    const float middle_y = (word_box_.y0 + word_box_.y1) / 2;
    if (middle_x < shown_.x0 || middle_x > shown_.x1 || middle_y < shown_.y0 ||
        middle_y > shown_.y1) {
      page_.has_text_off_page = true;
    } else {
      if (!is_line_open_) {
        open_line();
      } else {
        page_.text += ' ';
      }
      word_.line = static_cast<int>(page_.lines.size()) - 1;
      word_.offset = page_.text.size();
      page_.text += word_.text;
      TextLine& line = page_.lines.back();
      line.box = line.word_count == 0 ? word_.box : base::united(line.box, word_.box);
      ++line.word_count;
      page_.words.push_back(std::move(word_));
      how_.box = word_box_;
      painted_.push_back(how_);
    }
    word_ = {};
  }

  void open_line() {
    const double ax =
        static_cast<double>(last_->along.x * to_user_.a + last_->along.y * to_user_.c);
    const double ay =
        static_cast<double>(last_->along.x * to_user_.b + last_->along.y * to_user_.d);
    const double length = std::hypot(ax, ay);
    TextLine line;
    line.first_word = page_.words.size();
    line.is_along_y = std::abs(ay) > std::abs(ax);
    line.is_slanted = std::min(std::abs(ax), std::abs(ay)) > 0.02 * length;
    line.angle = std::atan2(ay, ax) * 180 / std::numbers::pi;
    page_.lines.push_back(line);
    is_line_open_ = true;
    if (wants_blank_ && !page_.text.empty()) {
      page_.text += '\n';
    }
    wants_blank_ = false;
  }

  void close_line() {
    if (is_line_open_) {
      page_.text += '\n';
      is_line_open_ = false;
    }
  }

  void end_line(const Glyph& next) {
    end_word();
    close_line();
    if (last_ != nullptr) {
      const double size = static_cast<double>(std::max(next.size, last_->size));
      wants_blank_ = wants_blank_ || std::abs(rise_) > kParagraphLeading * size || rise_ < 0;
    }
  }

  fz_matrix to_user_;
  fz_rect shown_;
  PageText page_;
  std::vector<PaintedText> painted_;
  Word word_;
  PaintedText how_{};
  std::size_t glyph_ = 0;  // the number of the next one
  fz_point word_origin_{};
  fz_rect word_box_{};
  const Glyph* last_ = nullptr;
  bool is_line_open_ = false;
  bool wants_blank_ = false;
  double gap_ = 0;
  double rise_ = 0;
};

}  // namespace

base::Result<PageText> read_page_text(fz_context* context,
                                      pdf_page* page,
                                      fz_matrix to_user,
                                      fz_rect shown) {
  constexpr std::size_t kUsualGlyphs = 4096;
  std::vector<Glyph> glyphs;
  glyphs.reserve(kUsualGlyphs);
  PaintLog paint;
  GlyphSizes sizes(context);
  DevicePtr device(context);
  TRY(guard_mupdf(context, "cannot read the text of the page", [&] {
    auto* created =
        reinterpret_cast<TextDevice*>(fz_new_device_of_size(context, sizeof(TextDevice)));
    created->glyphs = &glyphs;
    created->paint = &paint;
    created->sizes = &sizes;
    created->super.fill_text = take_fill;
    created->super.stroke_text = take_stroke;
    created->super.clip_text = take_clip;
    created->super.clip_stroke_text = take_clip_stroke;
    created->super.ignore_text = take_ignored;
    created->super.fill_path = note_path;
    created->super.stroke_path = note_stroke;
    created->super.clip_path = note_clip;
    created->super.fill_shade = note_shade;
    created->super.fill_image = note_image;
    created->super.fill_image_mask = note_mask;
    created->super.clip_stroke_path = note_clip_stroke;
    created->super.clip_image_mask = note_clip_mask;
    created->super.pop_clip = note_end;
    created->super.begin_group = note_group;
    created->super.end_group = note_end;
    created->super.begin_mask = note_soft_mask;
    created->super.begin_tile = note_tile;
    created->super.end_tile = note_end_of_tile;
    device.adopt(&created->super);
    fz_cookie cookie = {};
    pdf_run_page(context, page, device.get(), fz_identity, &cookie);
    fz_close_device(context, device.get());
  }));
  if (reinterpret_cast<TextDevice*>(device.get())->is_full) {
    return base::Error{base::ErrorCode::limit, "the page holds too many glyphs"};
  }
  WordBuilder builder(to_user, shown);
  for (const Glyph& glyph : glyphs) {
    builder.add(glyph);
  }
  PageText out = builder.finish();
  out.may_hide_text = self_of(device.get()).may_hide_text;
  const bool has_layer = std::any_of(
      out.words.begin(), out.words.end(), [](const Word& word) { return word.is_invisible; });
  if (out.may_hide_text || has_layer) {
    for (std::size_t i = 0; i < out.words.size(); ++i) {
      auto& word = out.words[i];
      if (!word.is_invisible) {
        const auto doubt = paint.doubt_of(builder.painted()[i]);
        word.may_be_hidden = doubt != PaintLog::Doubt::none;
        word.is_on_image = doubt == PaintLog::Doubt::picture;
      }
    }
  }
  return out;
}

}  // namespace vaughn::pdf
