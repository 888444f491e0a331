// SPDX-License-Identifier: AGPL-3.0-or-later
#include "redact/patterns.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "../support/pdf_text.h"
#include "foia/exemption.h"
#include "pdf/document.h"
#include "redact/snap.h"

namespace vaughn::redact {
namespace {

using ::testing::ElementsAreArray;
using ::testing::IsEmpty;
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

struct Case {
  const char* pattern;
  const char* line;
  std::vector<std::string> expected;
};

TEST(Patterns, FindWhatIsMeantAndNothingElse) {
  const Case cases[] = {
      {"ssn", "his SSN is 123-45-6789.", {"123-45-6789"}},
      {"ssn", "123 45 6789 and 219-09-9999", {"123 45 6789", "219-09-9999"}},
      {"ssn", "000-12-3456 666-12-3456 900-12-3456 123-00-4567 123-45-0000", {}},
      {"ssn", "Social Security No. 123456789", {"123456789"}},
      {"ssn", "invoice 123456789", {}},
      {"ssn", "part 1123-45-6789 and 123-45-67890", {}},
      {"a_number", "alien A012 345 678 was", {"A012 345 678"}},
      {"a_number", "A-12-345-678, A012345678", {"A-12-345-678", "A012345678"}},
      {"a_number", "A-number 012-345-678", {"012-345-678"}},
      {"a_number", "order 012-345-678", {}},
      {"a_number", "A000 000 000", {}},
      {"phone",
       "call (415) 555-2671 or 415-555-2671 or +1 415.555.2671",
       {"(415) 555-2671", "415-555-2671", "+1 415.555.2671"}},
      {"phone", "115-555-2671 415-155-2671 411-555-2671 12345-415-555-2671", {}},
      {"email", "<jane.roe@ice.dhs.gov>, x@y", {"jane.roe@ice.dhs.gov"}},
      {"email", "a..b@c.com", {}},
      {"date_of_birth",
       "DOB: 03/04/1975 and born on March 4, 1975",
       {"03/04/1975", "March 4, 1975"}},
      {"date_of_birth", "met on 03/04/2019", {}},
  };
  for (const Case& test : cases) {
    const auto pattern = find_pattern(test.pattern);
    ASSERT_TRUE(pattern);
    const auto matches = find_all(*pattern, page_with(test.line));
    ASSERT_TRUE(matches) << matches.error().message;
    std::vector<std::string> found;
    for (const pdf::Match& match : *matches) {
      found.push_back(match.text);
      EXPECT_THAT(match.boxes, SizeIs(1));
    }
    EXPECT_THAT(found, ElementsAreArray(test.expected)) << test.pattern << ": " << test.line;
  }
}

TEST(Patterns, NameAnExemptionThatExists) {
  for (const Pattern& pattern : all_patterns()) {
    EXPECT_TRUE(foia::Exemption::parse(pattern.exemption)) << pattern.name;
    EXPECT_TRUE(find_pattern(pattern.name));
  }
  const auto unknown = find_pattern("passport");
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().code, base::ErrorCode::invalid_argument);
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

TEST(Snap, LeavesABoxOnNoTextAsItIs) {
  const pdf::PageText page = page_with("Agent Smith");
  const base::Rect drawn{100, 100, 200, 200};
  const auto boxes = snap(page, drawn);
  ASSERT_THAT(boxes, SizeIs(1));
  EXPECT_EQ(boxes[0], drawn);
}

}  // namespace
}  // namespace vaughn::redact
