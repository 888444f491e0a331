// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <vector>

#include "paper/detail/canvas.h"
#include "paper/pages.h"

namespace vaughn::paper {
namespace {

using detail::Canvas;
using detail::Font;
using detail::TextLayout;

constexpr double kMargin = 72;
constexpr double kPadding = 24;
constexpr double kGap = 12;
constexpr double kSmallestScale = 0.4;
constexpr double kLargestTitle = 30;
constexpr double kSmallestTitle = 20;

// The contents laid out at one scale.
struct Face {
  std::vector<TextLayout> centred{};  // title, then lines
  struct Fact {
    TextLayout label;
    TextLayout value;
  };
  std::vector<Fact> facts{};
  double label_width = 0;
  double gap = 0;
  double height = 0;
};

// As large as leaves the title on one line, within reason.
Font title_font(Canvas& canvas, std::string_view title, double width, double scale) {
  Font font{.is_bold = true, .size = kLargestTitle * scale};
  while (font.size > kSmallestTitle * scale &&
         canvas.layout(canvas.printable(title, font), font, width).line_count() > 1) {
    font.size -= 1;
  }
  return font;
}

Face lay_out(Canvas& canvas, const SlipSheet& sheet, double width, double scale) {
  Face out;
  out.gap = kGap * scale;
  const auto add = [&](std::string_view utf8, const Font& font) {
    out.centred.push_back(canvas.layout(canvas.printable(utf8, font), font, width));
    out.height += out.centred.back().height() + out.gap;
  };
  add(sheet.title, title_font(canvas, sheet.title, width, scale));
  for (const auto& line : sheet.lines) {
    add(line, {.size = 16 * scale});
  }
  const Font value_font{.size = 14 * scale};
  Font label_font = value_font;
  label_font.is_bold = true;
  for (const auto& fact : sheet.facts) {
    const auto label = canvas.layout(canvas.printable(fact.label, label_font), label_font, 0);
    out.label_width = std::max(out.label_width, label.line_width(0));
  }
  out.label_width = std::min(out.label_width, width / 2);
  if (!sheet.facts.empty()) {
    out.height += 2 * out.gap;
  }
  for (const auto& fact : sheet.facts) {
    out.facts.push_back(
        {canvas.layout(canvas.printable(fact.label, label_font), label_font, out.label_width),
         canvas.layout(canvas.printable(fact.value, value_font),
                       value_font,
                       width - out.label_width - out.gap)});
    out.height +=
        std::max(out.facts.back().label.height(), out.facts.back().value.height()) + out.gap / 2;
  }
  return out;
}

void draw_block(const TextLayout& block, double x, double y) {
  for (int i = 0; i < block.line_count(); ++i) {
    block.draw_line(i, x, y);
    y += block.line_height(i);
  }
}

}  // namespace

base::Result<base::Bytes> slip_sheet(const SlipSheet& sheet) {
  const double page_width = sheet.is_landscape ? 792 : 612;
  const double page_height = sheet.is_landscape ? 612 : 792;
  const double width = page_width - 2 * (kMargin + kPadding);
  const double room = page_height - 2 * (kMargin + kPadding);
  Canvas canvas(sheet.title);
  double scale = 1;
  auto face = lay_out(canvas, sheet, width, scale);
  while (face.height > room && scale > kSmallestScale) {
    scale -= 0.1;
    face = lay_out(canvas, sheet, width, scale);
  }
  if (face.height > room) {
    return base::Error{
        base::ErrorCode::invalid_argument, "a slip sheet has more text than one page holds", ""};
  }
  canvas.start_page(page_width, page_height);
  canvas.frame(kMargin, kMargin, page_width - 2 * kMargin, page_height - 2 * kMargin, 1.5);
  // A little above the middle, where the eye expects it.
  double y = kMargin + kPadding + (room - face.height) * 0.4;
  const double left = kMargin + kPadding;
  for (const auto& block : face.centred) {
    for (int i = 0; i < block.line_count(); ++i) {
      block.draw_line(i, left + (width - block.line_width(i)) / 2, y);
      y += block.line_height(i);
    }
    y += face.gap;
  }
  if (!face.facts.empty()) {
    y += face.gap;
    canvas.line(left, y, left + width, y, 0.5);
    y += face.gap;
  }
  for (const auto& fact : face.facts) {
    draw_block(fact.label, left, y);
    draw_block(fact.value, left + face.label_width + face.gap, y);
    y += std::max(fact.label.height(), fact.value.height()) + face.gap / 2;
  }
  return canvas.finish();
}

base::Result<base::Bytes> native_placeholder(const NativePlaceholder& placeholder) {
  SlipSheet sheet{.title = placeholder.title, .facts = placeholder.facts};
  if (!placeholder.file_name.empty()) {
    sheet.lines.push_back(placeholder.file_name);
  }
  return slip_sheet(sheet);
}

}  // namespace vaughn::paper
