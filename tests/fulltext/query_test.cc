// SPDX-License-Identifier: AGPL-3.0-or-later
#include "fulltext/query.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <utility>

namespace vaughn::fulltext {
namespace {

const ParseOptions kOptions{.time_zone = "America/New_York", .other_fields = {"category", "set"}};

std::string normal(std::string_view text) {
  const auto query = parse_query(text, kOptions);
  return query ? to_string(*query) : query.error().message + "\n" + query.error().hint;
}

TEST(Query, WritesOneSpellingForOneMeaning) {
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"Permit", "permit"},
      {"dredging permit", "dredging AND permit"},
      {"dredging and permit AND bid", "dredging AND permit AND bid"},
      {"(a b) c", "a AND b AND c"},
      {"a or (b or c)", "a OR b OR c"},
      {"\"Harbor  Point\"", "\"harbor point\""},
      {"\u201CHarbor Point\u201D", "\"harbor point\""},
      {"\"and\"", "\"and\""},
      {"a NOT b", "a AND NOT b"},
      {"NOT a", "NOT a"},
      {"NOT (a OR b)", "NOT (a OR b)"},
      {"a OR (NOT b)", "a OR (NOT b)"},
      {"a w/5 b", "a w/5 b"},
      {"a W/5 b AND c", "(a w/5 b) AND c"},
      {"a pre/3 b", "a pre/3 b"},
      {"a NOT w/5 b", "a NOT w/5 b"},
      {"a not pre/5 b", "a NOT pre/5 b"},
      {"(permit* OR licence) w/10 dredg*", "(permit* OR licence) w/10 dredg*"},
      {"(a w/5 b) w/10 \"c d\"", "(a w/5 b) w/10 \"c d\""},
      {"*tion w/3 *ment", "*tion w/3 *ment"},
      {"wom?n  per**mit*", "wom?n AND per*mit*"},
      {"\"the * of\"", "\"the * of\""},
      {"subject:permit", "subject:permit"},
      {"Subject:(permit OR \"bid tab\")", "subject:permit OR subject:\"bid tab\""},
      {"subject:(a w/2 b)", "subject:a w/2 subject:b"},
      {"from:ana.ortiz@dca.gov", "from:\"ana ortiz dca gov\""},
      {"AT&T O'Neil 552(b)(6) 18-cv-1234 $4.12",
       "\"at t\" AND \"o neil\" AND \"552 b 6\" AND \"18 cv 1234\" AND \"4 12\""},
      {"(552(b)(6))", "\"552 b 6\""},
      {"a w/5 (b)", "a w/5 b"},
      {"a w/5(b OR c)", "a w/5 (b OR c)"},
      {"a AND(b)", "a AND b"},
      {"from:calloway AND (dredg* w/10 permit*) AND sent:2023-01..2023-06",
       "from:calloway AND (dredg* w/10 permit*) AND sent:2023-01-01..2023-06-30"},
      {"custodian:\"Ana Ortiz\" office:boston type:EMAIL",
       "custodian:\"ana ortiz\" AND office:boston AND type:email"},
      {"custodian:(ana OR luis)", "custodian:ana OR custodian:luis"},
      {"id:r-42", "id:R-000042"},
      {"category:6 set:\"pop 2\"", "category:\"6\" AND set:\"pop 2\""},
      {"sent:2022", "sent:2022-01-01..2022-12-31"},
      {"sent:2024-02", "sent:2024-02-01..2024-02-29"},
      {"sent:2022-03-05", "sent:2022-03-05..2022-03-05"},
      {"sent:>=2022-03", "sent:>=2022-03-01"},
      {"sent:>2022-03", "sent:>=2022-04-01"},
      {"sent:<=2022", "sent:<=2022-12-31"},
      {"sent:<2022-03-01", "sent:<=2022-02-28"},
      {"sent:=2022-03", "sent:2022-03-01..2022-03-31"},
      {"sent:2022-01..", "sent:>=2022-01-01"},
      {"sent:..2022-01", "sent:<=2022-01-31"},
      {"sent:none", "sent:none"},
      {"12:30", "\"12 30\""},
      {"from:a b w/2 c", "from:a AND (b w/2 c)"},
  };
  for (const auto& [text, expected] : cases) {
    EXPECT_EQ(normal(text), expected) << text;
    EXPECT_EQ(normal(expected), expected) << text;
  }
}

