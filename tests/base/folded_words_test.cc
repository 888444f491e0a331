// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/folded_words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace vaughn::base {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(FoldedWords, DropCaseAccentsAndPunctuation) {
  EXPECT_THAT(folded_words("Ana Ort\u00EDz <ANA.ortiz@x.gov>"),
              ElementsAre("ana", "ortiz", "ana", "ortiz", "x", "gov"));
  EXPECT_THAT(folded_words("\uFB01nal \u201Cdraft\u201D\u00A02"),
              ElementsAre("final", "draft", "2"));
}

TEST(FoldedWords, SurviveBytesThatAreNoText) {
  EXPECT_THAT(folded_words("a\xFF"
                           "b\xC3"),
              ElementsAre("a", "b"));
  EXPECT_THAT(folded_words(""), IsEmpty());
}

}  // namespace
}  // namespace vaughn::base
