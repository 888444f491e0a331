// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/result.h"

#include <memory>

#include <gtest/gtest.h>

namespace vaughn::base {
namespace {

Result<std::unique_ptr<int>> boxed(int value) {
  if (value < 0) {
    return Error{ErrorCode::invalid_argument, "negative"};
  }
  return std::make_unique<int>(value);
}

Result<int> doubled(int value) {
  auto box = TRY(boxed(value));
  return 2 * *box;
}

Result<void> checked(int value) {
  TRY(doubled(value));
  return {};
}

TEST(Result, TryYieldsTheValue) {
  EXPECT_EQ(*doubled(21), 42);
}

TEST(Result, TryReturnsTheError) {
  auto result = doubled(-1);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, ErrorCode::invalid_argument);
  EXPECT_EQ(result.error().message, "negative");
}

TEST(Result, VoidCarriesOnlyTheError) {
  EXPECT_TRUE(checked(1));
  EXPECT_FALSE(checked(-1));
}

}  // namespace
}  // namespace vaughn::base
