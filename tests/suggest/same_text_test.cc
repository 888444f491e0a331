// SPDX-License-Identifier: AGPL-3.0-or-later
#include "suggest/same_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

namespace vaughn::suggest {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;

class SameText : public ::testing::Test {
 protected:
  FoldedText folded(const std::string& text) {
    std::istringstream in(text);
    std::vector<std::string> words;
    for (std::string word; in >> word;) {
      words.push_back(word);
    }
    return lexicon_.fold(std::vector<std::string_view>(words.begin(), words.end()));
  }
  Phrase phrase(const std::string& text) { return {lexicon_.fold(std::string_view(text))}; }
  // Indices of the words of `text` at which `wanted` begins.
  std::vector<std::uint32_t> places(const std::string& wanted, const std::string& text) {
    const PhraseFinder finder({phrase(wanted)});
    const auto page = folded(text);
    std::vector<std::uint32_t> out;
    for (const auto& hit : finder.find(page)) {
      out.push_back(page.source[hit.first]);
    }
    return out;
  }
  bool is_same(const std::string& wanted, const std::string& one, const std::string& other) {
    const PhraseFinder finder({phrase(wanted)});
    const auto first = folded(one);
    const auto second = folded(other);
    const auto count = finder.phrases()[0].words.size();
    return is_same_passage(context_of(first, finder.find(first).at(0).first, count),
                           context_of(second, finder.find(second).at(0).first, count));
  }

  Lexicon lexicon_{};
};

TEST_F(SameText, IsFoundAcrossLineEndsCaseAndQuoting) {
  EXPECT_THAT(places("Jane Roe", "call JANE\n> roe, jane ROE. and Jane Doe"), ElementsAre(1, 4));
  EXPECT_THAT(places("(617) 555-0100", "at (617)555-0100 or 617.555.0100"), ElementsAre(1, 3));
  EXPECT_THAT(places("Jane", "Janet and Mary-Jane"), ElementsAre(2));
  EXPECT_THAT(places("a a", "a a a a a"), ElementsAre(0, 2));
}

TEST_F(SameText, OfManyWordsIsCutIntoEvenRuns) {
  std::vector<std::uint32_t> words(35);
  const auto phrases = phrases_of(words);
  ASSERT_THAT(phrases, SizeIs(3));
  for (const auto& one : phrases) {
    EXPECT_THAT(one.words.size(), testing::AllOf(testing::Ge(11U), testing::Le(12U)));
  }
  EXPECT_THAT(phrases_of({}), SizeIs(0));
  EXPECT_THAT(phrases_of({1}), SizeIs(1));
}

TEST_F(SameText, IsTellingIfItIsLongEnough) {
  EXPECT_TRUE(is_telling("Whitlock"));
  EXPECT_TRUE(is_telling("4471"));
  EXPECT_FALSE(is_telling("$4"));
  EXPECT_FALSE(is_telling("Roe"));
  EXPECT_FALSE(is_telling("of the"));
}

TEST_F(SameText, StandsInTheSamePassageIfMostWordsAroundItAgree) {
  const std::string one = "the officer told Roe to come back on Monday with papers";
  EXPECT_TRUE(is_same("Roe", one, one));
  EXPECT_TRUE(is_same("Roe", one, "> the officer told Roe\n> to come back on Tuesday with papers"));
  EXPECT_TRUE(is_same("Roe", one, "the officer had told Roe to come back with papers"));
  EXPECT_FALSE(is_same("Roe", one, "minutes taken by Ann Roe for the board of the port"));
  EXPECT_FALSE(is_same("Roe", "Dear Roe", "Dear Roe"));
}

}  // namespace
}  // namespace vaughn::suggest
