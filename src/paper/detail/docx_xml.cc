// SPDX-License-Identifier: AGPL-3.0-or-later
#include "paper/detail/docx_xml.h"

#include <fmt/format.h>

#include "base/text.h"
#include "paper/detail/docx_geometry.h"

namespace vaughn::paper::detail {
namespace {

using base::escape_xml;
using base::repair_utf8;

constexpr std::string_view kXml = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
constexpr std::string_view kNamespaces =
    "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" "
    "xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" "
    "xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" "
    "xmlns:wps=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\" "
    "xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\"";
constexpr int kFirstNote = 2;  // 0 and 1 are the separators

std::string text_xml(std::string_view utf8) {
  std::string out;
  std::string piece;
  const auto flush = [&] {
    if (!piece.empty()) {
      out += "<w:t xml:space=\"preserve\">" + escape_xml(piece) + "</w:t>";
      piece.clear();
    }
  };
  for (const char c : repair_utf8(utf8)) {
    if (c == '\n' || c == '\t') {
      flush();
      out += c == '\n' ? "<w:br/>" : "<w:tab/>";
    } else if (c != '\r' && c != '\f') {
      piece += c;
    }
  }
  flush();
  return out;
}

std::string properties_of(const Run& run, const RunFormat& format) {
  std::string out;
  out += run.is_bold || format.is_bold ? "<w:b/>" : "";
  out += run.is_italic ? "<w:i/>" : "";
  out += run.is_small_caps ? "<w:smallCaps/>" : "";
  if (format.size > 0) {
    const int half_points = static_cast<int>(std::lround(format.size * 2));
    out += fmt::format("<w:sz w:val=\"{0}\"/><w:szCs w:val=\"{0}\"/>", half_points);
  }
  out += run.is_underlined ? "<w:u w:val=\"single\"/>" : "";
  out += run.is_superscript ? "<w:vertAlign w:val=\"superscript\"/>" : "";
  return out.empty() ? out : "<w:rPr>" + out + "</w:rPr>";
}

std::string field(std::string_view instruction) {
  return fmt::format(
      "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>"
      "<w:r><w:instrText xml:space=\"preserve\"> {} </w:instrText></w:r>"
      "<w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>1</w:t></w:r>"
      "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>",
      instruction);
}

constexpr long kEmuPerPoint = 12700;

// A vertical rule over the whole height of the page, behind the text. It is a filled rectangle,
// since LibreOffice draws thin lines a little aslant.
std::string rule(double x, std::size_t id) {
  constexpr long kRuleWidth = kEmuPerPoint * 6 / 10;
  return fmt::format(
      "<w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing>"
      "<wp:anchor distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\" simplePos=\"0\" "
      "relativeHeight=\"{0}\" behindDoc=\"1\" locked=\"1\" layoutInCell=\"0\" allowOverlap=\"1\">"
      "<wp:simplePos x=\"0\" y=\"0\"/><wp:positionH relativeFrom=\"page\"><wp:posOffset>{1}"
      "</wp:posOffset></wp:positionH><wp:positionV relativeFrom=\"page\"><wp:posOffset>0"
      "</wp:posOffset></wp:positionV><wp:extent cx=\"{3}\" cy=\"{2}\"/>"
      "<wp:effectExtent l=\"0\" t=\"0\" r=\"0\" b=\"0\"/><wp:wrapNone/>"
      "<wp:docPr id=\"{0}\" name=\"Rule {0}\"/><wp:cNvGraphicFramePr/><a:graphic>"
      "<a:graphicData uri=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\">"
      "<wps:wsp><wps:cNvSpPr/><wps:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"{3}\" "
      "cy=\"{2}\"/></a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom>"
      "<a:solidFill><a:srgbClr "
      "val=\"000000\"/></a:solidFill><a:ln><a:noFill/></a:ln></wps:spPr><wps:bodyPr/>"
      "</wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback/>"
      "</mc:AlternateContent></w:r>",
      id,
      std::lround(x * static_cast<double>(kEmuPerPoint)),
      792 * kEmuPerPoint,
      kRuleWidth);
}

std::string line_numbers() {
  using Paper = PleadingPaper;
  std::string out;
  for (int number = 1; number <= Paper::line_count; ++number) {
    out += fmt::format(
        "<w:p><w:pPr><w:pStyle w:val=\"PleadingNumber\"/><w:framePr w:w=\"{}\" w:h=\"{}\" "
        "w:hRule=\"exact\" w:hSpace=\"0\" w:wrap=\"around\" w:vAnchor=\"page\" "
        "w:hAnchor=\"page\" w:x=\"{}\" w:y=\"{}\"/></w:pPr><w:r><w:t>{}</w:t></w:r></w:p>",
        twips(Paper::number_width),
        twips(Paper::line_count * Paper::line),
        twips(Paper::number_left),
        twips(Paper::top),
        number);
  }
  return out;
}

}  // namespace

std::string alignment_xml(Alignment alignment) {
  switch (alignment) {
    case Alignment::left: return "left";
    case Alignment::centred: return "center";
    case Alignment::right: return "right";
    case Alignment::justified: return "both";
  }
  return "left";
}

std::string to_xml(const ParagraphFormat& format) {
  std::string out;
  if (!format.style.empty()) {
    out += fmt::format("<w:pStyle w:val=\"{}\"/>", format.style);
  }
  out += format.keeps_with_next ? "<w:keepNext/>" : "";
  out += format.keeps_lines ? "<w:keepLines/>" : "";
  out += format.breaks_page ? "<w:pageBreakBefore/>" : "";
  if (format.has_rule_above) {
    out += "<w:pBdr><w:top w:val=\"single\" w:sz=\"4\" w:space=\"3\" w:color=\"auto\"/></w:pBdr>";
  }
  if (!format.tabs.empty() || format.right_tab) {
    out += "<w:tabs>";
    for (const double tab : format.tabs) {
      out += fmt::format("<w:tab w:val=\"left\" w:pos=\"{}\"/>", twips(tab));
    }
    if (format.right_tab) {
      out += fmt::format("<w:tab w:val=\"right\" w:pos=\"{}\"/>", twips(*format.right_tab));
    }
    out += "</w:tabs>";
  }
  if (format.before > 0) {
    out += fmt::format("<w:spacing w:before=\"{}\"/>", twips(format.before));
  }
  if (format.left) {
    out += fmt::format("<w:ind w:left=\"{}\" w:right=\"{}\" w:{}=\"{}\"/>",
                       twips(*format.left),
                       twips(format.right),
                       format.first_line < 0 ? "hanging" : "firstLine",
                       twips(std::abs(format.first_line)));
  }
  if (!format.alignment.empty()) {
    out += fmt::format("<w:jc w:val=\"{}\"/>", format.alignment);
  }
  return out;
}

std::string paragraph_xml(std::string_view properties, std::string_view content) {
  return fmt::format("<w:p><w:pPr>{}</w:pPr>{}</w:p>", properties, content);
}

std::string Footnotes::run(const Run& run, const RunFormat& format) {
  std::string out;
  if (!run.text.empty()) {
    out = fmt::format("<w:r>{}{}</w:r>", properties_of(run, format), text_xml(run.text));
    if (!run.figure.empty() && controls_ == FigureControls::yes) {
      out = fmt::format(
          "<w:sdt><w:sdtPr><w:alias w:val=\"{0}\"/><w:tag w:val=\"figure:{0}\"/>"
          "<w:id w:val=\"{1}\"/></w:sdtPr><w:sdtContent>{2}</w:sdtContent></w:sdt>",
          escape_xml(repair_utf8(run.figure)),
          ++control_count_,
          out);
    }
  }
  if (!run.footnote.empty()) {
    const int id = kFirstNote + static_cast<int>(notes_.size());
    // The place is taken first: a note within this note comes after it.
    notes_.emplace_back();
    notes_[static_cast<std::size_t>(id - kFirstNote)] = runs(run.footnote);
    out += fmt::format(
        "<w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/><w:vertAlign "
        "w:val=\"superscript\"/></w:rPr><w:footnoteReference w:id=\"{}\"/></w:r>",
        id);
  }
  return out;
}

std::string Footnotes::runs(const Runs& list, const RunFormat& format) {
  std::string out;
  for (const auto& each : list) {
    out += run(each, format);
  }
  return out;
}

std::string Footnotes::part() const {
  std::string out = fmt::format("{}<w:footnotes {}>", kXml, kNamespaces);
  constexpr std::string_view separator_format =
      "<w:pPr><w:spacing w:after=\"0\" w:line=\"240\" w:lineRule=\"exact\"/></w:pPr>";
  out += fmt::format(
      "<w:footnote w:type=\"separator\" w:id=\"0\"><w:p>{0}<w:r><w:separator/></w:r></w:p>"
      "</w:footnote><w:footnote w:type=\"continuationSeparator\" w:id=\"1\"><w:p>{0}<w:r>"
      "<w:continuationSeparator/></w:r></w:p></w:footnote>",
      separator_format);
  int id = kFirstNote;
  for (const auto& note : notes_) {
    out += fmt::format(
        "<w:footnote w:id=\"{}\"><w:p><w:pPr><w:pStyle w:val=\"FootnoteText\"/></w:pPr><w:r>"
        "<w:rPr><w:rStyle w:val=\"FootnoteReference\"/><w:vertAlign w:val=\"superscript\"/>"
        "</w:rPr><w:footnoteRef/></w:r><w:r><w:t xml:space=\"preserve\"> </w:t></w:r>{}</w:p>"
        "</w:footnote>",
        id++,
        note);
  }
  return out + "</w:footnotes>";
}

std::string header_part(const PageStyle& page, const Header& header, std::size_t number) {
  std::string out = fmt::format("{}<w:hdr {}>", kXml, kNamespaces);
  std::string content;
  if (page.kind == PaperKind::pleading) {
    out += line_numbers();
    std::size_t id = number * 10;
    for (const double x : PleadingPaper::left_rules) {
      content += rule(x, id++);
    }
    content += rule(PleadingPaper::right_rule, id);
  }
  if (!header.left.empty() || !header.right.empty()) {
    content += "<w:r>" + text_xml(header.left) + "<w:tab/>" + text_xml(header.right) + "</w:r>";
  }
  out += paragraph_xml(to_xml({.style = "Header", .right_tab = text_width(page)}), content);
  return out + "</w:hdr>";
}

std::string footer_part(const Footer& footer, int title_lines) {
  std::string out = fmt::format("{}<w:ftr {}>", kXml, kNamespaces);
  std::vector<std::string> lines;
  // A title that would push the text off the grid is set smaller.
  constexpr int kMaxTitleLines = 3;
  const double size = title_lines > kMaxTitleLines ? 8 : 0;
  Footnotes none;
  if (!footer.title.empty()) {
    lines.push_back(none.run(text(footer.title), {.size = size}));
  }
  if (!footer.case_number.empty()) {
    lines.push_back(none.run(text(footer.case_number), {.size = size}));
  }
  switch (footer.page_numbers) {
    case PageNumbers::none: break;
    case PageNumbers::page: lines.push_back(field("PAGE")); break;
    case PageNumbers::page_of_pages:
      lines.push_back(none.run(text("Page ")) + field("PAGE") + none.run(text(" of ")) +
                      field("NUMPAGES"));
      break;
  }
  bool has_rule = footer.has_rule && !lines.empty();
  if (lines.empty()) {
    lines.emplace_back();
  }
  for (const auto& line : lines) {
    out += paragraph_xml(to_xml({.style = "Footer", .has_rule_above = has_rule}), line);
    has_rule = false;
  }
  return out + "</w:ftr>";
}

}  // namespace vaughn::paper::detail
