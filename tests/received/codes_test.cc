// SPDX-License-Identifier: AGPL-3.0-or-later
#include "received/codes.h"

#include <gtest/gtest.h>

namespace vaughn::received {
namespace {

std::string codes(std::string_view text) {
  std::string out;
  for (const auto& hit : find_codes(text)) {
    out += (out.empty() ? "" : " ") + hit.code;
  }
  return out;
}

TEST(Codes, AreReadAsAgenciesWriteThem) {
  EXPECT_EQ(codes("(b)(6)"), "(b)(6)");
  EXPECT_EQ(codes("(b)(6); (b)(7)(C)"), "(b)(6) (b)(7)(C)");
  EXPECT_EQ(codes("(B) (7) (c)"), "(b)(7)(C)");
  EXPECT_EQ(codes("b6 b7C b7E"), "(b)(6) (b)(7)(C) (b)(7)(E)");
  EXPECT_EQ(codes("b6 -2,-5; b7C -2"), "(b)(6) (b)(7)(C)");
  EXPECT_EQ(codes("b(5)"), "(b)(5)");
  EXPECT_EQ(codes("b(7)(A)"), "(b)(7)(A)");
  EXPECT_EQ(codes("b/C - 2"), "(b)(7)(C)");
  EXPECT_EQ(codes("(b)(5) DPP"), "(b)(5)");
  EXPECT_EQ(codes("(k)(2) and (j)(2)"), "(k)(2) (j)(2)");
  EXPECT_EQ(codes("(b)(7)"), "(b)(7)");
}

TEST(Codes, OtherTextIsNone) {
  EXPECT_EQ(codes("b60 b0 web6 (c)(6) (b)(0) B6 tab 6 b/c of it"), "");
  EXPECT_EQ(codes(""), "");
  EXPECT_EQ(codes("(b)("), "");
}

TEST(Codes, StandAloneOrAmongWords) {
  EXPECT_TRUE(is_only_codes("(b)(6), (b)(7)(C)"));
  EXPECT_TRUE(is_only_codes("b6 -2"));
  EXPECT_FALSE(is_only_codes("under (b)(6)"));
  EXPECT_FALSE(is_only_codes("12"));
}

TEST(Codes, SheetsNameExemptionsInWords) {
  EXPECT_EQ(codes_of_statement("Withheld pursuant to exemption 5 and Ex. 7(C)"),
            (std::vector<std::string>{"(b)(5)", "(b)(7)(C)"}));
  EXPECT_EQ(codes_of_statement("exemption (b)(4)"), (std::vector<std::string>{"(b)(4)"}));
}

}  // namespace
}  // namespace vaughn::received
