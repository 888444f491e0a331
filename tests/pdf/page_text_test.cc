// SPDX-License-Identifier: AGPL-3.0-or-later
#include "pdf/page_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "../support/pdf_text.h"
#include "pdf/document.h"

namespace vaughn::pdf {
namespace {

using test::PdfText;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

PageText text_of(std::string_view content,
                 std::string_view resources = "",
                 std::string_view keys = "") {
  PdfText input;
  input.page(content, resources, keys);
  auto document = Document::open(input.bytes());
  EXPECT_TRUE(document);
  auto text = document->page_text(1);
  EXPECT_TRUE(text);
  return *std::move(text);
}

std::vector<std::string> words_of(const PageText& page) {
  std::vector<std::string> words;
  for (const Word& word : page.words) {
    words.push_back(word.text);
  }
  return words;
}

constexpr const char* kTwoLines =
    "BT /F 12 Tf 72 700 Td (Special Agent John) Tj 0 -14 Td (Smith wrote to Annual Re-) Tj\n"
    "0 -14 Td (view about Ann.) Tj ET";

TEST(PageText, GivesWordsLinesAndText) {
  const PageText page = text_of(kTwoLines);
  EXPECT_EQ(page.text, "Special Agent John\nSmith wrote to Annual Re-\nview about Ann.\n");
  EXPECT_THAT(page.lines, SizeIs(3));
  EXPECT_EQ(page.words[3].line, 1);
  EXPECT_EQ(page.text.substr(page.words[3].offset, 5), "Smith");
}

TEST(PageText, JoinsWhatKerningSeparatesAndParksWhatGapsPart) {
  EXPECT_THAT(words_of(text_of("BT /F 12 Tf 72 700 Td [(Jo) 30 (hn) -600 (Smith)] TJ ET")),
              ElementsAre("John", "Smith"));
}

TEST(PageText, MeasuresInUserSpaceWhateverTheRotation) {
  const base::Rect plain = text_of(kTwoLines).words[0].box;
  EXPECT_NEAR(plain.x0, 72, 0.1);
  EXPECT_NEAR(plain.y0, 700 - 0.21 * 12, 0.5);
  for (const char* keys : {"/Rotate 90",
                           "/Rotate 180",
                           "/Rotate 270",
                           "/CropBox[50 60 600 780]",
                           "/UserUnit 3",
                           "/Rotate 90/CropBox[50 60 600 780]"}) {
    const base::Rect box = text_of(kTwoLines, "", keys).words[0].box;
    EXPECT_NEAR(box.x0, plain.x0, 0.01) << keys;
    EXPECT_NEAR(box.y0, plain.y0, 0.01) << keys;
    EXPECT_NEAR(box.x1, plain.x1, 0.01) << keys;
    EXPECT_NEAR(box.y1, plain.y1, 0.01) << keys;
  }
}

TEST(PageText, TellsTheTextLayerOfAScanApart) {
  const PageText page = text_of("3 Tr BT /F 12 Tf 72 700 Td (layer) Tj ET");
  ASSERT_THAT(page.words, SizeIs(1));
  EXPECT_TRUE(page.words[0].is_invisible);
}

TEST(PageText, LeavesOutWhatLiesOffThePage) {
  const PageText page = text_of("BT /F 12 Tf 72 900 Td (above) Tj 0 -300 Td (on it) Tj ET");
  EXPECT_THAT(words_of(page), ElementsAre("on", "it"));
  EXPECT_TRUE(page.has_text_off_page);
}

TEST(PageText, ReadsTextOfAnnotations) {
  PdfText input;
  const int form =
      input.stream("/Type/XObject/Subtype/Form/BBox[0 0 200 20]/Resources<</Font<</F 3 0 R>>>>",
                   "BT /F 12 Tf 2 5 Td (noted) Tj ET");
  const int note = input.object(fmt::format(
      "<</Type/Annot/Subtype/FreeText/Rect[300 500 500 520]/AP<</N {} 0 R>>/F 4>>", form));
  input.page("", "", fmt::format("/Annots[{} 0 R]", note));
  auto document = Document::open(input.bytes());
  EXPECT_THAT(words_of(*document->page_text(1)), ElementsAre("noted"));
}

TEST(PageText, CountsTextThatIsFilledAndStrokedOnce) {
  EXPECT_THAT(words_of(text_of("BT 2 Tr /F 12 Tf 72 700 Td (once) Tj ET")), ElementsAre("once"));
}

// Older OCR programs write fonts that say all glyphs have no width and place each letter
// themselves.
TEST(PageText, ReadsFontsWithoutWidths) {
  PdfText input;
  std::string glyphs;
  std::string names;
  for (char letter = 'a'; letter <= 'z'; ++letter) {
    glyphs += fmt::format("/{} {} 0 R", letter, input.stream("", "0 0 d0"));
    names += fmt::format("/{}", letter);
  }
  std::string widths;
  for (int i = 0; i < 26; ++i) {
    widths += "0 ";
  }
  const int font = input.object(
      fmt::format("<</Type/Font/Subtype/Type3/FontBBox[0 0 1 1]/FontMatrix[.001 0 0 .001 0 0]"
                  "/CharProcs<<{}>>/Encoding<</Type/Encoding/Differences[97{}]>>/FirstChar 97"
                  "/LastChar 122/Widths[{}]>>",
                  glyphs,
                  names,
                  widths));
  input.page(
      "3 Tr BT /T 12 Tf 72 700 Td [(j) -500 (o) -500 (h) -500 (n) -1000 (d) -500 (o) -500 (e)] TJ "
      "ET",
      fmt::format("/Font<</T {} 0 R>>", font));
  auto document = Document::open(input.bytes());
  const PageText page = *document->page_text(1);
  EXPECT_THAT(words_of(page), ElementsAre("john", "doe"));
  EXPECT_NEAR(page.words[0].box.width(), 4 * 6, 0.5);
}

// A font drawn by procedures may be a hundred times as large as its size says.
TEST(PageText, ReadsGlyphsOfAnySize) {
  PdfText input;
  const int drawn = input.stream("", "60 0 0 0 50 70 d1 0 0 50 70 re f");
  const int font = input.object(
      fmt::format("<</Type/Font/Subtype/Type3/FontBBox[0 0 0 0]/FontMatrix[1 0 0 1 0 0]"
                  "/CharProcs<</a {} 0 R>>/Encoding<</Type/Encoding/Differences[97/a]>>"
                  "/FirstChar 97/LastChar 97/Widths[60]>>",
                  drawn));
  input.page("BT /T .1 Tf 72 700 Td (aaa) Tj 30 0 Td (a) Tj ET",
             fmt::format("/Font<</T {} 0 R>>", font));
  auto document = Document::open(input.bytes());
  const PageText page = *document->page_text(1);
  EXPECT_THAT(words_of(page), ElementsAre("aaa", "a"));
  const auto& box = page.words[0].box;
  EXPECT_NEAR(box.y0, 700, 0.5);
  EXPECT_NEAR(box.y1, 707, 0.5);
  EXPECT_NEAR(box.x1, 72 + 6 + 6 + 5, 1);
}

TEST(FindPhrase, IgnoresCaseAndLineEnds) {
  const PageText page = text_of(kTwoLines);
  const auto matches = find_phrase(page, "john  SMITH");
  ASSERT_THAT(matches, SizeIs(1));
  EXPECT_THAT(matches[0].boxes, SizeIs(2));
  EXPECT_EQ(matches[0].text, "John\nSmith");
}

TEST(FindPhrase, KeepsToWholeWordsAndForgivesPunctuation) {
  const PageText page = text_of(kTwoLines);
  const auto matches = find_phrase(page, "Ann");
  ASSERT_THAT(matches, SizeIs(1));
  EXPECT_EQ(matches[0].text, "Ann.");
  EXPECT_THAT(find_phrase(page, "mith"), IsEmpty());
  EXPECT_THAT(find_phrase(page, "  "), IsEmpty());
}

TEST(FindPhrase, JoinsAWordBrokenAtTheLineEnd) {
  const auto matches = find_phrase(text_of(kTwoLines), "annual review");
  ASSERT_THAT(matches, SizeIs(1));
  EXPECT_THAT(matches[0].boxes, SizeIs(2));
}

// A sentence of a quoted mail goes on behind the mark of the next line.
TEST(FindPhrase, GoesOnBehindTheMarksOfQuotedLines) {
  const auto page = text_of(
      "BT /F 12 Tf 72 700 Td (> alerts stay) Tj 0 -14 Td (>> silent for an-) Tj 0 -14 Td (> nual "
      "reviews) Tj ET");
  const auto matches = find_phrase(page, "stay silent");
  ASSERT_THAT(matches, SizeIs(1));
  EXPECT_EQ(matches[0].text, "stay\nsilent");
  EXPECT_THAT(find_phrase(page, "annual reviews"), SizeIs(1));
  EXPECT_THAT(find_phrase(page, "stay nual"), IsEmpty());
  const auto by_pattern = find_pattern(page, "stay silent");
  ASSERT_TRUE(by_pattern);
  ASSERT_THAT(*by_pattern, SizeIs(1));
  EXPECT_EQ(by_pattern->front().text, "stay\nsilent");
  EXPECT_THAT(find_phrase(text_of("BT /F 12 Tf 72 700 Td (a > b) Tj ET"), "a b"), IsEmpty());
}

TEST(FindPhrase, FindsAPossessive) {
  EXPECT_THAT(find_phrase(text_of("BT /F 12 Tf 72 700 Td (John's car) Tj ET"), "john"), SizeIs(1));
}

TEST(FindPhrase, BoxesCoverTheLineAndTouchNoOtherWord) {
  const PageText page = text_of(kTwoLines);
  const auto matches = find_phrase(page, "Agent");
  ASSERT_THAT(matches, SizeIs(1));
  const base::Rect box = matches[0].boxes[0];
  const base::Rect word = page.words[1].box;
  EXPECT_LT(box.x0, word.x0);
  EXPECT_GT(box.x1, word.x1);
  EXPECT_LE(box.y0, word.y0);
  EXPECT_GE(box.y1, word.y1);
  EXPECT_EQ(text_under(page, box), "Agent");
}

TEST(FindPattern, MatchesAcrossLineEnds) {
  const PageText page = text_of(kTwoLines);
  const auto matches = find_pattern(page, "J[a-z]+ S\\w+");
  ASSERT_TRUE(matches);
  ASSERT_THAT(*matches, SizeIs(1));
  EXPECT_THAT((*matches)[0].boxes, SizeIs(2));
}

TEST(FindPattern, RefusesABadExpression) {
  const auto matches = find_pattern(PageText{}, "(");
  ASSERT_FALSE(matches);
  EXPECT_EQ(matches.error().code, base::ErrorCode::invalid_argument);
}

TEST(FindPattern, EndsOnAnEmptyMatch) {
  const auto matches = find_pattern(text_of(kTwoLines), "x*");
  ASSERT_TRUE(matches);
  EXPECT_THAT(*matches, IsEmpty());
}

}  // namespace
}  // namespace vaughn::pdf
