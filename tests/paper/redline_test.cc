// SPDX-License-Identifier: AGPL-3.0-or-later
#include "paper/redline.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/text.h"
#include "paper/docx.h"
#include "paper/package.h"

namespace vaughn::paper {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

base::Bytes file(std::vector<Paragraph> paragraphs) {
  Document document;
  document.title = "t";
  for (auto& paragraph : paragraphs) {
    document.blocks.emplace_back(std::move(paragraph));
  }
  return *to_docx(document);
}

std::string text_part(const base::Bytes& docx) {
  const auto parts = *read_package(docx);
  for (const auto& part : parts) {
    if (part.name == "word/document.xml") {
      return part.bytes;
    }
  }
  return {};
}

// The file with its text part edited as another program would.
base::Bytes edited(const base::Bytes& docx, std::string_view from, std::string_view to) {
  auto parts = *read_package(docx);
  for (auto& part : parts) {
    if (part.name == "word/document.xml") {
      EXPECT_THAT(part.bytes, HasSubstr(std::string(from)));
      part.bytes = base::replace_all(part.bytes, from, to);
    }
  }
  return *write_package(parts);
}

class RedlineTest : public testing::Test {
 protected:
  base::Bytes ours = file({paragraph("Status", ParagraphStyle::heading),
                           paragraph({text("ICE produced "),
                                      paper::Run{.text = "1,234", .figure = "pages.produced"},
                                      text(" pages on May 1."),
                                      footnote({text("As counted.")})}),
                           paragraph("The search goes on."),
                           paragraph("Next Steps", ParagraphStyle::heading),
                           paragraph("The parties will confer.")});
};

TEST_F(RedlineTest, FindsNothingWhereNothingChanged) {
  const auto made = redline(ours, ours, "x");
  ASSERT_TRUE(made);
  EXPECT_THAT(made->changes, IsEmpty());
}

TEST_F(RedlineTest, FindsASilentEditOfANumberWithItsFigure) {
  const auto made = redline(ours, edited(ours, ">1,234<", ">1,243<"), "them");
  ASSERT_TRUE(made);
  EXPECT_THAT(made->changes,
              ElementsAre(TextChange{.section = "Status",
                                     .paragraph = 2,
                                     .kind = ChangeKind::replaced,
                                     .before = "1,234",
                                     .after = "1,243",
                                     .figure = "pages.produced"}));
  const auto xml = text_part(made->docx);
  EXPECT_THAT(xml, HasSubstr("<w:delText xml:space=\"preserve\">1,234</w:delText>"));
  EXPECT_THAT(xml, HasSubstr("<w:t xml:space=\"preserve\">1,243</w:t>"));
  EXPECT_THAT(xml, HasSubstr("w:author=\"them\""));
  EXPECT_THAT(xml, HasSubstr("<w:footnoteReference"));
}

TEST_F(RedlineTest, ReadsTrackedChangesWithTheirAuthor) {
  const auto theirs =
      edited(ours,
             "<w:r><w:t xml:space=\"preserve\">The search goes on.</w:t></w:r>",
             "<w:r><w:t xml:space=\"preserve\">The search </w:t></w:r><w:del w:id=\"1\" "
             "w:author=\"Ann\"><w:r><w:delText>goes on</w:delText></w:r></w:del><w:ins w:id=\"2\" "
             "w:author=\"Ann\"><w:r><w:t>has failed</w:t></w:r></w:ins><w:r><w:t>.</w:t></w:r>");
  const auto made = redline(ours, theirs, "them");
  ASSERT_TRUE(made);
  ASSERT_EQ(made->changes.size(), 1U);
  EXPECT_EQ(made->changes[0].before, "goes on");
  EXPECT_EQ(made->changes[0].after, "has failed");
  EXPECT_TRUE(made->changes[0].is_tracked);
  EXPECT_EQ(made->changes[0].author, "Ann");
}

TEST_F(RedlineTest, FindsParagraphsThatCameAndWent) {
  const auto theirs = file({paragraph("Status", ParagraphStyle::heading),
                            paragraph("ICE produced 1,234 pages on May 1."),
                            paragraph("Next Steps", ParagraphStyle::heading),
                            paragraph("The parties will confer."),
                            paragraph("Plaintiffs reserve every objection to this schedule.")});
  const auto made = redline(ours, theirs, "them");
  ASSERT_TRUE(made);
  EXPECT_THAT(
      made->changes,
      ElementsAre(
          TextChange{
              .section = "Status", .paragraph = 2, .kind = ChangeKind::deleted, .before = "[note]"},
          TextChange{.section = "Status",
                     .paragraph = 3,
                     .kind = ChangeKind::deleted,
                     .before = "The search goes on."},
          TextChange{.section = "Next Steps",
                     .paragraph = 5,
                     .kind = ChangeKind::inserted,
                     .after = "Plaintiffs reserve every objection to this schedule."},
          TextChange{.section = "Footnotes",
                     .paragraph = 3,
                     .kind = ChangeKind::deleted,
                     .before = "As counted."}));
}

TEST_F(RedlineTest, GivesTheSameBytesTwice) {
  const auto theirs = edited(ours, "confer", "agree");
  EXPECT_EQ(redline(ours, theirs, "x")->docx, redline(ours, theirs, "x")->docx);
}

TEST_F(RedlineTest, RefusesWhatIsNoWordFile) {
  EXPECT_FALSE(redline(ours, "not a zip", "x"));
  EXPECT_FALSE(redline(ours, ours.substr(0, ours.size() / 2), "x"));
}

TEST_F(RedlineTest, RedlinesItsOwnRedlineToNothing) {
  const auto theirs = edited(ours, "confer", "agree");
  const auto made = redline(ours, theirs, "x");
  // Taken as accepted, the redline says what theirs says.
  EXPECT_THAT(redline(theirs, made->docx, "x")->changes, IsEmpty());
}

}  // namespace
}  // namespace vaughn::paper
