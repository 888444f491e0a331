// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <span>
#include <string_view>

#include "base/bytes.h"
#include "base/result.h"

namespace vaughn::pdf {

struct PageSize {
  double width = 612;  // US letter, in points
  double height = 792;
  bool operator==(const PageSize&) const = default;
};

struct Margins {
  double left = 72;
  double top = 72;
  double right = 72;
  double bottom = 72;
  bool operator==(const Margins&) const = default;
};

// Typesets HTML with CSS (as much as MuPDF knows: paragraphs, headings, lists, simple tables,
// preformatted text). Nothing is fetched, no script is run, images other than data: URIs are left
// out. The same text gives the same bytes. Text that cannot be typeset: an error, never a cut.
base::Result<base::Bytes> layout_html(std::string_view xhtml,
                                      const PageSize& size = {},
                                      const Margins& margins = {},
                                      double em = 11);

// One page per image (per frame of a TIFF), each on a letter page in its better orientation, never
// enlarged beyond the size its resolution says (96 dpi if it says none). PNG, JPEG, TIFF, GIF, BMP,
// JPEG 2000, PNM.
base::Result<base::Bytes> images_to_pdf(std::span<const base::BytesView> images);

}  // namespace vaughn::pdf
