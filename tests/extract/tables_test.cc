// SPDX-License-Identifier: AGPL-3.0-or-later
#include "extract/tables.h"

#include <gtest/gtest.h>

#include "extract_support.h"

namespace vaughn::extract {
namespace {

using foia::FindingCode;
using foia::RecordKind;

base::Date day(std::string_view text) {
  return *base::parse_date(text);
}

base::Bytes xlsx(const std::string& sheet, const std::string& workbook_more = "") {
  const std::string relation =
      "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  return testing::archive_of(
      {{"xl/workbook.xml",
        "<workbook>" + workbook_more +
            "<sheets><sheet name=\"Data\" sheetId=\"1\" r:id=\"r1\"/>"
            "<sheet name=\"Old\" sheetId=\"2\" state=\"hidden\" r:id=\"r2\"/></sheets></workbook>"},
       {"xl/_rels/workbook.xml.rels",
        "<Relationships><Relationship Id=\"r1\" Type=\"" + relation +
            "/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"r2\" Type=\"" +
            relation + "/worksheet\" Target=\"worksheets/sheet2.xml\"/></Relationships>"},
       {"xl/sharedStrings.xml", "<sst><si><t>Office</t></si><si><t>Harlan</t></si></sst>"},
       {"xl/styles.xml",
        "<styleSheet><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"4\"/>"
        "</cellXfs></styleSheet>"},
       {"xl/worksheets/sheet1.xml", "<worksheet>" + sheet + "</worksheet>"},
       {"xl/worksheets/sheet2.xml",
        "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>x</t></is></c></row>"
        "</sheetData></worksheet>"}});
}

constexpr const char* kSheet =
    "<cols><col min=\"6\" max=\"6\" hidden=\"1\"/></cols><sheetData>"
    "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"C1\" t=\"s\"><v>1</v></c></row>"
    "<row r=\"3\" hidden=\"1\"><c r=\"A3\" s=\"1\"><v>44848</v></c>"
    "<c r=\"B3\" s=\"2\"><v>1234.5</v></c><c r=\"C3\" t=\"b\"><v>1</v></c></row></sheetData>"
    "<mergeCells><mergeCell ref=\"A1:B1\"/></mergeCells>";

foia::Tables read(const base::Bytes& bytes, RecordKind kind = RecordKind::spreadsheet) {
  auto tables = read_tables(bytes, "a", kind);
  EXPECT_TRUE(tables) << (tables ? "" : tables.error().message);
  return tables ? std::move(*tables) : foia::Tables{};
}

TEST(Tables, OfAWorkbookAreTyped) {
  const auto tables = read(xlsx(kSheet));
  ASSERT_EQ(tables.sheets.size(), 2U);
  const auto& rows = tables.sheets[0].rows;
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[1].number, 3);
  EXPECT_EQ(rows[1].cells[0].value, foia::TableValue(day("2022-10-14")));
  EXPECT_EQ(rows[1].cells[1].value, foia::TableValue(1234.5));
  EXPECT_EQ(rows[1].cells[1].shown, "1,234.50");
  EXPECT_EQ(rows[1].cells[2].value, foia::TableValue(true));
}

TEST(Tables, KnowTheOtherCountOfDays) {
  const auto tables = read(xlsx(kSheet, "<workbookPr date1904=\"1\"/>"));
  EXPECT_EQ(tables.sheets[0].rows[1].cells[0].value, foia::TableValue(day("2026-10-15")));
}

TEST(Tables, RepeatMergedHeadings) {
  const auto tables = read(xlsx(kSheet));
  const auto& heading = tables.sheets[0].rows[0];
  ASSERT_NE(heading.at(1), nullptr);
  EXPECT_EQ(heading.at(1)->shown, "Office");
  EXPECT_TRUE(heading.at(1)->is_merged);
  EXPECT_FALSE(heading.at(2)->is_merged);
}

TEST(Tables, SayWhatIsHidden) {
  const auto tables = read(xlsx(kSheet));
  EXPECT_TRUE(tables.sheets[1].is_hidden);
  EXPECT_TRUE(tables.sheets[0].rows[1].is_hidden);
  ASSERT_EQ(tables.findings.size(), 1U);
  EXPECT_EQ(tables.findings[0].code, FindingCode::hidden_content);
  EXPECT_EQ(tables.findings[0].message, "hidden in the tables: 1 sheet, 1 row, 1 column");
}

TEST(Tables, OfDelimitedTextFindTheDelimiterAndTheCharset) {
  const auto tables =
      read("Office;Ort\nHarlan;K\xF6ln\nMerrow;\"a; b\"\n\nTansy;M\xFCnchen\n", RecordKind::csv);
  ASSERT_EQ(tables.sheets.size(), 1U);
  const auto& rows = tables.sheets[0].rows;
  ASSERT_EQ(rows.size(), 4U);
  EXPECT_EQ(rows[1].cells[1].shown, "K\xC3\xB6ln");
  EXPECT_EQ(rows[2].cells[1].shown, "a; b");
  EXPECT_EQ(rows[3].number, 5);
  EXPECT_EQ(tables.findings[0].code, FindingCode::bad_charset);
}

TEST(Tables, RefuseWhatIsNoTable) {
  EXPECT_EQ(read_tables("hello", "a.xlsx", RecordKind::spreadsheet).error().code,
            base::ErrorCode::damaged);
  EXPECT_EQ(read_tables("hello", "a.txt", RecordKind::text).error().code,
            base::ErrorCode::unsupported);
}

TEST(Tables, EndAtTheLimitAndSaySo) {
  TableOptions options;
  options.max_rows = 2;
  const auto tables = read_tables("a,b\n1,2\n3,4\n", "a.csv", RecordKind::csv, options);
  EXPECT_TRUE(tables->sheets[0].is_cut);
  EXPECT_EQ(tables->findings.back().code, FindingCode::truncated);
}

TEST(Tables, TravelWhole) {
  for (const auto& tables : {read(xlsx(kSheet)), read("a,b\n1,2\n", RecordKind::csv)}) {
    const auto bytes = encode(tables);
    const auto back = decode_tables(bytes);
    ASSERT_TRUE(back);
    EXPECT_EQ(*back, tables);
    for (std::size_t size = 0; size < bytes.size(); ++size) {
      EXPECT_FALSE(decode_tables(base::BytesView(bytes).substr(0, size))) << size;
    }
  }
}

}  // namespace
}  // namespace vaughn::extract
