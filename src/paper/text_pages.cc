// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>

#include "base/text.h"
#include "paper/detail/canvas.h"
#include "paper/pages.h"

namespace vaughn::paper {
namespace {

using detail::Canvas;
using detail::Font;

constexpr double kWidth = 612;
constexpr double kHeight = 792;
constexpr double kMargin = 72;
constexpr double kBottom = kHeight - 72;  // below it is room for stamps
constexpr double kTextWidth = kWidth - 2 * kMargin;
constexpr double kMaxLabelWidth = kTextWidth / 3;
constexpr double kGap = 10;
constexpr double kLeading = 1.08;
// Laying out a paragraph costs more than its length; a longer one is laid out in parts.
constexpr std::size_t kMaxPart = 8000;

// Fills pages from top to bottom.
class Column {
 public:
  explicit Column(Canvas& canvas) : canvas_(canvas) { start_page(); }

  void start_page() {
    canvas_.start_page(kWidth, kHeight);
    y_ = kMargin;
  }

  // Room for something of this height; a new page if there is none.
  double place(double height) {
    if (y_ + height > kBottom && y_ > kMargin) {
      start_page();
    }
    const double at = y_;
    y_ += height;
    return at;
  }

  void skip(double height) { y_ = std::min(y_ + height, kBottom); }

  void print(std::string_view paragraph, const Font& font) {
    std::string rest(paragraph);
    do {
      // The last line of a part may not be full: it is laid out again with what follows.
      const bool is_whole = rest.size() <= kMaxPart;
      std::size_t end = rest.size();
      if (!is_whole) {
        end = kMaxPart;
        while ((static_cast<unsigned char>(rest[end]) & 0xC0) == 0x80) {
          --end;
        }
      }
      const auto text = std::string_view(rest).substr(0, end);
      const auto lines = canvas_.layout(text, font, kTextWidth);
      const int count = lines.line_count();
      const int last = is_whole || count == 1 ? count : count - 1;
      for (int i = 0; i < last; ++i) {
        const double height = lines.line_height(i) * kLeading;
        lines.draw_line(i, kMargin, place(height));
      }
      rest.erase(0, last == count ? end : lines.line_start(last));
    } while (!rest.empty());
  }

 private:
  Canvas& canvas_;
  double y_ = kMargin;
};

void print_header(Canvas& canvas, Column& column, const TextPages& pages) {
  const Font value_font{.size = pages.font_size};
  Font label_font = value_font;
  label_font.is_bold = true;
  double label_width = 0;
  for (const auto& row : pages.header) {
    const auto label = canvas.layout(canvas.printable(row.label, label_font), label_font, 0);
    label_width = std::max(label_width, label.line_width(0));
  }
  label_width = std::min(label_width, kMaxLabelWidth);
  const double left = kMargin + label_width + kGap;
  for (const auto& row : pages.header) {
    const auto label =
        canvas.layout(canvas.printable(row.label, label_font), label_font, label_width);
    const auto value = canvas.layout(
        canvas.printable(row.value, value_font), value_font, kMargin + kTextWidth - left);
    const int count = std::max(label.line_count(), value.line_count());
    for (int i = 0; i < count; ++i) {
      const double height = std::max(i < label.line_count() ? label.line_height(i) : 0,
                                     i < value.line_count() ? value.line_height(i) : 0);
      const double y = column.place(height * kLeading);
      if (i < label.line_count()) {
        label.draw_line(i, kMargin, y);
      }
      if (i < value.line_count()) {
        value.draw_line(i, left, y);
      }
    }
    column.skip(2);
  }
}

void print_body(Canvas& canvas, Column& column, const TextPages& pages) {
  const Font font{.is_monospace = pages.face == Face::monospace, .size = pages.font_size};
  auto body = base::replace_all(pages.body, "\r\n", "\n");
  std::replace(body.begin(), body.end(), '\r', '\n');
  const auto sheets = base::split(body, '\f');
  for (std::size_t i = 0; i < sheets.size(); ++i) {
    // A form feed at the very end does not ask for an empty page.
    if (i != 0 && (i + 1 < sheets.size() || !base::trim(sheets[i]).empty())) {
      column.start_page();
    }
    auto sheet = sheets[i];
    if (sheet.ends_with('\n')) {
      sheet.remove_suffix(1);
    }
    if (sheet.empty()) {
      continue;
    }
    for (const auto line : base::split(sheet, '\n')) {
      column.print(canvas.printable(line, font), font);
    }
  }
}

}  // namespace

base::Result<base::Bytes> text_pages(const TextPages& pages) {
  if (!(pages.font_size >= 4 && pages.font_size <= 36)) {
    return base::Error{base::ErrorCode::invalid_argument, "font size is not between 4 and 36", ""};
  }
  Canvas canvas(pages.title);
  Column column(canvas);
  if (!pages.title.empty()) {
    const Font font{.is_bold = true, .size = pages.font_size + 3};
    column.print(canvas.printable(pages.title, font), font);
    column.skip(6);
  }
  if (!pages.header.empty()) {
    if (!pages.title.empty()) {
      const double y = column.place(8);
      canvas.line(kMargin, y, kMargin + kTextWidth, y, 1.5);
    }
    print_header(canvas, column, pages);
  }
  if (!pages.title.empty() || !pages.header.empty()) {
    const double y = column.place(16) + 4;
    canvas.line(kMargin, y, kMargin + kTextWidth, y, 0.5);
  }
  print_body(canvas, column, pages);
  return canvas.finish();
}

}  // namespace vaughn::paper
