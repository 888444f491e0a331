// SPDX-License-Identifier: AGPL-3.0-or-later
#include "produce/load_files/dat.h"

#include <gtest/gtest.h>

namespace vaughn::produce {
namespace {

DatTable given_table() {
  return {.columns = {"BEGBATES", "SUBJECT"}, .rows = {{"A-1", "first"}, {"A-2", ""}}};
}

TEST(Dat, WritesExactBytes) {
  EXPECT_EQ(write_dat(given_table()).bytes,
            "\xEF\xBB\xBF"
            "\xC3\xBE"
            "BEGBATES"
            "\xC3\xBE\x14\xC3\xBE"
            "SUBJECT"
            "\xC3\xBE\r\n"
            "\xC3\xBE"
            "A-1"
            "\xC3\xBE\x14\xC3\xBE"
            "first"
            "\xC3\xBE\r\n"
            "\xC3\xBE"
            "A-2"
            "\xC3\xBE\x14\xC3\xBE\xC3\xBE\r\n");
}

TEST(Dat, ReadsBackWhatItWrote) {
  const auto table = read_dat(write_dat(given_table()).bytes);
  ASSERT_TRUE(table) << table.error().message;
  EXPECT_EQ(*table, given_table());
}

TEST(Dat, ReplacesAndCountsItsOwnMetacharacters) {
  const DatTable table{.columns = {"A"}, .rows = {{"Ac\u00FEme\u00AE and\x14more"}}};
  const auto text = write_dat(table);
  EXPECT_EQ(text.replaced, 3);
  EXPECT_EQ(read_dat(text.bytes)->rows[0][0], "Acthme(R) and more");
}

TEST(Dat, KeepsLineBreaksInsideAField) {
  const DatTable table{.columns = {"A"}, .rows = {{"one\r\ntwo\nthree\rfour"}}};
  const auto text = write_dat(table);
  EXPECT_EQ(text.replaced, 0);
  EXPECT_EQ(read_dat(text.bytes)->rows[0][0], "one\ntwo\nthree\nfour");
}

TEST(Dat, ReadsBareLineBreaksInsideQualifiedFields) {
  const auto table = read_dat(
      "\xC3\xBE"
      "A"
      "\xC3\xBE\x14\xC3\xBE"
      "B"
      "\xC3\xBE\r\n"
      "\xC3\xBE"
      "x\r\ny"
      "\xC3\xBE\x14\xC3\xBE"
      "z"
      "\xC3\xBE\r\n");
  ASSERT_TRUE(table);
  EXPECT_EQ(table->rows[0][0], "x\r\ny");
  EXPECT_EQ(table->rows[0][1], "z");
}

TEST(Dat, ReadsCp1252AsOldToolsWriteIt) {
  const auto table = read_dat(
      "\xFE"
      "NAME"
      "\xFE\r\n\xFE"
      "Jos\xE9 \x96 x"
      "\xFE\r\n");
  ASSERT_TRUE(table);
  EXPECT_EQ(table->columns[0], "NAME");
  EXPECT_EQ(table->rows[0][0], "Jos\u00E9 \u2013 x");
}

TEST(Dat, ReadsUtf16) {
  constexpr char kText[] = "\xFF\xFE\xFE\0A\0\xFE\0\r\0\n\0\xFE\0b\0\xFE";
  const auto table = read_dat({kText, sizeof kText});
  ASSERT_TRUE(table);
  EXPECT_EQ(table->columns[0], "A");
  EXPECT_EQ(table->rows[0][0], "b");
}

TEST(Dat, NamesTheRowThatIsDamaged) {
  const auto unclosed = read_dat(
      "\xC3\xBE"
      "A"
      "\xC3\xBE\r\n\xC3\xBE"
      "b");
  ASSERT_FALSE(unclosed);
  EXPECT_EQ(unclosed.error().message, "row 2: the last field is not closed");
  const auto short_row = read_dat(
      "\xC3\xBE"
      "A"
      "\xC3\xBE\x14\xC3\xBE"
      "B"
      "\xC3\xBE\r\n\xC3\xBE"
      "b"
      "\xC3\xBE\r\n");
  ASSERT_FALSE(short_row);
  EXPECT_EQ(short_row.error().message, "row 2 has 1 fields, the header 2");
  EXPECT_FALSE(read_dat(""));
}

TEST(Dat, KeepsValuesOfAMultiValueFieldApart) {
  EXPECT_EQ(join_values({"Ortiz; Ana", "Lee"}), "Ortiz, Ana; Lee");
}

}  // namespace
}  // namespace vaughn::produce
