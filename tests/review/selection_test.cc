// SPDX-License-Identifier: AGPL-3.0-or-later
#include "review/selection.h"

#include <gtest/gtest.h>

namespace vaughn::review {
namespace {

TEST(Selection, IsSortedCountedOnceAndSealed) {
  const auto selection = freeze("pop-2", {{7}, {3}, {7}}, "permit", base::Sha256::of("m"));
  ASSERT_TRUE(selection);
  EXPECT_EQ(selection->ids, (std::vector<foia::RecordId>{{3}, {7}}));
  EXPECT_EQ(selection->sha256, base::Sha256::of("R-000003\nR-000007\n"));
  EXPECT_EQ(selection->query, "permit");
  EXPECT_EQ(selection->index, base::Sha256::of("m"));
  EXPECT_TRUE(is_intact(*selection));
}

TEST(Selection, ShowsThatItWasChanged) {
  auto selection = *freeze("a", {{1}, {2}});
  selection.ids.push_back({3});
  EXPECT_FALSE(is_intact(selection));
  selection = *freeze("a", {{1}, {2}});
  std::swap(selection.ids[0], selection.ids[1]);
  EXPECT_FALSE(is_intact(selection));
}

TEST(Selection, MayBeEmpty) {
  const auto selection = freeze("none", {});
  ASSERT_TRUE(selection);
  EXPECT_EQ(selection->sha256, base::Sha256::of(""));
  EXPECT_TRUE(is_intact(*selection));
}

TEST(Selection, NeedsAShortName) {
  for (const auto* name : {"", "two words", "a/b", "é"}) {
    EXPECT_FALSE(freeze(name, {})) << name;
  }
}

TEST(Selection, DiffersFromAnother) {
  const auto found = difference(*freeze("a", {{1}, {2}}), *freeze("b", {{2}, {3}}));
  EXPECT_EQ(found.only_first, (std::vector<foia::RecordId>{{1}}));
  EXPECT_EQ(found.only_second, (std::vector<foia::RecordId>{{3}}));
  EXPECT_EQ(found.both, (std::vector<foia::RecordId>{{2}}));
}

}  // namespace
}  // namespace vaughn::review
