// SPDX-License-Identifier: AGPL-3.0-or-later
#include "report/vaughn_lint.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace vaughn::report {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

foia::VaughnEntry entry(int number) {
  foia::VaughnEntry out;
  out.number = number;
  out.record = {number};
  out.claims = {*foia::ExemptionClaim::parse("(b)(6)")};
  out.description = "Direct telephone number of the gauge keeper at pier " + std::to_string(number);
  out.justification = "(b)(6) [p. 1, 1 box]: the number of a line employee.";
  out.harm = "(b)(6): the keeper of pier " + std::to_string(number) + " would be called at night.";
  out.segregability = "On p. 1 only the box is withheld.";
  return out;
}

std::vector<std::string> codes(const std::vector<foia::VaughnEntry>& entries) {
  std::vector<std::string> out;
  for (const auto& problem : lint_index(entries)) {
    out.push_back(problem.code);
  }
  return out;
}

TEST(VaughnLint, FindsNothingInParticularEntries) {
  EXPECT_THAT(codes({entry(1), entry(2), entry(3)}), IsEmpty());
}

// LAW: Wiener v. FBI, 943 F.2d 972: for each withholding the exemption and a particular reason.
// LAW: 5 U.S.C. 552(a)(8)(A)(i): the harm that the agency foresees from disclosure.
TEST(VaughnLint, FindsWhatIsMissing) {
  auto bare = entry(1);
  bare.harm.clear();
  bare.segregability.clear();
  EXPECT_THAT(codes({bare}), ElementsAre("harm_missing", "segregability_missing"));
  bare = entry(1);
  bare.description = std::string(bare.claims.front().exemption().row().covers) + ".";
  bare.justification.clear();
  EXPECT_THAT(codes({bare}), ElementsAre("justification_missing", "no_particulars"));
  bare.description.clear();
  EXPECT_THAT(codes({bare}), Contains("description_missing"));
}

// LAW: Transgender Law Center v. ICE, 46 F.4th 771: boilerplate entries fail.
TEST(VaughnLint, FindsTheSameHarmForDifferentThings) {
  std::vector<foia::VaughnEntry> entries{entry(1), entry(2), entry(3)};
  for (auto& one : entries) {
    one.harm = "(b)(6): the person would be disturbed.";
  }
  EXPECT_THAT(codes(entries), ElementsAre("boilerplate", "boilerplate", "boilerplate"));
  entries.pop_back();
  EXPECT_THAT(codes(entries), IsEmpty());
}

TEST(VaughnLint, FindsStockPhrases) {
  auto stock = entry(1);
  stock.harm = "(b)(6): release would cause harm.";
  EXPECT_THAT(codes({stock}), ElementsAre("conclusory"));
}

TEST(VaughnLint, TellsAnEntryByWhatItSays) {
  auto one = entry(1);
  const auto before = entry_digest(one);
  EXPECT_EQ(entry_digest(one), before);
  one.status = "produced in full in VOL002";
  EXPECT_NE(entry_digest(one), before);
}

}  // namespace
}  // namespace vaughn::report
