// SPDX-License-Identifier: AGPL-3.0-or-later
#include "foia/bates.h"

#include <gtest/gtest.h>

#include "foia/ids.h"

namespace vaughn::foia {
namespace {

TEST(BatesRange, RejectsAnEmptyRange) {
  EXPECT_TRUE(BatesRange::make(1, 1));
  EXPECT_FALSE(BatesRange::make(2, 1));
  EXPECT_FALSE(BatesRange::make(0, 1));
}

TEST(BatesFormat, PadsToItsWidth) {
  const BatesFormat format{.prefix = "ICLI-", .width = 5};
  EXPECT_EQ(*format_number(format, 7), "ICLI-00007");
  EXPECT_EQ(*format_number(format, 99999), "ICLI-99999");
  EXPECT_EQ(format_range(format, *BatesRange::make(7, 9)), "ICLI-00007 – ICLI-00009");
  EXPECT_EQ(format_range(format, *BatesRange::make(7, 7)), "ICLI-00007");
}

TEST(BatesFormat, RefusesANumberThatOutgrowsIt) {
  const auto number = format_number({.prefix = "X-", .width = 3}, 1000);
  ASSERT_FALSE(number);
  EXPECT_EQ(number.error().code, base::ErrorCode::conflict);
  EXPECT_EQ(number.error().hint, "raise [bates] width in matter.toml before the next volume");
}

TEST(ControlNumber, ReadsBack) {
  EXPECT_EQ(control_number(RecordId{42}), "R-000042");
  EXPECT_EQ(control_number(RecordId{1234567}), "R-1234567");
  EXPECT_EQ(parse_control_number("R-000042")->value, 42);
  EXPECT_EQ(parse_control_number("42")->value, 42);
  for (const auto* text : {"", "R-", "R-0", "R--1", "R-1x", "x"}) {
    EXPECT_FALSE(parse_control_number(text)) << text;
  }
}

}  // namespace
}  // namespace vaughn::foia
