// SPDX-License-Identifier: AGPL-3.0-or-later
#include "pdf/hidden_text.h"

#include <cstdlib>
#include <random>

#include <gtest/gtest.h>

#include "../support/pdf_text.h"

namespace vaughn::pdf {
namespace {

#define NAME "BT /F 12 Tf 100 500 Td (Xyzzynsky) Tj ET "

struct Case {
  const char* name;
  const char* content;
  bool may_be_hidden;
  bool is_hidden;
};

constexpr Case kCases[] = {
    {"Alone", NAME, false, false},
    {"BesideABox", NAME "250 490 120 25 re f", false, false},
    {"Underlined", NAME "98 497 70 0.8 re f", false, false},
    {"UnderlinedByALine", NAME "2.5 w 98 496 m 168 496 l S", false, false},
    {"FramedByAThickLine", NAME "3 w 90 485 90 30 re S", false, false},
    {"OnYellow", "1 1 0 rg 95 490 120 25 re f 0 g " NAME, false, false},
    {"OnAWhitePage", "1 g 0 0 612 792 re f 0 g " NAME, false, false},
    {"WhiteOnABlackBar", "0 g 95 490 120 25 re f 1 g " NAME, false, false},
    {"InATableCell", NAME "90 480 200 0.5 re 90 520 200 0.5 re 90 480 0.5 40 re f", false, false},
    {"ClippedToItsCell", "q 90 480 200 40 re W n " NAME "Q 300 300 50 50 re f", false, false},
    {"Covered", NAME "95 490 120 25 re f", true, true},
    {"CoveredInWhite", NAME "1 g 95 490 120 25 re f", true, true},
    {"CoveredInTwoParts", NAME "95 490 32 25 re f 125 490 90 25 re f", true, true},
    {"CoveredByThinLines",
     NAME "1.4 w 95 496 m 215 496 l 95 497.2 m 215 497.2 l 95 498.4 m 215 498.4 l 95 499.6 m "
          "215 499.6 l 95 500.8 m 215 500.8 l 95 502 m 215 502 l 95 503.2 m 215 503.2 l 95 504.4 m "
          "215 504.4 l 95 505.6 m 215 505.6 l 95 506.8 m 215 506.8 l 95 508 m 215 508 l 95 509.2 m "
          "215 509.2 l 95 510.4 m 215 510.4 l S 300 300 50 50 re f",
     true,
     true},
    {"CoveredByACircle",
     NAME "20 500 m 20 600 220 600 220 500 c 220 400 20 400 20 500 c f",
     true,
     true},
    {"CoveredByAClosedLine", NAME "20 w 95 503 m 215 503 l 215 504 l h S", true, true},
    {"White", "1 g " NAME, true, true},
    {"BlackOnBlack", "95 490 120 25 re f " NAME, true, true},
    {"GrayOnGray", "0.5 g 95 490 120 25 re f 0.5 g " NAME, true, true},
    {"RedOnGrayOfItsShade", "0.3 g 95 490 120 25 re f 1 0 0 rg " NAME, true, false},
    {"ClippedAway", "q 300 300 50 50 re W n " NAME "Q 300 300 50 50 re f", true, true},
    {"ClippedToNothing", "q 0 0 m W n " NAME "Q 300 300 50 50 re f", true, true},
    {"ClippedToAShape", "q 90 480 m 300 480 l 200 700 l W n " NAME "Q", true, false},
    {"TooSmall", "BT /F 2 Tf 100 500 Td (Xyzzynsky) Tj ET 300 300 50 50 re f", true, false},
    {"SeenThroughAHole", NAME "80 480 200 50 re 90 490 120 25 re f*", true, false},
    {"OverAnImage",
     "q 200 0 0 60 80 480 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x80\nEI Q " NAME,
     true,
     false},
};

class HiddenText : public ::testing::TestWithParam<Case> {};

TEST_P(HiddenText, IsToldWithoutAPictureWhereThatCanBe) {
  test::PdfText pdf;
  pdf.page(GetParam().content);
  auto document = Document::open(pdf.bytes());
  ASSERT_TRUE(document);
  const auto text = document->page_text(1);
  ASSERT_TRUE(text);
  ASSERT_EQ(text->words.size(), 1U);
  EXPECT_EQ(text->words[0].may_be_hidden, GetParam().may_be_hidden);
  auto view = PageView::of(*document, 1);
  ASSERT_TRUE(view);
  const auto hidden = hidden_words(*view, *text);
  ASSERT_TRUE(hidden);
  EXPECT_EQ(!hidden->empty(), GetParam().is_hidden);
}

INSTANTIATE_TEST_SUITE_P(Pages, HiddenText, ::testing::ValuesIn(kCases), [](const auto& each) {
  return std::string(each.param.name);
});

TEST(HiddenTextOfPatterns, MayBeAnywhereThePatternIs) {
  test::PdfText pdf;
  const int tile = pdf.stream(
      "/Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 5 5]/XStep 5/YStep 5"
      "/Resources<<>>",
      "0 0 5 5 re f");
  pdf.page(NAME "/Pattern cs /P scn 95 490 120 25 re f",
           fmt::format("/Pattern<</P {} 0 R>>", tile));
  auto document = Document::open(pdf.bytes());
  ASSERT_TRUE(document);
  const auto text = document->page_text(1);
  ASSERT_TRUE(text);
  auto view = PageView::of(*document, 1);
  const auto hidden = hidden_words(*view, *text);
  ASSERT_TRUE(hidden);
  EXPECT_EQ(hidden->size(), 1U);
}

// The words without which the whole page looks the same.
std::vector<std::string> words_unseen(Document& document, const PageText& text) {
  const auto info = document.page_info(1);
  const base::Rect whole{0, 0, info->width, info->height};
  const auto with = document.render_part(1, whole, 100, ColorMode::rgb);
  const auto without = document.render_part_without_text(1, whole, 100);
  std::vector<std::string> out;
  for (const auto& word : text.words) {
    const auto area = pixels_of(info->to_display.apply(word.box), *info, 100);
    bool is_seen = area.is_empty();
    for (int y = area.y0; y < area.y1; ++y) {
      for (int x = area.x0; x < area.x1; ++x) {
        for (int part = 0; part < 3; ++part) {
          is_seen = is_seen || std::abs(with->at(x, y, part) - without->at(x, y, part)) >= 12;
        }
      }
    }
    if (!is_seen) {
      out.push_back(word.text);
    }
  }
  return out;
}

// Pages of words, rectangles and clips by chance.
TEST(HiddenTextByChance, IsWhatPicturesOfTheWholePageShow) {
  std::mt19937 chance(7);
  const auto number = [&](int below) {
    return static_cast<int>(chance() % static_cast<unsigned>(below));
  };
  std::size_t found = 0;
  for (int round = 0; round < 400; ++round) {
    std::string content;
    for (int i = 0; i < 60; ++i) {
      const double gray = number(5) / 4.0;
      const bool is_clipped = number(4) == 0;
      if (is_clipped) {
        content += fmt::format(
            "q {} {} {} {} re W n\n", number(250), number(250), 20 + number(200), 20 + number(200));
      }
      if (number(2) == 0) {
        content += fmt::format("{} g BT /F {} Tf {} {} Td (Word{}) Tj ET\n",
                               gray,
                               6 + number(12),
                               20 + number(250),
                               20 + number(250),
                               i);
      } else {
        content += fmt::format("{} g {} {} {} {} re f\n",
                               gray,
                               number(280),
                               number(280),
                               2 + number(80),
                               2 + number(40));
      }
      content += is_clipped ? "Q\n" : "";
    }
    test::PdfText pdf;
    pdf.page(content, "", "", "0 0 300 300");
    auto document = Document::open(pdf.bytes());
    ASSERT_TRUE(document);
    auto text = document->page_text(1);
    ASSERT_TRUE(text);
    auto view = PageView::of(*document, 1);
    ASSERT_TRUE(view);
    const auto hidden = hidden_words(*view, *text);
    ASSERT_TRUE(hidden);
    std::vector<std::string> told;
    for (const auto& word : *hidden) {
      if (word.by != HiddenBy::text) {
        told.push_back(word.text);
      }
    }
    const auto unseen = words_unseen(*document, *text);
    EXPECT_EQ(told, unseen) << content;
    found += unseen.size();
  }
  EXPECT_GT(found, 100U);
}

}  // namespace
}  // namespace vaughn::pdf
