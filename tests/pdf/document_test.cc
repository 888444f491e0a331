// SPDX-License-Identifier: AGPL-3.0-or-later
#include "pdf/document.h"
#include "pdf/page_builder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "../support/pdf_text.h"
#include "base/files.h"
#include "base/process.h"

namespace vaughn::pdf {
namespace {

using base::ErrorCode;
using test::PdfText;

constexpr const char* kHello = "BT /F 12 Tf 72 700 Td (Hello) Tj ET";

base::Bytes encrypted(const base::Bytes& pdf, const std::string& password) {
  const auto folder = base::TempDir::make("/tmp");
  const auto in = folder->path() / "a.pdf";
  const auto out = folder->path() / "b.pdf";
  EXPECT_TRUE(base::write_file(in, pdf));
  EXPECT_TRUE(base::run_process(
      {"qpdf", "--encrypt", password, "owner", "256", "--", in.string(), out.string()}));
  return *base::read_file(out);
}

TEST(Document, RefusesWhatIsNoPdf) {
  for (const char* bytes : {"", "hello", "%PDF-1.7\n", "%PDF-1.7\ntrailer<</Root 1 0 R>>"}) {
    const auto document = Document::open(bytes);
    ASSERT_FALSE(document) << bytes;
    EXPECT_EQ(document.error().code, ErrorCode::damaged);
  }
}

TEST(Document, AsksForAPassword) {
  PdfText input;
  input.page(kHello);
  const base::Bytes pdf = encrypted(input.bytes(), "sesame");
  EXPECT_EQ(Document::open(pdf).error().code, ErrorCode::encrypted);
  EXPECT_EQ(Document::open(pdf, "wrong").error().code, ErrorCode::encrypted);
  EXPECT_TRUE(*needs_password(pdf));
  auto document = Document::open(pdf, "sesame");
  ASSERT_TRUE(document);
  EXPECT_TRUE(document->is_encrypted());
  EXPECT_EQ(document->page_text(1)->text, "Hello\n");
}

TEST(Document, OpensWhatOnlyTheOwnerLocked) {
  PdfText input;
  input.page(kHello);
  const auto document = Document::open(encrypted(input.bytes(), ""));
  ASSERT_TRUE(document);
  EXPECT_TRUE(document->is_encrypted());
}

TEST(Document, RefusesAnAbsurdPageCount) {
  base::Bytes pdf =
      "%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
      "2 0 obj<</Type/Pages/Count 1410065407/Kids[3 0 R]>>endobj\n"
      "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\ntrailer<</Root 1 0 R>>\n";
  const auto document = Document::open(pdf);
  ASSERT_FALSE(document);
  EXPECT_EQ(document.error().code, ErrorCode::limit);
}

TEST(Document, RepairsALostTable) {
  PdfText input;
  input.page(kHello);
  base::Bytes pdf = input.bytes();
  pdf.resize(pdf.find("xref"));
  const auto document = Document::open(pdf);
  ASSERT_TRUE(document);
  EXPECT_TRUE(document->was_repaired());
}

TEST(Document, TellsTheSizeAsDisplayed) {
  PdfText input;
  input.page(kHello, "", "/Rotate 90/CropBox[10 20 310 420]/UserUnit 2");
  auto document = Document::open(input.bytes());
  const auto info = document->page_info(1);
  ASSERT_TRUE(info);
  EXPECT_EQ(info->width, 800);
  EXPECT_EQ(info->height, 600);
  EXPECT_EQ(info->rotation, 90);
  EXPECT_NEAR(info->crop_box.x0, 10, 1e-3);
  EXPECT_NEAR(info->crop_box.y1, 420, 1e-3);
  // The lower left corner of the crop box is shown at the upper left.
  const Point corner = info->to_display.apply(Point{10, 20});
  EXPECT_NEAR(corner.x, 0, 1e-3);
  EXPECT_NEAR(corner.y, 600, 1e-3);
}

TEST(Document, RendersAtTheResolutionAsked) {
  PdfText input;
  input.page("0 g 0 0 306 396 re f");
  auto document = Document::open(input.bytes());
  const auto view = document->render(1, 36, ColorMode::gray);
  ASSERT_TRUE(view);
  EXPECT_EQ(view->width, 306);
  EXPECT_EQ(view->height, 396);
  EXPECT_EQ(view->at(10, 390), 0);
  EXPECT_EQ(view->at(10, 10), 255);
  const auto part = document->render_part(1, {0, 0, 100, 50}, 72, ColorMode::rgb);
  ASSERT_TRUE(part);
  EXPECT_EQ(part->width, 100);
  EXPECT_EQ(part->height, 50);
  EXPECT_EQ(part->samples.size(), 15000U);
}

TEST(Document, LowersTheResolutionOfAPoster) {
  PdfText input;
  input.page("", "", "", "0 0 7200 7200");
  auto document = Document::open(input.bytes());
  const auto view = document->render(1, 300, ColorMode::gray, 1e6);
  ASSERT_TRUE(view);
  EXPECT_LE(view->width, 1001);
  EXPECT_LT(view->dpi, 11);
}

TEST(Document, TellsColorFromGray) {
  PdfText input;
  input.page("0.5 g 0 0 9 9 re f");
  input.page("1 0 0 rg 0 0 9 9 re f");
  input.page("0.3 0.3 0.3 rg 0 0 9 9 re f");
  auto document = Document::open(input.bytes());
  EXPECT_FALSE(*document->has_color(1));
  EXPECT_TRUE(*document->has_color(2));
  EXPECT_FALSE(*document->has_color(3));
}

// The words of all pages, forwards and then backwards.
std::vector<std::string> words_by_page(const base::Bytes& pdf) {
  auto document = Document::open(pdf);
  EXPECT_TRUE(document);
  std::vector<std::string> forwards;
  for (int page = 1; page <= document->page_count(); ++page) {
    const auto text = document->page_text(page);
    forwards.push_back(text && !text->words.empty() ? text->words[0].text : "none");
  }
  std::vector<std::string> again(forwards.size());
  for (int page = document->page_count(); page >= 1; --page) {
    const auto text = document->page_text(page);
    again[static_cast<std::size_t>(page) - 1] =
        text && !text->words.empty() ? text->words[0].text : "none";
  }
  EXPECT_EQ(forwards, again);
  return forwards;
}

int numbered_page(PdfText& pdf, int number) {
  return pdf.page(fmt::format("BT /F 12 Tf 72 700 Td (n{}) Tj ET", number));
}

std::vector<std::string> numbers(int count) {
  std::vector<std::string> out;
  for (int i = 1; i <= count; ++i) {
    out.push_back(fmt::format("n{}", i));
  }
  return out;
}

TEST(Document, FindsPagesInTheirOrder) {
  PdfText input;
  for (int i = 1; i <= 40; ++i) {
    numbered_page(input, i);
  }
  EXPECT_EQ(words_by_page(input.bytes()), numbers(40));
}

TEST(Document, FindsAPageThatStandsTwiceInTheTree) {
  PdfText input;
  for (int i = 1; i <= 20; ++i) {
    const int page = numbered_page(input, i);
    if (i == 20) {
      input.add_page_object(page);
    }
  }
  auto expected = numbers(20);
  expected.emplace_back("n20");
  EXPECT_EQ(words_by_page(input.bytes()), expected);
}

// Trees that are not as they say: as many pages as they say, and each what a walk from the first
// finds.
TEST(Document, FindsPagesOfATreeThatCountsWrong) {
  for (const char* more : {"40", "12"}) {
    PdfText input;
    for (int i = 1; i <= 20; ++i) {
      numbered_page(input, i);
    }
    auto pdf = input.bytes();
    pdf.replace(pdf.find("/Count 20"), 9, fmt::format("/Count {}", more));
    auto expected = numbers(20);
    expected.resize(static_cast<std::size_t>(std::stoi(more)), "none");
    EXPECT_EQ(words_by_page(pdf), expected) << more;
  }
  PdfText input;
  for (int i = 1; i <= 20; ++i) {
    numbered_page(input, i);
  }
  input.add_page_object(input.object("<</Type/Font>>"));
  auto expected = numbers(20);
  expected.emplace_back("none");
  EXPECT_EQ(words_by_page(input.bytes()), expected);
}

TEST(Document, HasNoPageBeyondTheLast) {
  PdfText input;
  input.page(kHello);
  auto document = Document::open(input.bytes());
  EXPECT_EQ(document->page_info(2).error().code, ErrorCode::not_found);
  EXPECT_EQ(document->page_text(0).error().code, ErrorCode::not_found);
}

// Stripes, noise, blank rows and long runs, as wide as a page and as narrow as a stamp.
Pixmap pattern(int width, int height, unsigned seed) {
  Pixmap out{.width = width, .height = height, .components = 1, .dpi = 72};
  unsigned state = seed;
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      state = state * 1664525U + 1013904223U;
      const bool is_black = y % 5 == 0   ? false
                            : y % 5 == 1 ? state >> 31 != 0
                            : y % 5 == 2 ? x / 70 % 2 == 0
                            : y % 5 == 3 ? state >> 26 == 0
                                         : x >= y;
      out.samples += is_black ? '\0' : '\xFF';
    }
  }
  return out;
}

