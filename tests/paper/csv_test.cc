// SPDX-License-Identifier: AGPL-3.0-or-later
#include "paper/csv.h"

#include <gtest/gtest.h>

namespace vaughn::paper {
namespace {

TEST(Csv, QuotesWhatRfc4180AsksFor) {
  EXPECT_EQ(csv_field("plain text"), "plain text");
  EXPECT_EQ(csv_field("a,b"), "\"a,b\"");
  EXPECT_EQ(csv_field("say \"no\""), "\"say \"\"no\"\"\"");
  EXPECT_EQ(csv_field("two\nlines"), "\"two\nlines\"");
  EXPECT_EQ(csv_field(""), "");
}

TEST(Csv, DisarmsFormulas) {
  EXPECT_EQ(csv_field("=1+1"), "'=1+1");
  EXPECT_EQ(csv_field("@SUM(A1)"), "'@SUM(A1)");
  EXPECT_EQ(csv_field("+1-800-555-0100"), "'+1-800-555-0100");
  EXPECT_EQ(csv_field("=HYPERLINK(\"x\",\"y\")"), "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\"");
  EXPECT_EQ(csv_field("\t=1"), "'\t=1");
}

TEST(Csv, KeepsNegativeNumbers) {
  EXPECT_EQ(csv_field("-12.5"), "-12.5");
  EXPECT_EQ(csv_field("-1,000"), "\"-1,000\"");
  EXPECT_EQ(csv_field("+7%"), "+7%");
  EXPECT_EQ(csv_field("-"), "'-");
}

TEST(Csv, WritesFormulasUntouchedForPrograms) {
  EXPECT_EQ(csv_field("=1+1", Formulas::keep), "=1+1");
}

TEST(Csv, EndsEveryRowWithCrLfAndMarksUtf8) {
  EXPECT_EQ(to_csv({{"a", "b"}, {"", "c"}}),
            "\xEF\xBB\xBF"
            "a,b\r\n,c\r\n");
  EXPECT_EQ(to_csv({{"a"}}, {.byte_order_mark = ByteOrderMark::no}), "a\r\n");
  EXPECT_EQ(to_csv({}, {.byte_order_mark = ByteOrderMark::no}), "");
}

}  // namespace
}  // namespace vaughn::paper
