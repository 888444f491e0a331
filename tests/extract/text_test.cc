// SPDX-License-Identifier: AGPL-3.0-or-later
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "extract/rendition.h"
#include "extract_support.h"

namespace vaughn::extract {
namespace {

using namespace std::string_literals;
using foia::FindingCode;
using ::testing::Contains;
using ::testing::ElementsAre;
using testing::has_finding;
using ::testing::HasSubstr;

Part first(base::BytesView bytes, std::string_view name = "a.txt") {
  return extract(bytes, name).parts.front();
}

TEST(Text, IsReadInItsCharset) {
  EXPECT_EQ(first("plain\r\ntext\r").text, "plain\ntext\n");
  EXPECT_EQ(first("caf\xC3\xA9").text, "café");
  EXPECT_EQ(first("\xEF\xBB\xBF"
                  "caf\xC3\xA9")
                .text,
            "café");
  EXPECT_EQ(first("caf\xE9 au lait").text, "café au lait");
  EXPECT_EQ(first("\xFF\xFE"
                  "a\0b\0"s)
                .text,
            "ab");
  EXPECT_EQ(first("\xFE\xFF\0a\0b"s).text, "ab");
  EXPECT_EQ(first("w\0i\0d\0e\0 \0t\0e\0x\0t\0"s).text, "wide text");
  EXPECT_TRUE(has_finding(first("caf\xE9 au lait"), FindingCode::bad_charset));
}

TEST(Text, KeepsPagesApart) {
  EXPECT_EQ(first("one\ftwo").text, "one\ftwo");
}

TEST(Text, ThatIsNoneIsAnException) {
  EXPECT_EQ(first("").findings.at(0).code, FindingCode::empty_file);
  EXPECT_EQ(first(std::string("\x01\x02\0\xFF\x80", 5)).findings.at(0).code,
            FindingCode::unsupported);
  EXPECT_TRUE(has_finding(first("  \n \n"), FindingCode::no_text));
}

TEST(Text, IsCutAtTheBudget) {
  Options options;
  options.max_text_bytes = 10;
  const auto part = extract("0123456789abc", "a.txt", options).parts.at(0);
  EXPECT_EQ(part.text, "0123456789");
  EXPECT_TRUE(has_finding(part, FindingCode::truncated));
}

TEST(Csv, IsFoundByNameOrByShape) {
  EXPECT_EQ(first("a,b\n1,2\n", "x.csv").kind, foia::RecordKind::csv);
  EXPECT_EQ(first("a,b\n1,2\n", "x.txt").kind, foia::RecordKind::text);
  EXPECT_EQ(first("a\tb\tc\n1\t2\t3\n1\t2\t3\n1\t2\t3\n1\t2\t3\n", "x").kind,
            foia::RecordKind::csv);
  EXPECT_EQ(first("no table at all", "x.csv").kind, foia::RecordKind::text);
}

TEST(Csv, PrintsAsAGrid) {
  const auto print =
      printable("name,note\n\"Lee, A\",\"said \"\"no\"\"\"\n,x\n", "x.csv", foia::RecordKind::csv);
  ASSERT_EQ(print.as, PrintedAs::sheets);
  const auto& rows = print.sheets.at(0).rows;
  ASSERT_EQ(rows.size(), 3u);
  EXPECT_EQ(rows[1].cells.at(0).text, "Lee, A");
  EXPECT_EQ(rows[1].cells.at(1).text, "said \"no\"");
  EXPECT_EQ(rows[2].cells.at(0).column, 1);
  EXPECT_EQ(rows[2].number, 3);
}

TEST(Html, IsReadAsItIsSeen) {
  const auto part = first(
      "<!DOCTYPE html><html><head><title>A &amp; B</title><style>p{}</style></head><body>"
      "<h1>Head</h1><p>One&nbsp;two <b>three</b></p><ul><li>x<li>y</ul>"
      "<table><tr><td>1</td><td>2</td></tr></table><script>no()</script></body></html>",
      "a.html");
  EXPECT_EQ(part.kind, foia::RecordKind::html);
  EXPECT_EQ(part.metadata.title, "A & B");
  EXPECT_EQ(part.text, "Head\n\nOne two three\n\nx\ny\n\n1\t2");
  EXPECT_TRUE(has_finding(part, FindingCode::active_content));
}

TEST(Html, SaysThatTextIsHidden) {
  EXPECT_TRUE(
      has_finding(first("<html><p style=\"display: none\">x</p>"), FindingCode::hidden_content));
}

TEST(Html, OfAnyDepthIsReadInATrice) {
  std::string deep = "<html>";
  for (int i = 0; i < 300'000; ++i) {
    deep += "<div>";
  }
  deep += "bottom";
  EXPECT_EQ(first(deep).text, "bottom");
  const auto print = printable(deep, "a.html", foia::RecordKind::html);
  EXPECT_LT(print.xhtml.size(), 2000u);
}

std::string printed(const std::string& body) {
  const auto xhtml = printable("<html><body>" + body, "a.html", foia::RecordKind::html).xhtml;
  const auto start = xhtml.find("<body>") + 6;
  return xhtml.substr(start, xhtml.find("</body>") - start);
}

TEST(Html, WritesTablesAndListsAsLines) {
  EXPECT_THAT(printed("<table><tr><td>a<td>1<tr><td>b<td>2</table>out"),
              HasSubstr("<p>a \xE2\x80\x83"
                        "1</p>\n<div>b \xE2\x80\x83"
                        "2</div>\n<p>out</p>"));
  EXPECT_THAT(printed("<ol><li>one<li>two<ul><li>x</ul></ol>"),
              HasSubstr("<p style=\"margin-left:2em\">1. one</p>\n"
                        "<div style=\"margin-left:2em\">2. two</div>\n"
                        "<p style=\"margin-left:4em\">• x</p>"));
}

TEST(Html, ClosesFormattingAtTheBorderOfParagraphs) {
  EXPECT_THAT(printed("<b>one<p>two <i>three</b> four</p></i>five"),
              HasSubstr("<div><b>one</b></div>\n<p><b>two <i>three</i></b><i> four</i></p>\n"
                        "<p>five</p>"));
}

TEST(Html, LeavesNothingThatWouldBeCutAtTheMargin) {
  EXPECT_THAT(printed("<pre>a\nb</pre>"),
              HasSubstr("<pre style=\"white-space:pre-wrap\">a\nb</pre>"));
  EXPECT_THAT(printed("a&nbsp;b\xC2\xA0"
                      "c"),
              HasSubstr("a b c"));
  std::string lists;
  for (int i = 0; i < 20; ++i) {
    lists += "<ul><li>";
  }
  const auto xhtml = printed(lists + "deep");
  EXPECT_THAT(xhtml, HasSubstr("margin-left:8em\">• deep"));
}

TEST(Rtf, IsReadWithItsCharacters) {
  const auto part = first(
      "{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0\\fcharset204 Arial;}}{\\*\\generator x;}"
      "{\\info{\\title T}}Caf\\'e9 \\u8364?\\par{\\f0 \\'cf}{\\v secret}\\par}",
      "a.rtf");
  EXPECT_EQ(part.kind, foia::RecordKind::word);
  EXPECT_EQ(part.text, "Café €\nПsecret\n");
  EXPECT_TRUE(has_finding(part, FindingCode::hidden_content));
}

TEST(Image, TellsItsSize) {
  const auto png = "\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR\0\0\1\0\0\0\0\x80\x08\2\0\0\0....IEND"s;
  const auto part = first(png, "a.png");
  EXPECT_EQ(part.kind, foia::RecordKind::image);
  EXPECT_EQ(part.format, "png");
  EXPECT_THAT(part.metadata.extra, Contains("pixels=256x128"));
  EXPECT_TRUE(has_finding(part, FindingCode::no_text));
}

TEST(Sniffing, NamesWhatItCannotRead) {
  EXPECT_THAT(first("!BDN" + std::string(100, '\1'), "a.pst").findings.at(0).message,
              HasSubstr("Outlook data file"));
  const std::string compound = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + std::string(500, '\0');
  std::string wide;
  for (const char c : "EncryptedPackage"s) {
    wide += c;
    wide += '\0';
  }
  const auto part = first(compound + wide, "a.docx");
  EXPECT_EQ(part.state, PartState::exception);
  EXPECT_EQ(part.findings.at(0).code, FindingCode::encrypted);
}

TEST(ColumnName, CountsAsSheetsDo) {
  EXPECT_EQ(column_name(0), "A");
  EXPECT_EQ(column_name(25), "Z");
  EXPECT_EQ(column_name(26), "AA");
  EXPECT_EQ(column_name(701), "ZZ");
  EXPECT_EQ(column_name(702), "AAA");
}

}  // namespace
}  // namespace vaughn::extract