TEST(Pixmap, SurvivesGroupFour) {
  for (const int width : {1, 7, 8, 63, 64, 65, 200, 2600, 3000}) {
    const Pixmap before = pattern(width, 40, static_cast<unsigned>(width));
    const auto encoded = encode(before, ImageCoding::g4);
    ASSERT_TRUE(encoded);
    PageBuilder builder;
    ImagePage page;
    page.width = width;
    page.height = 40;
    page.image = *encoded;
    ASSERT_TRUE(builder.add_image_page(page));
    const auto pdf = builder.finish();
    ASSERT_TRUE(pdf);
    auto document = Document::open(*pdf);
    ASSERT_TRUE(document);
    const auto after = document->render(1, 72, ColorMode::gray);
    ASSERT_TRUE(after);
    EXPECT_TRUE(after->samples == before.samples) << "width " << width;
  }
}

TEST(Pixmap, KeepsTheDarkestSampleWhenItShrinks) {
  Pixmap page{.width = 20, .height = 9, .components = 1, .dpi = 300};
  page.samples.assign(180, '\xFF');
  page.samples[20 * 8 + 19] = '\x10';
  const Pixmap small = darkest(page, 4);
  EXPECT_EQ(small.width, 5);
  EXPECT_EQ(small.height, 3);
  EXPECT_EQ(small.at(4, 2), 0x10);
  EXPECT_EQ(small.at(3, 2), 0xFF);
}

