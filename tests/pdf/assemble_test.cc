// SPDX-License-Identifier: AGPL-3.0-or-later
#include "pdf/assemble.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "../support/pdf_text.h"
#include "../support/printed_by.h"
#include "pdf/document.h"
#include "pdf/inspect.h"

namespace vaughn::pdf {
namespace {

using base::Bytes;
using test::PdfText;
using test::printed_by;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

Bytes pages(const std::vector<std::string>& texts, std::string_view keys = "") {
  PdfText input;
  for (const std::string& text : texts) {
    input.page(fmt::format("BT /F 12 Tf 72 700 Td ({}) Tj ET", text), "", keys);
  }
  return input.bytes();
}

std::string text_of(const Bytes& pdf, int page) {
  auto document = Document::open(pdf);
  EXPECT_TRUE(document);
  return document->page_text(page)->text;
}

TEST(Assemble, TakesThePagesInOrder) {
  const Bytes first = pages({"one", "two"});
  const Bytes second = pages({"three", "four"});
  const std::vector<Piece> pieces = {{second, {2}, ""}, {first, {}, ""}};
  const auto made = assemble(pieces);
  ASSERT_TRUE(made) << made.error().message;
  EXPECT_EQ(Document::open(*made)->page_count(), 3);
  EXPECT_EQ(text_of(*made, 1), "four\n");
  EXPECT_EQ(text_of(*made, 3), "two\n");
  EXPECT_THAT(*find_leaks(*made, {"three"}), IsEmpty());
}

TEST(Assemble, RefusesAPageThatIsNotThere) {
  const Bytes first = pages({"one"});
  const std::vector<Piece> pieces = {{first, {2}, ""}};
  EXPECT_EQ(assemble(pieces).error().code, base::ErrorCode::not_found);
}

TEST(Stamp, WritesLowerRightOfThePageAsDisplayed) {
  for (const int rotation : {0, 90, 180, 270}) {
    const Bytes pdf = pages({"text"}, fmt::format("/Rotate {}/CropBox[30 40 500 700]", rotation));
    const std::vector<PageStamp> stamps = {{"left", "", "ICE-000042", ""}};
    const auto stamped = stamp(pdf, stamps);
    ASSERT_TRUE(stamped) << stamped.error().message;
    auto document = Document::open(stamped->pdf);
    const PageInfo info = *document->page_info(1);
    const auto found = find_phrase(*document->page_text(1), "ICE-000042");
    ASSERT_EQ(found.size(), 1U) << rotation;
    const base::Rect box = info.to_display.apply(found[0].boxes[0]);
    EXPECT_LT(box.y1, 30) << rotation;
    EXPECT_GT(box.x0, info.width / 2) << rotation;
    EXPECT_LT(box.x1, info.width) << rotation;
    EXPECT_GT(box.width(), box.height()) << rotation;
  }
}

TEST(Stamp, LeavesContentsAloneThatKeepOffTheStrip) {
  const std::vector<PageStamp> stamps = {{"", "", "A-1", ""}};
  const auto stamped = stamp(pages({"text"}), stamps);
  ASSERT_TRUE(stamped);
  EXPECT_EQ(stamped->transforms[0], Transform{});
  EXPECT_THAT(printed_by({"pdftotext"}, stamped->pdf, {"-"}), HasSubstr("text"));
}

TEST(Stamp, ShrinksContentsThatReachTheStrip) {
  for (const char* keys : {"", "/Rotate 90", "/Rotate 270"}) {
    PdfText input;
    input.page(
        "BT /F 12 Tf 72 700 Td (upper) Tj ET BT /F 12 Tf 10 10 Td (low) Tj ET "
        "BT /F 12 Tf 590 790 Td (x) Tj ET 0 g 0 0 3 3 re 609 789 3 3 re f",
        "",
        keys);
    const Bytes pdf = input.bytes();
    auto before = Document::open(pdf);
    const auto place = find_phrase(*before->page_text(1), "upper");
    const std::vector<PageStamp> stamps = {{"", "", "A-1", ""}};
    const auto stamped = stamp(pdf, stamps);
    ASSERT_TRUE(stamped);
    auto after = Document::open(stamped->pdf);
    const PageText text = *after->page_text(1);
    const auto moved = find_phrase(text, "upper");
    ASSERT_EQ(moved.size(), 1U) << keys;
    EXPECT_THAT(text.text, HasSubstr("low"));
    const base::Rect expected = stamped->transforms[0].apply(place[0].boxes[0]);
    EXPECT_NEAR(moved[0].boxes[0].x0, expected.x0, 0.5) << keys;
    EXPECT_NEAR(moved[0].boxes[0].y1, expected.y1, 0.5) << keys;
    EXPECT_NE(stamped->transforms[0], Transform{});
    // The strip holds the stamp and nothing else.
    const PageInfo info = *after->page_info(1);
    for (const Word& word : text.words) {
      if (info.to_display.apply(word.box).y0 < 28) {
        EXPECT_EQ(word.text, "A-1") << keys;
      }
    }
  }
}

TEST(Stamp, EmbedsItsFontAndLabelsPages) {
  const std::vector<PageStamp> stamps = {{"", "", "ICE-000001", "ICE-000001"},
                                         {"", "", "ICE-000002", "ICE-000002"}};
  const auto stamped = stamp(pages({"a", "b"}), stamps, {.title = "Grüße", .language = "en-US"});
  ASSERT_TRUE(stamped);
  EXPECT_THAT(printed_by({"pdffonts"}, stamped->pdf), HasSubstr("LiberationSans"));
  const auto facts = inspect(stamped->pdf);
  ASSERT_TRUE(facts);
  EXPECT_EQ(facts->pages[1].label, "ICE-000002");
  EXPECT_EQ(facts->title, "Grüße");
  EXPECT_EQ(facts->language, "en-US");
  EXPECT_THAT(facts->info_keys, ElementsAre("/Title"));
  EXPECT_THAT(facts->warnings, IsEmpty());
  EXPECT_EQ(facts->eof_markers, 1);
  EXPECT_EQ(facts->unreachable_objects, 0);
}

TEST(Stamp, WritesTheSameBytesTwice) {
  const Bytes pdf = pages({"a", "b"});
  const std::vector<PageStamp> stamps = {{"", "", "1", ""}, {"", "", "2", ""}};
  EXPECT_EQ(stamp(pdf, stamps)->pdf, stamp(pdf, stamps)->pdf);
}

TEST(Stamp, WantsOneStampPerPage) {
  const std::vector<PageStamp> stamps = {{"", "", "1", ""}};
  EXPECT_EQ(stamp(pages({"a", "b"}), stamps).error().code, base::ErrorCode::invalid_argument);
}

TEST(Normalise, ForgetsWhenAndByWhatAFileWasMade) {
  auto made_at = [](const char* date, const char* id) {
    PdfText input;
    input.page("BT /F 12 Tf 72 700 Td (same) Tj ET");
    const int info =
        input.object(fmt::format("<</CreationDate({})/Producer(Office {})>>", date, id));
    const int xmp = input.stream("/Type/Metadata/Subtype/XML", date);
    input.catalog(fmt::format("/Metadata {} 0 R", xmp));
    input.trailer(fmt::format("/Info {} 0 R/ID[<{}><{}>]/DocChecksum /{}", info, id, id, id));
    return input.bytes();
  };
  const auto first = normalise(made_at("D:20220101000000Z", "AA"));
  const auto second = normalise(made_at("D:20230202000000Z", "BB"));
  ASSERT_TRUE(first && second);
  EXPECT_EQ(*first, *second);
  EXPECT_EQ(text_of(*first, 1), "same\n");
  EXPECT_THAT(*first, Not(HasSubstr("D:2022")));
}

}  // namespace
}  // namespace vaughn::pdf
