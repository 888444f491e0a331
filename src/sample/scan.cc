// SPDX-License-Identifier: AGPL-3.0-or-later
#include "sample/detail/scan.h"

#include "pdf/document.h"

namespace vaughn::sample {
namespace {

base::Result<Bitmap> rendered(pdf::Document& document, int page, int dpi) {
  const auto pixmap = TRY(document.render(page, dpi, pdf::ColorMode::gray));
  Bitmap out{.width = pixmap.width, .height = pixmap.height};
  out.pixels.assign(pixmap.samples.begin(), pixmap.samples.end());
  return out;
}

// Turned by `slope` (tangent of a small angle) by shearing rows, then columns.
Bitmap turned(const Bitmap& from, double slope) {
  Bitmap out{.width = from.width, .height = from.height};
  out.pixels.assign(from.pixels.size(), 255);
  for (int y = 0; y < from.height; ++y) {
    for (int x = 0; x < from.width; ++x) {
      const int source_x = x + static_cast<int>(slope * (y - from.height / 2));
      const int source_y = y - static_cast<int>(slope * (x - from.width / 2));
      if (source_x >= 0 && source_x < from.width && source_y >= 0 && source_y < from.height) {
        out.pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(out.width) +
                   static_cast<std::size_t>(x)] = from.at(source_x, source_y);
      }
    }
  }
  return out;
}

void add_specks(Bitmap& bitmap, Random& random) {
  const int count = bitmap.width * bitmap.height / 4000;
  for (int i = 0; i < count; ++i) {
    const std::size_t at = random.below(bitmap.pixels.size());
    bitmap.pixels[at] = random.chance(60) ? 0 : 255;
  }
}

}  // namespace

base::Result<std::vector<Bitmap>> scan(base::BytesView pdf, int dpi, Random& random) {
  auto document = TRY(pdf::Document::open(pdf));
  std::vector<Bitmap> pages;
  for (int page = 1; page <= document.page_count(); ++page) {
    auto bitmap = turned(TRY(rendered(document, page, dpi)), random.between(-5, 5) / 1000.0);
    add_specks(bitmap, random);
    pages.push_back(std::move(bitmap));
  }
  return pages;
}

base::Result<Bitmap> picture(base::BytesView pdf, int dpi) {
  auto document = TRY(pdf::Document::open(pdf));
  return rendered(document, 1, dpi);
}

}  // namespace vaughn::sample
