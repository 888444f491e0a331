// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <memory>
#include <span>
#include <string_view>

#include "base/bytes.h"
#include "base/geometry.h"
#include "base/result.h"
#include "pdf/native_page.h"
#include "pdf/page_text.h"
#include "pdf/pixmap.h"
#include "pdf/transform.h"

namespace vaughn::pdf {

// A file that claims more pages is refused (ErrorCode::limit).
inline constexpr int kMaxPages = 100'000;

struct PageInfo {
  base::Rect crop_box{};  // user space: the part that is shown
  int rotation = 0;       // 0, 90, 180 or 270, clockwise
  double user_unit = 1;
  double width = 0;  // as displayed, in points
  double height = 0;
  // User space to the displayed page: origin at its lower left, y upwards, in points.
  Transform to_display{};
  bool operator==(const PageInfo&) const = default;
};

// A PDF opened for reading and rendering. Pages count from 1. Used by one thread at a time; several
// documents may be used by several threads.
class Document {
 public:
  // Copies the bytes. A password that is missing or wrong: ErrorCode::encrypted.
  static base::Result<Document> open(base::BytesView pdf, std::string_view password = "");
  Document(Document&&) noexcept;
  Document& operator=(Document&&) noexcept;
  ~Document();

  int page_count() const;
  bool is_encrypted() const;  // it was, and the password (or none) opened it
  bool was_repaired() const;

  base::Result<PageInfo> page_info(int page);
  // What is shown: contents and annotations, without layers that are off.
  base::Result<PageText> page_text(int page);
  // True if anything on the page is not a shade of gray.
  base::Result<bool> has_color(int page);
  // Resolution is lowered if the page would exceed `max_pixels`; Pixmap::dpi tells.
  base::Result<Pixmap> render(int page, double dpi, ColorMode mode, double max_pixels = 60e6);
  // The same, into memory that is used again from page to page.
  base::Result<void> render_into(
      Pixmap& out, int page, double dpi, ColorMode mode, double max_pixels = 60e6);
  // Only the given part of the page, in displayed coordinates (see PageInfo::to_display).
  base::Result<Pixmap> render_part(int page, const base::Rect& part, double dpi, ColorMode mode);
  // The same, in color, as if the page had no text.
  base::Result<Pixmap> render_part_without_text(int page, const base::Rect& part, double dpi);
  // The page drawn anew without what lies under the boxes, which are in displayed coordinates. An
  // unsupported error says what of it cannot be drawn anew with certainty.
  base::Result<NativePage> native_page(int page, std::span<const base::Rect> boxes);
  base::Result<base::Bytes> render_png(int page, double dpi, ColorMode mode = ColorMode::rgb);

 private:
  struct Impl;
  base::Result<void> render_part_into(
      Pixmap& out, int page, const base::Rect& part, double dpi, ColorMode mode);
  explicit Document(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

// ErrorCode::encrypted if a password is needed; cheap.
base::Result<bool> needs_password(base::BytesView pdf);

}  // namespace vaughn::pdf
