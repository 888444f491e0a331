// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <array>
#include <numeric>
#include <string>
#include <string_view>

#include "base/text.h"
#include "sample/detail/doc.h"
#include "sample/detail/win_ansi.h"

namespace vaughn::sample {
namespace {

constexpr double kPageWidth = 612;
constexpr double kPageHeight = 792;
constexpr double kMargin = 72;
constexpr double kTextWidth = kPageWidth - 2 * kMargin;
constexpr double kCellPadding = 4;

// Widths of Helvetica and Helvetica-Bold from space to tilde (Adobe's font metrics, 1/1000 em).
constexpr std::array<int, 95> kRegular = {
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333,  278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667,
    611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667,  611, 722, 667, 944, 667,
    667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278,  556, 556, 222, 222, 500,
    222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500,  500, 334, 260, 334, 584};
constexpr std::array<int, 95> kBold = {
    278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 333, 333, 584, 584, 584, 611, 975, 722, 722, 722, 722, 667,
    611, 778, 722, 278, 556, 722, 611, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667,
    667, 611, 333, 278, 333, 584, 556, 333, 556, 611, 556, 611, 556, 333, 611, 611, 278, 278, 556,
    278, 889, 611, 611, 611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389, 280, 389, 584};

std::vector<std::string> wrap(std::string_view text, double width, double size, bool is_bold) {
  std::vector<std::string> lines;
  for (const std::string_view source : base::split(text, '\n')) {
    std::string line;
    for (const std::string_view word : base::split(source, ' ')) {
      std::string longer = line.empty() ? std::string(word) : line + " " + std::string(word);
      if (!line.empty() && text_width(longer, size, is_bold) > width) {
        lines.push_back(std::move(line));
        longer = word;
      }
      line = std::move(longer);
    }
    lines.push_back(std::move(line));
  }
  return lines;
}

class Flow {
 public:
  explicit Flow(Layout& out) : out_(out) { new_page(); }

  void new_page() {
    ++out_.page_count;
    y_ = kPageHeight - kMargin;
  }
  void space(double points) { y_ -= points; }
  void need(double points) {
    if (y_ - points < kMargin) {
      new_page();
    }
  }
  void lines(
      const std::vector<std::string>& lines, double x, double size, bool is_bold, bool centred) {
    const double leading = size * 1.3;
    for (const std::string& line : lines) {
      need(leading);
      y_ -= leading;
      const double at = centred ? (kPageWidth - text_width(line, size, is_bold)) / 2 : x;
      if (!line.empty()) {
        out_.lines.push_back({out_.page_count, at, y_, size, is_bold, line});
      }
    }
  }
  void table(const Block& block) {
    constexpr double kSize = 9;
    constexpr double kLeading = kSize * 1.3;
    const std::size_t columns = block.rows.front().size();
    std::vector<double> widths = block.widths;
    if (widths.empty()) {
      widths.assign(columns, 1.0);
    }
    const double total = std::accumulate(widths.begin(), widths.end(), 0.0);
    bool is_header = true;
    for (const auto& row : block.rows) {
      std::vector<std::vector<std::string>> cells;
      std::size_t height = 1;
      for (std::size_t c = 0; c < columns; ++c) {
        const double width = kTextWidth * widths[c] / total - 2 * kCellPadding;
        cells.push_back(wrap(row[c], width, kSize, is_header));
        height = std::max(height, cells.back().size());
      }
      const double points = static_cast<double>(height) * kLeading + 2 * kCellPadding;
      need(points);
      double x = kMargin;
      for (std::size_t c = 0; c < columns; ++c) {
        double y = y_ - kCellPadding;
        for (const std::string& line : cells[c]) {
          y -= kLeading;
          if (!line.empty()) {
            out_.lines.push_back(
                {out_.page_count, x + kCellPadding, y + 3, kSize, is_header, line});
          }
        }
        x += kTextWidth * widths[c] / total;
      }
      out_.rules.push_back({out_.page_count, kMargin, y_, kMargin + kTextWidth, y_});
      y_ -= points;
      out_.rules.push_back({out_.page_count, kMargin, y_, kMargin + kTextWidth, y_});
      is_header = false;
    }
    space(8);
  }

