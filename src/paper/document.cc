// SPDX-License-Identifier: AGPL-3.0-or-later
#include "paper/document.h"

namespace vaughn::paper {

Run text(std::string_view utf8) {
  return {.text = std::string(utf8)};
}
Run bold(std::string_view utf8) {
  return {.text = std::string(utf8), .is_bold = true};
}
Run italic(std::string_view utf8) {
  return {.text = std::string(utf8), .is_italic = true};
}
Run underlined(std::string_view utf8) {
  return {.text = std::string(utf8), .is_underlined = true};
}
Run footnote(Runs note) {
  return {.footnote = std::move(note)};
}

std::string plain_text(const Runs& runs) {
  std::string out;
  for (const auto& run : runs) {
    out += run.text;
  }
  return out;
}

Paragraph paragraph(Runs runs, ParagraphStyle style) {
  return {.runs = std::move(runs), .style = style};
}

Paragraph paragraph(std::string_view utf8, ParagraphStyle style) {
  return paragraph(Runs{text(utf8)}, style);
}

TableCell cell(Runs runs) {
  TableCell out;
  out.paragraphs.push_back(paragraph(std::move(runs), ParagraphStyle::compact));
  return out;
}

TableCell cell(std::string_view utf8) {
  return cell(Runs{text(utf8)});
}

}  // namespace vaughn::paper
