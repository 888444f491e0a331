// SPDX-License-Identifier: AGPL-3.0-or-later
#include "produce/metadata_filter.h"

#include <gtest/gtest.h>

namespace vaughn::produce {
namespace {

using foia::PageOutcome;

foia::ProducedRecord given_record(std::vector<PageOutcome> outcomes,
                                  std::vector<std::string> removed) {
  foia::ProducedRecord record;
  for (const auto outcome : outcomes) {
    record.pages.push_back({.outcome = outcome});
  }
  record.removed_texts = std::move(removed);
  return record;
}

struct FieldCase {
  const char* removed;
  const char* produced;
  const char* field;
  bool passes;
};

class MetadataFilterCases : public testing::TestWithParam<FieldCase> {};

TEST_P(MetadataFilterCases, Decides) {
  const auto& each = GetParam();
  const MetadataFilter filter(given_record({PageOutcome::in_part}, {each.removed}), each.produced);
  EXPECT_EQ(filter.apply(each.field), each.passes ? each.field : "[withheld]");
}

INSTANTIATE_TEST_SUITE_P(
    Fields,
    MetadataFilterCases,
    testing::Values(
        FieldCase{"Ana Ortiz", "From: Bob", "Budget for 2022", true},
        FieldCase{"Ana Ortiz", "From: Bob", "Ana Ortiz <ana.ortiz@x.gov>", false},
        FieldCase{"Ana Ortiz", "From: Bob", "Ortiz, A.", false},
        FieldCase{"Ana Ortiz", "From: Bob", "aortiz@x.gov", false},       // inside a word
        FieldCase{"ORTIZ", "From: Bob", "ortiz.pdf", false},              // whatever the case
        FieldCase{"Ort\u00EDz", "From: Bob", "ortiz.pdf", false},         // and the accents
        FieldCase{"Ann", "nothing", "planning meeting", true},            // too short for inside
        FieldCase{"Ann", "nothing", "call Ann", false},                   // but a word by itself
        FieldCase{"123-45-6789", "nothing", "ssn 123456789.pdf", false},  // other punctuation
        FieldCase{"the contract", "the bid", "the contract", false},
        FieldCase{"the budget", "the budget is public", "the budget", true},  // still on the page
        // Both words still stand on the page, the name does not.
        FieldCase{"Jane Smith", "Jane Doe met John Smith", "RE: Jane Smith", false},
        FieldCase{"Jane Smith", "Jane Doe met John Smith", "RE: Jane Doe", true},
        FieldCase{"Ana Ortiz", "From: Bob", "", true}));

TEST(MetadataFilter, LeavesRecordsReleasedInFullAlone) {
  const MetadataFilter filter(given_record({PageOutcome::in_full}, {}), "");
  EXPECT_EQ(filter.apply("Ana Ortiz"), "Ana Ortiz");
}

TEST(MetadataFilter, LetsNothingPassOfARecordWithheldInFull) {
  const MetadataFilter filter(
      given_record({PageOutcome::withheld_in_full, PageOutcome::withheld_in_full}, {"x"}),
      "PAGE WITHHELD IN FULL Budget");
  EXPECT_TRUE(filter.is_withheld_in_full());
  EXPECT_EQ(filter.apply("Budget"), "[withheld]");
  EXPECT_EQ(filter.apply(""), "");
}

TEST(MetadataFilter, WithUnknownRemovedWordsLetsOnlyProducedWordsPass) {
  for (const auto& removed : {std::vector<std::string>{}, std::vector<std::string>{""}}) {
    const MetadataFilter filter(given_record({PageOutcome::in_part}, removed), "Subject: Budget");
    EXPECT_EQ(filter.apply("budget"), "budget");
    EXPECT_EQ(filter.apply("ortiz scan.tif"), "[withheld]");
  }
}

TEST(MetadataFilter, LooksIntoThePagesThatAreWithheld) {
  const MetadataFilter filter(
      given_record({PageOutcome::in_full, PageOutcome::withheld_in_full}, {"Termination of Lee"}),
      "cover page");
  EXPECT_EQ(filter.apply("termination.docx"), "[withheld]");
}

}  // namespace
}  // namespace vaughn::produce
