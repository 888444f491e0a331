// SPDX-License-Identifier: AGPL-3.0-or-later
#include "fulltext/hits.h"

#include "corpus.h"

namespace vaughn::fulltext {
namespace {

base::Instant at(std::string_view text) {
  return *base::parse_instant(text);
}

class Hits : public IndexTest {
 protected:
  // Families: 1-2-3, 4-5, 6 alone, 7 alone.
  void SetUp() override {
    IndexTest::SetUp();
    given({
        {.id = 1, .body = "permit", .date = at("2022-03-01T00:00:00Z"), .custodian = "Ana"},
        {.id = 2, .body = "bid", .date = at("2022-01-01T00:00:00Z"), .custodian = "Luis"},
        {.id = 3, .body = "none", .custodian = ""},
        {.id = 4, .body = "permit bid", .custodian = "Jean"},
        {.id = 5, .body = "none", .custodian = "Jean"},
        {.id = 6,
         .body = "permit consent decrees",
         .date = at("2023-01-01T00:00:00Z"),
         .custodian = "Ana"},
        {.id = 7, .body = "nothing"},
    });
  }
  const FamilyMap families_{{{1}, {1}}, {{2}, {1}}, {{3}, {1}}, {{4}, {4}}, {{5}, {4}}};
};

TEST_F(Hits, CountEachTermAloneAndAgainstTheOthers) {
  const auto terms = parse_terms("# terms of November\npermit\n\nbid  \n\"consent decree\"\n");
  ASSERT_TRUE(terms);
  const auto report = hit_report(opened(), *terms, families_);
  ASSERT_TRUE(report) << report.error().message;
  ASSERT_EQ(report->terms.size(), 3U);

  const auto& permit = report->terms[0];
  EXPECT_EQ(permit.term, "permit");
  EXPECT_EQ(permit.records, 3);             // 1 4 6
  EXPECT_EQ(permit.with_family, 6);         // 1 2 3, 4 5, 6
  EXPECT_EQ(permit.unique, 2);              // 1 6
  EXPECT_EQ(permit.unique_with_family, 1);  // 6: the other families also have "bid"
  EXPECT_EQ(permit.earliest, at("2022-03-01T00:00:00Z"));
  EXPECT_EQ(permit.latest, at("2023-01-01T00:00:00Z"));
  EXPECT_EQ(permit.custodians, (std::vector<std::string>{"Ana", "Jean"}));
  EXPECT_EQ(permit.record.ids, base::Sha256::of("R-000001\nR-000004\nR-000006\n"));

  const auto& bid = report->terms[1];
  EXPECT_EQ(bid.number, 2);
  EXPECT_EQ(bid.records, 2);  // 2 4
  EXPECT_EQ(bid.with_family, 5);
  EXPECT_EQ(bid.unique, 1);  // 2
  EXPECT_EQ(bid.unique_with_family, 0);

  const auto& none = report->terms[2];
  EXPECT_EQ(none.records, 0);
  EXPECT_FALSE(none.earliest);
  EXPECT_EQ(none.suggestion, "\"consent decrees\"");
  EXPECT_EQ(none.suggestion_records, 1);

  EXPECT_EQ(report->records, 4);  // 1 2 4 6
  EXPECT_EQ(report->with_family, 6);
  EXPECT_EQ(report->population, 7);
  EXPECT_EQ(numbers(report->ids_with_family), "1 2 3 4 5 6");
  EXPECT_EQ(report->manifest, manifest_.hash());
}

TEST_F(Hits, CountOnlyThePopulation) {
  const auto terms = parse_terms("permit\nbid");
  const std::vector<foia::RecordId> within{{1}, {3}, {4}, {99}};
  const auto report = hit_report(opened(), *terms, families_, {.within = &within});
  ASSERT_TRUE(report);
  EXPECT_EQ(report->terms[0].records, 2);
  EXPECT_EQ(report->terms[0].with_family, 3);
  EXPECT_EQ(report->terms[1].records, 1);
  EXPECT_EQ(report->population, 3);
  EXPECT_EQ(report->with_family, 3);
}

TEST_F(Hits, SuggestNothingWhereNothingIsNear) {
  const auto terms = parse_terms("turbidity");
  const auto report = hit_report(opened(), *terms, families_);
  ASSERT_TRUE(report);
  EXPECT_EQ(report->terms[0].suggestion, "");
}

TEST(Terms, NameTheLineOfAFault) {
  const auto terms = parse_terms("permit\n# x\n(bid OR\n");
  ASSERT_FALSE(terms);
  EXPECT_EQ(terms.error().message, "line 3: Q102: the bracket opened at column 1 is never closed");
}

TEST(Terms, AreDifferent) {
  const auto terms = parse_terms("permit AND bid\nfoo\nPermit  bid\n");
  ASSERT_FALSE(terms);
  EXPECT_EQ(terms.error().message, "lines 1 and 3 ask for the same");
}

TEST(Terms, MayComeFromWindows) {
  const auto terms = parse_terms("\xEF\xBB\xBFpermit\r\nbid\r\n");
  ASSERT_TRUE(terms);
  ASSERT_EQ(terms->size(), 2U);
  EXPECT_EQ((*terms)[0].text, "permit");
  EXPECT_EQ((*terms)[1].line, 2);
}

TEST(Terms, AreAtLeastOne) {
  EXPECT_FALSE(parse_terms("# nothing\n"));
}

}  // namespace
}  // namespace vaughn::fulltext
