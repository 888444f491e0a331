// SPDX-License-Identifier: AGPL-3.0-or-later
#include "redact/snap.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "../support/pdf_text.h"
#include "pdf/document.h"

namespace vaughn::redact {
namespace {

using ::testing::SizeIs;

pdf::PageText page_with(const std::string& line) {
  test::PdfText input;
  std::string escaped;
  for (const char byte : line) {
    if (byte == '(' || byte == ')') {
      escaped += '\\';
    }
    escaped += byte;
  }
  input.page("BT /F 9 Tf 36 700 Td (" + escaped + ") Tj ET");
  auto document = pdf::Document::open(input.bytes());
  return *document->page_text(1);
}

TEST(Snap, CoversWholeWordsAndTheFullLine) {
  const pdf::PageText page = page_with("Agent Smith met Bob");
  const base::Rect smith = page.words[1].box;
  // A sloppy box over the middle of the word.
  const base::Rect drawn{smith.x0 + 5, smith.y0 + 3, smith.x1 - 5, smith.y0 + 4};
  const auto boxes = snap(page, drawn);
  ASSERT_THAT(boxes, SizeIs(1));
  EXPECT_EQ(pdf::text_under(page, boxes[0]), "Smith");
  EXPECT_LE(boxes[0].y0, smith.y0);
  EXPECT_GE(boxes[0].y1, smith.y1);
}

TEST(Snap, WidensToTheGridWithoutTouchingOtherWords) {
  const pdf::PageText page = page_with("Agent Smith");
  const auto boxes = snap(page, page.words[1].box, {18});
  ASSERT_THAT(boxes, SizeIs(1));
  const double steps = boxes[0].width() / 18;
  EXPECT_NEAR(steps, std::round(steps), 1e-6);
  EXPECT_EQ(pdf::text_under(page, boxes[0]), "Smith");
}

// Names of different lengths leave boxes of one width, and what was drawn stays covered.
TEST(Widened, MakesBoxesOfOneWidth) {
  for (const auto* line : {"signed by Al", "signed by Smithson"}) {
    const pdf::PageText page = page_with(line);
    auto drawn = page.words[2].box;
    drawn.y0 -= 4;
    const auto box = widened(page, drawn, 108);
    EXPECT_NEAR(box.width(), 108, 1e-6);
    EXPECT_EQ(pdf::text_under(page, box), std::string(line).substr(10));
    EXPECT_LE(box.y0, drawn.y0);
  }
  const pdf::PageText page = page_with("Agent Al met Bob");
  const auto box = widened(page, page.words[1].box, 108);
  EXPECT_LT(box.width(), 108);
  EXPECT_EQ(pdf::text_under(page, box), "Al");
  EXPECT_EQ(widened(page, page.words[1].box, 0), page.words[1].box);
}

TEST(Snap, LeavesABoxOnNoTextAsItIs) {
  const pdf::PageText page = page_with("Agent Smith");
  const base::Rect drawn{100, 100, 200, 200};
  const auto boxes = snap(page, drawn);
  ASSERT_THAT(boxes, SizeIs(1));
  EXPECT_EQ(boxes[0], drawn);
}

}  // namespace
}  // namespace vaughn::redact
