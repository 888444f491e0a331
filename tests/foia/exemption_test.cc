// SPDX-License-Identifier: AGPL-3.0-or-later
#include "foia/exemption.h"

#include <set>

#include <gtest/gtest.h>

namespace vaughn::foia {
namespace {

std::string code(std::string_view text) {
  const auto exemption = Exemption::parse(text);
  return exemption ? exemption->code() : "error: " + exemption.error().message;
}

std::string label(std::string_view text) {
  const auto claim = ExemptionClaim::parse(text);
  return claim ? claim->label() : "error: " + claim.error().message;
}

std::string labels(std::string_view text) {
  const auto claims = parse_claims(text);
  if (!claims) {
    return "error: " + claims.error().message;
  }
  std::string out;
  for (const auto& claim : *claims) {
    out += (out.empty() ? "" : " | ") + claim.label();
  }
  return out;
}

TEST(Exemption, ReadsTheSpellingsInUse) {
  const std::pair<const char*, const char*> cases[] = {
      {"(b)(6)", "(b)(6)"},
      {"b6", "(b)(6)"},
      {"B6", "(b)(6)"},
      {"(b)6", "(b)(6)"},
      {"b(6)", "(b)(6)"},
      {"6", "(b)(6)"},
      {" (b) (6) ", "(b)(6)"},
      {"Ex. 6", "(b)(6)"},
      {"Exemption 6", "(b)(6)"},
      {"FOIA Exemption (b)(6)", "(b)(6)"},
      {"(b)(7)(C)", "(b)(7)(C)"},
      {"b7C", "(b)(7)(C)"},
      {"b7c", "(b)(7)(C)"},
      {"7(C)", "(b)(7)(C)"},
      {"7C", "(b)(7)(C)"},
      {"(b)(7)c", "(b)(7)(C)"},
      {"(b)(7)(e)", "(b)(7)(E)"},
      {"Ex. 7(F)", "(b)(7)(F)"},
      {"5 U.S.C. § 552(b)(4)", "(b)(4)"},
      {"5 U.S.C. 552(b)(7)(A)", "(b)(7)(A)"},
  };
  for (const auto& [text, expected] : cases) {
    EXPECT_EQ(code(text), expected) << text;
  }
}

// LAW: 5 U.S.C. 552(b): the list of exemptions is closed; nothing else withholds.
TEST(Exemption, RejectsWhatTheStatuteDoesNotName) {
  for (const auto* text : {"",
                           "(b)",
                           "b",
                           "(b)(0)",
                           "(b)(10)",
                           "b10",
                           "(b)(6)(C)",
                           "(b)(7)(G)",
                           "(b)(7)(C)(i)",
                           "(c)(1)",
                           "(b)(6",
                           "(b)6)",
                           "((6))",
                           "NR",
                           "non-responsive",
                           "7CC",
                           "(a)(6)",
                           "\xFF\xFE"}) {
    EXPECT_FALSE(Exemption::parse(text)) << text;
  }
  EXPECT_EQ(all_exemptions().size(), 14U);
}

// LAW: 5 U.S.C. 552(b)(7): each of (A) to (F) has its own test, so the sub-part must be named.
TEST(Exemption, AsksForTheSubPartOfSeven) {
  for (const auto* text : {"(b)(7)", "b7", "7", "Ex. 7"}) {
    const auto exemption = Exemption::parse(text);
    ASSERT_FALSE(exemption) << text;
    EXPECT_EQ(exemption.error().message, "(b)(7) needs its sub-part");
    EXPECT_NE(exemption.error().hint.find("(b)(7)(C)"), std::string::npos);
  }
}

TEST(Exemption, EveryRowParsesBackAndStandsInOrder) {
  std::set<std::string_view> reports;
  std::string last;
  for (const auto& row : all_exemptions()) {
    EXPECT_EQ(code(row.code), row.code);
    EXPECT_EQ(code(row.annual_report), row.code);
    EXPECT_FALSE(row.covers.empty());
    EXPECT_LT(last, row.code);
    last = row.code;
    EXPECT_TRUE(reports.insert(row.annual_report).second);
  }
}

// LAW: 5 U.S.C. 552(b)(3): a claim names the statute that prohibits disclosure.
TEST(ExemptionClaim, ThreeNamesItsStatute) {
  EXPECT_EQ(label("(b)(3): 41 U.S.C. 4702"), "(b)(3): 41 U.S.C. 4702");
  EXPECT_EQ(label("b3:  41 U.S.C.  4702 "), "(b)(3): 41 U.S.C. 4702");
  EXPECT_EQ(label("(b)(3)"), "error: (b)(3) needs the statute it rests on");
  EXPECT_EQ(label("(b)(3): "), "error: (b)(3) needs the statute it rests on");
}

// LAW: 5 U.S.C. 552(b)(5): a claim names the privilege that would protect it in litigation.
TEST(ExemptionClaim, FiveNamesItsPrivilege) {
  EXPECT_EQ(label("(b)(5): deliberative process"), "(b)(5): deliberative process");
  EXPECT_EQ(label("b5: DPP"), "(b)(5): deliberative process");
  EXPECT_EQ(label("b5: Attorney Client"), "(b)(5): attorney-client");
  EXPECT_EQ(label("b5: work product"), "(b)(5): attorney work product");
  EXPECT_EQ(label("b5: presidential communications"), "(b)(5): presidential communications");
  EXPECT_EQ(label("(b)(5)"), "error: (b)(5) needs the privilege it rests on");
}

// LAW: AILA v. EOIR, 830 F.3d 667: a responsive record has no non-responsive parts.
TEST(Exemption, NonResponsiveIsNone) {
  for (const auto* word : {"NR", "non-responsive", "Not Responsive", "outside scope"}) {
    const auto claim = Exemption::parse(word);
    ASSERT_FALSE(claim);
    EXPECT_NE(claim.error().hint.find("AILA v. EOIR"), std::string::npos) << word;
  }
}

TEST(ExemptionClaim, OthersTakeNoDetail) {
  EXPECT_EQ(label("(b)(6): 41 U.S.C. 4702"), "error: (b)(6) takes no statute");
  const auto six = Exemption::parse("(b)(6)");
  EXPECT_FALSE(ExemptionClaim::make(*six, "", "deliberative process"));
  EXPECT_EQ(label("(b)(3): 8 U.S.C. 1367; (b)(6)"),
            "error: '8 U.S.C. 1367; (b)(6)' holds more than one claim");
}

TEST(ParseClaims, SplitsOnSemicolonsAndCommas) {
  EXPECT_EQ(labels("(b)(6); (b)(7)(C)"), "(b)(6) | (b)(7)(C)");
  EXPECT_EQ(labels("b6,b7c"), "(b)(6) | (b)(7)(C)");
  EXPECT_EQ(labels("(b)(6), (b)(7)(C);"), "(b)(6) | (b)(7)(C)");
  EXPECT_EQ(labels("(b)(3): 50 U.S.C. 3024(i)(1), (b)(6)"),
            "(b)(3): 50 U.S.C. 3024(i)(1) | (b)(6)");
  EXPECT_EQ(labels("(b)(5): deliberative process, attorney-client; (b)(6)"),
            "(b)(5): deliberative process, attorney-client | (b)(6)");
  EXPECT_EQ(labels("(b)(3): Fed. R. Crim. P. 6(e), (b)(3): 8 U.S.C. 1367"),
            "(b)(3): Fed. R. Crim. P. 6(e) | (b)(3): 8 U.S.C. 1367");
  EXPECT_EQ(labels(""), "error: no exemption given");
  EXPECT_EQ(labels(" ; "), "error: no exemption given");
  EXPECT_EQ(labels("(b)(6), secret"), "error: 'secret' is not an exemption");
}

TEST(JoinClaims, SortsAndDropsRepeats) {
  const auto claims =
      parse_claims("(b)(7)(C); (b)(3): 8 U.S.C. 1367; (b)(6); (b)(3): 26 U.S.C. 6103; b6");
  ASSERT_TRUE(claims);
  EXPECT_EQ(join_labels(*claims),
            "(b)(3): 26 U.S.C. 6103; (b)(3): 8 U.S.C. 1367; (b)(6); (b)(7)(C)");
  EXPECT_EQ(join_codes(*claims), "(b)(3); (b)(6); (b)(7)(C)");
  EXPECT_EQ(join_labels({}), "");
}

}  // namespace
}  // namespace vaughn::foia
