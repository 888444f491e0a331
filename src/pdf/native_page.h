// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/geometry.h"
#include "pdf/page_builder.h"
#include "pdf/pixmap.h"

namespace vaughn::pdf {

// A point of the outline of a letter, in thousandths of the em: on the line, or the control point
// of a quadratic curve.
struct GlyphPoint {
  std::int16_t x = 0;
  std::int16_t y = 0;
  bool is_on_line = true;
  bool ends_contour = false;
  auto operator<=>(const GlyphPoint&) const = default;
};

// A letter as it is drawn and as it is read.
struct GlyphShape {
  std::string text{};  // UTF-8; empty: nobody knows
  int advance = 0;     // thousandths of the em
  std::vector<GlyphPoint> points{};
  auto operator<=>(const GlyphShape&) const = default;
};

struct NativeImage {
  enum class Kind {
    samples,  // `bytes` are width * height * components bytes
    jpeg,
    bilevel,  // G4
    stencil   // G4; black is where it paints
  };
  Kind kind{};
  int width = 0;
  int height = 0;
  int components = 1;
  base::Bytes bytes{};
  base::Bytes mask{};  // opacity: mask_width * mask_height bytes; empty: opaque
  int mask_width = 0;
  int mask_height = 0;
};

// A stretch of a content stream: operators, then the hexadecimal codes of letters, which are
// indices into NativePage::shapes. Images are called /I0, /I1, opacities /A0, /A1, the font /N.
struct NativePiece {
  std::string operators{};
  std::vector<std::uint32_t> shapes{};
};

// A page drawn anew from what a viewer paints of it, leaving out what lies under boxes. Nothing of
// the source's objects is in it: no font, no name, no stream, but for JPEG data that lies clear of
// all boxes. In displayed coordinates, points from the lower left.
struct NativePage {
  double width = 0;
  double height = 0;
  std::vector<NativePiece> pieces{};
  std::vector<GlyphShape> shapes{};
  std::vector<NativeImage> images{};
  std::vector<double> opacities{};
  // For each box: it is read before this piece; kAtEnd if no letter was under it.
  std::vector<std::size_t> reading_places{};
  int letters_removed = 0;

  // Painted on top.
  double right_margin = 0;
  std::vector<base::Rect> black_boxes{};
  std::vector<base::Rect> framed_boxes{};
  std::vector<PlacedLabel> labels{};  // `before` counts pieces
};

}  // namespace vaughn::pdf
