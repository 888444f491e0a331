// SPDX-License-Identifier: AGPL-3.0-or-later
#include "verify/detail/poppler.h"

#include <gtest/gtest.h>

namespace vaughn::verify {
namespace {

TEST(Poppler, ReadsPageFrames) {
  const auto facts = parse_facts(
      "Title:           x\n"
      "Pages:           2\n"
      "Encrypted:       no\n"
      "Page    1 size:  612 x 792 pts (letter)\n"
      "Page    1 rot:   0\n"
      "Page    1 MediaBox:      0.00     0.00   612.00   792.00\n"
      "Page    1 CropBox:       0.00     0.00   612.00   792.00\n"
      "Page    2 rot:   90\n"
      "Page    2 MediaBox:     10.00    20.00   110.00   220.00\n"
      "Page    2 CropBox:      10.00    20.00   110.00   120.00\n");
  ASSERT_TRUE(facts);
  ASSERT_EQ(facts->pages.size(), 2u);
  EXPECT_FALSE(facts->is_encrypted);
  EXPECT_EQ(facts->pages[1].rotation, 90);
  EXPECT_EQ(facts->pages[1].visible(), (base::Rect{0, 0, 100, 100}));
}

TEST(Poppler, RefusesFactsThatAreIncomplete) {
  EXPECT_FALSE(parse_facts(""));
  EXPECT_FALSE(parse_facts("Pages: 1\nEncrypted: no\n"));
  EXPECT_FALSE(parse_facts("Pages: 1\nPage 2 rot: 0\nPage 2 MediaBox: 0 0 1 1\n"));
  EXPECT_FALSE(parse_facts("Pages: 1\nPage 1 rot: 0\nPage 1 MediaBox: 0 0 1 1\n"));
}

TEST(Poppler, ReadsWords) {
  const auto pages = parse_words(
      "<doc>\n"
      "  <page width=\"612.000000\" height=\"792.000000\">\n"
      "    <word xMin=\"1.0\" yMin=\"2.0\" xMax=\"3.0\" yMax=\"4.0\">A&amp;B&lt;</word>\n"
      "  </page>\n"
      "</doc>\n");
  ASSERT_TRUE(pages);
  ASSERT_EQ(pages->size(), 1u);
  EXPECT_EQ((*pages)[0].words[0].text, "A&B<");
  EXPECT_EQ((*pages)[0].words[0].box, (base::Rect{1, 2, 3, 4}));
}

TEST(Poppler, RefusesWordsThatAreCut) {
  EXPECT_FALSE(parse_words("<doc>\n<page width=\"1\" height=\"1\">\n"));
  EXPECT_FALSE(parse_words("<doc>\n<word xMin=\"1\">x</word>\n</doc>\n"));
}

TEST(Poppler, ReadsSeveralPictures) {
  const auto pages = parse_pages(std::string("P5\n2 1\n255\n\x01\xFFP5\n1 1\n255\n\x07"), 2);
  ASSERT_TRUE(pages);
  ASSERT_EQ(pages->size(), 2u);
  EXPECT_EQ((*pages)[0].at(1, 0), 255);
  EXPECT_EQ((*pages)[1].at(0, 0), 7);
  EXPECT_FALSE(parse_pages("P5\n2 2\n255\nabc", 1));

  const auto colored = parse_color_pages("P6\n2 1\n255\nabcdef");
  ASSERT_TRUE(colored);
  EXPECT_EQ(colored->at(0).at(1, 0, 2), 'f');
  EXPECT_FALSE(parse_color_pages("P6\n2 1\n255\nabcde"));
  EXPECT_FALSE(parse_color_pages("P5\n2 1\n255\nabcdef"));
}

// The lower left corner of a page that is 100 wide and 200 high, as shown in each turn.
TEST(Poppler, PlacesBoxesOnTurnedPages) {
  const base::Rect corner{0, 0, 10, 5};
  PageFrame frame{.media = {0, 0, 100, 200}};
  EXPECT_EQ(frame.to_shown(corner), (base::Rect{0, 195, 10, 200}));
  frame.rotation = 90;  // now at the upper left
  EXPECT_EQ(frame.to_shown(corner), (base::Rect{0, 0, 5, 10}));
  frame.rotation = 180;  // upper right
  EXPECT_EQ(frame.to_shown(corner), (base::Rect{90, 0, 100, 5}));
  frame.rotation = 270;  // lower right
  EXPECT_EQ(frame.to_shown(corner), (base::Rect{195, 90, 200, 100}));
}

TEST(Poppler, FailsWithoutTheProgram) {
  const Poppler poppler(std::chrono::seconds(10));
  EXPECT_FALSE(poppler.facts("/nonexistent.pdf"));
  EXPECT_FALSE(poppler.words("/nonexistent.pdf"));
  EXPECT_FALSE(poppler.render("/nonexistent.pdf", 1, 1, 100));
}

}  // namespace
}  // namespace vaughn::verify
