// SPDX-License-Identifier: AGPL-3.0-or-later
#include "ocr/reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "paper/pages.h"
#include "pdf/document.h"

namespace vaughn::ocr {
namespace {

using testing::Contains;
using testing::HasSubstr;

constexpr const char* kLetter =
    "The field office asked for 14 ankle monitors on March 3, 2023.\n"
    "Nobody answered before the end of the quarter, so the request was sent again.\n\n"
    "Telephone (415) 555-0142, extension 7.\n";

// What a scanner would give of a page with these words, turned clockwise by so many quarters.
pdf::Pixmap scanned(int quarters, double dpi = 200) {
  paper::TextPages pages;
  pages.body = kLetter;
  pages.face = paper::Face::proportional;
  pages.font_size = 11;
  const auto made = paper::text_pages(pages);
  EXPECT_TRUE(made);
  auto document = pdf::Document::open(*made);
  EXPECT_TRUE(document);
  auto upright = document->render(1, dpi, pdf::ColorMode::gray);
  EXPECT_TRUE(upright);
  for (int i = 0; i < quarters; ++i) {
    pdf::Pixmap next = *upright;
    std::swap(next.width, next.height);
    for (int y = 0; y < next.height; ++y) {
      for (int x = 0; x < next.width; ++x) {
        next.samples[static_cast<std::size_t>(y) * static_cast<std::size_t>(next.width) +
                     static_cast<std::size_t>(x)] =
            static_cast<char>(upright->at(y, upright->height - 1 - x));
      }
    }
    *upright = std::move(next);
  }
  return std::move(*upright);
}

GrayPicture view(const pdf::Pixmap& pixmap) {
  return {pixmap.width, pixmap.height, pixmap.dpi, pixmap.samples};
}

class ReaderTest : public testing::TestWithParam<int> {
 protected:
  static Reader& reader() {
    static auto opened = Reader::open();
    EXPECT_TRUE(opened);
    return *opened;
  }
};

TEST_P(ReaderTest, ReadsAPageWhicheverWayItLies) {
  const auto picture = scanned(GetParam());
  const auto read = reader().read(view(picture));
  ASSERT_TRUE(read);
  EXPECT_THAT(text_of(*read), HasSubstr("asked for 14 ankle monitors on March 3, 2023."));
  EXPECT_THAT(text_of(*read), HasSubstr("(415) 555-0142"));
  EXPECT_GT(read->confidence, 80);
  EXPECT_FALSE(read->is_blank);
  for (const auto& word : read->words) {
    EXPECT_EQ(word.quarter_turns, (4 - GetParam()) % 4);
  }
}
INSTANTIATE_TEST_SUITE_P(Quarters, ReaderTest, testing::Values(0, 1, 2, 3));

// Ink of the word in the picture and outside of its box nothing of it: the box, painted white,
// takes the word away, and leaves the others.
TEST_F(ReaderTest, BoxesHoldTheWholeWord) {
  for (const int quarters : {0, 1, 2, 3}) {
    auto picture = scanned(quarters);
    const auto read = reader().read(view(picture));
    ASSERT_TRUE(read);
    const auto word = std::find_if(read->words.begin(), read->words.end(), [](const Word& one) {
      return one.text == "quarter,";
    });
    ASSERT_NE(word, read->words.end());
    const double scale = picture.dpi / 72;
    for (int y = 0; y < picture.height; ++y) {
      for (int x = 0; x < picture.width; ++x) {
        const double px = (x + 0.5) / scale;
        const double py = (picture.height - y - 0.5) / scale;
        if (px > word->box.x0 && px < word->box.x1 && py > word->box.y0 && py < word->box.y1) {
          picture.samples[static_cast<std::size_t>(y) * static_cast<std::size_t>(picture.width) +
                          static_cast<std::size_t>(x)] = '\xff';
        }
      }
    }
    const auto again = reader().read(view(picture));
    ASSERT_TRUE(again);
    EXPECT_THAT(text_of(*again), testing::Not(HasSubstr("quarter"))) << quarters;
    EXPECT_THAT(text_of(*again), HasSubstr("Nobody answered before the end of")) << quarters;
    EXPECT_THAT(text_of(*again), HasSubstr("so the request was sent")) << quarters;
  }
}

TEST_F(ReaderTest, LinesAndParagraphsStayApart) {
  const auto read = reader().read(view(scanned(0)));
  ASSERT_TRUE(read);
  EXPECT_THAT(text_of(*read), HasSubstr("2023.\nNobody"));
  EXPECT_THAT(text_of(*read), HasSubstr("again.\n\nTelephone"));
}

TEST_F(ReaderTest, DoesNotReadABlankPage) {
  const base::Bytes white(200UL * 300UL, '\xff');
  const auto read = reader().read({200, 300, 200, white});
  ASSERT_TRUE(read);
  EXPECT_TRUE(read->is_blank);
  EXPECT_TRUE(read->words.empty());
  EXPECT_EQ(text_of(*read), "");
}

TEST_F(ReaderTest, RefusesWhatIsNoPicture) {
  EXPECT_EQ(reader().read({10, 10, 200, "short"}).error().code, base::ErrorCode::invalid_argument);
  EXPECT_EQ(reader().read({0, 0, 200, ""}).error().code, base::ErrorCode::invalid_argument);
}

TEST_F(ReaderTest, NamesALanguageThatIsNotInstalled) {
  const auto none = Reader::open("nosuchlanguage");
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().code, base::ErrorCode::not_found);
  EXPECT_THAT(none.error().message, HasSubstr("nosuchlanguage"));
}

TEST_F(ReaderTest, GivesTheSameWordsTwice) {
  const auto picture = scanned(0);
  const auto once = reader().read(view(picture));
  const auto twice = reader().read(view(picture));
  ASSERT_TRUE(once && twice);
  EXPECT_EQ(*once, *twice);
}

}  // namespace
}  // namespace vaughn::ocr
