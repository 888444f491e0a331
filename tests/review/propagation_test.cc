// SPDX-License-Identifier: AGPL-3.0-or-later
#include "review/propagation.h"

#include <gtest/gtest.h>

namespace vaughn::review {
namespace {

using foia::Responsiveness;

// 1 with attachments 2 and 3; 4 with 5, copies of 1 and 2; 6 a loose copy of 3; 7 and its
// attachment 8, a copy of 3 as well.
const std::vector<ReviewRecord> kRecords{{{1}, {1}, {}},
                                         {{2}, {1}, {}},
                                         {{3}, {1}, {}},
                                         {{4}, {4}, {1}},
                                         {{5}, {4}, {2}},
                                         {{6}, {6}, {3}},
                                         {{7}, {7}, {}},
                                         {{8}, {7}, {3}}};

// "2c2": record 2, chosen (f: family, d: duplicate), following 2.
std::string spread(const std::vector<foia::RecordId>& chosen,
                   FamilyPolicy policy = FamilyPolicy::families_together) {
  const auto plan = spread_determination(
      kRecords, chosen, "6", Responsiveness::responsive, {}, policy, Overwrite::no);
  std::string out;
  for (const auto& one : plan->to_write) {
    out += std::to_string(one.record.value) + std::string(to_string(one.because)).substr(0, 1) +
           std::to_string(one.source.value) + " ";
  }
  return out;
}

std::string numbers(const std::vector<foia::RecordId>& ids) {
  std::string out;
  for (const auto id : ids) {
    out += std::to_string(id.value) + " ";
  }
  return out;
}

foia::Determination decided(std::int64_t event,
                            std::int64_t record,
                            std::string category,
                            Responsiveness value) {
  return {{event}, {record}, std::move(category), value};
}

TEST(Spread, ReachesTheFamilyAndTheCopiesOfAllItsMembers) {
  EXPECT_EQ(spread({{2}}), "1f2 2c2 3f2 4d2 5d2 6d2 8d2 ");
}

TEST(Spread, DoesNotGoOnIntoTheFamilyOfACopy) {
  EXPECT_EQ(spread({{6}}), "3d6 6c6 8d6 ");
}

TEST(Spread, LeavesTheFamilyWhereEachRecordStandsAlone) {
  EXPECT_EQ(spread({{2}}, FamilyPolicy::each_record), "2c2 5d2 ");
}

TEST(Spread, FromACopyReachesItsPrimary) {
  EXPECT_EQ(spread({{5}}, FamilyPolicy::each_record), "2d5 5c5 ");
}

TEST(Spread, CallsAChosenRecordChosen) {
  EXPECT_EQ(spread({{7}, {8}, {7}}), "3d8 6d8 7c7 8c8 ");
}

TEST(Spread, RefusesAnUnknownRecord) {
  const auto plan = spread_determination(kRecords,
                                         {{99}},
                                         "6",
                                         Responsiveness::responsive,
                                         {},
                                         FamilyPolicy::families_together,
                                         Overwrite::no);
  ASSERT_FALSE(plan);
  EXPECT_EQ(plan.error().code, base::ErrorCode::not_found);
}

TEST(Spread, KeepsWhatIsDecidedOtherwiseUnlessToldNotTo) {
  const std::vector<foia::Determination> current{
      decided(1, 1, "6", Responsiveness::responsive),
      decided(2, 2, "6", Responsiveness::responsive),
      decided(3, 2, "6", Responsiveness::not_responsive),  // the later one counts
      decided(4, 3, "7", Responsiveness::not_responsive),  // another category
      decided(5, 4, "", Responsiveness::not_responsive)};  // contradicts
  auto plan = spread_determination(kRecords,
                                   {{1}},
                                   "6",
                                   Responsiveness::responsive,
                                   current,
                                   FamilyPolicy::families_together,
                                   Overwrite::no);
  ASSERT_TRUE(plan);
  EXPECT_EQ(numbers(plan->unchanged), "1 ");
  EXPECT_EQ(numbers(plan->kept), "2 4 ");
  EXPECT_EQ(numbers(plan->replaced), "");
  EXPECT_EQ(plan->to_write.size(), 4U);  // 3 5 6 8
  plan = spread_determination(kRecords,
                              {{1}},
                              "6",
                              Responsiveness::responsive,
                              current,
                              FamilyPolicy::families_together,
                              Overwrite::yes);
  EXPECT_EQ(numbers(plan->kept), "");
  EXPECT_EQ(numbers(plan->replaced), "2 4 ");
  EXPECT_EQ(plan->to_write.size(), 6U);
}

TEST(Spread, OfNotResponsiveToAnySparesWhatIsResponsiveToOne) {
  const std::vector<foia::Determination> current{decided(1, 2, "6", Responsiveness::responsive)};
  const auto plan = spread_determination(kRecords,
                                         {{1}},
                                         "",
                                         Responsiveness::not_responsive,
                                         current,
                                         FamilyPolicy::families_together,
                                         Overwrite::no);
  ASSERT_TRUE(plan);
  EXPECT_EQ(numbers(plan->kept), "2 ");
}

TEST(FamilyPolicy, HasWords) {
  EXPECT_EQ(*parse_family_policy("families_together"), FamilyPolicy::families_together);
  EXPECT_EQ(*parse_family_policy("each_record"), FamilyPolicy::each_record);
  EXPECT_FALSE(parse_family_policy("both"));
}

TEST(Inconsistencies, AreCopiesDecidedDifferently) {
  const std::vector<foia::Determination> current{
      decided(1, 1, "6", Responsiveness::responsive),
      decided(2, 4, "6", Responsiveness::responsive),  // agrees
      decided(3, 3, "6", Responsiveness::responsive),
      decided(4, 6, "6", Responsiveness::not_responsive),  // differs; 8 is undecided
      decided(5, 2, "7", Responsiveness::unsure),
      decided(6, 5, "7", Responsiveness::responsive),
      decided(7, 5, "7", Responsiveness::unsure)};  // decided again, agrees
  const auto found = find_inconsistencies(kRecords, current);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].primary, foia::RecordId{3});
  EXPECT_EQ(found[0].category, "6");
  const std::vector<Inconsistency::Member> members{
      {{3}, "responsive"}, {{6}, "not_responsive"}, {{8}, "undecided"}};
  EXPECT_EQ(found[0].members, members);
}

TEST(Inconsistencies, AreNoneWhereNothingIsDecided) {
  EXPECT_TRUE(find_inconsistencies(kRecords, {}).empty());
}

}  // namespace
}  // namespace vaughn::review
