// SPDX-License-Identifier: AGPL-3.0-or-later
#include "pdf/mixed_raster.h"

#include <array>
#include <cstdlib>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "../support/pdf_text.h"
#include "../support/printed_by.h"
#include "pdf/document.h"
#include "pdf/inspect.h"
#include "pdf/layers.h"
#include "pdf/page_picture.h"

namespace vaughn::pdf {
namespace {

using test::PdfText;
using ::testing::HasSubstr;
using ::testing::Not;

std::string lines_of_text(const char* color, int size = 11) {
  std::string out;
  for (int i = 0; i < 12; ++i) {
    out += fmt::format("{} BT /F {} Tf 72 {} Td (The officer wrote line {} of the report.) Tj ET\n",
                       color,
                       size,
                       700 - 20 * i,
                       i);
  }
  return out;
}

constexpr const char* kArea = "0.4 0.6 0.9 rg 72 200 300 150 re f\n";

base::Bytes one_page(const std::string& content) {
  PdfText pdf;
  pdf.page(content);
  return pdf.bytes();
}

Pixmap rendered(const std::string& content) {
  auto document = Document::open(one_page(content));
  return *document->render(1, 300, ColorMode::rgb);
}

// What a viewer shows of the layers, at the full resolution.
Pixmap joined(const Layers& layers) {
  Pixmap out;
  out.width = layers.writing.width;
  out.height = layers.writing.height;
  out.components = layers.background.components;
  out.dpi = layers.writing.dpi;
  const auto components = static_cast<std::size_t>(out.components);
  out.samples.reserve(layers.writing.samples.size() * components);
  for (int y = 0; y < out.height; ++y) {
    for (int x = 0; x < out.width; ++x) {
      const bool is_black = layers.writing.at(x, y) == 0;
      for (int c = 0; c < out.components; ++c) {
        out.samples.push_back(is_black ? '\0'
                                       : static_cast<char>(layers.background.at(
                                             x / layers.factor, y / layers.factor, c)));
      }
    }
  }
  return out;
}

// The largest difference of means of squares of 12 pixels.
int difference(const Pixmap& a, const Pixmap& b) {
  constexpr int kSide = 12;
  int most = 0;
  for (int top = 0; top + kSide <= a.height; top += kSide) {
    for (int left = 0; left + kSide <= a.width; left += kSide) {
      for (int c = 0; c < a.components; ++c) {
        int sum = 0;
        for (int y = top; y < top + kSide; ++y) {
          for (int x = left; x < left + kSide; ++x) {
            sum += a.at(x, y, c) - b.at(x, y, c);
          }
        }
        most = std::max(most, std::abs(sum) / (kSide * kSide));
      }
    }
  }
  return most;
}

TEST(MixedRaster, ShowsBlackWritingOverAColoredArea) {
  const auto page =
      rendered(kArea + lines_of_text("0 g") + "0 g BT /F 11 Tf 80 300 Td (on it) Tj ET");
  const auto layers = split_layers(page);
  ASSERT_TRUE(layers);
  EXPECT_EQ(layers->factor, 3);
  EXPECT_EQ(layers->background.width, (page.width + 2) / 3);
  EXPECT_LT(difference(page, joined(*layers)), 30);
  // No writing is left in the background: paper and the area are all there is.
  for (int y = 0; y < layers->background.height; ++y) {
    for (int x = 0; x < layers->background.width; ++x) {
      ASSERT_GT(layers->background.at(x, y, 2), 200) << x << ", " << y;
    }
  }
}

TEST(MixedRaster, KeepsWhiteLettersOnBlack) {
  const auto page = rendered(kArea + lines_of_text("0 g") +
                             "0 g 72 100 300 40 re f 1 g BT /F 8 Tf 80 115 Td (white words) Tj ET");
  const auto layers = split_layers(page);
  if (layers) {  // or none: then the page is coded as one picture
    EXPECT_LT(difference(page, joined(*layers)), 48);
  }
}

TEST(MixedRaster, DoesNotBlurSmallLettersInColor) {
  const auto page = rendered(kArea + lines_of_text("0 g") +
                             "0.8 0 0 rg BT /F 7 Tf 80 115 Td (small red words here) Tj ET");
  const auto layers = split_layers(page);
  ASSERT_TRUE(layers);
  EXPECT_EQ(layers->factor, 2);
  EXPECT_FALSE(split_layers(rendered(kArea + lines_of_text("0 g") + lines_of_text("0.8 0 0 rg", 7) +
                                     "1 0 0 1 10 10 cm " + lines_of_text("0.8 0 0 rg", 7) +
                                     "1 0 0 1 100 10 cm " + lines_of_text("0.8 0 0 rg", 7) +
                                     "1 0 0 1 100 -300 cm " + lines_of_text("0 0 0.8 rg", 9) +
                                     "1 0 0 1 -210 5 cm " + lines_of_text("0 0 0.8 rg", 9))));
}

TEST(MixedRaster, LeavesPagesWithoutBlackWritingAlone) {
  EXPECT_FALSE(split_layers(rendered(kArea)));
  EXPECT_FALSE(split_layers(rendered("0.3 g 0 0 612 792 re f")));
  // Dark, but not black: it would look another.
  EXPECT_FALSE(split_layers(rendered(kArea + lines_of_text("0.13 g"))));
}

TEST(MixedRaster, IsChosenWhereItIsSmallerAndIsBlackInBothLayersUnderABox) {
  const auto pdf = one_page(kArea + lines_of_text("0 g"));
  auto document = Document::open(pdf);
  const base::Rect box{90, 695, 200, 712};
  const auto picture = picture_of_page(*document, 1, std::array{box});
  ASSERT_TRUE(picture);
  ASSERT_FALSE(picture->page.writing.bytes.empty());
  EXPECT_EQ(picture->dpi, 300);

  const auto page = *document->render(1, 200, ColorMode::rgb);
  const auto plain = encode(page, ImageCoding::rgb_jpeg);
  EXPECT_LT(picture->page.image.bytes.size() + picture->page.writing.bytes.size(),
            plain->bytes.size());

  PageBuilder builder({"Layers", "en-US"});
  auto with_box = picture->page;
  with_box.black_boxes.clear();
  ASSERT_TRUE(builder.add_image_page(with_box));
  const auto made = *builder.finish();
  const auto facts = inspect(made);
  ASSERT_TRUE(facts);
  EXPECT_TRUE(facts->pages[0].is_layered);
  EXPECT_EQ(facts->pages[0].fills, 0);
  EXPECT_EQ(facts->archive_faults, std::vector<std::string>{});
  EXPECT_THAT(test::printed_by({"pdftotext"}, made, {"-"}),
              Not(HasSubstr("The officer wrote line 0")));
  EXPECT_THAT(test::printed_by({"pdftotext"}, made, {"-"}), HasSubstr("The officer wrote line 1"));
  for (const auto layer : {Layer::background, Layer::writing}) {
    const auto alone = with_only(made, layer);
    ASSERT_TRUE(alone);
    auto shown = Document::open(*alone);
    const auto view = *shown->render(1, 300, ColorMode::gray);
    for (int y = static_cast<int>((792 - box.y1) * 300 / 72) + 4;
         y < static_cast<int>((792 - box.y0) * 300 / 72) - 4;
         ++y) {
      for (int x = static_cast<int>(box.x0 * 300 / 72) + 4;
           x < static_cast<int>(box.x1 * 300 / 72) - 4;
           ++x) {
        ASSERT_LT(view.at(x, y), 64) << x << ", " << y;
      }
    }
    // Each shows its own and not the other's.
    const int area = view.at(150 * 300 / 72, (792 - 250) * 300 / 72);
    EXPECT_EQ(area < 200, layer == Layer::background);
  }
}

// JPEG would mix it with what is beside it.
TEST(MixedRaster, IsNotChosenUnderAThinBox) {
  const auto pdf = one_page(kArea + lines_of_text("0 g"));
  auto document = Document::open(pdf);
  const auto thin = picture_of_page(*document, 1, std::array{base::Rect{90, 700, 200, 703}});
  ASSERT_TRUE(thin);
  EXPECT_TRUE(thin->page.writing.bytes.empty());
  EXPECT_EQ(thin->dpi, 200);
}

}  // namespace
}  // namespace vaughn::pdf
