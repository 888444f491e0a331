// SPDX-License-Identifier: AGPL-3.0-or-later
#include "paper/pages.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/text.h"
#include "pdf_tools.h"

namespace vaughn::paper {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

TextPages an_email() {
  return {.title = "RE: Monthly reporting",
          .header = {{"From", "Alex R. Sample <alex@example.gov>"},
                     {"To", "Robin Doe <robin@example.gov>; Kim Poe <kim@example.org>"},
                     {"Sent", "2022-10-14 05:30 EDT"},
                     {"Attachments", "Table of counts.xlsx"}},
          .body =
              "Robin,\n\nThe figures are attached.\n  - first, the caf\u00e9 \u201cquote\u201d\n"
              "  - second\n\nAlex\n"};
}

TEST(TextPages, PrintHeaderAndBodyInOrder) {
  PdfTools tools;
  const auto pdf = text_pages(an_email());
  ASSERT_TRUE(pdf) << pdf.error().message;
  const auto text = tools.text(*pdf);
  const auto title = text.find("RE: Monthly reporting");
  const auto from = text.find("Alex R. Sample <alex@example.gov>");
  const auto body = text.find("The figures are attached.");
  ASSERT_NE(title, std::string::npos);
  EXPECT_LT(title, from);
  EXPECT_LT(from, body);
  EXPECT_THAT(text, HasSubstr("caf\u00e9 \u201cquote\u201d"));
  EXPECT_THAT(tools.fonts_not_embedded(*pdf), IsEmpty());
}

TEST(TextPages, AreTheSameBytesTwice) {
  const auto first = text_pages(an_email());
  const auto second = text_pages(an_email());
  ASSERT_TRUE(first && second);
  EXPECT_EQ(*first, *second);
}

TEST(TextPages, BreakAtFormFeedsButNotAtTheLast) {
  PdfTools tools;
  EXPECT_EQ(tools.page_count(*text_pages({.body = "one\ftwo\f\n"})), 2);
  EXPECT_EQ(tools.page_count(*text_pages({.body = "one\f\fthree"})), 3);
  EXPECT_EQ(tools.page_count(*text_pages({.body = ""})), 1);
}

TEST(TextPages, LeaveTheLastInchFree) {
  PdfTools tools;
  std::string body;
  for (int i = 0; i < 200; ++i) {
    body += fmt::format("line {}\n", i);
  }
  const auto pdf = text_pages({.body = body});
  int count = 0;
  for (const auto& word : tools.words(*pdf)) {
    EXPECT_LE(word.bottom, 792 - 72) << word.text;
    ++count;
  }
  EXPECT_EQ(count, 400);
}

// Every character of a text with words far wider than the page comes out again.
TEST(TextPages, LoseNothingOfLongWordsAndLongLines) {
  PdfTools tools;
  std::string word;
  for (int i = 0; i < 3000; ++i) {
    word += fmt::format("{:x}", i * 2654435761u);
  }
  std::string sentence;
  for (int i = 0; i < 6000; ++i) {
    sentence += fmt::format("w{} ", i);
  }
  for (const auto face : {Face::monospace, Face::proportional}) {
    const auto pdf = text_pages({.body = word + "\n" + sentence, .face = face});
    ASSERT_TRUE(pdf);
    std::string printed;
    for (const auto& piece : tools.words(*pdf)) {
      printed += piece.text;
      EXPECT_LE(piece.right, 612 - 71);
    }
    EXPECT_EQ(printed, word + base::replace_all(sentence, " ", ""));
  }
}

TEST(TextPages, NameCharactersThatHaveNoGlyph) {
  PdfTools tools;
  // U+13000, an Egyptian hieroglyph, is in none of the fonts the package list installs.
  const auto pdf = text_pages({.body = "bird \xF0\x93\x80\x80 end"});
  EXPECT_THAT(tools.text(*pdf), HasSubstr("bird [U+13000] end"));
}

TEST(TextPages, RepairWhatIsNotUtf8) {
  PdfTools tools;
  const auto pdf = text_pages({.body = "bad \xFF byte"});
  ASSERT_TRUE(pdf);
  EXPECT_THAT(tools.text(*pdf), HasSubstr("byte"));
}

TEST(TextPages, RefuseAnAbsurdFontSize) {
  EXPECT_FALSE(text_pages({.body = "x", .font_size = 0}));
}

Sheet a_wide_sheet() {
  Sheet sheet{.name = "Counts"};
  for (int r = 0; r < 60; ++r) {
    SheetRow row;
    for (int c = 0; c < 20; ++c) {
      row.cells.push_back({.text = fmt::format("cell-{}-{}", r + 1, c + 1)});
    }
    sheet.rows.push_back(row);
  }
  sheet.rows[3].is_hidden = true;
  sheet.columns.resize(20);
  sheet.columns[2].is_hidden = true;
  return sheet;
}

TEST(GridPages, ShowEveryCellOnceWithItsRowAndColumn) {
  PdfTools tools;
  const auto pdf = grid_pages({a_wide_sheet()});
  ASSERT_TRUE(pdf) << pdf.error().message;
  std::map<std::string, int> seen;
  for (const auto& word : tools.words(*pdf)) {
    ++seen[word.text];
    EXPECT_LE(word.bottom, 612 - 72);
  }
  for (int r = 1; r <= 60; ++r) {
    for (int c = 1; c <= 20; ++c) {
      EXPECT_EQ(seen[fmt::format("cell-{}-{}", r, c)], 1);
    }
  }
  const auto text = tools.text(*pdf);
  EXPECT_THAT(text, HasSubstr("Sheet: Counts"));
  EXPECT_THAT(text, HasSubstr("4 hidden"));
  EXPECT_THAT(text, HasSubstr("C hidden"));
}

TEST(GridPages, GoDownThenOver) {
  PdfTools tools;
  const auto text = tools.text(*grid_pages({a_wide_sheet()}));
  const auto pages = base::split(text, '\f');
  ASSERT_EQ(pages.size(), 5u);  // two parts of two pages; poppler ends each with a form feed
  EXPECT_THAT(pages[0], HasSubstr("part 1 of 2: columns A"));
  EXPECT_THAT(pages[1], HasSubstr("part 1 of 2: columns A"));
  EXPECT_THAT(pages[2], HasSubstr("part 2 of 2"));
  EXPECT_THAT(pages[0], HasSubstr("cell-1-1 "));
  EXPECT_THAT(pages[1], HasSubstr("cell-60-1 "));
}

TEST(GridPages, SplitARowHigherThanAPage) {
  PdfTools tools;
  std::string tall;
  for (int i = 0; i < 120; ++i) {
    tall += fmt::format("tall{}\n", i);
  }
  const auto pdf = grid_pages(
      {{.name = "S", .rows = {{.cells = {{.text = tall}}}, {.cells = {{.text = "after"}}}}}});
  std::string printed;
  for (const auto& word : tools.words(*pdf)) {
    if (word.text.starts_with("tall")) {
      printed += word.text + "\n";
    }
  }
  EXPECT_EQ(printed, tall);
  EXPECT_THAT(tools.text(*pdf), HasSubstr("after"));
}

TEST(GridPages, MarkHiddenAndEmptySheetsAndListComments) {
  PdfTools tools;
  const auto pdf = grid_pages({{.name = "Secret", .is_hidden = true},
                               {.name = "Open",
                                .rows = {{.cells = {{.text = "x"}}}},
                                .notes = {{"A1", "check this figure"}}}});
  const auto text = tools.text(*pdf);
  EXPECT_THAT(text, HasSubstr("Sheet: Secret (hidden sheet)"));
  EXPECT_THAT(text, HasSubstr("This sheet is empty."));
  EXPECT_THAT(text, HasSubstr("check this figure"));
  EXPECT_EQ(tools.page_count(*pdf), 3);
}

TEST(GridPages, UseTheLabelsGiven) {
  PdfTools tools;
  const auto text =
      tools.text(*grid_pages({{.name = "S",
                               .columns = {{.label = "AB"}},
                               .rows = {{.label = "977", .cells = {{.text = "x"}}}}}}));
  EXPECT_THAT(text, HasSubstr("columns AB\u2013AB, rows 977\u2013977"));
}

TEST(GridPages, AreTheSameBytesTwice) {
  EXPECT_EQ(*grid_pages({a_wide_sheet()}), *grid_pages({a_wide_sheet()}));
}

TEST(GridPages, RefuseWhatNobodyCouldPrint) {
  Sheet sheet;
  sheet.rows.resize(2'000'001);
  const auto pdf = grid_pages({sheet});
  ASSERT_FALSE(pdf);
  EXPECT_EQ(pdf.error().code, base::ErrorCode::limit);
  EXPECT_FALSE(grid_pages({}));
}

SlipSheet a_slip_sheet() {
  return {.title = "PAGES WITHHELD IN FULL",
          .lines = {"ABC-0000010 \u2013 ABC-0000042"},
          .facts = {{"Exemptions", "(b)(4), (b)(7)(E)"},
                    {"Source", "Field Office, shared drive"},
                    {"Pages", "33"}}};
}

TEST(SlipSheet, IsOnePageOfLargeText) {
  PdfTools tools;
  const auto pdf = slip_sheet(a_slip_sheet());
  ASSERT_TRUE(pdf);
  EXPECT_EQ(tools.page_count(*pdf), 1);
  const auto text = tools.text(*pdf);
  EXPECT_THAT(text, HasSubstr("PAGES WITHHELD IN FULL"));
  EXPECT_THAT(text, HasSubstr("(b)(4), (b)(7)(E)"));
  EXPECT_THAT(tools.fonts_not_embedded(*pdf), IsEmpty());
  EXPECT_EQ(*pdf, *slip_sheet(a_slip_sheet()));
}

TEST(SlipSheet, ShrinksToFitAndRefusesABook) {
  PdfTools tools;
  auto sheet = a_slip_sheet();
  sheet.lines.assign(25, "a line that is rather long for a page but can be shrunk to fit on it");
  const auto pdf = slip_sheet(sheet);
  ASSERT_TRUE(pdf);
  EXPECT_EQ(tools.page_count(*pdf), 1);
  sheet.lines.assign(2000, "far too much");
  EXPECT_FALSE(slip_sheet(sheet));
}

TEST(SlipSheet, CarriesNoTimeOfDay) {
  PdfTools tools;
  EXPECT_THAT(tools.facts(*slip_sheet(a_slip_sheet())), Not(HasSubstr("CreationDate:    20")));
}

TEST(NativePlaceholder, NamesTheFile) {
  PdfTools tools;
  const auto text = tools.text(*native_placeholder(
      {.file_name = "ABC-0000043.xlsx", .facts = {{"SHA-256", std::string(64, 'a')}}}));
  EXPECT_THAT(text, HasSubstr("PRODUCED IN NATIVE FORMAT"));
  EXPECT_THAT(text, HasSubstr("ABC-0000043.xlsx"));
}

}  // namespace
}  // namespace vaughn::paper
