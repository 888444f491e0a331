// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <span>

#include "base/geometry.h"
#include "base/result.h"
#include "pdf/document.h"
#include "pdf/page_builder.h"
#include "pdf/pixmap.h"

namespace vaughn::pdf {

struct PictureOptions {
  double dpi = 300;       // of black and white pages
  double jpeg_dpi = 200;  // of pages with shades or colour
  int jpeg_quality = 75;
  bool keeps_scan_text = true;  // the invisible text layer of a scan, as far as it lies on ink
};

// A page turned into an image with searchable words, all in displayed coordinates.
struct Picture {
  ImagePage page{};
  Pixmap ink{};  // gray, about 75 dpi, boxes blackened: where paper is free
  double dpi = 0;
  // For each box: it is read before this word of the page's text.
  std::vector<std::size_t> reading_places{};
  int words_kept = 0;
  int words_removed = 0;
};

// Renders the page as a viewer shows it and blackens the boxes (user space) in the pixels, each
// widened outwards to whole pixels. A word is kept if its box shares no point with a black one,
// lies on the page, and something is to be seen where it claims to stand. `canvas` is memory that
// is used again from page to page.
base::Result<Picture> picture_of_page(Document& document,
                                      int page,
                                      std::span<const base::Rect> black_boxes,
                                      const PictureOptions& options,
                                      Pixmap& canvas);
base::Result<Picture> picture_of_page(Document& document,
                                      int page,
                                      std::span<const base::Rect> black_boxes,
                                      const PictureOptions& options = {});

// True if a word cannot be seen: covered, white on white, clipped away, or of a text layer where
// the scan shows nothing.
base::Result<bool> has_hidden_text(Document& document, int page);

}  // namespace vaughn::pdf
