// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/text.h"

#include <gtest/gtest.h>

namespace vaughn::base {
namespace {

TEST(Plural, FollowsTheNoun) {
  EXPECT_EQ(plural(1, "page"), "1 page");
  EXPECT_EQ(plural(0, "page"), "0 pages");
  EXPECT_EQ(plural(1234, "page"), "1,234 pages");
  EXPECT_EQ(plural(2, "entry"), "2 entries");
  EXPECT_EQ(plural(2, "survey"), "2 surveys");
  EXPECT_EQ(plural(2, "box"), "2 boxes");
  EXPECT_EQ(plural(2, "search"), "2 searches");
}

TEST(UpperCase, KnowsAllLetters) {
  EXPECT_EQ(upper_case("José Peña, U.S."), "JOSÉ PEÑA, U.S.");
  EXPECT_EQ(upper_case("straße"), "STRASSE");
}

}  // namespace
}  // namespace vaughn::base
