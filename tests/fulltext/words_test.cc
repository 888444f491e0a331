// SPDX-License-Identifier: AGPL-3.0-or-later
#include "fulltext/words.h"

#include <gtest/gtest.h>

namespace vaughn::fulltext {
namespace {

std::string cut(std::string_view text) {
  std::string out;
  for (const auto& word : cut_words(text)) {
    out += out.empty() ? "" : " ";
    out += word.text;
  }
  return out;
}

TEST(Words, CutsAtEverythingButLettersAndDigits) {
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"", ""},
      {" ,;-- ", ""},
      {"Harbor Point", "harbor point"},
      {"ana.ortiz@dca.gov", "ana ortiz dca gov"},
      {"O'Neil and O’Neil", "o neil and o neil"},
      {"AT&T", "at t"},
      {"552(b)(6)", "552 b 6"},
      {"18-cv-1234", "18 cv 1234"},
      {"$4.12", "4 12"},
      {"bid_tab.xlsx", "bid tab xlsx"},
      {"line\r\nend\tof\xC2\xA0text", "line end of text"},
  };
  for (const auto& [text, words] : cases) {
    EXPECT_EQ(cut(text), words) << text;
  }
}

TEST(Words, FoldsCaseAccentsAndCompatibilityForms) {
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"Étude ÉTUDE e\xCC\x81tude", "etude etude etude"},
      {"Straße ŁÓDŹ Øre Æsir", "strasse lodz ore aesir"},
      {"ﬁle ＡＢＣ", "file abc"},
      {"per\xC2\xADmit per\xE2\x80\x8Bmit", "permit permit"},
      {"ΣΊΣΥΦΟΣ σίσυφος", "σισυφοσ σισυφοσ"},
      {"Привет", "привет"},
      {"4½ m²", "4 m2"},
  };
  for (const auto& [text, words] : cases) {
    EXPECT_EQ(cut(text), words) << text;
  }
}

TEST(Words, TakesCharactersOfScriptsWithoutSpacesOneByOne) {
  EXPECT_EQ(cut("監視 GPS端末"), "監 視 gps 端 末");
  EXPECT_EQ(cut("한국어 말"), "한국어 말");
}

TEST(Words, KnowsWhereAWordStands) {
  const auto words = cut_words("  Été, fin");
  ASSERT_EQ(words.size(), 2U);
  EXPECT_EQ(words[0], (Word{"ete", 2, 7}));
  EXPECT_EQ(words[1], (Word{"fin", 9, 12}));
}

TEST(Words, TreatsInvalidBytesAsSeparators) {
  EXPECT_EQ(cut("a\xFF"
                "b \xC3( \xE2\x82 \xED\xA0\x80 \xF4\x90\x80\x80z"),
            "a b z");
  EXPECT_EQ(cut("abc\xC3"), "abc");
}

TEST(Words, CutsAVeryLongWordIntoPieces) {
  const auto words = cut_words(std::string(600, 'x'));
  ASSERT_EQ(words.size(), 3U);
  EXPECT_EQ(words[0].text.size(), 255U);
  EXPECT_EQ(words[2].text.size(), 90U);
  EXPECT_EQ(words[2].end, 600U);
}

TEST(Words, NamesItsRulesAndCharacterTables) {
  EXPECT_TRUE(word_rules_version().starts_with("vaughn-words-1 unicode-"));
}

}  // namespace
}  // namespace vaughn::fulltext
