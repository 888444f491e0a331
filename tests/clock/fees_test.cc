// SPDX-License-Identifier: AGPL-3.0-or-later
#include "clock/fees.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "clock/calendar.h"

namespace vaughn::clock {
namespace {

using testing::Contains;
using testing::HasSubstr;

const foia::FeeRates& rates() {
  return *Calendars::built_in().find("dhs-dc")->fees;
}

// Ten hours of search, five of review, 600 pages, in time.
FeeFacts given(RequesterCategory category) {
  return {.category = category,
          .search = {.professional = 600},
          .review = {.managerial = 300},
          .pages = 600};
}

std::vector<std::int64_t> cents(const FeeDecision& decision) {
  return {decision.rows[0].cents, decision.rows[1].cents, decision.rows[2].cents};
}

// LAW: 5 U.S.C. 552(a)(4)(A)(ii): who pays for search, review and duplication.
// LAW: 5 U.S.C. 552(a)(4)(A)(iv)(II): two hours of search and 100 pages are free.
TEST(Fees, DependOnWhoAsks) {
  using testing::ElementsAre;
  const auto of = [](RequesterCategory category) {
    return cents(decide_fees(given(category), rates()));
  };
  EXPECT_THAT(of(RequesterCategory::commercial), ElementsAre(40 * 700, 20 * 1025, 6000));
  EXPECT_THAT(of(RequesterCategory::media), ElementsAre(0, 0, 5000));
  EXPECT_THAT(of(RequesterCategory::educational), ElementsAre(0, 0, 5000));
  EXPECT_THAT(of(RequesterCategory::scientific), ElementsAre(0, 0, 5000));
  EXPECT_THAT(of(RequesterCategory::other), ElementsAre(32 * 700, 0, 5000));
}

// LAW: 5 U.S.C. 552(a)(4)(A)(viii): an agency that is late asks for no search fees.
TEST(Fees, AreBarredInPartWhenTheAgencyIsLate) {
  using testing::ElementsAre;
  auto facts = given(RequesterCategory::other);
  facts.lateness.is_late = true;
  EXPECT_THAT(cents(decide_fees(facts, rates())), ElementsAre(0, 0, 5000));
  facts.category = RequesterCategory::media;
  EXPECT_THAT(cents(decide_fees(facts, rates())), ElementsAre(0, 0, 0));
  facts.category = RequesterCategory::commercial;
  EXPECT_THAT(cents(decide_fees(facts, rates())), ElementsAre(0, 20 * 1025, 6000));
}

// Every combination of the six conditions against the statute, read anew.
TEST(Lateness, IsDecidedByTheTable) {
  for (unsigned bits = 0; bits < 64; ++bits) {
    const auto has = [&](unsigned bit) { return (bits >> bit & 1U) != 0; };
    Lateness facts;
    facts.is_late = has(0);
    facts.is_excused_by_court = has(1);
    facts.has_timely_notice = has(2);
    facts.met_extended = has(3);
    facts.pages_necessary = has(4) ? 5001 : 5000;
    facts.good_faith_attempts = has(5) ? 3 : 2;
    const bool may_charge = !facts.is_late || facts.is_excused_by_court ||
                            (facts.has_timely_notice && facts.met_extended) ||
                            (facts.has_timely_notice && facts.pages_necessary > 5000 && has(5));
    EXPECT_EQ(lateness_row(facts).rule != LatenessRule::barred, may_charge) << bits;
  }
}

TEST(Lateness, NamesTheExcuse) {
  Lateness facts{.is_late = true, .has_timely_notice = true, .pages_necessary = 9000};
  EXPECT_EQ(lateness_row(facts).rule, LatenessRule::barred);
  facts.discussed_narrowing = true;
  EXPECT_EQ(lateness_row(facts).citation, "5 U.S.C. 552(a)(4)(A)(viii)(II)(bb)");
  facts.met_extended = true;
  EXPECT_EQ(lateness_row(facts).citation, "5 U.S.C. 552(a)(4)(A)(viii)(II)(aa)");
}

// LAW: 5 U.S.C. 552(a)(4)(A)(iv)(I): no fee that costs more to collect than it brings.
TEST(Fees, OfLittleAreNotCharged) {
  const auto little = decide_fees({.category = RequesterCategory::media, .pages = 240}, rates());
  EXPECT_EQ(little.total_cents, 1400);
  EXPECT_EQ(little.due_cents, 0);
  const auto more = decide_fees({.category = RequesterCategory::media, .pages = 241}, rates());
  EXPECT_EQ(more.due_cents, 1410);
}

// LAW: 5 U.S.C. 552(a)(4)(A)(v): in advance only above $250 or after an unpaid fee.
TEST(Fees, AreAskedInAdvanceOnlyAboveTwoHundredFiftyDollars) {
  FeeFacts facts{.category = RequesterCategory::media, .pages = 2600};
  EXPECT_EQ(decide_fees(facts, rates()).due_cents, 25'000);
  EXPECT_FALSE(decide_fees(facts, rates()).may_ask_in_advance);
  EXPECT_TRUE(decide_fees(facts, rates()).must_tell_estimate);
  facts.failed_to_pay_before = true;
  EXPECT_TRUE(decide_fees(facts, rates()).may_ask_in_advance);
  facts.failed_to_pay_before = false;
  facts.pages = 2601;
  EXPECT_TRUE(decide_fees(facts, rates()).may_ask_in_advance);
}

// LAW: 5 U.S.C. 552(a)(4)(A)(iv): review is the first examination and no legal question.
TEST(Fees, ForReviewAreThoseOfCommercialRequestersOnly) {
  EXPECT_EQ(decide_fees(given(RequesterCategory::other), rates()).rows[1].cents, 0);
  EXPECT_THAT(decide_fees(given(RequesterCategory::commercial), rates()).rows[1].reason,
              HasSubstr("law or policy"));
}

// LAW: 5 U.S.C. 552(a)(4)(A)(iii): a waiver rests on the public's understanding of the government.
TEST(Waiver, RestsOnThePublicAndNotOnTheRequestersMeans) {
  WaiverFactors factors{true, true, true, true, true, false};
  EXPECT_TRUE(decide_waiver(factors).is_granted);
  factors.is_interest_primary = true;
  EXPECT_FALSE(decide_waiver(factors).is_granted);
  EXPECT_THAT(decide_waiver({}).reasons, Contains(HasSubstr("significant")));
  auto facts = given(RequesterCategory::commercial);
  facts.is_waived = true;
  EXPECT_EQ(decide_fees(facts, rates()).due_cents, 0);
}

TEST(Fees, TakeTheFreeHoursOffTheDearestWork) {
  FeeFacts facts{.category = RequesterCategory::other,
                 .search = {.clerical = 120, .managerial = 120}};
  EXPECT_EQ(decide_fees(facts, rates()).rows[0].cents, 8 * 400);
}

}  // namespace
}  // namespace vaughn::clock
