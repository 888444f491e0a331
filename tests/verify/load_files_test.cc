// SPDX-License-Identifier: AGPL-3.0-or-later
#include "verify/detail/load_files.h"

#include <gtest/gtest.h>

namespace vaughn::verify {
namespace {

constexpr const char* kDat =
    "\xEF\xBB\xBF\xC3\xBE"
    "A"
    "\xC3\xBE\x14\xC3\xBE"
    "B"
    "\xC3\xBE\r\n"
    "\xC3\xBE"
    "x\xC2\xAEy"
    "\xC3\xBE\x14\xC3\xBE\xC3\xBE\r\n";

TEST(VerifyDat, ReadsRowsByColumn) {
  const auto dat = parse_dat(kDat);
  ASSERT_TRUE(dat) << dat.error().message;
  ASSERT_EQ(dat->rows.size(), 1u);
  EXPECT_EQ(dat->rows[0].field("A"), "x\ny");
  EXPECT_EQ(dat->rows[0].field("B"), "");
  EXPECT_EQ(dat->rows[0].field("C"), "");
}

TEST(VerifyDat, RefusesWhatIsCodedBackwards) {
  // The separator as qualifier and the qualifier as separator.
  EXPECT_FALSE(
      parse_dat("\xEF\xBB\xBF\x14"
                "A"
                "\x14\xC3\xBE\x14"
                "B"
                "\x14\r\n"));
  EXPECT_FALSE(
      parse_dat("\xC3\xBE"
                "A"
                "\xC3\xBE\r\n"));  // no byte order mark
  EXPECT_FALSE(
      parse_dat("\xEF\xBB\xBF\xC3\xBE"
                "A"
                "\xC3\xBE"));  // no line end
  EXPECT_FALSE(
      parse_dat("\xEF\xBB\xBF\xC3\xBE"
                "A"));  // open field
  EXPECT_FALSE(
      parse_dat("\xEF\xBB\xBF\xC3\xBE"
                "A\x14"
                "\xC3\xBE\r\n"));  // separator in data
  EXPECT_FALSE(
      parse_dat("\xEF\xBB\xBF\xC3\xBE"
                "A"
                "\xC3\xBE,\r\n"));
  EXPECT_FALSE(parse_dat(""));
}

TEST(VerifyOpt, ReadsDocuments) {
  const auto rows = parse_opt("A1,V,PDF\\A1.pdf,Y,,,2\r\nA3,V,PDF\\A3.pdf,Y,,,1\r\n");
  ASSERT_TRUE(rows);
  ASSERT_EQ(rows->size(), 2u);
  EXPECT_EQ((*rows)[1].key, "A3");
  EXPECT_EQ((*rows)[0].page_count, 2);
}

TEST(VerifyOpt, RefusesDamage) {
  EXPECT_FALSE(parse_opt("A1,V,p,Y,,,2"));
  EXPECT_FALSE(parse_opt("A1,V,p,Y,,2\r\n"));
  EXPECT_FALSE(parse_opt("A1,V,p,Y,,,\r\n"));
  EXPECT_FALSE(parse_opt("\"A1\",V,p,Y,,,2\r\n"));
  EXPECT_FALSE(parse_opt("A1,V,p,,,,\r\n"));
  EXPECT_FALSE(parse_opt("A1,V,p,Y,,,1\nA2,V,p,Y,,,1\r\n"));
}

TEST(VerifyCsv, ReadsQuotedFields) {
  const auto rows = parse_csv(
      "\xEF\xBB\xBF"
      "a,\"b, \"\"c\"\"\r\nd\"\r\n\r\ne,f\n");
  ASSERT_TRUE(rows);
  ASSERT_EQ(rows->size(), 3u);
  EXPECT_EQ((*rows)[0][1], "b, \"c\"\r\nd");
  EXPECT_EQ((*rows)[2], (std::vector<std::string>{"e", "f"}));
}

TEST(VerifyCsv, RefusesAFileThatIsCut) {
  EXPECT_FALSE(parse_csv("a,\"b"));
}

}  // namespace
}  // namespace vaughn::verify
