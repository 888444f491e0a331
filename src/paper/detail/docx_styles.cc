// SPDX-License-Identifier: AGPL-3.0-or-later
#include "paper/detail/docx_styles.h"

#include <fmt/format.h>

#include <array>

#include "base/text.h"
#include "paper/detail/docx_geometry.h"

namespace vaughn::paper::detail {
namespace {

// In the order of ParagraphStyle.
constexpr std::array<DocxStyle, 9> kPleading{{
    {"PleadingBody", "Pleading Body", true, 0, 0, 36, 0, 0, "left"},
    {"PleadingFlush", "Pleading Flush", true, 0, 0, 0, 0, 0, "left"},
    {"PleadingSingle", "Pleading Single", false, 0, 0, 0, 0, 0, "left"},
    {"Heading1", "heading 1", true, 0, 0, 0, 0, 0, "center", true, true, 0},
    {"Heading2", "heading 2", true, 36, 0, -36, 0, 0, "left", true, true, 1},
    {"PleadingCentered", "Pleading Centered", false, 0, 0, 0, 0, 0, "center"},
    {"PleadingQuote", "Pleading Quote", false, 36, 36, 0, 0, 0, "both"},
    {"PleadingItem", "Pleading Item", true, 72, 0, -36, 0, 0, "left"},
    {"PleadingCompact", "Pleading Compact", false, 0, 0, 0, 0, 0, "left"},
}};

constexpr std::array<DocxStyle, 9> kPlain{{
    {"Body", "Body Double Spaced", true, 0, 0, 36, 0, 0, "left"},
    {"Flush", "Body Flush", true, 0, 0, 0, 0, 0, "left"},
    {"Single", "Body Single Spaced", false, 0, 0, 0, 0, 12, "left"},
    {"HeadingCentered", "Heading Centered", false, 0, 0, 0, 12, 12, "center", true, true, 0},
    {"HeadingLeft", "Heading Left", false, 36, 0, -36, 12, 6, "left", true, true, 1},
    {"Centered", "Centered", false, 0, 0, 0, 0, 0, "center"},
    {"BlockQuote", "Block Quote", false, 36, 36, 0, 0, 12, "both"},
    {"Item", "Item", false, 36, 0, -18, 0, 6, "left"},
    {"Compact", "Compact", false, 0, 0, 0, 0, 0, "left"},
}};

// "At least" 24 points is exactly 24 for text of 12, and both Word and LibreOffice then put the
// room above the text: the baseline lies where that of a second line of exactly 12 points lies.
std::string spacing_xml(const DocxStyle& style, PaperKind kind) {
  std::string_view line = "w:line=\"240\" w:lineRule=\"auto\"";
  if (style.is_double_spaced) {
    line = "w:line=\"480\" w:lineRule=\"atLeast\"";
  } else if (kind == PaperKind::pleading) {
    line = "w:line=\"240\" w:lineRule=\"exact\"";
  }
  return fmt::format("<w:spacing w:before=\"{}\" w:after=\"{}\" {}/>",
                     twips(style.before),
                     twips(style.after),
                     line);
}

std::string indent_xml(const DocxStyle& style) {
  if (style.left == 0 && style.right == 0 && style.first_line == 0) {
    return "";
  }
  const auto first = style.first_line < 0
                         ? fmt::format("w:hanging=\"{}\"", twips(-style.first_line))
                         : fmt::format("w:firstLine=\"{}\"", twips(style.first_line));
  return fmt::format(
      "<w:ind w:left=\"{}\" w:right=\"{}\" {}/>", twips(style.left), twips(style.right), first);
}

std::string style_xml(const DocxStyle& style, PaperKind kind) {
  // Half a paragraph moved to the next page by a single line would break the grid.
  const bool widows = style.is_double_spaced || kind == PaperKind::plain;
  return fmt::format(
      "<w:style w:type=\"paragraph\" w:customStyle=\"{}\" w:styleId=\"{}\"><w:name w:val=\"{}\"/>"
      "<w:basedOn w:val=\"Normal\"/><w:qFormat/><w:pPr>{}<w:widowControl w:val=\"{}\"/>{}{}"
      "<w:jc w:val=\"{}\"/>{}</w:pPr>{}</w:style>",
      style.name.starts_with("heading ") ? 0 : 1,
      style.id,
      style.name,
      style.keeps_with_next ? "<w:keepNext/>" : "",
      widows ? 1 : 0,
      spacing_xml(style, kind),
      indent_xml(style),
      style.alignment,
      style.outline_level >= 0 ? fmt::format("<w:outlineLvl w:val=\"{}\"/>", style.outline_level)
                               : "",
      style.is_bold ? "<w:rPr><w:b/></w:rPr>" : "");
}

}  // namespace

const DocxStyle& style_for(ParagraphStyle style, PaperKind kind) {
  const auto index = static_cast<std::size_t>(style);
  return kind == PaperKind::pleading ? kPleading.at(index) : kPlain.at(index);
}

std::string styles_xml(std::string_view language) {
  std::string out = fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
      "<w:styles xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">"
      "<w:docDefaults><w:rPrDefault><w:rPr>"
      "<w:rFonts w:ascii=\"Times New Roman\" w:hAnsi=\"Times New Roman\" "
      "w:eastAsia=\"Times New Roman\" w:cs=\"Times New Roman\"/>"
      "<w:sz w:val=\"24\"/><w:szCs w:val=\"24\"/>"
      "<w:lang w:val=\"{0}\" w:eastAsia=\"{0}\" w:bidi=\"ar-SA\"/></w:rPr></w:rPrDefault>"
      "<w:pPrDefault><w:pPr><w:spacing w:before=\"0\" w:after=\"0\" w:line=\"240\" "
      "w:lineRule=\"auto\"/></w:pPr></w:pPrDefault></w:docDefaults>"
      "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name "
      "w:val=\"Normal\"/><w:qFormat/></w:style>"
      "<w:style w:type=\"character\" w:default=\"1\" w:styleId=\"DefaultParagraphFont\">"
      "<w:name w:val=\"Default Paragraph Font\"/></w:style>"
      "<w:style w:type=\"table\" w:default=\"1\" w:styleId=\"TableNormal\"><w:name "
      "w:val=\"Normal Table\"/><w:tblPr><w:tblInd w:w=\"0\" w:type=\"dxa\"/><w:tblCellMar>"
      "<w:top w:w=\"0\" w:type=\"dxa\"/><w:left w:w=\"108\" w:type=\"dxa\"/>"
      "<w:bottom w:w=\"0\" w:type=\"dxa\"/><w:right w:w=\"108\" w:type=\"dxa\"/></w:tblCellMar>"
      "</w:tblPr></w:style>",
      base::escape_xml(language));
  for (const auto& style : kPleading) {
    out += style_xml(style, PaperKind::pleading);
  }
  for (const auto& style : kPlain) {
    out += style_xml(style, PaperKind::plain);
  }
  out +=
      // An empty half line that brings what follows back onto the numbers.
      "<w:style w:type=\"paragraph\" w:customStyle=\"1\" w:styleId=\"PleadingHalfLine\"><w:name "
      "w:val=\"Pleading Half Line\"/><w:basedOn w:val=\"PleadingSingle\"/></w:style>"
      "<w:style w:type=\"paragraph\" w:customStyle=\"1\" w:styleId=\"PleadingNumber\"><w:name "
      "w:val=\"Pleading Number\"/><w:basedOn w:val=\"PleadingFlush\"/><w:pPr><w:jc "
      "w:val=\"right\"/></w:pPr></w:style>"
      "<w:style w:type=\"paragraph\" w:styleId=\"Header\"><w:name w:val=\"header\"/><w:basedOn "
      "w:val=\"Normal\"/><w:pPr><w:spacing w:line=\"230\" w:lineRule=\"exact\"/></w:pPr><w:rPr>"
      "<w:sz w:val=\"20\"/><w:szCs w:val=\"20\"/></w:rPr></w:style>"
      "<w:style w:type=\"paragraph\" w:styleId=\"Footer\"><w:name w:val=\"footer\"/><w:basedOn "
      "w:val=\"Normal\"/><w:pPr><w:spacing w:line=\"230\" w:lineRule=\"exact\"/><w:jc "
      "w:val=\"center\"/></w:pPr><w:rPr><w:sz w:val=\"20\"/><w:szCs w:val=\"20\"/></w:rPr>"
      "</w:style>"
      "<w:style w:type=\"paragraph\" w:styleId=\"FootnoteText\"><w:name w:val=\"footnote text\"/>"
      "<w:basedOn w:val=\"Normal\"/><w:pPr><w:spacing w:line=\"240\" w:lineRule=\"exact\"/></w:pPr>"
      "</w:style>"
      "<w:style w:type=\"character\" w:styleId=\"FootnoteReference\"><w:name "
      "w:val=\"footnote reference\"/><w:basedOn w:val=\"DefaultParagraphFont\"/><w:rPr>"
      "<w:vertAlign w:val=\"superscript\"/></w:rPr></w:style></w:styles>";
  return out;
}

}  // namespace vaughn::paper::detail
