// SPDX-License-Identifier: AGPL-3.0-or-later
#include "paper/xlsx.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "base/text.h"
#include "paper/detail/zip.h"

namespace vaughn::paper {
namespace {

using base::Bytes;
using base::Error;
using base::ErrorCode;
using base::escape_xml;

constexpr std::size_t kMaxRows = 1'048'576;
constexpr std::size_t kMaxColumns = 16'384;
constexpr std::size_t kMaxCellLength = 32'767;  // in UTF-16 units
constexpr std::size_t kMaxNameLength = 31;
constexpr std::string_view kXml = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
constexpr std::string_view kMain = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

// Indexes into cellXfs of styles.xml.
enum CellStyle { kText = 1, kWrapped = 2, kHeader = 3, kDate = 4, kNumber = 5 };

std::size_t utf16_length(std::string_view utf8) {
  std::size_t units = 0;
  for (const char c : utf8) {
    const auto byte = static_cast<unsigned char>(c);
    units += (byte & 0xC0) != 0x80 ? 1 : 0;
    units += byte >= 0xF0 ? 1 : 0;
  }
  return units;
}

// At most so many UTF-16 units, whole characters only.
std::string cut(std::string_view utf8, std::size_t most) {
  std::size_t units = 0;
  std::size_t end = 0;
  while (end < utf8.size()) {
    const auto lead = static_cast<unsigned char>(utf8[end]);
    const std::size_t size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
    units += size == 4 ? 2 : 1;
    if (units > most) {
      break;
    }
    end += size;
  }
  return std::string(utf8.substr(0, end));
}

// Excel reads _x000D_ in a cell as the character of that number; _x005F_ stands for the underscore.
std::string without_escapes(std::string_view utf8) {
  const auto is_hex = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  };
  std::string out;
  for (std::size_t i = 0; i < utf8.size(); ++i) {
    const auto piece = utf8.substr(i, 7);
    const bool is_escape = piece.size() == 7 && piece.starts_with("_x") && piece.ends_with('_') &&
                           std::all_of(piece.begin() + 2, piece.end() - 1, is_hex);
    out += is_escape ? std::string_view("_x005F_") : utf8.substr(i, 1);
  }
  return out;
}

std::string cell_text(std::string_view utf8) {
  const auto whole = base::repair_utf8(utf8);
  return without_escapes(
      utf16_length(whole) <= kMaxCellLength ? whole : cut(whole, kMaxCellLength - 3) + "...");
}

std::string column_name(std::size_t index) {
  std::string out;
  for (std::size_t n = index + 1; n != 0; n = (n - 1) / 26) {
    out.insert(out.begin(), static_cast<char>('A' + (n - 1) % 26));
  }
  return out;
}

std::string reference(std::size_t column, std::size_t row) {
  return fmt::format("{}{}", column_name(column), row + 1);
}

std::vector<std::string> sheet_names(const Workbook& workbook) {
  std::vector<std::string> out;
  std::set<std::string> taken;  // Excel compares without case
  for (const auto& sheet : workbook.sheets) {
    std::string name = base::repair_utf8(sheet.name);
    for (char& c : name) {
      if (std::string_view("[]:*?/\\\t\r\n").find(c) != std::string_view::npos) {
        c = ' ';
      }
    }
    while (name.starts_with('\'') || name.starts_with(' ')) {
      name.erase(0, 1);
    }
    while (name.ends_with('\'') || name.ends_with(' ')) {
      name.pop_back();
    }
    if (name.empty()) {
      name = fmt::format("Sheet{}", out.size() + 1);
    }
    const std::string stem = name;
    name = cut(stem, kMaxNameLength);
    for (int n = 2; !taken.insert(base::fold_case(name)).second; ++n) {
      const auto suffix = fmt::format(" ({})", n);
      name = cut(stem, kMaxNameLength - suffix.size()) + suffix;
    }
    out.push_back(name);
  }
  return out;
}

std::string text_cell(std::string_view where, std::string_view utf8, int style) {
  return fmt::format(
      "<c r=\"{}\" s=\"{}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t>"
      "</is></c>",
      where,
      style,
      escape_xml(cell_text(utf8)));
}

// Days since 1899-12-30, as Excel counts; its own count is wrong before March 1900, so such dates
// are written as text.
std::string date_cell(std::string_view where, base::Date date) {
  using std::chrono::sys_days;
  const base::Date epoch{std::chrono::year(1899), std::chrono::month(12), std::chrono::day(30)};
  const auto serial = (sys_days(date) - sys_days(epoch)).count();
  if (serial <= 60) {
    return text_cell(where, base::to_string(date), kText);
  }
  return fmt::format("<c r=\"{}\" s=\"{}\"><v>{}</v></c>", where, +kDate, serial);
}

void append_cell(std::string& out, std::string_view where, const WorkbookCell& cell, bool wraps) {
  if (const auto* utf8 = std::get_if<std::string>(&cell)) {
    if (!utf8->empty()) {
      out += text_cell(where, *utf8, wraps ? kWrapped : kText);
    }
  } else if (const auto* number = std::get_if<double>(&cell)) {
    out += std::isfinite(*number)
               ? fmt::format("<c r=\"{}\" s=\"{}\"><v>{}</v></c>", where, +kNumber, *number)
               : text_cell(where, "not a number", kText);
  } else if (const auto* date = std::get_if<base::Date>(&cell)) {
    out += date->ok() ? date_cell(where, *date) : text_cell(where, "", kText);
  }
}

std::size_t width_of(const WorkbookSheet& sheet) {
  std::size_t width = sheet.columns.size();
  for (const auto& row : sheet.rows) {
    width = std::max(width, row.size());
  }
  return width;
}

bool has_header(const WorkbookSheet& sheet) {
  return std::any_of(sheet.columns.begin(), sheet.columns.end(), [](const WorkbookColumn& column) {
    return !column.header.empty();
  });
}

std::string filter_range(const WorkbookSheet& sheet) {
  return fmt::format("A1:{}", reference(sheet.columns.size() - 1, sheet.rows.size()));
}

std::string sheet_xml(const WorkbookSheet& sheet, bool is_first) {
  const bool header = has_header(sheet);
  const auto width = width_of(sheet);
  const auto height = sheet.rows.size() + (header ? 1 : 0);
  std::string out(kXml);
  out += fmt::format("<worksheet xmlns=\"{}\">", kMain);
  // Printed in landscape, as wide as one page.
  out += "<sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr>";
  if (width != 0 && height != 0) {
    out += fmt::format("<dimension ref=\"A1:{}\"/>", reference(width - 1, height - 1));
  }
  out += fmt::format("<sheetViews><sheetView{} workbookViewId=\"0\">",
                     is_first ? " tabSelected=\"1\"" : "");
  if (header && sheet.freezes_header) {
    out +=
        "<pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/>"
        "<selection pane=\"bottomLeft\" activeCell=\"A2\" sqref=\"A2\"/>";
  }
  out += "</sheetView></sheetViews><sheetFormatPr defaultRowHeight=\"15\"/>";
  if (!sheet.columns.empty()) {
    out += "<cols>";
    for (std::size_t i = 0; i < sheet.columns.size(); ++i) {
      out += fmt::format("<col min=\"{0}\" max=\"{0}\" width=\"{1}\" customWidth=\"1\"/>",
                         i + 1,
                         std::clamp(sheet.columns[i].width, 1.0, 255.0));
    }
    out += "</cols>";
  }
  out += "<sheetData>";
  std::size_t line = 0;
  if (header) {
    out += "<row r=\"1\">";
    for (std::size_t i = 0; i < sheet.columns.size(); ++i) {
      out += text_cell(reference(i, 0), sheet.columns[i].header, kHeader);
    }
    out += "</row>";
    ++line;
  }
  for (const auto& row : sheet.rows) {
    out += fmt::format("<row r=\"{}\">", line + 1);
    for (std::size_t i = 0; i < row.size(); ++i) {
      const bool wraps = i < sheet.columns.size() && sheet.columns[i].wraps;
      append_cell(out, reference(i, line), row[i], wraps);
    }
    out += "</row>";
    ++line;
  }
  out += "</sheetData>";
  if (header && sheet.has_filter) {
    out += fmt::format("<autoFilter ref=\"{}\"/>", filter_range(sheet));
  }
  out +=
      "<pageMargins left=\"0.5\" right=\"0.5\" top=\"0.75\" bottom=\"0.75\" header=\"0.3\" "
      "footer=\"0.3\"/>"
      "<pageSetup paperSize=\"1\" orientation=\"landscape\" fitToWidth=\"1\" fitToHeight=\"0\"/>"
      "<headerFooter><oddFooter>&amp;L&amp;A&amp;RPage &amp;P of &amp;N</oddFooter>"
      "</headerFooter></worksheet>";
  return out;
}

std::string styles_xml() {
  return fmt::format(
      "{}<styleSheet xmlns=\"{}\">"
      "<numFmts count=\"1\"><numFmt numFmtId=\"164\" formatCode=\"yyyy\\-mm\\-dd\"/></numFmts>"
      "<fonts count=\"2\"><font><sz val=\"10\"/><name val=\"Arial\"/><family val=\"2\"/></font>"
      "<font><b/><sz val=\"10\"/><name val=\"Arial\"/><family val=\"2\"/></font></fonts>"
      "<fills count=\"3\"><fill><patternFill patternType=\"none\"/></fill>"
      "<fill><patternFill patternType=\"gray125\"/></fill>"
      "<fill><patternFill patternType=\"solid\"><fgColor rgb=\"FFE7E6E6\"/>"
      "<bgColor indexed=\"64\"/></patternFill></fill></fills>"
      "<borders count=\"2\"><border><left/><right/><top/><bottom/><diagonal/></border>"
      "<border><left/><right/><top/><bottom style=\"thin\"><color auto=\"1\"/></bottom><diagonal/>"
      "</border></borders>"
      "<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/>"
      "</cellStyleXfs><cellXfs count=\"6\">"
      "<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>"
      "<xf numFmtId=\"49\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" "
      "applyNumberFormat=\"1\" applyAlignment=\"1\"><alignment vertical=\"top\"/></xf>"
      "<xf numFmtId=\"49\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" "
      "applyNumberFormat=\"1\" applyAlignment=\"1\"><alignment vertical=\"top\" wrapText=\"1\"/>"
      "</xf>"
      "<xf numFmtId=\"49\" fontId=\"1\" fillId=\"2\" borderId=\"1\" xfId=\"0\" "
      "applyNumberFormat=\"1\" applyFont=\"1\" applyFill=\"1\" applyBorder=\"1\" "
      "applyAlignment=\"1\"><alignment vertical=\"center\" wrapText=\"1\"/></xf>"
      "<xf numFmtId=\"164\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" "
      "applyNumberFormat=\"1\" applyAlignment=\"1\"><alignment horizontal=\"left\" "
      "vertical=\"top\"/></xf>"
      "<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" "
      "applyAlignment=\"1\"><alignment vertical=\"top\"/></xf>"
      "</cellXfs><cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/>"
      "</cellStyles></styleSheet>",
      kXml,
      kMain);
}

std::string workbook_xml(const Workbook& workbook, const std::vector<std::string>& names) {
  std::string sheets;
  std::string defined;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const auto& sheet = workbook.sheets[i];
    sheets += fmt::format(
        "<sheet name=\"{}\" sheetId=\"{}\" r:id=\"rId{}\"/>", escape_xml(names[i]), i + 1, i + 1);
    if (has_header(sheet)) {
      const auto quoted = escape_xml("'" + base::replace_all(names[i], "'", "''") + "'");
      if (sheet.has_filter) {
        const auto last = reference(sheet.columns.size() - 1, sheet.rows.size());
        const auto digits = last.find_first_of("0123456789");
        defined += fmt::format(
            "<definedName name=\"_xlnm._FilterDatabase\" localSheetId=\"{}\" hidden=\"1\">"
            "{}!$A$1:${}${}</definedName>",
            i,
            quoted,
            last.substr(0, digits),
            last.substr(digits));
      }
      defined += fmt::format(
          "<definedName name=\"_xlnm.Print_Titles\" localSheetId=\"{}\">{}!$1:$1</definedName>",
          i,
          quoted);
    }
  }
  return fmt::format(
      "{}<workbook xmlns=\"{}\" "
      "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">"
      "<bookViews><workbookView activeTab=\"0\"/></bookViews><sheets>{}</sheets>{}</workbook>",
      kXml,
      kMain,
      sheets,
      defined.empty() ? "" : "<definedNames>" + defined + "</definedNames>");
}

}  // namespace

