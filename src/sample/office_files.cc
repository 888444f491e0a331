// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include <string>

#include "base/text.h"
#include "sample/detail/doc.h"
#include "sample/detail/workbook.h"
#include "sample/detail/zip_file.h"

namespace vaughn::sample {
namespace {

constexpr std::string_view kXml = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
constexpr std::string_view kWordNs = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
constexpr std::string_view kSheetNs = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
constexpr std::string_view kRelNs =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
constexpr std::string_view kPackageRelNs =
    "http://schemas.openxmlformats.org/package/2006/relationships";

using base::escape_xml;

base::Date day_of(base::Instant instant) {
  return std::chrono::floor<std::chrono::days>(instant);
}

std::string content_types(const std::vector<std::pair<std::string, std::string>>& parts) {
  std::string out(kXml);
  out +=
      "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
      "<Default Extension=\"rels\" "
      "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
      "<Default Extension=\"xml\" ContentType=\"application/xml\"/>";
  for (const auto& [name, type] : parts) {
    out += fmt::format(
        "<Override PartName=\"/{}\" ContentType=\"application/vnd.{}+xml\"/>", name, type);
  }
  return out + "</Types>";
}

std::string relations(const std::vector<std::pair<std::string, std::string>>& targets) {
  std::string out = fmt::format("{}<Relationships xmlns=\"{}\">", kXml, kPackageRelNs);
  int number = 0;
  for (const auto& [type, target] : targets) {
    out += fmt::format(
        "<Relationship Id=\"rId{}\" Type=\"{}\" Target=\"{}\"/>", ++number, type, target);
  }
  return out + "</Relationships>";
}

std::string relation_type(std::string_view name) {
  return fmt::format("{}/{}", kRelNs, name);
}

std::string core_type() {
  return "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";
}

std::string core_properties(std::string_view title,
                            std::string_view author,
                            base::Instant created) {
  const std::string when = base::to_string(created);
  return fmt::format(
      "{}<cp:coreProperties "
      "xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" "
      "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" "
      "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>{}</dc:title>"
      "<dc:creator>{}</dc:creator><dcterms:created xsi:type=\"dcterms:W3CDTF\">{}</dcterms:created>"
      "<dcterms:modified xsi:type=\"dcterms:W3CDTF\">{}</dcterms:modified></cp:coreProperties>",
      kXml,
      escape_xml(title),
      escape_xml(author),
      when,
      when);
}

std::string word_run(std::string_view text, std::string_view properties = {}) {
  std::string out;
  bool is_first = true;
  for (const std::string_view line : base::split(text, '\n')) {
    out += fmt::format("<w:r>{}{}<w:t xml:space=\"preserve\">{}</w:t></w:r>",
                       properties,
                       is_first ? "" : "<w:br/>",
                       escape_xml(line));
    is_first = false;
  }
  return out;
}

std::string word_style(BlockKind kind) {
  switch (kind) {
    case BlockKind::title:
      return "<w:pPr><w:pStyle w:val=\"Title\"/><w:jc w:val=\"center\"/></w:pPr>";
    case BlockKind::centred: return "<w:pPr><w:jc w:val=\"center\"/></w:pPr>";
    case BlockKind::heading: return "<w:pPr><w:pStyle w:val=\"Heading1\"/></w:pPr>";
    case BlockKind::bullet: return "<w:pPr><w:ind w:left=\"360\" w:hanging=\"180\"/></w:pPr>";
    case BlockKind::paragraph:
    case BlockKind::table:
    case BlockKind::page_break: return "<w:pPr><w:spacing w:after=\"140\"/></w:pPr>";
  }
  return {};
}

std::string word_table(const Block& block) {
  std::string out =
      "<w:tbl><w:tblPr><w:tblW w:w=\"5000\" w:type=\"pct\"/><w:tblBorders>"
      "<w:top w:val=\"single\" w:sz=\"4\"/><w:left w:val=\"single\" w:sz=\"4\"/>"
      "<w:bottom w:val=\"single\" w:sz=\"4\"/><w:right w:val=\"single\" w:sz=\"4\"/>"
      "<w:insideH w:val=\"single\" w:sz=\"4\"/><w:insideV w:val=\"single\" w:sz=\"4\"/>"
      "</w:tblBorders></w:tblPr><w:tblGrid>";
  for (std::size_t i = 0; i < block.rows.front().size(); ++i) {
    out += "<w:gridCol/>";
  }
  out += "</w:tblGrid>";
  bool is_header = true;
  for (const auto& row : block.rows) {
    out += "<w:tr>";
    for (const std::string& text : row) {
      out += "<w:tc><w:p>" + word_run(text, is_header ? "<w:rPr><w:b/></w:rPr>" : "") +
             "</w:p></w:tc>";
    }
    out += "</w:tr>";
    is_header = false;
  }
  return out + "</w:tbl><w:p/>";
}

std::string sheet_cell(const SheetCell& cell, bool is_header, std::size_t column, std::size_t row) {
  const std::string at =
      fmt::format("{}{}", static_cast<char>('A' + static_cast<char>(column)), row);
  if (const auto* number = std::get_if<double>(&cell)) {
    return fmt::format("<c r=\"{}\"><v>{}</v></c>", at, *number);
  }
  if (const auto* date = std::get_if<base::Date>(&cell)) {
    // Days since 1899-12-30, so that 1900's missing leap day comes out as Excel has it.
    const auto days = base::days_between(base::Date{std::chrono::year{1899} / 12 / 30}, *date);
    return fmt::format("<c r=\"{}\" s=\"2\"><v>{}</v></c>", at, days);
  }
  return fmt::format("<c r=\"{}\" t=\"inlineStr\"{}><is><t xml:space=\"preserve\">{}</t></is></c>",
                     at,
                     is_header ? " s=\"1\"" : "",
                     escape_xml(std::get<std::string>(cell)));
}

std::string sheet_part(const WorkbookSheet& sheet) {
  std::string out = fmt::format("{}<worksheet xmlns=\"{}\">", kXml, kSheetNs);
  if (!sheet.widths.empty()) {
    out += "<cols>";
    for (std::size_t i = 0; i < sheet.widths.size(); ++i) {
      out += fmt::format(
          "<col min=\"{0}\" max=\"{0}\" width=\"{1}\" customWidth=\"1\"/>", i + 1, sheet.widths[i]);
    }
    out += "</cols>";
  }
  out += "<sheetData>";
  for (std::size_t r = 0; r < sheet.rows.size(); ++r) {
    const WorkbookRow& row = sheet.rows[r];
    out += fmt::format("<row r=\"{}\"{}>", r + 1, row.is_hidden ? " hidden=\"1\"" : "");
    for (std::size_t c = 0; c < row.cells.size(); ++c) {
      out += sheet_cell(row.cells[c], r == 0, c, r + 1);
    }
    out += "</row>";
  }
  return out + "</sheetData></worksheet>";
}

}  // namespace

base::Bytes to_docx(const Doc& doc) {
  std::string body;
  std::string comments;
  int comment_count = 0;
  int change = 0;
  const std::string when = base::to_string(doc.created);
  for (const Block& block : doc.blocks) {
    if (block.kind == BlockKind::table) {
      body += word_table(block);
      continue;
    }
    if (block.kind == BlockKind::page_break) {
      body += "<w:p><w:r><w:br w:type=\"page\"/></w:r></w:p>";
      continue;
    }
    std::string runs;
    if (!block.deleted.empty()) {
      const std::string who =
          fmt::format("w:author=\"{}\" w:date=\"{}\"", escape_xml(doc.author), when);
      runs += fmt::format(
          "<w:del w:id=\"{}\" {}><w:r><w:delText "
          "xml:space=\"preserve\">{}</w:delText></w:r></w:del>",
          900 + change,
          who,
          escape_xml(block.deleted));
      runs +=
          fmt::format("<w:ins w:id=\"{}\" {}>{}</w:ins>", 950 + change, who, word_run(block.text));
      ++change;
    } else {
      runs += word_run((block.kind == BlockKind::bullet ? "\u2022 " : "") + block.text);
    }
    if (!block.comment.empty()) {
      const int id = comment_count++;
      comments += fmt::format(
          "<w:comment w:id=\"{}\" w:author=\"{}\" w:date=\"{}\"><w:p>{}</w:p></w:comment>",
          id,
          escape_xml(doc.author),
          when,
          word_run(block.comment));
      runs = fmt::format(
          "<w:commentRangeStart w:id=\"{0}\"/>{1}<w:commentRangeEnd w:id=\"{0}\"/>"
          "<w:r><w:commentReference w:id=\"{0}\"/></w:r>",
          id,
          runs);
    }
    body += "<w:p>" + word_style(block.kind) + runs + "</w:p>";
  }
  const std::string styles = fmt::format(
      "{}<w:styles xmlns:w=\"{}\"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts "
      "w:ascii=\"Liberation Sans\" w:hAnsi=\"Liberation Sans\"/><w:sz w:val=\"22\"/></w:rPr>"
      "</w:rPrDefault></w:docDefaults><w:style w:type=\"paragraph\" w:styleId=\"Title\">"
      "<w:name w:val=\"Title\"/><w:rPr><w:b/><w:sz w:val=\"30\"/></w:rPr></w:style>"
      "<w:style w:type=\"paragraph\" w:styleId=\"Heading1\"><w:name w:val=\"heading 1\"/>"
      "<w:pPr><w:keepNext/><w:spacing w:before=\"160\" w:after=\"80\"/></w:pPr>"
      "<w:rPr><w:b/><w:sz w:val=\"24\"/></w:rPr></w:style></w:styles>",
      kXml,
      kWordNs);
  const std::string footer = fmt::format(
      "{}<w:ftr xmlns:w=\"{}\"><w:p>{}</w:p></w:ftr>", kXml, kWordNs, word_run(doc.footer));
  const std::string document = fmt::format(
      "{}<w:document xmlns:w=\"{}\" xmlns:r=\"{}\"><w:body>{}<w:sectPr>"
      "<w:footerReference w:type=\"default\" r:id=\"rId2\"/><w:pgSz w:w=\"12240\" w:h=\"15840\"/>"
      "<w:pgMar w:top=\"1440\" w:right=\"1440\" w:bottom=\"1440\" w:left=\"1440\" w:header=\"720\" "
      "w:footer=\"720\" w:gutter=\"0\"/></w:sectPr></w:body></w:document>",
      kXml,
      kWordNs,
      kRelNs,
      body);

  const std::string kMain = "openxmlformats-officedocument.wordprocessingml.";
  std::vector<std::pair<std::string, std::string>> types = {
      {"word/document.xml", kMain + "document.main"},
      {"word/styles.xml", kMain + "styles"},
      {"word/footer1.xml", kMain + "footer"},
      {"docProps/core.xml", "openxmlformats-package.core-properties"}};
  std::vector<std::pair<std::string, std::string>> links = {
      {relation_type("styles"), "styles.xml"}, {relation_type("footer"), "footer1.xml"}};
  std::vector<ZipEntry> parts;
  if (comment_count > 0) {
    types.emplace_back("word/comments.xml", kMain + "comments");
    links.emplace_back(relation_type("comments"), "comments.xml");
  }
  parts.push_back({"[Content_Types].xml", content_types(types)});
  parts.push_back({"_rels/.rels",
                   relations({{relation_type("officeDocument"), "word/document.xml"},
                              {core_type(), "docProps/core.xml"}})});
  parts.push_back({"docProps/core.xml", core_properties(doc.title, doc.author, doc.created)});
  parts.push_back({"word/document.xml", document});
  parts.push_back({"word/_rels/document.xml.rels", relations(links)});
  parts.push_back({"word/styles.xml", styles});
  parts.push_back({"word/footer1.xml", footer});
  if (comment_count > 0) {
    parts.push_back(
        {"word/comments.xml",
         fmt::format("{}<w:comments xmlns:w=\"{}\">{}</w:comments>", kXml, kWordNs, comments)});
  }
  return to_zip(parts, day_of(doc.created));
}

base::Bytes to_xlsx(const Workbook& book) {
  const std::string kMain = "openxmlformats-officedocument.spreadsheetml.";
  std::vector<std::pair<std::string, std::string>> types = {
      {"xl/workbook.xml", kMain + "sheet.main"},
      {"xl/styles.xml", kMain + "styles"},
      {"docProps/core.xml", "openxmlformats-package.core-properties"}};
  std::vector<std::pair<std::string, std::string>> links;
  std::string list;
  std::vector<ZipEntry> sheets;
  int number = 0;
  for (const WorkbookSheet& sheet : book.sheets) {
    ++number;
    const std::string name = fmt::format("worksheets/sheet{}.xml", number);
    types.emplace_back("xl/" + name, kMain + "worksheet");
    links.emplace_back(relation_type("worksheet"), name);
    list += fmt::format("<sheet name=\"{}\" sheetId=\"{}\"{} r:id=\"rId{}\"/>",
                        escape_xml(sheet.name),
                        number,
                        sheet.is_hidden ? " state=\"hidden\"" : "",
                        number);
    sheets.push_back({"xl/" + name, sheet_part(sheet)});
  }
  links.emplace_back(relation_type("styles"), "styles.xml");
  const std::string styles = fmt::format(
      "{}<styleSheet xmlns=\"{}\"><fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/>"
      "</font><font><b/><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts><fills count=\"1\">"
      "<fill><patternFill patternType=\"none\"/></fill></fills><borders count=\"1\"><border/>"
      "</borders><cellStyleXfs count=\"1\"><xf/></cellStyleXfs><cellXfs count=\"3\"><xf/>"
      "<xf fontId=\"1\" applyFont=\"1\"/><xf numFmtId=\"14\" applyNumberFormat=\"1\"/></cellXfs>"
      "</styleSheet>",
      kXml,
      kSheetNs);
  std::vector<ZipEntry> parts = {
      {"[Content_Types].xml", content_types(types)},
      {"_rels/.rels",
       relations({{relation_type("officeDocument"), "xl/workbook.xml"},
                  {core_type(), "docProps/core.xml"}})},
      {"docProps/core.xml", core_properties(book.title, book.author, book.created)},
      {"xl/workbook.xml",
       fmt::format("{}<workbook xmlns=\"{}\" xmlns:r=\"{}\"><sheets>{}</sheets></workbook>",
                   kXml,
                   kSheetNs,
                   kRelNs,
                   list)},
      {"xl/_rels/workbook.xml.rels", relations(links)},
      {"xl/styles.xml", styles}};
  parts.insert(parts.end(), sheets.begin(), sheets.end());
  return to_zip(parts, day_of(book.created));
}

}  // namespace vaughn::sample
