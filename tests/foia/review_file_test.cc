// SPDX-License-Identifier: AGPL-3.0-or-later
#include "foia/review_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace vaughn::foia {
namespace {

using testing::HasSubstr;

TEST(ReviewFile, LetsARuleAnswerNoCategory) {
  const auto file = parse_review_file(
      "[[code]]\nquery = \"parking\"\nvalue = \"not_responsive\"\nreason = \"noise\"\n", "r.toml");
  ASSERT_TRUE(file) << file.error().message;
  EXPECT_EQ(file->code.at(0).category, "");
}

TEST(ReviewFile, NeedsACategoryForResponsive) {
  const auto file = parse_review_file(
      "[[code]]\nquery = \"parking\"\nvalue = \"responsive\"\nreason = \"noise\"\n", "r.toml");
  ASSERT_FALSE(file);
  EXPECT_THAT(file.error().message, HasSubstr("r.toml:1: the category is missing"));
}

std::string mark_with(std::string_view box) {
  return "[[mark]]\nquery = \"name:scan1\"\nboxes = [\"" + std::string(box) +
         "\"]\nexemption = [\"(b)(6)\"]\nreason = \"name\"\nharm = \"privacy\"\n";
}

TEST(ReviewFile, ReadsBoxes) {
  const auto file = parse_review_file(mark_with("2: 72 500 210.5 512"), "r.toml");
  ASSERT_TRUE(file) << file.error().message;
  EXPECT_EQ(file->marks.at(0).boxes.at(0), (RuleBox{2, {72, 500, 210.5, 512}}));
}

TEST(ReviewFile, RefusesWhatIsNoBox) {
  for (const std::string_view box : {"",
                                     "72 500 210 512",
                                     "0: 72 500 210 512",
                                     "1: 72 500 210",
                                     "1: 210 500 72 512",
                                     "1: 72 500 210 512 x"}) {
    const auto file = parse_review_file(mark_with(box), "r.toml");
    ASSERT_FALSE(file) << box;
    EXPECT_THAT(file.error().message, HasSubstr("is not a box")) << box;
  }
}

}  // namespace
}  // namespace vaughn::foia
