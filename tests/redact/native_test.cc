// SPDX-License-Identifier: AGPL-3.0-or-later
#include "redact/native.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "../support/pdf_text.h"
#include "../support/printed_by.h"
#include "../support/secret_line.h"
#include "boxes_on.h"
#include "pdf/inspect.h"
#include "redact/burn.h"
#include "redact/check.h"

namespace vaughn::redact {
namespace {

using test::kLine;
using test::kSecret;
using test::PdfText;
using test::printed_by;
using ::testing::Each;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Le;
using ::testing::Not;

base::Bytes page_of(const std::string& content,
                    const std::string& resources = "",
                    const std::string& keys = "") {
  PdfText pdf;
  pdf.page(content, resources, keys);
  return pdf.bytes();
}

Burned drawn_anew(const base::Bytes& pdf, const std::string& phrase = kSecret) {
  const auto boxes = boxes_on(pdf, phrase);
  BurnOptions options;
  options.is_native = true;
  auto result = burn(pdf, boxes, std::vector<int>{1}, options);
  EXPECT_TRUE(result) << result.error().message;
  return result ? *std::move(result) : Burned{};
}

void expect_clean(const Burned& burned) {
  const auto problems = check_burned(burned, {kSecret});
  ASSERT_TRUE(problems);
  for (const Problem& problem : *problems) {
    ADD_FAILURE() << to_string(problem.kind) << ": " << problem.message;
  }
}

std::string reason_of(const Burned& burned) {
  EXPECT_EQ(burned.pages.at(0).method, PageMethod::burned);
  expect_clean(burned);
  return burned.pages.at(0).reason;
}

TEST(Native, KeepsTextAsTextAndAnnouncesTheBoxInItsPlace) {
  const auto burned = drawn_anew(page_of(kLine));
  ASSERT_EQ(burned.pages.at(0).method, PageMethod::redacted) << burned.pages[0].reason;
  expect_clean(burned);
  EXPECT_THAT(burned.archive_faults, IsEmpty());
  EXPECT_THAT(printed_by({"pdftotext", "-layout"}, burned.pdf, {"-"}),
              ::testing::ContainsRegex("Agent +\\(b\\)\\(6\\) +met Bob"));
  EXPECT_THAT(printed_by({"pdfinfo", "-struct-text"}, burned.pdf),
              ::testing::ContainsRegex("Agent(.|\n)*Span(.|\n)*.b..6.(.|\n)*met Bob on the"));
  const auto facts = pdf::inspect(burned.pdf);
  ASSERT_TRUE(facts);
  EXPECT_THAT(facts->pages.at(0).spoken,
              ::testing::ElementsAre("Redacted under FOIA exemption (b)(6)"));
}

// The letters X, y, z, k of the source's font are gone with the word that alone had them.
TEST(Native, TheFontHoldsNoLetterOfTheWord) {
  const auto burned = drawn_anew(page_of(kLine));
  ASSERT_EQ(burned.pages.at(0).method, PageMethod::redacted);
  const auto facts = pdf::inspect(burned.pdf);
  ASSERT_TRUE(facts);
  EXPECT_EQ(facts->spare_letters, 0);
  auto document = pdf::Document::open(burned.pdf);
  const auto map = printed_by({"mutool", "show"}, burned.pdf, {"grep"});
  EXPECT_THAT(map, Not(HasSubstr("Xyz")));
  for (const char* code : {"<0058>", "<0079>", "<007A>", "<006B>"}) {
    EXPECT_THAT(*pdf::find_leaks(burned.pdf, {code}), IsEmpty()) << code;
  }
}

// What stands beside the word tells its width no better than a picture at 300 dpi.
TEST(Native, LettersStandOnAGridOfAPicture) {
  for (const double width : {61.0, 61.05}) {
    const auto burned = drawn_anew(page_of(fmt::format(
        "BT /F 12 Tf 72 700 Td (Agent ) Tj ET\nBT /F 12 Tf 107 700 Td (Xyzzynsky) Tj ET\n"
        "BT /F 12 Tf {} 700 Td (met Bob) Tj ET\n",
        110 + width)));
    ASSERT_EQ(burned.pages.at(0).method, PageMethod::redacted) << burned.pages[0].reason;
    const auto plain = printed_by({"mutool", "draw", "-q", "-F", "stext"}, burned.pdf, {"1"});
    EXPECT_THAT(plain, HasSubstr("x=\"171.12")) << width;  // 713 * 0.24
  }
}

TEST(Native, CutsRulesAndGroundsAtTheBox) {
  const auto burned =
      drawn_anew(page_of("0.9 g 60 690 300 20 re f 0 g 72 697.5 200 0.5 re f\n"
                         "1 w 72 696 m 400 696 l S\n" +
                         std::string(kLine)));
  ASSERT_EQ(burned.pages.at(0).method, PageMethod::redacted) << burned.pages[0].reason;
  expect_clean(burned);
}

TEST(Native, LeavesTheRestOfAnImage) {
  PdfText pdf;
  std::string samples(60 * 40, '\xC0');
  const int image = pdf.stream(
      "/Type/XObject/Subtype/Image/Width 60/Height 40/BitsPerComponent 8/ColorSpace/DeviceGray",
      samples);
  pdf.page("q 300 0 0 200 60 600 cm /Im Do Q\n" + std::string(kLine),
           fmt::format("/XObject<</Im {} 0 R>>", image));
  const auto burned = drawn_anew(pdf.bytes());
  ASSERT_EQ(burned.pages.at(0).method, PageMethod::redacted) << burned.pages[0].reason;
  expect_clean(burned);
  const auto facts = pdf::inspect(burned.pdf);
  ASSERT_TRUE(facts);
  EXPECT_EQ(facts->pages.at(0).image_places.size(), 4U);
  const auto& box = burned.pages[0].boxes.at(0).box;
  for (const auto& place : facts->pages[0].image_places) {
    EXPECT_FALSE(base::touches(place, box));
  }
}

TEST(Native, DropsAWordUnderABlackBoxWithTheBox) {
  const auto burned = drawn_anew(page_of(std::string(kLine) + "0 g 108 696 50 12 re f\n"));
  ASSERT_EQ(burned.pages.at(0).method, PageMethod::redacted) << burned.pages[0].reason;
  expect_clean(burned);
}

TEST(Native, DrawsTurnedPages) {
  for (const int rotation : {90, 180, 270}) {
    const auto burned = drawn_anew(page_of(kLine, "", fmt::format("/Rotate {}", rotation)));
    ASSERT_EQ(burned.pages.at(0).method, PageMethod::redacted) << burned.pages[0].reason;
    expect_clean(burned);
  }
}

TEST(Native, GivesTheSameBytesAgain) {
  EXPECT_EQ(drawn_anew(page_of(kLine)).pdf, drawn_anew(page_of(kLine)).pdf);
}

// Whatever is in doubt is burnt, with the reason.
TEST(Native, BurnsWhatItCannotDrawWithCertainty) {
  const std::string line = kLine;
  EXPECT_EQ(reason_of(drawn_anew(page_of(line + "BT 3 Tr /F 12 Tf 72 660 Td (hidden) Tj ET\n"))),
            "the page has a layer of invisible text");
  EXPECT_EQ(reason_of(drawn_anew(page_of(line + "BT 1 Tr /F 12 Tf 72 660 Td (lines) Tj ET\n"))),
            "letters are drawn as outlines");
  EXPECT_EQ(reason_of(drawn_anew(page_of(line + "BT 7 Tr /F 12 Tf 72 660 Td (clip) Tj ET\n"))),
            "a clip is made of letters");
  EXPECT_EQ(reason_of(drawn_anew(page_of(line + "100 690 m 120 720 150 690 170 720 c S\n"))),
            "a line reaches into a box");
  EXPECT_EQ(reason_of(drawn_anew(page_of(line + "100 690 m 150 720 l 170 690 l f\n"))),
            "a shape reaches into a box");
  EXPECT_EQ(reason_of(drawn_anew(page_of(line + "1 g BT /F 12 Tf 72 660 Td (white) Tj ET\n"))),
            "text is hidden");
}

}  // namespace
}  // namespace vaughn::redact
