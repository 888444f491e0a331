// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "base/text.h"
#include "paper/detail/canvas.h"
#include "paper/pages.h"

namespace vaughn::paper {
namespace {

using base::Error;
using base::ErrorCode;
using detail::Canvas;
using detail::Font;

// Landscape letter; the last inch is for stamps.
constexpr double kWidth = 792;
constexpr double kLeft = 36;
constexpr double kRight = kWidth - 36;
constexpr double kTop = 36;
constexpr double kBottom = 612 - 72;
constexpr double kGridTop = kTop + 18;  // under the line that names sheet and part
constexpr double kLabelHeight = 14;     // the row of column letters
constexpr double kGridBottom = kBottom - 4;
constexpr double kFirstRow = kGridTop + kLabelHeight;
constexpr double kPadding = 2.5;
constexpr double kMinColumn = 28;
constexpr double kMaxColumn = 190;
constexpr double kHiddenGrey = 0.88;
constexpr double kLabelGrey = 0.93;
constexpr std::size_t kMaxCells = 2'000'000;

constexpr Font kCellFont{.size = 8};
constexpr Font kBoldFont{.is_bold = true, .size = 8};
constexpr Font kTitleFont{.is_bold = true, .size = 10};

struct Range {
  std::size_t first = 0;
  std::size_t end = 0;
};

// What one page shows. A row higher than a page goes on from line to line over several.
struct PagePlan {
  Range columns{};
  Range rows{};
  int first_line = 0;  // of the only row, if it is split
};

std::string column_letters(std::size_t index) {
  std::string out;
  for (std::size_t n = index + 1; n != 0; n = (n - 1) / 26) {
    out.insert(out.begin(), static_cast<char>('A' + (n - 1) % 26));
  }
  return out;
}

const Font& font_of(const SheetCell& cell) {
  return cell.is_bold ? kBoldFont : kCellFont;
}

bool is_empty(const SheetRow& row) {
  return std::all_of(
      row.cells.begin(), row.cells.end(), [](const SheetCell& cell) { return cell.text.empty(); });
}

// One sheet, measured and drawn.
class Grid {
 public:
  Grid(Canvas& canvas, const Sheet& sheet) : canvas_(canvas), sheet_(sheet) {
    row_count_ = sheet.rows.size();
    while (row_count_ > 0 && is_empty(sheet.rows[row_count_ - 1]) &&
           !sheet.rows[row_count_ - 1].is_hidden) {
      --row_count_;
    }
    column_count_ = 0;
    for (std::size_t r = 0; r < row_count_; ++r) {
      const auto& cells = sheet.rows[r].cells;
      for (std::size_t c = cells.size(); c > column_count_; --c) {
        if (!cells[c - 1].text.empty()) {
          column_count_ = c;
        }
      }
    }
    label_width_ = kMinColumn;
    for (std::size_t r = 0; r < row_count_; ++r) {
      const bool is_long = sheet.rows[r].is_hidden || r + 1 == row_count_;
      if (is_long) {
        label_width_ = std::max(label_width_, width_of(row_label(r), kBoldFont) + 2 * kPadding);
      }
    }
    measure_columns();
  }

  void draw() {
    const auto parts = column_parts();
    if (parts.empty()) {
      start_page("", "This sheet is empty.");
      return;
    }
    for (std::size_t part = 0; part < parts.size(); ++part) {
      const auto heights = row_heights(parts[part]);
      for (const auto& plan : page_plans(parts[part], heights)) {
        draw_page(plan, heights, part + 1, parts.size());
      }
    }
  }

  void draw_notes() {
    if (sheet_.notes.empty()) {
      return;
    }
    start_page("comments", "");
    double y = kGridTop + 4;
    const auto next_line = [&](double height) {
      if (y + height > kGridBottom) {
        start_page("comments", "");
        y = kGridTop + 4;
      }
      const double at = y;
      y += height;
      return at;
    };
    for (const auto& note : sheet_.notes) {
      const auto where = canvas_.layout(canvas_.printable(note.cell, kBoldFont), kBoldFont, 60);
      auto body = base::replace_all(note.text, "\r\n", "\n");
      const auto lines =
          canvas_.layout(canvas_.printable(body, kCellFont), kCellFont, kRight - kLeft - 70);
      for (int i = 0; i < lines.line_count(); ++i) {
        const double at = next_line(lines.line_height(i));
        if (i == 0) {
          where.draw_line(0, kLeft, at);
        }
        lines.draw_line(i, kLeft + 70, at);
      }
      y += 4;
    }
  }

 private:
  double width_of(std::string_view utf8, const Font& font) {
    const auto text = canvas_.layout(canvas_.printable(utf8, font), font, 0);
    double out = 0;
    for (int i = 0; i < text.line_count(); ++i) {
      out = std::max(out, text.line_width(i));
    }
    return out;
  }

