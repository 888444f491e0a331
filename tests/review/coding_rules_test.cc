// SPDX-License-Identifier: AGPL-3.0-or-later
#include "review/coding_rules.h"

#include <gtest/gtest.h>

namespace vaughn::review {
namespace {

using foia::Responsiveness;

const std::vector<CodingRule> kRules{
    {"type:spreadsheet", "6", Responsiveness::responsive, "enforcement data"},
    {"from:noise", "", Responsiveness::not_responsive, "newsletters"},
    {"draft", "6", Responsiveness::unsure, "drafts"},
    {"contract*", "7", Responsiveness::responsive, "the contract"},
};

TEST(CodingRules, LetTheFirstRuleDecideEachRecordAndCategory) {
  const auto outcome = apply_rules(
      kRules, {{{1}, {2}}, {{2}, {4}, {5}}, {{2}, {3}}, {{1}, {9}}}, {{1}, {2}, {3}, {4}, {6}});
  ASSERT_TRUE(outcome);
  const std::vector<RuleDecision> decisions{
      {{1}, "6", Responsiveness::responsive, 0, "enforcement data"},
      {{1}, "7", Responsiveness::responsive, 3, "the contract"},
      {{2}, "6", Responsiveness::responsive, 0, "enforcement data"},
      {{3}, "6", Responsiveness::unsure, 2, "drafts"},
      {{4}, "", Responsiveness::not_responsive, 1, "newsletters"}};
  EXPECT_EQ(outcome->decisions, decisions);
  EXPECT_EQ(outcome->decided_by, (std::vector<std::int64_t>{2, 1, 1, 1}));
  EXPECT_EQ(outcome->untouched, (std::vector<foia::RecordId>{{6}}));
}

TEST(CodingRules, NeedAQueryAReasonAndACategory) {
  const std::pair<CodingRule, std::string_view> cases[] = {
      {{" ", "6", Responsiveness::responsive, "x"}, "coding rule 1 has no query"},
      {{"a", "6", Responsiveness::responsive, ""}, "coding rule 1 has no reason"},
      {{"a", "", Responsiveness::responsive, "x"}, "coding rule 1 has no category"},
  };
  for (const auto& [rule, message] : cases) {
    const auto checked = check_rules({rule});
    ASSERT_FALSE(checked);
    EXPECT_EQ(checked.error().message, message);
  }
  EXPECT_TRUE(check_rules(kRules));
  EXPECT_FALSE(apply_rules(kRules, {}, {}));
}

}  // namespace
}  // namespace vaughn::review
