// SPDX-License-Identifier: AGPL-3.0-or-later
// The tables of DocxBody: the caption of a pleading, and tables of data.
#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "base/text.h"
#include "paper/detail/docx_body.h"
#include "paper/detail/docx_geometry.h"

namespace vaughn::paper::detail {
namespace {

using base::escape_xml;
using base::repair_utf8;
using Paper = PleadingPaper;

// LAW: N.D. Cal. Civ. L.R. 3-4(a)(3): the title of the court begins on line 8.
constexpr int kCourtLine = 8;
constexpr double kCaptionGap = 12;  // between the rule and the title
constexpr double kParenthesesWidth = 18;
constexpr double kCellSide = 5;
constexpr double kCellTop = 4;
// A table of up to this many half lines is kept on one page.
constexpr int kKeptTogether = 40;
constexpr std::string_view kThin = "w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"auto\"";

int even(int half_lines) {
  return half_lines + half_lines % 2;
}

std::string table_open(double width, const std::vector<double>& columns, std::string_view more) {
  std::string out =
      fmt::format("<w:tbl><w:tblPr><w:tblW w:w=\"{}\" w:type=\"dxa\"/>{}</w:tblPr><w:tblGrid>",
                  twips(width),
                  more);
  for (const double column : columns) {
    out += fmt::format("<w:gridCol w:w=\"{}\"/>", twips(column));
  }
  return out + "</w:tblGrid>";
}

std::string cell_xml(double width, std::string_view properties, std::string_view content) {
  return fmt::format("<w:tc><w:tcPr><w:tcW w:w=\"{}\" w:type=\"dxa\"/>{}</w:tcPr>{}</w:tc>",
                     twips(width),
                     properties,
                     content);
}

std::string margins(double top, double side) {
  return fmt::format(
      "<w:tblCellMar><w:top w:w=\"{0}\" w:type=\"dxa\"/><w:left w:w=\"{1}\" w:type=\"dxa\"/>"
      "<w:bottom w:w=\"0\" w:type=\"dxa\"/><w:right w:w=\"{1}\" w:type=\"dxa\"/></w:tblCellMar>",
      twips(top),
      twips(side));
}

std::string borders_xml(TableBorders borders) {
  switch (borders) {
    case TableBorders::none: return "";
    case TableBorders::all:
      return fmt::format(
          "<w:tblBorders><w:top {0}/><w:left {0}/><w:bottom {0}/><w:right {0}/><w:insideH {0}/>"
          "<w:insideV {0}/></w:tblBorders>",
          kThin);
    case TableBorders::rows:
      return fmt::format("<w:tblBorders><w:top {0}/><w:bottom {0}/><w:insideH {0}/></w:tblBorders>",
                         kThin);
  }
  return "";
}

bool is_shading(std::string_view colour) {
  return colour.size() == 6 && colour.find_first_not_of("0123456789ABCDEFabcdef") == colour.npos;
}

// Shares of the width; a table without widths has equal columns.
std::vector<double> column_widths(const Table& table, double width) {
  const auto& given = table.column_widths;
  std::size_t count = std::max<std::size_t>(given.size(), 1);
  for (const auto& row : table.rows) {
    std::size_t columns = 0;
    for (const auto& cell : row.cells) {
      columns += static_cast<std::size_t>(std::max(cell.columns, 1));
    }
    count = std::max(count, columns);
  }
  const double known = std::accumulate(given.begin(), given.end(), 0.0);
  const double usual = known > 0 ? known / static_cast<double>(given.size()) : 1;
  std::vector<double> shares(count, usual);
  for (std::size_t i = 0; i < given.size(); ++i) {
    shares[i] = std::max(given[i], usual / 100);
  }
  const double sum = std::accumulate(shares.begin(), shares.end(), 0.0);
  for (double& share : shares) {
    share *= width / sum;
  }
  return shares;
}

}  // namespace

DocxBody::CellText DocxBody::cell_lines(const std::vector<CellLine>& lines, double cell_width) {
  CellText out;
  const auto style = std::string(style_for(ParagraphStyle::compact, kind()).id);
  for (const auto& line : lines) {
    ParagraphFormat format{.style = style};
    if (line.indent != 0) {
      format.left = line.indent;
    }
    out.xml += paragraph_xml(to_xml(format), notes_.runs(line.runs, {.is_bold = line.is_bold}));
    out.lines += measure_.line_count(line.runs, cell_width - line.indent, 12, line.is_bold);
  }
  return out;
}

DocxBody::CellText DocxBody::caption_sides(const Caption& caption, double cell_width) {
  constexpr double kRoleIndent = 108;
  constexpr double kVersusIndent = 54;
  std::vector<CellLine> lines{{}};  // the first line then stands on a number
  for (std::size_t i = 0; i < caption.sides.size(); ++i) {
    const auto& side = caption.sides[i];
    if (i > 0) {
      lines.insert(lines.end(), {{}, {.runs = {text("v.")}, .indent = kVersusIndent}, {}});
    }
    for (const auto& name : side.names) {
      lines.push_back({.runs = {text(name)}});
    }
    if (!side.role.empty()) {
      const bool is_last = i + 1 == caption.sides.size();
      lines.insert(
          lines.end(),
          {{}, {.runs = {text(side.role + (is_last ? "." : ","))}, .indent = kRoleIndent}});
    }
  }
  return cell_lines(lines, cell_width);
}

DocxBody::CellText DocxBody::caption_title(const Caption& caption, double cell_width) {
  std::vector<CellLine> lines{{}};
  if (!caption.case_number.empty()) {
    lines.insert(lines.end(), {{.runs = {text(caption.case_number)}}, {}});
  }
  if (!caption.title.empty()) {
    lines.insert(lines.end(), {{.runs = {text(caption.title)}, .is_bold = true}, {}});
  }
  for (const auto& detail : caption.details) {
    lines.push_back({.runs = {text(detail)}});
  }
  return cell_lines(lines, cell_width);
}

void DocxBody::add_caption(const Caption& caption) {
  const auto compact = std::string(style_for(ParagraphStyle::compact, kind()).id);
  const auto court = std::string(style_for(ParagraphStyle::flush, PaperKind::pleading).id);
  if (!caption.counsel.empty()) {
    add({.style = is_pleading() ? "PleadingHalfLine" : compact, .keeps_with_next = true}, "");
  }
  int half_lines = caption.counsel.empty() ? 0 : 1;
  std::vector<Runs> counsel;
  for (const auto& line : caption.counsel) {
    counsel.push_back({text(line)});
  }
  half_lines += add_lines(counsel, 0, false);
  if (is_pleading()) {
    add_half_lines(std::max(2 * (kCourtLine - 1), even(half_lines)) - half_lines, false);
  } else {
    add({.style = compact}, "");
  }
  for (const auto& line : caption.court) {
    add({.style = court, .keeps_with_next = true, .alignment = "center"}, notes_.run(text(line)));
  }
  add({.style = court, .keeps_with_next = true}, "");

  const bool has_line = caption.rule == CaptionRule::line;
  const double middle = has_line ? 0 : kParenthesesWidth;
  const double left = width() / 2 - middle;
  const double right = width() - left - middle;
  constexpr double kSideGap = 6;
  const double left_text = left - kSideGap;
  const double right_text = right - kCaptionGap;
  const auto sides = caption_sides(caption, left_text);
  const auto title = caption_title(caption, right_text);
  const int least = std::max(sides.lines, title.lines);
  // Half a line is left under the text for the rule.
  const int lines = even(least + (has_line ? 1 : 0));
  const auto side = [](double start, double end) {
    return fmt::format(
        "<w:tcMar><w:left w:w=\"{}\" w:type=\"dxa\"/><w:right w:w=\"{}\" "
        "w:type=\"dxa\"/></w:tcMar>",
        twips(start),
        twips(end));
  };
  const auto columns =
      has_line ? std::vector<double>{left, right} : std::vector<double>{left, middle, right};
  std::string cells = cell_xml(
      left,
      (has_line ? fmt::format("<w:tcBorders><w:bottom {0}/><w:right {0}/></w:tcBorders>", kThin)
                : "") +
          side(0, kSideGap),
      sides.xml);
  if (!has_line) {
    cells += cell_xml(
        middle,
        side(0, 0),
        cell_lines(std::vector<CellLine>(static_cast<std::size_t>(lines), {.runs = {text(")")}}),
                   middle)
            .xml);
  }
  cells += cell_xml(right, side(kCaptionGap, 0), title.xml);
  add_table(table_open(width(),
                       columns,
                       "<w:tblLayout w:type=\"fixed\"/>" + margins(0, 0) +
                           "<w:tblCaption w:val=\"Caption of the case\"/>") +
            fmt::format("<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val=\"{}\" "
                        "w:hRule=\"atLeast\"/></w:trPr>{}</w:tr></w:tbl>",
                        twips(lines * Paper::half_line),
                        cells));
  if (!is_pleading()) {
    add({.style = compact}, "");
  }
}

void DocxBody::add_data_table(const Table& table) {
  if (table.rows.empty()) {
    return;
  }
  const auto columns = column_widths(table, width());
  const auto style = std::string(style_for(ParagraphStyle::compact, kind()).id);
  const double size = is_pleading() ? 12 : std::clamp(table.font_size, 6.0, 14.0);

  struct RowPlan {
    std::vector<double> widths{};
    int lines = 1;
  };
  std::vector<RowPlan> plans;
  int half_lines = 0;
  for (const auto& row : table.rows) {
    RowPlan plan;
    std::size_t column = 0;
    for (const auto& cell : row.cells) {
      double cell_width = 0;
      for (int i = 0; i < std::max(cell.columns, 1) && column < columns.size(); ++i) {
        cell_width += columns[column++];
      }
      int lines = 0;
      for (const auto& paragraph : cell.paragraphs) {
        lines +=
            measure_.line_count(paragraph.runs, cell_width - 2 * kCellSide, size, cell.is_header);
      }
      plan.widths.push_back(cell_width);
      plan.lines = std::max(plan.lines, lines);
    }
    half_lines += plan.lines + 1;
    plans.push_back(plan);
  }
  // A long table goes over pages, and where it is cut is not known here: all of it is whole lines.
  const bool is_kept = half_lines <= kKeptTogether;

  std::string properties = "<w:tblLayout w:type=\"fixed\"/>" + margins(kCellTop, kCellSide);
  properties = borders_xml(table.borders) + properties;
  if (!table.description.empty()) {
    properties +=
        fmt::format("<w:tblDescription w:val=\"{}\"/>", escape_xml(repair_utf8(table.description)));
  }
  std::string xml = table_open(width(), columns, properties);
  const int lead = is_kept ? 1 : 2;
  int total = lead;
  for (std::size_t r = 0; r < table.rows.size(); ++r) {
    const auto& row = table.rows[r];
    const int height = is_kept ? plans[r].lines + 1 : even(plans[r].lines + 1);
    total += height;
    std::string row_properties;
    if (is_pleading() || !row.may_split) {
      row_properties += "<w:cantSplit/>";
    }
    if (is_pleading()) {
      row_properties += fmt::format("<w:trHeight w:val=\"{}\" w:hRule=\"atLeast\"/>",
                                    twips(height * Paper::half_line));
    }
    if (static_cast<int>(r) < table.header_rows) {
      row_properties += "<w:tblHeader/>";
    }
    xml += "<w:tr><w:trPr>" + row_properties + "</w:trPr>";
    const bool keeps = static_cast<int>(r) < table.header_rows ||
                       (is_pleading() && is_kept && r + 1 < table.rows.size());
    for (std::size_t c = 0; c < row.cells.size(); ++c) {
      const auto& cell = row.cells[c];
      std::string cell_properties;
      if (cell.columns > 1) {
        cell_properties += fmt::format("<w:gridSpan w:val=\"{}\"/>", cell.columns);
      }
      if (is_shading(cell.shading)) {
        cell_properties +=
            fmt::format("<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"{}\"/>", cell.shading);
      }
      std::string content;
      for (const auto& paragraph : cell.paragraphs) {
        ParagraphFormat format{.style = style, .keeps_with_next = keeps};
        if (paragraph.alignment) {
          format.alignment = alignment_xml(*paragraph.alignment);
        }
        content +=
            paragraph_xml(to_xml(format),
                          notes_.runs(paragraph.runs,
                                      {.size = size == 12 ? 0 : size, .is_bold = cell.is_header}));
      }
      if (content.empty()) {
        content = paragraph_xml(to_xml({.style = style, .keeps_with_next = keeps}), "");
      }
      xml += cell_xml(plans[r].widths[c], cell_properties, content);
    }
    xml += "</w:tr>";
  }
  xml += "</w:tbl>";
  if (is_pleading()) {
    add_half_lines(lead, true);
  }
  add_table(std::move(xml));
  settle(total);
  if (!is_pleading()) {
    add({.style = style}, "");
  }
}

}  // namespace vaughn::paper::detail
