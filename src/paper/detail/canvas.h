// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/result.h"

namespace vaughn::paper::detail {

struct Font {
  bool is_monospace = false;
  bool is_serif = false;
  bool is_bold = false;
  bool is_italic = false;
  double size = 11;
};

class Canvas;

// Text broken into lines of at most a width. Distances are in points; y grows downwards. Lives no
// longer than its canvas.
class TextLayout {
 public:
  TextLayout(TextLayout&&) noexcept;
  TextLayout& operator=(TextLayout&&) noexcept;
  ~TextLayout();

  int line_count() const;
  double line_width(int line) const;
  double line_height(int line) const;
  double height() const;
  // Where in the laid out text the line begins, in bytes.
  std::size_t line_start(int line) const;
  // Draws one line with its left end at x and its upper edge at y.
  void draw_line(int line, double x, double y) const;

 private:
  friend class Canvas;
  struct Impl;
  explicit TextLayout(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

// A PDF being drawn page by page with Cairo and Pango.
class Canvas {
 public:
  explicit Canvas(std::string_view title);
  ~Canvas();
  Canvas(const Canvas&) = delete;
  Canvas& operator=(const Canvas&) = delete;

  void start_page(double width, double height);
  void fill(double x, double y, double width, double height, double grey);
  void line(double x0, double y0, double x1, double y1, double width, double grey = 0);
  void frame(double x, double y, double width, double height, double line_width);
  // width 0: one line per paragraph.
  TextLayout layout(std::string_view utf8, const Font& font, double width);
  // The text as it can be printed: valid, and with [U+4E2D] for what no font has.
  std::string printable(std::string_view utf8, const Font& font);
  base::Result<base::Bytes> finish();

 private:
  friend class TextLayout;
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace vaughn::paper::detail
