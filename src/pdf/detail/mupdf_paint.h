// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstddef>
#include <vector>

#include "pdf/detail/mupdf_context.h"

namespace vaughn::pdf {

// What something is painted with: a gray from 0 to 1, or nothing that one number could say.
struct Shade {
  float gray = 0;
  float alpha = 1;
  bool is_known = false;
};

Shade shade_of(fz_context* context,
               fz_colorspace* space,
               const float* color,
               float alpha,
               fz_color_params parameters);

// Where a run of text stands, and how it was painted. `first` and `last` count all glyphs of the
// page in the order of painting.
struct PaintedText {
  fz_rect box{};
  std::size_t first = 0;
  std::size_t last = 0;
  float lightest = 0;
  float darkest = 0;
  float least_alpha = 1;
  float area_outside = 0;  // of its box, beyond what it was clipped to
  bool is_odd = false;     // clipped to a shape, masked, blended, of no known color
};

// What a page paints besides text, by the rectangles around it, in page space. Tells of most words
// that nothing covers them and that they differ from what lies below, so that the page need not be
// rendered to see it. Doubts count as "may be hidden".
//
// Notes are taken in callbacks of MuPDF: none of them throws or calls MuPDF but those that take a
// context.
class PaintLog {
 public:
  // `glyphs` counts the glyphs painted so far.
  // `stroke`: null if the path is filled.
  void path(fz_context* context,
            const fz_path* path,
            const fz_stroke_state* stroke,
            fz_matrix ctm,
            const Shade& shade,
            std::size_t glyphs);
  // Anything that is not of one color.
  void image(const fz_rect& box, std::size_t glyphs);
  void picture(const fz_rect& box, std::size_t glyphs);  // a shading, a stencil, a pattern

  void clip_to_path(fz_context* context, const fz_path* path, fz_matrix ctm);
  // A shape of which only the bounds are known; a mask; a group that does more than to hold.
  void begin_odd(const fz_rect& bounds);
  void begin_plain();  // a group that changes nothing
  // A pattern is painted anywhere within the clip, though it runs once.
  void begin_tile(std::size_t glyphs);
  void end_tile(std::size_t glyphs);
  void end();  // of the last clip, mask or group that is open

  bool is_odd() const;
  fz_rect clip() const;

  enum class Doubt {
    none,     // it can be seen
    picture,  // it can, unless an image below it is of the same color
    any,
  };
  Doubt doubt_of(const PaintedText& text);

 private:
  struct Area {
    fz_rect box;
    std::size_t glyphs;  // painted before
    Shade shade;
    bool is_whole;  // all of the rectangle is painted
    bool is_image;
  };
  struct Frame {
    fz_rect clip;
    bool is_odd;
    bool is_tile;
  };

  void add(const fz_rect& box,
           std::size_t glyphs,
           const Shade& shade,
           bool is_whole,
           bool is_image = false);
  void push(const fz_rect& clip, bool is_odd, bool is_tile = false);

  std::vector<Area> areas_{};
  std::vector<Frame> frames_{};
  std::size_t steps_ = 0;
  bool is_full_ = false;
};

}  // namespace vaughn::pdf
