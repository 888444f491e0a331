// SPDX-License-Identifier: AGPL-3.0-or-later
#include "report/prose.h"

#include <gtest/gtest.h>

namespace vaughn::report {
namespace {

TEST(CurlyQuotes, OpenAndClose) {
  EXPECT_EQ(curly_quotes("\"a\" isn't ('b') [\"c\"]"), "“a” isn’t (‘b’) [“c”]");
  EXPECT_EQ(curly_quotes("said \"'x' y\""), "said “‘x’ y”");
  EXPECT_EQ(curly_quotes("“kept”"), "“kept”");
  EXPECT_EQ(curly_quotes(""), "");
}

TEST(PageList, JoinsNeighbours) {
  EXPECT_EQ(page_list({5, 1, 2, 3, 3}), "1–3, 5");
  EXPECT_EQ(page_list({}), "");
  EXPECT_EQ(pages_phrase({7, 7}), "p. 7");
  EXPECT_EQ(pages_phrase({2, 3}), "pp. 2–3");
}

TEST(List, ReadsAsASentence) {
  EXPECT_EQ(list({}), "");
  EXPECT_EQ(list({"a"}), "a");
  EXPECT_EQ(list({"a", "b"}), "a and b");
  EXPECT_EQ(list({"a", "b", "c"}), "a, b and c");
}

TEST(Sentence, HasACapitalAndAFullStop) {
  EXPECT_EQ(sentence(" unit prices "), "Unit prices.");
  EXPECT_EQ(sentence("Done?"), "Done?");
  EXPECT_EQ(sentence("it asks for “records.”"), "It asks for “records.”");
  EXPECT_EQ(sentence("it asks for “records”"), "It asks for “records”.");
  EXPECT_EQ(sentence(""), "");
}

}  // namespace
}  // namespace vaughn::report
