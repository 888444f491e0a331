// SPDX-License-Identifier: AGPL-3.0-or-later
#include "cli/parse.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace vaughn::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

Parsed parsed(const std::vector<std::string>& words) {
  auto result = parse(words);
  EXPECT_TRUE(result) << (result ? "" : result.error().message);
  return result ? *std::move(result) : Parsed{};
}

base::Error refused(const std::vector<std::string>& words) {
  auto result = parse(words);
  EXPECT_FALSE(result);
  return result ? base::Error{} : result.error();
}

TEST(Parse, TakesCommandsOfTwoWords) {
  const auto line = parsed({"task", "send", "3", "4"});
  ASSERT_NE(line.command, nullptr);
  EXPECT_EQ(line.command->name, "task send");
  EXPECT_THAT(line.arguments.words("ID"), ElementsAre("3", "4"));
}

TEST(Parse, TakesAnAliasForItsCommand) {
  EXPECT_EQ(parsed({"report", "status"}).command, find_command("report jsr"));
}

TEST(Parse, TakesGlobalOptionsBeforeAndAfterTheCommand) {
  const auto before = parsed({"-C", "m", "--json", "status"});
  const auto after = parsed({"status", "--json", "-C", "m"});
  for (const auto* line : {&before, &after}) {
    EXPECT_EQ(line->arguments.word("--directory"), "m");
    EXPECT_TRUE(line->arguments.has("--json"));
  }
}

TEST(Parse, DoesNotTakeTheNameOfACommandInAQueryForACommand) {
  const auto line = parsed({"find", "status"});
  EXPECT_EQ(line.command->name, "find");
  EXPECT_EQ(line.arguments.word("QUERY"), "status");
}

TEST(Parse, TakesArgumentsThatFollowOptions) {
  const auto line = parsed({"add", "--office", "boston", "in box", "--tasking=3", "b"});
  EXPECT_THAT(line.arguments.words("PATH"), ElementsAre("in box", "b"));
  EXPECT_EQ(line.arguments.word("--office"), "boston");
  EXPECT_EQ(line.arguments.word("--tasking"), "3");
}

TEST(Parse, RepeatedOptionsTakeOneWordEach) {
  const auto line = parsed({"code",
                            "--category",
                            "1,2",
                            "--category",
                            "3",
                            "R-000001",
                            "--responsive",
                            "--reason",
                            "x"});
  EXPECT_THAT(line.arguments.keys("--category"), ElementsAre("1", "2", "3"));
  EXPECT_THAT(line.arguments.words("SCOPE"), ElementsAre("R-000001"));
}

TEST(Parse, TakesWordsThatBeginWithAHyphenAfterTwoHyphens) {
  EXPECT_EQ(parsed({"find", "--", "-x"}).arguments.word("QUERY"), "-x");
}

TEST(Parse, NamesTheNearestCommand) {
  const auto error = refused({"staus"});
  EXPECT_EQ(error.message, "there is no command 'staus'");
  EXPECT_EQ(error.hint, "did you mean 'vaughn status'?");
  EXPECT_EQ(refused({"task", "snd"}).hint, "did you mean 'vaughn task send'?");
  EXPECT_EQ(refused({"xyzzyx"}).hint, "vaughn help lists the commands");
}

TEST(Parse, NamesTheNearestOption) {
  const auto error = refused({"add", "x", "--offce", "boston"});
  EXPECT_EQ(error.message, "add has no option --offce");
  EXPECT_THAT(error.hint, HasSubstr("--office"));
}

TEST(Parse, SaysWhatIsMissing) {
  EXPECT_THAT(refused({"add", "x"}).message, HasSubstr("add needs --office KEY"));
  EXPECT_THAT(refused({"find"}).message, HasSubstr("find needs QUERY"));
  EXPECT_EQ(refused({"add", "x", "--office"}).message, "--office needs a value");
}

TEST(Parse, RefusesWhatIsGivenTwice) {
  EXPECT_EQ(refused({"add", "x", "--office", "a", "--office", "b"}).message,
            "--office is given twice");
}

TEST(Parse, SaysToQuoteAQuery) {
  EXPECT_THAT(refused({"find", "a", "AND", "b"}).hint, HasSubstr("in quotes"));
}

TEST(Parse, AsksForTheSecondWordOfAGroup) {
  const auto line = parsed({"task"});
  EXPECT_EQ(line.command, nullptr);
  EXPECT_EQ(line.asked, "task");
}

TEST(Parse, HelpNeedsNothingElse) {
  EXPECT_TRUE(parsed({"add", "--help"}).wants_help);
  EXPECT_TRUE(parsed({"-h"}).wants_help);
}

TEST(Arguments, ReadPages) {
  const auto good = parsed({"decide", "R-000001", "--pages", "3-5,1,4"});
  const auto pages = good.arguments.pages("--pages");
  ASSERT_TRUE(pages);
  EXPECT_THAT(*pages, ElementsAre(1, 3, 4, 5));
  for (const auto* bad : {"0", "5-3", "x", "1-", "-2"}) {
    EXPECT_FALSE(parsed({"decide", fmt::format("--pages={}", bad)}).arguments.pages("--pages"))
        << bad;
  }
}

TEST(Arguments, ReadDatesAndNumbers) {
  const auto line = parsed({"task", "send", "1", "--on", "2026-02-30"});
  const auto date = line.arguments.date("--on");
  ASSERT_FALSE(date);
  EXPECT_EQ(date.error().code, base::ErrorCode::invalid_argument);
  EXPECT_THAT(date.error().message, HasSubstr("--on"));
  EXPECT_EQ(parse_whole_number("6,904").operator*(), 6904);
  EXPECT_FALSE(parse_whole_number("-1"));
  EXPECT_FALSE(parse_whole_number("1.5"));
}

TEST(Arguments, AskingForWhatTheTableDoesNotNameIsABug) {
  const auto line = parsed({"status"});
  EXPECT_THROW(line.arguments.has("--office"), std::logic_error);
}

TEST(NearestWord, CountsASwapAsOneEdit) {
  EXPECT_EQ(nearest_word("fidn", {"find", "undo"}), "find");
  EXPECT_EQ(nearest_word("qqqqq", {"find", "undo"}), "");
}

}  // namespace
}  // namespace vaughn::cli
