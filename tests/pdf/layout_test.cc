// SPDX-License-Identifier: AGPL-3.0-or-later
#include "pdf/layout.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pdf/document.h"
#include "pdf/inspect.h"
#include "pdf/pixmap.h"

namespace vaughn::pdf {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

std::string all_text(const base::Bytes& pdf) {
  auto document = Document::open(pdf);
  EXPECT_TRUE(document);
  std::string out;
  for (int page = 1; page <= document->page_count(); ++page) {
    out += document->page_text(page)->text;
  }
  return out;
}

TEST(LayoutHtml, TypesetsTextAndNoScripts) {
  const auto pdf = layout_html(
      "<html><head><title>T</title><script>var hiddenword;</script><style>p{color:#000}</style>"
      "</head><body><h1>Subject</h1><p>Caf\xC3\xA9 &amp; &lt;b&gt;</p>"
      "<img src=\"http://example.com/a.png\"/></body></html>");
  ASSERT_TRUE(pdf) << pdf.error().message;
  const std::string text = all_text(*pdf);
  EXPECT_THAT(text, HasSubstr("Subject"));
  EXPECT_THAT(text, HasSubstr("Caf\xC3\xA9 & <b>"));
  EXPECT_THAT(text, Not(HasSubstr("hiddenword")));
}

TEST(LayoutHtml, BreaksLongTextIntoPages) {
  std::string html = "<body>";
  for (int i = 0; i < 200; ++i) {
    html += "<p>paragraph " + std::to_string(i) + "</p>";
  }
  const auto pdf = layout_html(html + "</body>");
  ASSERT_TRUE(pdf);
  EXPECT_GT(Document::open(*pdf)->page_count(), 3);
  const std::string text = all_text(*pdf);
  EXPECT_THAT(text, HasSubstr("paragraph 0\n"));
  EXPECT_THAT(text, HasSubstr("paragraph 199\n"));
}

TEST(LayoutHtml, WritesTheSameBytesTwiceAndNoDates) {
  const auto first = layout_html("<p>same</p>");
  const auto second = layout_html("<p>same</p>");
  ASSERT_TRUE(first && second);
  EXPECT_EQ(*first, *second);
  EXPECT_THAT(inspect(*first)->info_keys, IsEmpty());
}

TEST(LayoutHtml, MakesAPageOfNothing) {
  const auto pdf = layout_html("");
  ASSERT_TRUE(pdf);
  EXPECT_EQ(Document::open(*pdf)->page_count(), 1);
}

TEST(LayoutHtml, RefusesMarginsWithoutRoom) {
  EXPECT_EQ(layout_html("<p>a</p>", {100, 100}).error().code, base::ErrorCode::invalid_argument);
}

TEST(ImagesToPdf, FitsEachImageOnALetterPage) {
  Pixmap wide{.width = 3000, .height = 200, .components = 1, .dpi = 100};
  wide.samples.assign(600'000, '\x40');
  Pixmap tall{.width = 20, .height = 30, .components = 3, .dpi = 72};
  tall.samples.assign(1800, '\x80');
  const base::Bytes first = *encode_png(wide);
  const base::Bytes second = *encode_png(tall);
  const std::vector<base::BytesView> images = {first, second};
  const auto pdf = images_to_pdf(images);
  ASSERT_TRUE(pdf) << pdf.error().message;
  auto document = Document::open(*pdf);
  ASSERT_EQ(document->page_count(), 2);
  EXPECT_EQ(document->page_info(1)->width, 792);
  EXPECT_EQ(document->page_info(2)->width, 612);
  const auto view = document->render(1, 72, ColorMode::gray);
  EXPECT_NEAR(view->at(396, 306), 0x40, 3);
  EXPECT_EQ(*pdf, *images_to_pdf(images));
}

TEST(ImagesToPdf, RefusesWhatIsNoImage) {
  const std::vector<base::BytesView> images = {"hello"};
  EXPECT_EQ(images_to_pdf(images).error().code, base::ErrorCode::damaged);
  EXPECT_EQ(images_to_pdf({}).error().code, base::ErrorCode::invalid_argument);
}

}  // namespace
}  // namespace vaughn::pdf