TEST(Document, RendersAPageInAGroupAsWithoutIt) {
  constexpr const char* kText = "BT /F 12 Tf 72 700 Td (Hello) Tj ET 0.5 g 10 10 50 50 re f";
  PdfText input;
  input.page(kText);
  input.page(kText, "", "/Group<</S/Transparency/CS/DeviceRGB/I true>>");
  auto document = Document::open(input.bytes());
  const auto plain = document->render(1, 100, ColorMode::gray);
  const auto grouped = document->render(2, 100, ColorMode::gray);
  ASSERT_TRUE(plain && grouped);
  EXPECT_TRUE(plain->samples == grouped->samples);
}

TEST(Pixmap, ChoosesTheCodingByContent) {
  PdfText input;
  input.page(kHello);
  input.page("0.5 g 0 0 306 396 re f");
  input.page("1 0 0 rg 0 0 306 396 re f");
  auto document = Document::open(input.bytes());
  const ImageCoding expected[] = {ImageCoding::g4, ImageCoding::gray_jpeg, ImageCoding::rgb_jpeg};
  for (int page = 1; page <= 3; ++page) {
    const auto view = document->render(page, 100, ColorMode::rgb);
    EXPECT_EQ(best_coding(*view), expected[page - 1]) << page;
    const auto encoded = encode(*view, expected[page - 1]);
    ASSERT_TRUE(encoded);
    EXPECT_LT(encoded->bytes.size(), view->samples.size() / 20);
  }
}

}  // namespace
}  // namespace vaughn::pdf
