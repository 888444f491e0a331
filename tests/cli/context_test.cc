// SPDX-License-Identifier: AGPL-3.0-or-later
#include "cli/context.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <sstream>

#include "cli/parse.h"
#include "cli/program.h"

namespace vaughn::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

// A keyboard, two streams and an environment.
class ContextTest : public testing::Test {
 protected:
  Context context(const std::vector<std::string>& words, const std::string& typed = "") {
    in_.str(typed);
    parsed_ = parse(words).operator*();
    auto globals = understand(parsed_.arguments, terminal_);
    EXPECT_TRUE(globals);
    return Context(*parsed_.command, parsed_.arguments, *std::move(globals), terminal_);
  }
  base::Result<Globals> globals(const std::vector<std::string>& words) {
    parsed_ = parse(words).operator*();
    return understand(parsed_.arguments, terminal_);
  }
  int run(const std::vector<std::string>& words) {
    out_.str("");
    err_.str("");
    return run_program(words, terminal_);
  }

  std::istringstream in_{};
  std::ostringstream out_{};
  std::ostringstream err_{};
  std::map<std::string, std::string> environment_{};
  Terminal terminal_{.in = in_,
                     .out = out_,
                     .err = err_,
                     .environment = [this](const char* name) -> std::optional<std::string> {
                       const auto found = environment_.find(name);
                       return found == environment_.end()
                                  ? std::nullopt
                                  : std::optional<std::string>(found->second);
                     },
                     .login_name = "Dana Ruiz"};
  Parsed parsed_{};
};

const std::vector<std::string> kCode{"code", "--all", "--responsive", "--reason", "x"};

TEST_F(ContextTest, FewRecordsNeedNoConfirmation) {
  EXPECT_TRUE(context(kCode).confirm_count(1000, "record"));
}

TEST_F(ContextTest, ManyRecordsNeedTheirNumberInAScript) {
  const auto refused = context(kCode).confirm_count(6904, "record");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, base::ErrorCode::invalid_argument);
  EXPECT_THAT(refused.error().hint, HasSubstr("--expect 6904"));
}

TEST_F(ContextTest, AWrongNumberStopsEvenFewRecords) {
  auto words = kCode;
  words.insert(words.end(), {"--expect", "3"});
  const auto refused = context(words).confirm_count(4, "record");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, base::ErrorCode::conflict);
  EXPECT_TRUE(context(words).confirm_count(3, "record"));
}

TEST_F(ContextTest, OnATerminalTheNumberIsTyped) {
  terminal_.in_is_tty = true;
  EXPECT_TRUE(context(kCode, "6,904\n").confirm_count(6904, "record"));
  EXPECT_FALSE(context(kCode, "y\n").confirm_count(6904, "record"));
  EXPECT_FALSE(context(kCode, "").confirm_count(6904, "record"));
  EXPECT_THAT(err_.str(), HasSubstr("6,904 records"));
}

TEST_F(ContextTest, NoInputNeverAsks) {
  terminal_.in_is_tty = true;
  auto words = kCode;
  words.emplace_back("--no-input");
  EXPECT_FALSE(context(words, "6904\n").confirm_count(6904, "record"));
  EXPECT_EQ(err_.str(), "");
}

TEST_F(ContextTest, ADryRunAsksNothing) {
  auto words = kCode;
  words.emplace_back("-n");
  EXPECT_TRUE(context(words).confirm_count(6904, "record"));
}

TEST_F(ContextTest, AYesIsAskedForOnATerminalOnly) {
  const std::vector<std::string> words{"produce", "run"};
  EXPECT_TRUE(context(words).confirm("Make it?"));
  terminal_.in_is_tty = true;
  EXPECT_TRUE(context(words, "y\n").confirm("Make it?"));
  EXPECT_FALSE(context(words, "\n").confirm("Make it?"));
  EXPECT_TRUE(context({"produce", "run", "-y"}).confirm("Make it?"));
}

TEST_F(ContextTest, ScopeIsChosenInOneWay) {
  const auto by_number = scope_of(context({"redact", "list", "R-000003..R-000004", "R-000001"}));
  ASSERT_TRUE(by_number);
  EXPECT_THAT(by_number->records,
              ElementsAre(foia::RecordId{1}, foia::RecordId{3}, foia::RecordId{4}));
  EXPECT_EQ(scope_of(context({"redact", "list", "set:a"}))->selection, "a");
  EXPECT_EQ(scope_of(context({"redact", "list", "--query", "a b"}))->query, "a b");
  EXPECT_TRUE(scope_of(context({"redact", "list", "--all"}))->all);
  for (const auto& bad : std::vector<std::vector<std::string>>{
           {"redact", "list"},
           {"redact", "list", "--all", "set:a"},
           {"redact", "list", "R-000009..R-000003"},
           {"redact", "list", "boston"},
       }) {
    EXPECT_FALSE(scope_of(context(bad))) << bad.back();
  }
  EXPECT_FALSE(*optional_scope_of(context({"redact", "list"})));
}

TEST_F(ContextTest, TheAuthorIsGivenInheritedOrTheLogin) {
  EXPECT_EQ(globals({"status"})->author, "Dana Ruiz");
  environment_["VAUGHN_AUTHOR"] = "Marcus Ito";
  EXPECT_EQ(globals({"status"})->author, "Marcus Ito");
  EXPECT_EQ(globals({"status", "--author", "Elena Poe"})->author, "Elena Poe");
}

TEST_F(ContextTest, TheClockCanBeStopped) {
  environment_["VAUGHN_NOW"] = "2026-03-02T03:12:00Z";
  auto stopped = context({"status"});
  EXPECT_EQ(base::to_string(stopped.actor().clock()), "2026-03-02T03:12:00Z");
  EXPECT_EQ(base::to_string(stopped.today()), "2026-03-02");
  EXPECT_EQ(base::to_string(context({"status", "--as-of", "2026-04-01"}).today()), "2026-04-01");
  environment_["VAUGHN_NOW"] = "yesterday";
  EXPECT_FALSE(globals({"status"}));
}

TEST_F(ContextTest, ColourIsForTerminalsThatWantIt) {
  EXPECT_FALSE(globals({"status"})->has_color);
  terminal_.err_is_tty = true;
  EXPECT_TRUE(globals({"status"})->has_color);
  EXPECT_FALSE(globals({"status", "--no-color"})->has_color);
  environment_["TERM"] = "dumb";
  EXPECT_FALSE(globals({"status"})->has_color);
  environment_ = {{"NO_COLOR", "1"}};
  EXPECT_FALSE(globals({"status"})->has_color);
}

TEST_F(ContextTest, AnswersGoToStdoutAndErrorsToStderr) {
  EXPECT_EQ(run({"version"}), 0);
  EXPECT_THAT(out_.str(), HasSubstr("vaughn "));
  EXPECT_EQ(err_.str(), "");
  EXPECT_EQ(run({"-C", "/", "status"}), 6);
  EXPECT_EQ(out_.str(), "");
  EXPECT_THAT(err_.str(), HasSubstr("hint: "));
}

}  // namespace
}  // namespace vaughn::cli