  std::string row_number(std::size_t row) const {
    const auto& label = sheet_.rows[row].label;
    return label.empty() ? fmt::format("{}", row + 1) : label;
  }

  std::string row_label(std::size_t row) const {
    return row_number(row) + (sheet_.rows[row].is_hidden ? " hidden" : "");
  }

  std::string column_letter(std::size_t column) const {
    const bool has_label = column < sheet_.columns.size() && !sheet_.columns[column].label.empty();
    return has_label ? sheet_.columns[column].label : column_letters(column);
  }

  bool is_column_hidden(std::size_t column) const {
    return column < sheet_.columns.size() && sheet_.columns[column].is_hidden;
  }

  std::string column_label(std::size_t column) const {
    return column_letter(column) + (is_column_hidden(column) ? " hidden" : "");
  }

  void measure_columns() {
    widths_.assign(column_count_, 0);
    for (std::size_t c = 0; c < column_count_; ++c) {
      widths_[c] = std::max(kMinColumn, width_of(column_label(c), kBoldFont) + 2 * kPadding);
    }
    for (std::size_t r = 0; r < row_count_; ++r) {
      const auto& cells = sheet_.rows[r].cells;
      for (std::size_t c = 0; c < std::min(cells.size(), column_count_); ++c) {
        if (!cells[c].text.empty() && widths_[c] < kMaxColumn) {
          const double wanted = width_of(cells[c].text, font_of(cells[c])) + 2 * kPadding + 0.5;
          widths_[c] = std::clamp(wanted, widths_[c], kMaxColumn);
        }
      }
    }
  }

  std::vector<Range> column_parts() const {
    std::vector<Range> out;
    double room = 0;
    for (std::size_t c = 0; c < column_count_; ++c) {
      if (out.empty() || widths_[c] > room) {
        out.push_back({c, c});
        room = kRight - kLeft - label_width_;
      }
      out.back().end = c + 1;
      room -= widths_[c];
    }
    return out;
  }

  std::optional<detail::TextLayout> lay_out(std::size_t row, std::size_t column) {
    const auto& cells = sheet_.rows[row].cells;
    if (column >= cells.size() || cells[column].text.empty()) {
      return std::nullopt;
    }
    const auto& font = font_of(cells[column]);
    const auto value = base::replace_all(cells[column].text, "\r\n", "\n");
    return canvas_.layout(canvas_.printable(value, font), font, widths_[column] - 2 * kPadding);
  }

  std::vector<double> row_heights(const Range& columns) {
    std::vector<double> out(row_count_, line_height() + 2 * kPadding);
    for (std::size_t r = 0; r < row_count_; ++r) {
      for (std::size_t c = columns.first; c < columns.end; ++c) {
        if (const auto text = lay_out(r, c)) {
          out[r] = std::max(out[r], text->line_count() * line_height() + 2 * kPadding);
        }
      }
    }
    return out;
  }

  // Cells are set on equal lines, so that the lines of a row stand side by side.
  double line_height() const { return 10; }

  int lines_per_page() const {
    return static_cast<int>((kGridBottom - kFirstRow - 2 * kPadding) / line_height());
  }

  std::vector<PagePlan> page_plans(const Range& columns, const std::vector<double>& heights) const {
    std::vector<PagePlan> out;
    double room = 0;
    for (std::size_t r = 0; r < row_count_; ++r) {
      if (out.empty() || heights[r] > room) {
        out.push_back({.columns = columns, .rows = {r, r}});
        room = kGridBottom - kFirstRow;
      }
      out.back().rows.end = r + 1;
      if (heights[r] > room) {
        // Alone on its pages; the rest of the last one stays empty.
        const int lines =
            static_cast<int>(std::lround((heights[r] - 2 * kPadding) / line_height()));
        for (int line = lines_per_page(); line < lines; line += lines_per_page()) {
          out.push_back({.columns = columns, .rows = {r, r + 1}, .first_line = line});
        }
      }
      room -= heights[r];
    }
    return out;
  }

  void start_page(std::string_view part, std::string_view message) {
    canvas_.start_page(kWidth, 612);
    const auto title = canvas_.printable(
        fmt::format("Sheet: {}{}", sheet_.name, sheet_.is_hidden ? " (hidden sheet)" : ""),
        kTitleFont);
    const auto where = canvas_.layout(canvas_.printable(part, kCellFont), kCellFont, 0);
    const double where_width = where.line_width(0);
    const auto name = canvas_.layout(title, kTitleFont, kRight - kLeft - where_width - 12);
    name.draw_line(0, kLeft, kTop);
    where.draw_line(0, kRight - where_width, kTop + 2);
    if (!message.empty()) {
      const Font font{.is_italic = true, .size = 10};
      canvas_.layout(message, font, kRight - kLeft).draw_line(0, kLeft, kGridTop);
    }
  }