TEST(Query, SaysWhatIsWrongAndWhere) {
  struct Case {
    std::string_view text;
    std::string_view code;
    int column;
    std::string_view message;
    std::string_view suggestion;
  };
  const Case cases[] = {
      {"", "Q100", 1, "the query is empty", "write a word, e.g. permit"},
      {"  ", "Q100", 1, "the query is empty", "write a word, e.g. permit"},
      {"a AND b OR c",
       "Q101",
       9,
       "AND and OR together can be read in two ways; use brackets",
       "a AND (b OR c)   or: (a AND b) OR c"},
      {"a b OR c",
       "Q101",
       5,
       "AND and OR together can be read in two ways; use brackets",
       "a (b OR c)   or: (a b) OR c"},
      {"a OR b c",
       "Q101",
       8,
       "AND and OR together can be read in two ways; use brackets",
       "(a OR b) c   or: a OR (b c)"},
      {"subject:(permit OR",
       "Q102",
       9,
       "the bracket opened at column 9 is never closed",
       "subject:(permit)"},
      {"((a OR b)", "Q102", 1, "the bracket opened at column 1 is never closed", "((a OR b))"},
      {"é \"harbor",
       "Q103",
       3,
       "the quotation mark opened at column 3 is never closed",
       "é \"harbor\""},
      {"date:2022", "Q104", 1, "there is no field date:", "sent:2022"},
      {"subj:permit", "Q104", 1, "there is no field subj:", "subject:permit"},
      {"re:permit",
       "Q104",
       1,
       "there is no field re:",
       "fields: subject from to cc body name office custodian type sent id category set; to look "
       "for the words, write \"re:permit\""},
      {"a AND --",
       "Q105",
       7,
       "there is nothing to look for in --",
       "only letters and digits can be found"},
      {"a ()", "Q105", 3, "there is nothing between these brackets", ""},
      {"a w/5 (b AND c)",
       "Q106",
       7,
       "AND inside w/ can be read in two ways",
       "write (a w/5 c) AND (b w/5 c), or use OR"},
      {"(a b) w/5 c",
       "Q106",
       1,
       "AND inside w/ can be read in two ways",
       "write (a w/5 c) AND (b w/5 c), or use OR"},
      {"a w/5 NOT b",
       "Q106",
       7,
       "NOT cannot stand beside w/",
       "write a NOT w/5 b for an a without a b near it"},
      {"NOT a w/5 b",
       "Q106",
       1,
       "NOT cannot stand beside w/",
       "write NOT (a w/5 b), or a NOT w/5 b for an a without a b near it"},
      {"a w/5 sent:2022",
       "Q106",
       7,
       "sent:2022-01-01..2022-12-31 is not a word in the text, so w/ cannot count words to it",
       "join it with AND"},
      {"*", "Q107", 1, "* alone stands for every word", "give at least one letter, e.g. a*"},
      {"\"harbor *\"", "Q107", 1, "a phrase cannot end with * alone", "leave the last * out"},
      {"a w/5 b OR c",
       "Q108",
       9,
       "OR beside w/ can be read in two ways; use brackets",
       "(a w/5 b) OR c   or: a w/5 (b OR c)"},
      {"harbor point w/5 permit",
       "Q108",
       8,
       "words in a row beside w/ can be read in two ways",
       "\"harbor point\" w/5 permit   or: harbor (point w/5 permit)"},
      {"a w/5 b w/5 c",
       "Q109",
       9,
       "a chain of w/ can be read in two ways; use brackets",
       "(a w/5 b) w/5 c"},
      {"AND a", "Q110", 1, "AND has nothing before it", "to look for the word, write \"AND\""},
      {"a OR", "Q110", 3, "OR has nothing after it", "to look for the word, write \"OR\""},
      {"a AND OR b", "Q110", 3, "AND has nothing after it", "to look for the word, write \"AND\""},
      {"a w/5", "Q110", 3, "w/5 has nothing after it", "to look for the word, write \"w/5\""},
      {"a NOT", "Q110", 3, "NOT has nothing after it", "to look for the word, write \"NOT\""},
      {"from: calloway", "Q111", 1, "nothing follows from:", "from:calloway"},
      {"a from:",
       "Q111",
       3,
       "nothing follows from:",
       "write what to look for right after the colon, as in from:word or from:\"two words\""},
      {"a OR NOT b",
       "Q112",
       6,
       "OR NOT would find nearly every record",
       "join NOT with AND, or put it in brackets if you mean it"},
      {"a) b", "Q113", 2, "this bracket was never opened", "a b"},
      {"a w/0 b",
       "Q114",
       3,
       "the distance must be from 1 to 9999 words",
       "w/1 means next to each other"},
      {"a w/99999999999 b",
       "Q114",
       3,
       "the distance must be from 1 to 9999 words",
       "w/1 means next to each other"},
      {"mail w/o attachment",
       "Q114",
       6,
       "after w/ comes a number of words",
       "write w/5, or put w/o in quotes to look for it"},
      {"a w/s b",
       "Q115",
       3,
       "w/s (same sentence) is not available",
       "use a number of words, e.g. w/15"},
      {"a /5 b", "Q115", 3, "/5 is not an operator here", "write w/5"},
      {"a +5 b", "Q115", 3, "+5 is not an operator here", "write pre/5"},
      {"a & b", "Q115", 3, "& is not an operator here", "write AND"},
      {"a | b", "Q115", 3, "| is not an operator here", "write OR"},
      {"a -b", "Q115", 3, "- before a word is not an operator here", "write NOT b"},
      {"permit!",
       "Q115",
       1,
       "! after a word is not an operator here",
       "write permit* for all endings, or \"permit\""},
      {"sent:2022-13",
       "Q116",
       6,
       "there is no month 2022-13",
       "write sent:2022, sent:2022-03, sent:2022-03-01..2022-04-15, sent:>=2022-03 or sent:none"},
      {"sent:2022-02-30",
       "Q116",
       6,
       "there is no day 2022-02-30",
       "write sent:2022, sent:2022-03, sent:2022-03-01..2022-04-15, sent:>=2022-03 or sent:none"},
      {"sent:3/1/2022", "Q116", 6, "3/1/2022 is not written as a date here", "sent:2022-03-01"},
      {"sent:2022..2021",
       "Q116",
       6,
       "2022..2021 is a range that ends before it begins",
       "sent:2021..2022"},
      {"sent:..",
       "Q116",
       6,
       "the range has no ends",
       "write sent:2022, sent:2022-03, sent:2022-03-01..2022-04-15, sent:>=2022-03 or sent:none"},
      {"type:memo",
       "Q117",
       6,
       "there is no type memo",
       "types: email pdf word spreadsheet html text csv image archive other"},
      {"id:x", "Q117", 4, "'x' is not a record number", "record numbers look like R-000042"},
      {"subject:(a OR from:b)",
       "Q118",
       15,
       "from: stands inside another field",
       "close the bracket of the first field before it"},
      {"subject:a w/5 b",
       "Q118",
       11,
       "the two sides of w/ look in different fields",
       "write the field once, as in subject:(a w/5 b)"},
  };
  for (const auto& [text, code, column, message, suggestion] : cases) {
    const auto problem = check_query(text, kOptions);
    ASSERT_TRUE(problem) << text;
    EXPECT_EQ(problem->code, code) << text;
    EXPECT_EQ(problem->column, column) << text;
    EXPECT_EQ(problem->message, message) << text;
    EXPECT_EQ(problem->suggestion, suggestion) << text;
  }
}

