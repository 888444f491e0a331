// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <array>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "base/geometry.h"
#include "pdf/detail/mupdf_context.h"
#include "pdf/detail/native_shapes.h"
#include "pdf/native_page.h"
#include "pdf/pixmap.h"

namespace vaughn::pdf {

// Writes down what is painted on a page, in displayed coordinates, without what lies under boxes.
// Whatever it cannot tell for sure it refuses, and then takes nothing more.
class NativeRecorder {
 public:
  NativeRecorder(fz_context* context,
                 double width,
                 double height,
                 std::span<const base::Rect> boxes);

  bool is_refused() const { return refusal_ != nullptr; }
  const char* refusal() const { return refusal_; }  // null: none
  void refuse(const char* why);                     // only the first reason counts
  NativePage take();

  // What a device of MuPDF is told.

  void fill_path(const fz_path* path,
                 bool is_even_odd,
                 fz_matrix ctm,
                 fz_colorspace* space,
                 const float* color,
                 float alpha,
                 fz_color_params parameters);
  void stroke_path(const fz_path* path,
                   const fz_stroke_state& stroke,
                   fz_matrix ctm,
                   fz_colorspace* space,
                   const float* color,
                   float alpha,
                   fz_color_params parameters);
  void clip_path(const fz_path* path, bool is_even_odd, fz_matrix ctm);
  void pop_clip();
  void fill_text(const fz_text* text,
                 fz_matrix ctm,
                 fz_colorspace* space,
                 const float* color,
                 float alpha,
                 fz_color_params parameters);
  void ignore_text(const fz_text* text);
  void fill_image(fz_image* image, fz_matrix ctm, float alpha);
  void fill_image_mask(fz_image* image,
                       fz_matrix ctm,
                       fz_colorspace* space,
                       const float* color,
                       float alpha,
                       fz_color_params parameters);

 private:
  struct Paint {
    std::string color{};  // operands: "0.5" or "1 0 0"
    double opacity = 1;
  };
  struct Letter {
    std::size_t shape = 0;
    Point origin{};
    fz_matrix matrix{};  // em to page, without its place
  };
  struct Run {
    bool is_open = false;
    double size = 0;  // 0: none set in this text object
    std::array<double, 4> turn{};
    double off = 0;  // of the base line
    double pen = 0;  // along it, where the next letter would stand
  };
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
    base::Rect visible{};  // with all those around it
    State before{};
  };

  // Paths and paint.

  std::vector<Outline> walk(const fz_path* path, fz_matrix ctm, bool is_snapped);
  // Along its longer side only: thin rules keep their thickness.
  void snap(Outline& outline, bool is_wanted);
  const base::Rect& visible() const { return clips_.empty() ? whole_ : clips_.back().visible; }
  bool is_visible(const std::vector<Outline>& outlines, double reach) const;
  bool touches_box(const base::Rect& rect) const;
  Paint paint_of(fz_colorspace* space, const float* color, float alpha, fz_color_params parameters);
  void write(std::string_view operators);
  void add_piece();
  // False if nothing of what follows would be seen.
  bool begin(const Paint& paint, bool is_stroke, bool is_text = false);

  // Text.

  void end_run();
  void end_text();
  std::size_t shape_of(fz_font* font, int gid, const std::string& text);
  void take_letter(
      const fz_text_span& span, int index, fz_matrix matrix, fz_matrix ctm, const Paint& paint);
  void place_letter(const Letter& letter, double right, double up);
  // Who reads on by the tags hears two words only if there is a space between them.
  void end_word(double right);

  // Images.

  bool may_be_decoded(const fz_image* image);
  std::optional<Pixmap> decoded(std::optional<Pixmap> pixmap);
  // The image without what lies under boxes: parts of it that touch none of them.
  void show_outside(const Pixmap& pixmap,
                    NativeImage with_mask,
                    const Transform& place,
                    double opacity,
                    const base::Rect& around,
                    bool is_stencil);
  // Puts the samples into `out`, which keeps its mask.
  bool code(Pixmap pixmap, bool is_stencil, NativeImage& out);
  void show(NativeImage image, const Transform& place, double opacity);

  fz_context* context_;
  base::Rect whole_;
  std::vector<base::Rect> boxes_;
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

}  // namespace vaughn::pdf