  void draw_text(std::string_view utf8, const Font& font, double x, double y) {
    canvas_.layout(canvas_.printable(utf8, font), font, 0).draw_line(0, x, y);
  }

  void draw_page(const PagePlan& plan,
                 const std::vector<double>& heights,
                 std::size_t part,
                 std::size_t part_count) {
    start_page(fmt::format("part {} of {}: columns {}\u2013{}, rows {}\u2013{}",
                           part,
                           part_count,
                           column_letter(plan.columns.first),
                           column_letter(plan.columns.end - 1),
                           row_number(plan.rows.first),
                           row_number(plan.rows.end - 1)),
               "");
    double right = kLeft + label_width_;
    for (std::size_t c = plan.columns.first; c < plan.columns.end; ++c) {
      right += widths_[c];
    }
    canvas_.fill(kLeft, kGridTop, right - kLeft, kLabelHeight, kLabelGrey);
    double x = kLeft + label_width_;
    for (std::size_t c = plan.columns.first; c < plan.columns.end; ++c) {
      draw_text(column_label(c), kBoldFont, x + kPadding, kGridTop + kPadding);
      x += widths_[c];
    }
    canvas_.line(kLeft, kGridTop, right, kGridTop, 0.5);
    double y = kFirstRow;
    for (std::size_t r = plan.rows.first; r < plan.rows.end; ++r) {
      y = draw_row(r, plan, y, std::min(heights[r], kGridBottom - y));
    }
    draw_column_lines(plan, y);
  }

  double draw_row(std::size_t row, const PagePlan& plan, double y, double height) {
    double x = kLeft + label_width_;
    double right = x;
    for (std::size_t c = plan.columns.first; c < plan.columns.end; ++c) {
      if (sheet_.rows[row].is_hidden || is_column_hidden(c)) {
        canvas_.fill(right, y, widths_[c], height, kHiddenGrey);
      }
      right += widths_[c];
    }
    canvas_.fill(kLeft, y, label_width_, height, kLabelGrey);
    canvas_.line(kLeft, y, right, y, 0.4, 0.5);
    canvas_.line(kLeft, y + height, right, y + height, 0.4, 0.5);
    draw_text(row_label(row), kBoldFont, kLeft + kPadding, y + kPadding);
    for (std::size_t c = plan.columns.first; c < plan.columns.end; ++c) {
      if (const auto text = lay_out(row, c)) {
        const int end = std::min(text->line_count(), plan.first_line + lines_per_page());
        double line_y = y + kPadding;
        for (int i = plan.first_line; i < end; ++i) {
          const double slack = widths_[c] - 2 * kPadding - text->line_width(i);
          const bool at_right = sheet_.rows[row].cells[c].is_number;
          text->draw_line(i, x + kPadding + (at_right ? std::max(slack, 0.0) : 0), line_y);
          line_y += line_height();
        }
      }
      x += widths_[c];
    }
    return y + height;
  }

  void draw_column_lines(const PagePlan& plan, double bottom) {
    double x = kLeft;
    canvas_.line(x, kGridTop, x, bottom, 0.4, 0.5);
    x += label_width_;
    canvas_.line(x, kGridTop, x, bottom, 0.4, 0.5);
    for (std::size_t c = plan.columns.first; c < plan.columns.end; ++c) {
      x += widths_[c];
      canvas_.line(x, kGridTop, x, bottom, 0.4, 0.5);
    }
  }

  Canvas& canvas_;
  const Sheet& sheet_;
  std::size_t row_count_ = 0;
  std::size_t column_count_ = 0;
  double label_width_ = 0;
  std::vector<double> widths_{};
};

}  // namespace

base::Result<base::Bytes> grid_pages(const std::vector<Sheet>& sheets) {
  if (sheets.empty()) {
    return Error{ErrorCode::invalid_argument, "a workbook without sheets has no pages", ""};
  }
  std::size_t cells = 0;
  for (const auto& sheet : sheets) {
    for (const auto& row : sheet.rows) {
      cells += 1 + row.cells.size();
    }
  }
  if (cells > kMaxCells) {
    return Error{ErrorCode::limit,
                 fmt::format("{} cells are too many to print",
                             base::with_commas(static_cast<long long>(cells))),
                 "produce the file in native format"};
  }
  Canvas canvas(sheets.front().name);
  for (const auto& sheet : sheets) {
    Grid grid(canvas, sheet);
    grid.draw();
    grid.draw_notes();
  }
  return canvas.finish();
}

}  // namespace vaughn::paper