TEST(Query, PointsAtTheFaultWithACaret) {
  const auto query = parse_query("subject:(permit OR", kOptions);
  ASSERT_FALSE(query);
  EXPECT_EQ(query.error().code, base::ErrorCode::invalid_argument);
  EXPECT_EQ(query.error().message, "Q102: the bracket opened at column 9 is never closed");
  EXPECT_EQ(query.error().hint, "subject:(permit OR\n        ^\ntry: subject:(permit)");
}

TEST(Query, RefusesBottomlessAndEndlessQueries) {
  EXPECT_EQ(check_query(std::string(5000, '('))->code, "Q119");
  EXPECT_EQ(check_query(std::string(70000, 'a'))->code, "Q119");
  EXPECT_FALSE(check_query(std::string(90, '(') + "a" + std::string(90, ')')));
}

TEST(Query, RefusesAnUnknownTimeZone) {
  EXPECT_FALSE(parse_query("a", {.time_zone = "Mars/Phobos"}));
}

TEST(Query, ShowsItsTree) {
  const auto query =
      parse_query("from:calloway AND (dredg* w/10 (permit OR \"bid tab\")) NOT x", kOptions);
  ASSERT_TRUE(query);
  EXPECT_EQ(tree(*query),
            "AND\n"
            "  from:calloway\n"
            "  w/10\n"
            "    dredg*\n"
            "    OR\n"
            "      permit\n"
            "      \"bid tab\"\n"
            "  NOT\n"
            "    x\n");
}

TEST(Query, SurvivesAnyBytes) {
  std::uint32_t state = 7;
  const std::string_view alphabet = "ab*?\"():/-w5 ANDORT\xC3\xA9\xFF.>=s";
  for (int round = 0; round < 20000; ++round) {
    std::string text;
    for (int i = 0; i < 24; ++i) {
      state = state * 1664525U + 1013904223U;
      text += alphabet[(state >> 16U) % alphabet.size()];
    }
    const auto query = parse_query(text);
    if (query) {
      const auto again = parse_query(to_string(*query));
      ASSERT_TRUE(again) << text << " -> " << to_string(*query);
      EXPECT_EQ(again->root, query->root) << text << " -> " << to_string(*query);
    }
  }
}

}  // namespace
}  // namespace vaughn::fulltext