 private:
  Layout& out_;
  double y_ = 0;
};

}  // namespace

double text_width(std::string_view utf8, double size, bool is_bold) {
  double width = 0;
  for (const char c : to_win_ansi(utf8)) {
    const auto byte = static_cast<unsigned char>(c);
    // Beyond ASCII the letters are accented ones, nearly all 556 wide.
    const int units = byte >= 32 && byte < 127
                          ? (is_bold ? kBold : kRegular)[static_cast<std::size_t>(byte - 32)]
                          : 556;
    width += units;
  }
  return width * size / 1000;
}

Layout lay_out(const Doc& doc) {
  Layout out;
  Flow flow(out);
  for (const Block& block : doc.blocks) {
    switch (block.kind) {
      case BlockKind::title:
        flow.lines(wrap(block.text, kTextWidth, 15, true), kMargin, 15, true, true);
        flow.space(8);
        break;
      case BlockKind::centred:
        flow.lines(wrap(block.text, kTextWidth, 11, false), kMargin, 11, false, true);
        break;
      case BlockKind::heading:
        flow.space(6);
        flow.need(48);
        flow.lines(wrap(block.text, kTextWidth, 12, true), kMargin, 12, true, false);
        flow.space(3);
        break;
      case BlockKind::paragraph:
        flow.lines(wrap(block.text, kTextWidth, 11, false), kMargin, 11, false, false);
        flow.space(7);
        break;
      case BlockKind::bullet: {
        auto lines = wrap(block.text, kTextWidth - 18, 11, false);
        flow.need(15);
        lines.front() = "- " + lines.front();
        flow.lines(lines, kMargin + 12, 11, false, false);
        flow.space(3);
        break;
      }
      case BlockKind::table: flow.table(block); break;
      case BlockKind::page_break: flow.new_page(); break;
    }
  }
  for (int page = 1; page <= out.page_count; ++page) {
    const std::string number =
        "Page " + std::to_string(page) + " of " + std::to_string(out.page_count);
    out.lines.push_back({page, kMargin, 50, 8, false, doc.footer});
    out.lines.push_back(
        {page, kPageWidth - kMargin - text_width(number, 8, false), 50, 8, false, number});
  }
  std::stable_sort(out.lines.begin(),
                   out.lines.end(),
                   [](const PlacedLine& a, const PlacedLine& b) { return a.page < b.page; });
  return out;
}

std::vector<FoundBox> boxes_of(const Layout& layout, std::string_view words) {
  std::vector<FoundBox> found;
  for (std::size_t first = 0; first < layout.lines.size(); ++first) {
    // The words may go on in the next lines.
    std::string joined = layout.lines[first].text;
    std::vector<std::size_t> starts = {0};
    std::size_t last = first;
    while (last + 1 < layout.lines.size() && joined.size() < starts.front() + 400 &&
           layout.lines[last + 1].page == layout.lines[first].page) {
      ++last;
      joined += ' ';
      starts.push_back(joined.size());
      joined += layout.lines[last].text;
    }
    const std::size_t first_size = layout.lines[first].text.size();
    for (std::size_t at = joined.find(words); at < first_size; at = joined.find(words, at + 1)) {
      const std::size_t end = at + words.size();
      for (std::size_t i = first; i <= last && starts[i - first] < end; ++i) {
        const PlacedLine& line = layout.lines[i];
        const std::size_t start = starts[i - first];
        const std::size_t from = at > start ? at - start : 0;
        const std::string part = line.text.substr(from, end - start - from);
        const double x0 = line.x + text_width(line.text.substr(0, from), line.size, line.is_bold);
        const double x1 = x0 + text_width(part, line.size, line.is_bold);
        found.push_back(
            {line.page, {x0 - 1, line.y - 0.25 * line.size, x1 + 1, line.y + 0.8 * line.size}});
      }
    }
  }
  return found;
}

}  // namespace vaughn::sample
