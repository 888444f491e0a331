// SPDX-License-Identifier: AGPL-3.0-or-later
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

#include "base/dates.h"
#include "extract/rendition.h"
#include "extract_support.h"

namespace vaughn::extract {
namespace {

using foia::FindingCode;
using testing::archive_of;
using ::testing::Contains;
using ::testing::ElementsAre;
using testing::has_finding;
using ::testing::HasSubstr;
using testing::Members;
using ::testing::Not;
using testing::outline;

const std::string kTypes = "<Types/>";

std::string relations(const std::vector<std::array<std::string, 3>>& rows) {
  std::string out = "<Relationships>";
  for (const auto& [id, type, target] : rows) {
    out += "<Relationship Id=\"" + id + "\" Type=\"http://x/relationships/" + type +
           "\" Target=\"" + target + "\"" +
           (target.starts_with("http") ? " TargetMode=\"External\"" : "") + "/>";
  }
  return out + "</Relationships>";
}

std::string docx(const std::string& body, Members more = {}) {
  Members members{{"[Content_Types].xml", kTypes},
                  {"word/document.xml", "<w:document><w:body>" + body + "</w:body></w:document>"}};
  members.insert(members.end(), more.begin(), more.end());
  return archive_of(members);
}

Part first(base::BytesView bytes, std::string_view name = "a.docx") {
  return extract(bytes, name).parts.front();
}

TEST(Docx, ReadsParagraphsTablesAndBreaks) {
  const auto part = first(docx(
      "<w:p><w:r><w:t>One &amp;</w:t><w:tab/><w:t> two</w:t></w:r></w:p>"
      "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc>"
      "<w:tc><w:p><w:r><w:t>b</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
      "<w:p><w:pPr><w:tabs><w:tab w:pos=\"5\"/></w:tabs></w:pPr><w:r><w:t>end</w:t></w:r></w:p>"));
  EXPECT_EQ(part.kind, foia::RecordKind::word);
  EXPECT_EQ(part.text, "One &\t two\na\tb\nend\n");
}

TEST(Docx, KeepsDeletedAndHiddenTextAndSaysSo) {
  const auto part =
      first(docx("<w:p><w:del w:author=\"A\"><w:r><w:delText>gone</w:delText></w:r></w:del>"
                 "<w:r><w:rPr><w:vanish/></w:rPr><w:t>unseen</w:t></w:r></w:p>"));
  EXPECT_EQ(part.text, "goneunseen\n");
  EXPECT_TRUE(has_finding(part, FindingCode::tracked_changes));
  EXPECT_TRUE(has_finding(part, FindingCode::hidden_content));
}

TEST(Docx, ReadsATextBoxOnce) {
  const auto part =
      first(docx("<w:p><mc:AlternateContent><mc:Choice><w:t>box</w:t></mc:Choice>"
                 "<mc:Fallback><w:t>box</w:t></mc:Fallback></mc:AlternateContent></w:p>"));
  EXPECT_EQ(part.text, "box\n");
}

TEST(Docx, ReadsCommentsHeadersAndProperties) {
  const auto part = first(
      docx("<w:p><w:r><w:t>body</w:t></w:r></w:p>",
           {{"word/_rels/document.xml.rels",
             relations({{"1", "comments", "comments.xml"},
                        {"2", "header", "header1.xml"},
                        {"3", "attachedTemplate", "http://x/t.dotm"}})},
            {"word/comments.xml",
             "<w:comments><w:comment w:author=\"Ana\"><w:p><w:r><w:t>check</w:t></w:r></w:p>"
             "</w:comment></w:comments>"},
            {"word/header1.xml", "<w:hdr><w:p><w:r><w:t>top</w:t></w:r></w:p></w:hdr>"},
            {"word/vbaProject.bin", "x"},
            {"docProps/core.xml",
             "<cp:coreProperties><dc:title>Plan</dc:title><dc:creator>Ana</dc:creator>"
             "<dcterms:created>2022-10-14T09:30:00Z</dcterms:created></cp:coreProperties>"}}));
  EXPECT_THAT(part.text, HasSubstr("[Ana: check]"));
  EXPECT_THAT(part.text, HasSubstr("top"));
  EXPECT_EQ(part.metadata.title, "Plan");
  EXPECT_EQ(part.metadata.author, "Ana");
  EXPECT_EQ(base::to_string(*part.metadata.created), "2022-10-14T09:30:00Z");
  for (const auto code :
       {FindingCode::comments, FindingCode::external_links, FindingCode::macros}) {
    EXPECT_TRUE(has_finding(part, code));
  }
}

TEST(Docx, GivesEmbeddedFilesAsChildren) {
  const auto bytes = docx("<w:p/>", {{"word/embeddings/notes.txt", "inside"}});
  EXPECT_THAT(outline(extract(bytes, "a.docx")),
              ElementsAre("record docx", "record txt //1 notes.txt"));
}

TEST(Docx, NeverExpandsEntities) {
  std::string xml = "<!DOCTYPE x [<!ENTITY a \"AAAAAAAAAA\"><!ENTITY b \"&a;&a;&a;\">]>";
  xml += "<w:document><w:p><w:t>&b;</w:t></w:p></w:document>";
  const auto part =
      first(archive_of({{"[Content_Types].xml", kTypes}, {"word/document.xml", xml}}));
  EXPECT_EQ(part.text, "&b;\n");
  EXPECT_TRUE(has_finding(part, FindingCode::active_content));
}

TEST(Docx, ThatIsCutIsStillReadIfItsTextIsThere) {
  auto bytes = docx("<w:p><w:r><w:t>kept</w:t></w:r></w:p>", {{"word/media/x.png", "zzz"}});
  bytes.resize(bytes.find("PK\1\2"));
  const auto part = first(bytes);
  EXPECT_EQ(part.text, "kept\n");
  EXPECT_TRUE(has_finding(part, FindingCode::repaired));
}

std::string xlsx(const std::string& sheet, const std::string& workbook_more = "") {
  return archive_of(
      {{"[Content_Types].xml", kTypes},
       {"xl/workbook.xml",
        "<workbook>" + workbook_more +
            "<sheets><sheet name=\"Data\" sheetId=\"1\" r:id=\"r1\"/>"
            "<sheet name=\"Old\" sheetId=\"2\" state=\"veryHidden\" r:id=\"r2\"/></sheets>"
            "</workbook>"},
       {"xl/_rels/workbook.xml.rels",
        relations({{"r1", "worksheet", "worksheets/sheet1.xml"},
                   {"r2", "worksheet", "worksheets/sheet2.xml"},
                   {"r3", "sharedStrings", "sharedStrings.xml"},
                   {"r4", "styles", "styles.xml"}})},
       {"xl/sharedStrings.xml",
        "<sst><si><t>Office</t></si><si><r><t>Two </t></r><r><t>runs</t></r></si></sst>"},
       {"xl/styles.xml",
        "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"&quot;$&quot;#,##0.00\"/>"
        "<numFmt numFmtId=\"165\" formatCode=\"m/d/yyyy h:mm\"/></numFmts>"
        "<cellStyleXfs><xf numFmtId=\"9\"/></cellStyleXfs>"
        "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/>"
        "<xf numFmtId=\"165\"/><xf numFmtId=\"10\"/></cellXfs></styleSheet>"},
       {"xl/worksheets/sheet1.xml", "<worksheet>" + sheet + "</worksheet>"},
       {"xl/worksheets/_rels/sheet1.xml.rels", relations({{"c", "comments", "../comments1.xml"}})},
       {"xl/comments1.xml",
        "<comments><commentList><comment ref=\"A1\"><text><r><t>note</t></r></text></comment>"
        "</commentList></comments>"},
       {"xl/worksheets/sheet2.xml",
        "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>hidden</t></is></c>"
        "</row></sheetData></worksheet>"}});
}

constexpr const char* kSheet =
    "<cols><col min=\"2\" max=\"3\" hidden=\"1\"/></cols><sheetData>"
    "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c></row>"
    "<row r=\"3\" hidden=\"1\"><c r=\"A3\" s=\"1\"><v>44848</v></c><c r=\"B3\" "
    "s=\"2\"><v>1234.5</v></c>"
    "<c r=\"D3\" s=\"3\"><v>44848.395833333336</v></c><c r=\"E3\" s=\"4\"><v>0.125</v></c>"
    "<c r=\"F3\"><f>A1+B1</f><v>0.30000000000000004</v></c><c r=\"G3\" t=\"b\"><v>1</v></c>"
    "</row></sheetData>";

TEST(Xlsx, ShowsCellsAsTheSheetDoes) {
  const auto part = first(xlsx(kSheet), "a.xlsx");
  EXPECT_EQ(part.kind, foia::RecordKind::spreadsheet);
  EXPECT_EQ(part.text,
            "Data\nOffice [comment: note]\tTwo runs\n"
            "2022-10-14\t$1,234.50\t\t2022-10-14 09:30:00\t12.50%\t0.3\tTRUE\n"
            "\fOld\nhidden\n");
}

TEST(Xlsx, CountsDaysFrom1904IfItSaysSo) {
  const auto part =
      first(xlsx("<sheetData><row r=\"1\"><c r=\"A1\" s=\"1\"><v>43386</v></c></row></sheetData>",
                 "<workbookPr date1904=\"1\"/>"),
            "a.xlsx");
  EXPECT_THAT(part.text, HasSubstr("2022-10-14"));
}

TEST(Xlsx, SaysWhatIsHidden) {
  const auto part = first(xlsx(kSheet), "a.xlsx");
  ASSERT_TRUE(has_finding(part, FindingCode::hidden_content));
  EXPECT_EQ(part.findings.at(0).message, "hidden in the workbook: 1 sheet, 1 row, 2 columns");
  EXPECT_TRUE(has_finding(part, FindingCode::comments));
}

TEST(Xlsx, PrintsAllOfIt) {
  const auto print = printable(xlsx(kSheet), "a.xlsx", foia::RecordKind::spreadsheet);
  ASSERT_EQ(print.sheets.size(), 2u);
  EXPECT_THAT(print.sheets[0].hidden_columns, ElementsAre(1, 2));
  ASSERT_EQ(print.sheets[0].rows.size(), 2u);
  EXPECT_TRUE(print.sheets[0].rows[1].is_hidden);
  EXPECT_EQ(print.sheets[0].rows[1].number, 3);
  EXPECT_EQ(print.sheets[0].rows[1].cells.at(4).formula, "A1+B1");
  EXPECT_EQ(print.sheets[0].rows[0].cells.at(0).comment, "note");
  EXPECT_TRUE(print.sheets[1].is_hidden);
}

TEST(Pptx, ReadsSlidesInOrderWithNotes) {
  const auto slide = [](const std::string& text, const std::string& show) {
    return "<p:sld show=\"" + show + "\"><a:p><a:r><a:t>" + text + "</a:t></a:r></a:p></p:sld>";
  };
  const auto part = first(
      archive_of(
          {{"[Content_Types].xml", kTypes},
           {"ppt/presentation.xml",
            "<p:presentation><p:sldIdLst><p:sldId id=\"9\" r:id=\"b\"/>"
            "<p:sldId id=\"8\" r:id=\"a\"/></p:sldIdLst></p:presentation>"},
           {"ppt/_rels/presentation.xml.rels",
            relations({{"a", "slide", "slides/slide1.xml"}, {"b", "slide", "slides/slide2.xml"}})},
           {"ppt/slides/slide1.xml", slide("second", "0")},
           {"ppt/slides/slide2.xml", slide("first", "1")}}),
      "a.pptx");
  EXPECT_EQ(part.text, "first\n\fsecond\n");
  EXPECT_TRUE(has_finding(part, FindingCode::hidden_content));
}

TEST(OpenDocument, ReadsTextAndTables) {
  const std::string type = "application/vnd.oasis.opendocument.";
  auto part =
      first(archive_of({{"mimetype", type + "text"},
                        {"content.xml",
                         "<office:text><text:h>Head</text:h><text:p>a<text:s text:c=\"2\"/>b"
                         "<text:tab/>c</text:p></office:text>"}}),
            "a.odt");
  EXPECT_EQ(part.text, "Head\na  b\tc\n");
  part = first(archive_of({{"mimetype", type + "spreadsheet"},
                           {"content.xml",
                            "<table:table table:name=\"S\"><table:table-row>"
                            "<table:table-cell table:number-columns-repeated=\"2\"/>"
                            "<table:table-cell><text:p>x</text:p></table:table-cell>"
                            "<table:table-cell table:number-columns-repeated=\"16000\"/>"
                            "</table:table-row></table:table>"}}),
               "a.ods");
  EXPECT_EQ(part.text, "S\n\t\tx\n");
}

}  // namespace
}  // namespace vaughn::extract
