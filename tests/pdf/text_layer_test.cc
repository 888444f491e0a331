// SPDX-License-Identifier: AGPL-3.0-or-later
#include "pdf/text_layer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "../support/pdf_text.h"
#include "../support/printed_by.h"
#include "pdf/document.h"

namespace vaughn::pdf {
namespace {

using base::Bytes;
using ::testing::HasSubstr;

// A page with a picture of nothing, turned as /Rotate says.
Bytes turned(int rotate) {
  test::PdfText input;
  input.page("0.5 g 100 100 50 50 re f", "", fmt::format("/Rotate {}", rotate));
  input.page("BT /F 12 Tf 72 700 Td (typed) Tj ET");
  return input.bytes();
}

std::string text_by_poppler(const Bytes& pdf, const char* page) {
  return test::printed_by({"pdftotext", "-f", page, "-l", page, "-layout"}, pdf, {"-"});
}

class TextLayerOnTurnedPage : public testing::TestWithParam<int> {};

TEST_P(TextLayerOnTurnedPage, IsReadWhereItStands) {
  const auto before = turned(GetParam());
  TextLayer layer;
  layer.page = 1;
  layer.words = {{"Quarterly", {100, 400, 150, 412}, 0}, {"report", {154, 400, 190, 412}, 0}};
  const auto after = add_text_layers(before, std::array{layer});
  ASSERT_TRUE(after) << after.error().message;
  EXPECT_THAT(text_by_poppler(*after, "1"), HasSubstr("Quarterly report"));
  EXPECT_THAT(text_by_poppler(*after, "2"), HasSubstr("typed"));

  auto document = Document::open(*after);
  ASSERT_TRUE(document);
  const auto text = document->page_text(1);
  ASSERT_TRUE(text);
  ASSERT_EQ(text->words.size(), 2u);
  EXPECT_TRUE(text->words[0].is_invisible);
  const auto info = document->page_info(1);
  ASSERT_TRUE(info);
  const auto shown = info->to_display.apply(text->words[0].box);
  EXPECT_NEAR(shown.x0, 100, 1);
  EXPECT_NEAR(shown.x1, 150, 1);
  EXPECT_NEAR(shown.y0, 400, 3);
  EXPECT_NEAR(shown.y1, 412, 3);

  // Nothing is seen of it.
  auto plain = Document::open(before);
  ASSERT_TRUE(plain);
  EXPECT_EQ(document->render(1, 72, ColorMode::rgb)->samples,
            plain->render(1, 72, ColorMode::rgb)->samples);
}
INSTANTIATE_TEST_SUITE_P(Rotate, TextLayerOnTurnedPage, testing::Values(0, 90, 180, 270));

TEST(TextLayer, OnAPageThatIsNotThereIsAnError) {
  TextLayer layer;
  layer.page = 3;
  const auto made = add_text_layers(turned(0), std::array{layer});
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().code, base::ErrorCode::not_found);
}

TEST(TextLayer, IsTheSameEveryTime) {
  TextLayer layer;
  layer.page = 1;
  layer.words = {{"one", {100, 400, 150, 412}, 1}};
  EXPECT_EQ(*add_text_layers(turned(0), std::array{layer}),
            *add_text_layers(turned(0), std::array{layer}));
}

}  // namespace
}  // namespace vaughn::pdf
