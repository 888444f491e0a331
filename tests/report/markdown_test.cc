// SPDX-License-Identifier: AGPL-3.0-or-later
#include "report/detail/markdown.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "plain.h"
#include "report/detail/figure_marks.h"

namespace vaughn::report::detail {
namespace {

using testing::HasSubstr;

class MarkdownTest : public testing::Test {
 protected:
  std::string text(std::string_view markdown) {
    auto blocks = markdown_blocks(markdown, composer);
    if (!blocks) {
      return "error: " + blocks.error().message;
    }
    paper::Document document;
    document.blocks = *std::move(blocks);
    unmark(document);
    made = document;
    return plain(document);
  }

  foia::Matter matter{};
  foia::Filing filing{};
  foia::Figures figures{};
  Composer composer{matter, filing, figures};
  paper::Document made{};
};

TEST_F(MarkdownTest, SetsParagraphsHeadingsItemsAndQuotations) {
  EXPECT_THAT(
      text("## Search\n\nOne line\nand more.\n\n1. first\n2. second\n\n> quoted\n> words\n"),
      HasSubstr("Search\nOne line and more.\nfirst\nsecond\nquoted words\n"));
  EXPECT_EQ(std::get<paper::Paragraph>(made.blocks[2]).label, "1.");
  EXPECT_EQ(std::get<paper::Paragraph>(made.blocks[4]).style, paper::ParagraphStyle::quote);
}

TEST_F(MarkdownTest, SetsTablesWithAHeading) {
  EXPECT_THAT(text("| a | b |\n|---|---|\n| 1 | 2 |\n"), HasSubstr("a | b\n1 | 2\n"));
  EXPECT_EQ(std::get<paper::Table>(made.blocks[0]).header_rows, 1);
}

TEST_F(MarkdownTest, SetsEmphasisAndFootnotes) {
  EXPECT_THAT(text("See *Oglesby*[^1] and **this** * alone.\n\n[^1]: 920 F.2d 57.\n"),
              HasSubstr("See Oglesby{920 F.2d 57.} and this * alone."));
  EXPECT_TRUE(std::get<paper::Paragraph>(made.blocks[0]).runs[1].is_italic);
}

TEST_F(MarkdownTest, NamesAFootnoteThatIsMissingOrNotUsed) {
  EXPECT_EQ(text("See[^2]."), "error: there is no footnote '2'");
  EXPECT_EQ(text("See.\n\n[^2]: never"), "error: the footnote '2' is not used");
}

TEST_F(MarkdownTest, TagsTheNumbersItTakesFromTheLedger) {
  figures.set("pages.produced", {1234, "pages"});
  EXPECT_THAT(text("Only [[figure:pages.produced page]] came."),
              HasSubstr("Only 1,234 pages came."));
  const auto& runs = std::get<paper::Paragraph>(made.blocks[0]).runs;
  EXPECT_EQ(runs[1].text, "1,234");
  EXPECT_EQ(runs[1].figure, "pages.produced");
}

}  // namespace
}  // namespace vaughn::report::detail
