// SPDX-License-Identifier: AGPL-3.0-or-later
#include "pdf/page_view.h"

#include <algorithm>
#include <cmath>

namespace vaughn::pdf {

using base::Rect;
using base::Result;

namespace {

constexpr double kDpi = 100;
constexpr double kMostPixels = 60e6;

}  // namespace

PageView::PageView(Document& document, int page, const PageInfo& info)
    : document_(&document), page_(page), info_(info), dpi_(kDpi) {
  const double pixels = info.width * info.height * kDpi * kDpi / (72.0 * 72.0);
  if (pixels > kMostPixels) {
    dpi_ *= std::sqrt(kMostPixels / pixels);
  }
}

Result<PageView> PageView::of(Document& document, int page) {
  const PageInfo info = TRY(document.page_info(page));
  return PageView(document, page, info);
}

Result<const Pixmap*> PageView::gray() {
  if (!gray_) {
    gray_ = TRY(document_->render(page_, dpi_, ColorMode::gray));
  }
  return &*gray_;
}

Result<const Pixmap*> PageView::coarse() {
  if (!coarse_) {
    coarse_ = TRY(document_->render(page_, dpi_ / 2, ColorMode::gray));
  }
  return &*coarse_;
}

PixelArea pixels_of(const Rect& shown, const PageInfo& info, double dpi) {
  const double scale = dpi / 72;
  // As many pixels as a picture of the whole page has.
  const auto width = std::max(1.0, std::ceil(info.width * scale - 1e-6));
  const auto height = std::max(1.0, std::ceil(info.height * scale - 1e-6));
  const auto clamp = [](double value, double high) {
    return static_cast<int>(std::clamp(value, 0.0, high));
  };
  return {clamp(std::floor(shown.x0 * scale), width),
          clamp(std::floor((info.height - shown.y1) * scale), height),
          clamp(std::ceil(shown.x1 * scale), width),
          clamp(std::ceil((info.height - shown.y0) * scale), height)};
}

Result<PageView::Part> PageView::part(const Rect& shown, double dpi, Text text) {
  const PixelArea pixels = pixels_of(shown, info_, dpi);
  const double points = 72 / dpi;
  const Rect whole{pixels.x0 * points,
                   info_.height - pixels.y1 * points,
                   pixels.x1 * points,
                   info_.height - pixels.y0 * points};
  Part out{.x0 = pixels.x0, .y0 = pixels.y0};
  out.picture = TRY(document_->render_part(page_, whole, dpi, ColorMode::rgb));
  if (text == Text::shown_and_left_out) {
    out.without_text = TRY(document_->render_part_without_text(page_, whole, dpi));
  }
  return out;
}

}  // namespace vaughn::pdf
