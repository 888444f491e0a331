// SPDX-License-Identifier: AGPL-3.0-or-later
#include "produce/plan_check.h"

#include <algorithm>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace vaughn::produce {
namespace {

using foia::ExemptionClaim;
using foia::PageOutcome;
using foia::ProducedPage;
using foia::ProducedRecord;
using foia::ProductionVolume;
using foia::RecordId;
using foia::VolumePlan;
using testing::ElementsAre;
using testing::IsEmpty;

ExemptionClaim claim(const char* text) {
  return *ExemptionClaim::parse(text);
}

ProducedPage in_full(std::int64_t number, int source) {
  return {.number = number, .source_page = source, .outcome = PageOutcome::in_full};
}

ProducedPage in_part(std::int64_t number, int source) {
  return {.number = number,
          .source_page = source,
          .outcome = PageOutcome::in_part,
          .claims = {claim("(b)(6)")},
          .boxes = {{.box = {10, 10, 50, 20}, .claims = {claim("(b)(6)")}}}};
}

ProducedPage withheld(std::int64_t number, int source) {
  return {.number = number,
          .source_page = source,
          .outcome = PageOutcome::withheld_in_full,
          .claims = {claim("(b)(5): deliberative process")}};
}

ProducedRecord record(std::int64_t id, std::int64_t family, std::vector<ProducedPage> pages) {
  ProducedRecord out{.pages = std::move(pages), .vaughn_entry = "1", .removed_texts = {"x"}};
  out.record.id = RecordId{id};
  out.record.family = RecordId{family};
  out.family_first = RecordId{family};
  out.family_last = RecordId{id};
  return out;
}

// An e-mail with one attachment, then a record by itself.
VolumePlan given_plan() {
  VolumePlan plan{.name = "VOL001", .bates = {.prefix = "DOJ-", .width = 6, .start = 1}};
  plan.records = {record(1, 1, {in_full(1, 1), in_part(2, 2)}),
                  record(2, 1, {withheld(3, 1)}),
                  record(7, 7, {in_full(4, 1)})};
  plan.records[0].family_last = RecordId{2};
  return plan;
}

std::vector<std::string> codes(const std::vector<PlanProblem>& problems) {
  std::vector<std::string> out;
  for (const auto& problem : problems) {
    out.push_back(problem.code);
  }
  return out;
}

std::vector<std::string> problems_of(const VolumePlan& plan,
                                     const std::vector<ProductionVolume>& previous = {}) {
  return codes(check_plan(plan, previous));
}

TEST(PlanCheck, FindsNothingInAGoodPlan) {
  EXPECT_THAT(problems_of(given_plan()), IsEmpty());
}

TEST(PlanCheck, FindsANumberGivenTwice) {
  auto plan = given_plan();
  plan.records[2].pages[0].number = 3;
  EXPECT_THAT(problems_of(plan), ElementsAre("number_repeated"));
}

TEST(PlanCheck, FindsAGap) {
  auto plan = given_plan();
  plan.records[2].pages[0].number = 6;
  const auto problems = check_plan(plan, {});
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_EQ(problems[0].code, "number_gap");
  EXPECT_EQ(problems[0].message, "DOJ-000006 stands where DOJ-000004 belongs");
}

TEST(PlanCheck, FollowsOnFromTheLastVolume) {
  const std::vector<ProductionVolume> previous{
      {.name = "VOL000", .first_number = 1, .last_number = 10}};
  EXPECT_THAT(
      problems_of(given_plan(), previous),
      ElementsAre(
          "number_used_before", "number_used_before", "number_used_before", "number_used_before"));
  auto plan = given_plan();
  std::int64_t number = 11;
  for (auto& each : plan.records) {
    for (auto& page : each.pages) {
      page.number = number++;
    }
  }
  EXPECT_THAT(problems_of(plan, previous), IsEmpty());
  plan.bates.start = 1;
  EXPECT_THAT(problems_of(plan, {}), ElementsAre("number_gap"));
  EXPECT_THAT(codes(check_plan(plan)), IsEmpty());  // by itself it may start anywhere
}

TEST(PlanCheck, FindsANumberThatOutgrowsItsWidth) {
  auto plan = given_plan();
  plan.bates.width = 1;
  plan.bates.start = 7;
  std::int64_t number = 7;
  for (auto& each : plan.records) {
    for (auto& page : each.pages) {
      page.number = number++;
    }
  }
  EXPECT_THAT(problems_of(plan), ElementsAre("number_too_wide"));
}

TEST(PlanCheck, FindsASplitFamily) {
  auto plan = given_plan();
  std::swap(plan.records[1].record, plan.records[2].record);
  std::swap(plan.records[1].family_first, plan.records[2].family_first);
  std::swap(plan.records[1].family_last, plan.records[2].family_last);
  EXPECT_THAT(problems_of(plan), ElementsAre("family_split"));
}

TEST(PlanCheck, FindsAFamilyThatStatesOtherEnds) {
  auto plan = given_plan();
  plan.records[0].family_last = RecordId{1};
  EXPECT_THAT(problems_of(plan), ElementsAre("family_range"));
}

TEST(PlanCheck, RefusesPagesThatMayNotBeProduced) {
  for (const auto outcome : {PageOutcome::at_submitter,
                             PageOutcome::referred,
                             PageOutcome::pending,
                             PageOutcome::duplicate,
                             PageOutcome::non_responsive}) {
    auto plan = given_plan();
    plan.records[2].pages[0].outcome = outcome;
    EXPECT_THAT(problems_of(plan), ElementsAre("not_producible"));
  }
}

TEST(PlanCheck, ComparesOutcomeWithBoxesAndClaims) {
  auto plan = given_plan();
  plan.records[0].pages[1].outcome = PageOutcome::in_full;
  EXPECT_THAT(problems_of(plan), ElementsAre("outcome_mismatch"));

  plan = given_plan();
  plan.records[0].pages[1].boxes.clear();
  EXPECT_THAT(problems_of(plan), ElementsAre("outcome_mismatch"));

  plan = given_plan();
  plan.records[1].pages[0].claims.clear();
  EXPECT_THAT(problems_of(plan), ElementsAre("withheld_without_claim"));

  plan = given_plan();
  plan.records[0].pages[1].boxes[0].claims.clear();
  EXPECT_THAT(problems_of(plan), ElementsAre("box_without_claim", "claims_mismatch"));

  plan = given_plan();
  plan.records[0].pages[1].boxes[0].box = {10, 10, 10, 20};
  EXPECT_THAT(problems_of(plan), ElementsAre("box_empty"));

  plan = given_plan();
  plan.records[0].pages[1].claims = {claim("(b)(4)")};
  EXPECT_THAT(problems_of(plan), ElementsAre("claims_mismatch"));
}

TEST(PlanCheck, FindsRecordsAndPagesThatComeTwice) {
  auto plan = given_plan();
  plan.records[0].pages[1].source_page = 1;
  EXPECT_THAT(problems_of(plan), ElementsAre("page_repeated"));

  plan = given_plan();
  plan.records.push_back(record(7, 7, {in_full(5, 1)}));
  EXPECT_THAT(problems_of(plan), ElementsAre("record_repeated"));

  plan = given_plan();
  plan.records[2].pages.clear();
  EXPECT_THAT(problems_of(plan), ElementsAre("record_without_pages"));
}

TEST(PlanCheck, WarnsOfWhatTheIndexLacks) {
  auto plan = given_plan();
  plan.records[1].vaughn_entry.clear();
  plan.records[1].removed_texts.clear();
  const auto problems = check_plan(plan, {});
  EXPECT_THAT(codes(problems), ElementsAre("removed_text_missing", "without_vaughn_entry"));
  EXPECT_FALSE(has_stop(problems));
}

TEST(PlanCheck, ChecksTheVolumeItself) {
  auto plan = given_plan();
  plan.name = "VOL,1";
  EXPECT_THAT(problems_of(plan), ElementsAre("bad_name"));

  plan = given_plan();
  plan.supersedes = "VOL009";
  EXPECT_THAT(problems_of(plan), ElementsAre("supersedes_unknown", "supersedes_without_reason"));

  plan = given_plan();
  plan.records.clear();
  EXPECT_THAT(problems_of(plan), ElementsAre("empty_plan"));
  EXPECT_TRUE(has_stop(check_plan(plan)));
}

}  // namespace
}  // namespace vaughn::produce
