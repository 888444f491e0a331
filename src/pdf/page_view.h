// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <optional>

#include "base/geometry.h"
#include "base/result.h"
#include "pdf/document.h"
#include "pdf/pixmap.h"

namespace vaughn::pdf {

// The pictures of one page by which it is told what of it cannot be seen, made when they are first
// asked for: most pages need none.
class PageView {
 public:
  static base::Result<PageView> of(Document& document, int page);

  const PageInfo& info() const { return info_; }
  // 100 dpi; less for a page that would be too large.
  double dpi() const { return dpi_; }
  base::Result<const Pixmap*> gray();
  // Half of dpi(): what is dark all over is dark here, too.
  base::Result<const Pixmap*> coarse();

  // A part of the page in displayed coordinates, in color, at dpi() or half of it.
  struct Part {
    int x0 = 0;  // the first pixel, counted from the upper left of the whole page
    int y0 = 0;
    Pixmap picture{};
    Pixmap without_text{};
  };
  enum class Text { shown, shown_and_left_out };
  base::Result<Part> part(const base::Rect& shown, double dpi, Text text);

 private:
  PageView(Document& document, int page, const PageInfo& info);

  Document* document_;
  int page_;
  PageInfo info_;
  double dpi_;
  std::optional<Pixmap> gray_{};
  std::optional<Pixmap> coarse_{};
};

// Pixels; the ends are not part of it.
struct PixelArea {
  int x0 = 0;
  int y0 = 0;
  int x1 = 0;
  int y1 = 0;
  bool is_empty() const { return x1 <= x0 || y1 <= y0; }
};

// The pixels that share a point with a place in displayed coordinates, of the whole page's picture.
PixelArea pixels_of(const base::Rect& shown, const PageInfo& info, double dpi);

// Something dark in gray() is no lighter than this in coarse(), save for its rim and for grains.
inline constexpr int kCoarselyDark = 176;

}  // namespace vaughn::pdf
