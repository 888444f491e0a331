// SPDX-License-Identifier: AGPL-3.0-or-later
#include "foia/court_profile.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "foia/report_file.h"

namespace vaughn::foia {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;

base::Date day(std::string_view text) {
  return *base::parse_date(text);
}

TEST(CourtProfile, EveryProfileThatIsBuiltInCanBeRead) {
  EXPECT_THAT(court_profile_keys(), ElementsAre("cand", "dcd"));
  for (const auto& key : court_profile_keys()) {
    const auto profile = court_profile(key);
    ASSERT_TRUE(profile) << profile.error().message;
    EXPECT_EQ(profile->key, key);
  }
}

TEST(CourtProfile, NamesThoseThereAreForOneThatIsNot) {
  const auto missing = court_profile("casd");
  ASSERT_FALSE(missing);
  EXPECT_THAT(missing.error().hint, HasSubstr("cand, dcd"));
}

// LAW: N.D. Cal. Civil L.R. 5-1: the filer attests that the other signatories agreed.
TEST(CourtProfile, CitesTheAttestationRuleOfTheDay) {
  const auto profile = *court_profile("cand");
  EXPECT_EQ(profile.attestation_on(day("2021-10-31")), "Civil Local Rule 5-1(i)(3)");
  EXPECT_EQ(profile.attestation_on(day("2021-11-01")), "Civil Local Rule 5-1(h)(3)");
  EXPECT_EQ(profile.attestation_on(day("2022-11-18")), "Civil Local Rule 5-1(h)(3)");
  EXPECT_EQ(profile.attestation_on(day("2024-05-01")), "Civil Local Rule 5-1(i)(3)");
  EXPECT_EQ(court_profile("dcd")->attestation_on(day("2022-11-18")), "");
}

TEST(CourtProfile, WritesTheCaseNumberAsTheCourtDoes) {
  EXPECT_EQ(court_profile("cand")->case_number("3:22-cv-02328", "LB"), "Case No. 3:22-cv-02328-LB");
  EXPECT_EQ(court_profile("dcd")->case_number("1:22-cv-02328", "ABJ"),
            "Civil Action No. 1:22-cv-02328 (ABJ)");
  EXPECT_EQ(court_profile("dcd")->case_number("1:22-cv-02328", ""),
            "Civil Action No. 1:22-cv-02328");
}

TEST(CourtProfile, RefusesDatesOutOfOrder) {
  const auto profile = parse_court_profile(R"(
key = "x"
name = "X"
[page]
caption_rule = "line"
title = "beside"
[case_number]
form = "{number}"
form_without_initials = "{number}"
[footer]
[signature]
form = "s/ {name}"
[[attestation]]
from = 2024-05-01
citation = "one"
basis = "read"
[[attestation]]
from = 2021-11-01
citation = "two"
basis = "read"
)",
                                           "x.toml");
  ASSERT_FALSE(profile);
  EXPECT_THAT(profile.error().message, HasSubstr("do not follow each other"));
}

TEST(ReportFile, KeepsTheLinesOfAPosition) {
  const auto file = parse_report_file(
      "[positions]\nplaintiffs = \"\"\"one\n\ntwo\"\"\"\n"
      "defendants_file = \"d.md\"\n"
      "[explanations]\n\"pages.in_part\" = \"re-review\"\n",
      "r.toml");
  ASSERT_TRUE(file) << file.error().message;
  EXPECT_THAT(file->positions, ElementsAre(Pair("plaintiffs", "one\n\ntwo")));
  EXPECT_THAT(file->position_files, ElementsAre(Pair("defendants", "d.md")));
  EXPECT_THAT(file->explanations, ElementsAre(Pair("pages.in_part", "re-review")));
}

TEST(ReportFile, NamesTheLineOfASideThatIsNone) {
  const auto file = parse_report_file("[positions]\nagency = \"x\"\n", "r.toml");
  ASSERT_FALSE(file);
  EXPECT_THAT(file.error().message, HasSubstr("r.toml:2: 'agency' is no side"));
}

}  // namespace
}  // namespace vaughn::foia