base::Result<Bytes> to_xlsx(const Workbook& workbook) {
  if (workbook.sheets.empty()) {
    return Error{ErrorCode::invalid_argument, "a workbook needs a sheet", ""};
  }
  for (const auto& sheet : workbook.sheets) {
    if (sheet.rows.size() >= kMaxRows || width_of(sheet) > kMaxColumns) {
      return Error{ErrorCode::invalid_argument,
                   fmt::format("a sheet of {} rows and {} columns is too large for Excel",
                               sheet.rows.size(),
                               width_of(sheet)),
                   "write it as CSV, or split it"};
    }
  }
  const auto names = sheet_names(workbook);
  constexpr std::string_view office =
      "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  constexpr std::string_view package = "http://schemas.openxmlformats.org/package/2006";
  constexpr std::string_view type = "application/vnd.openxmlformats-officedocument.spreadsheetml";
  std::string overrides;
  std::string relations;
  for (std::size_t i = 0; i < names.size(); ++i) {
    overrides += fmt::format(
        "<Override PartName=\"/xl/worksheets/sheet{}.xml\" ContentType=\"{}.worksheet+xml\"/>",
        i + 1,
        type);
    relations += fmt::format(
        "<Relationship Id=\"rId{0}\" Type=\"{1}/worksheet\" Target=\"worksheets/sheet{0}.xml\"/>",
        i + 1,
        office);
  }
  std::vector<detail::ZipPart> parts;
  parts.push_back(
      {"[Content_Types].xml",
       fmt::format("{0}<Types xmlns=\"{1}/content-types\">"
                   "<Default Extension=\"rels\" "
                   "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                   "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
                   "<Override PartName=\"/xl/workbook.xml\" ContentType=\"{2}.sheet.main+xml\"/>"
                   "<Override PartName=\"/xl/styles.xml\" ContentType=\"{2}.styles+xml\"/>"
                   "<Override PartName=\"/docProps/core.xml\" "
                   "ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>"
                   "{3}</Types>",
                   kXml,
                   package,
                   type,
                   overrides)});
  parts.push_back(
      {"_rels/.rels",
       fmt::format("{0}<Relationships xmlns=\"{1}/relationships\">"
                   "<Relationship Id=\"rId1\" Type=\"{2}/officeDocument\" "
                   "Target=\"xl/workbook.xml\"/>"
                   "<Relationship Id=\"rId2\" Type=\"{1}/relationships/metadata/core-properties\" "
                   "Target=\"docProps/core.xml\"/></Relationships>",
                   kXml,
                   package,
                   office)});
  parts.push_back(
      {"docProps/core.xml",
       fmt::format("{}<cp:coreProperties xmlns:cp=\"{}/metadata/core-properties\" "
                   "xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>{}</dc:title>"
                   "</cp:coreProperties>",
                   kXml,
                   package,
                   escape_xml(base::repair_utf8(workbook.title)))});
  parts.push_back({"xl/workbook.xml", workbook_xml(workbook, names)});
  parts.push_back(
      {"xl/_rels/workbook.xml.rels",
       fmt::format("{0}<Relationships xmlns=\"{1}/relationships\">{2}"
                   "<Relationship Id=\"rId{3}\" Type=\"{4}/styles\" Target=\"styles.xml\"/>"
                   "</Relationships>",
                   kXml,
                   package,
                   relations,
                   names.size() + 1,
                   office)});
  parts.push_back({"xl/styles.xml", styles_xml()});
  for (std::size_t i = 0; i < names.size(); ++i) {
    parts.push_back(
        {fmt::format("xl/worksheets/sheet{}.xml", i + 1), sheet_xml(workbook.sheets[i], i == 0)});
  }
  return detail::zip(parts);
}

}  // namespace vaughn::paper
