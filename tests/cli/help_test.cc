// SPDX-License-Identifier: AGPL-3.0-or-later
#include "cli/help.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "base/files.h"
#include "base/process.h"
#include "base/text.h"
#include "cli/completion.h"
#include "cli/parse.h"
#include "cli/terminal.h"

namespace vaughn::cli {
namespace {

using ::testing::HasSubstr;

// The words of a line as a shell would split them; nothing is expanded.
std::vector<std::string> shell_words(std::string_view line) {
  std::vector<std::string> out;
  std::string word;
  bool is_open = false;
  char quote = 0;
  for (const char c : line) {
    if (quote == 0 && (c == '|' || c == '>')) {
      break;
    }
    if (quote == 0 && (c == '\'' || c == '"')) {
      quote = c;
      is_open = true;
    } else if (c == quote) {
      quote = 0;
    } else if (quote == 0 && c == ' ') {
      if (is_open) {
        out.push_back(word);
      }
      word.clear();
      is_open = false;
    } else {
      word += c;
      is_open = true;
    }
  }
  if (is_open) {
    out.push_back(word);
  }
  return out;
}

bool has_option(const Command& command, std::string_view name) {
  return std::any_of(command.options.begin(), command.options.end(), [&](const Option& option) {
    return option.name == name;
  });
}

TEST(Commands, EachHasAllThatHelpNeeds) {
  for (const auto& command : all_commands()) {
    SCOPED_TRACE(command.name);
    EXPECT_FALSE(command.group.empty());
    EXPECT_FALSE(command.summary.empty());
    EXPECT_FALSE(command.description.empty());
    EXPECT_FALSE(command.examples.empty());
    EXPECT_NE(command.run, nullptr);
    EXPECT_FALSE(command.summary.ends_with("."));
    for (const auto& option : command.options) {
      EXPECT_TRUE(option.name.starts_with("--")) << option.name;
      EXPECT_FALSE(option.help.empty()) << option.name;
    }
  }
}

TEST(Commands, ExamplesAreCommandLinesThatParse) {
  for (const auto& command : all_commands()) {
    for (const auto& example : command.examples) {
      const auto line = parse(shell_words(example.line));
      ASSERT_TRUE(line) << example.line << ": " << line.error().message;
      EXPECT_EQ(line->command, &command) << example.line;
      EXPECT_FALSE(example.what.empty()) << example.line;
    }
  }
}

TEST(Commands, NamesAndLettersOfOptionsAreUnique) {
  std::set<std::string> names;
  for (const auto& command : all_commands()) {
    EXPECT_TRUE(names.insert(command.name).second) << command.name;
    std::set<std::string> options;
    std::set<char> letters;
    for (const auto* list : {&global_options(), &command.options}) {
      for (const auto& option : *list) {
        EXPECT_TRUE(options.insert(option.name).second) << command.name << " " << option.name;
        EXPECT_TRUE(option.letter == 0 || letters.insert(option.letter).second)
            << command.name << " " << option.letter;
      }
    }
  }
}

// Completion skips the word after an option that takes one without knowing the command yet.
TEST(Commands, AnOptionTakesAValueEverywhereOrNowhere) {
  std::map<std::string, bool> takes_value;
  for (const auto& command : all_commands()) {
    for (const auto& option : joined(command.options, global_options())) {
      const auto [known, is_new] = takes_value.emplace(option.name, !option.value_name.empty());
      EXPECT_EQ(known->second, !option.value_name.empty()) << command.name << " " << option.name;
    }
  }
}

TEST(Commands, WhatWritesHasADryRun) {
  for (const auto& command : all_commands()) {
    if (command.needs.matter == Matter::write || command.name == "init") {
      EXPECT_TRUE(has_option(command, "--dry-run")) << command.name;
    }
  }
}

TEST(Commands, WhatTakesAScopeTakesAllWaysToChoose) {
  for (const auto& command : all_commands()) {
    for (const auto& argument : command.arguments) {
      if (argument.name == "SCOPE") {
        EXPECT_TRUE(has_option(command, "--query")) << command.name;
        EXPECT_TRUE(has_option(command, "--all")) << command.name;
      }
    }
  }
}

TEST(Help, LinesFitEightyColumns) {
  std::vector<std::string> texts{help_overview(), help_group("task")};
  for (const auto& command : all_commands()) {
    texts.push_back(help_command(command));
  }
  for (const auto& topic : all_topics()) {
    texts.push_back(help_topic(topic));
  }
  for (const auto& text : texts) {
    EXPECT_TRUE(text.ends_with("\n"));
    for (const auto line : base::split(text, '\n')) {
      // Examples are to be copied whole.
      if (!line.starts_with("  vaughn ")) {
        EXPECT_LE(display_width(line), 80) << line;
      }
      EXPECT_FALSE(line.ends_with(" ")) << "'" << line << "'";
    }
  }
}

TEST(Help, OverviewNamesEveryCommandAndTopic) {
  const auto text = help_overview();
  for (const auto& command : all_commands()) {
    if (!command.is_hidden) {
      EXPECT_THAT(text, HasSubstr("  " + command.name + " "));
    }
  }
  for (const auto& topic : all_topics()) {
    EXPECT_THAT(text, HasSubstr(topic.name));
  }
}

TEST(Man, PagesPassGroff) {
  const auto folder = base::TempDir::make(std::filesystem::temp_directory_path());
  ASSERT_TRUE(folder);
  std::vector<const Command*> pages{nullptr};
  for (const auto& command : all_commands()) {
    pages.push_back(&command);
  }
  for (const auto* command : pages) {
    const auto file = folder->path() / man_page_name(command);
    ASSERT_TRUE(base::write_file(file, man_page(command)));
    const auto run = base::run_process({"groff", "-man", "-Tutf8", "-ww", "-z", file.string()});
    if (!run && run.error().code == base::ErrorCode::not_found) {
      GTEST_SKIP() << "groff is not installed";
    }
    ASSERT_TRUE(run);
    EXPECT_EQ(run->exit_status, 0);
    EXPECT_EQ(run->err, "") << man_page_name(command);
  }
}

TEST(Completion, BashScriptIsSyntacticallyRight) {
  const auto folder = base::TempDir::make(std::filesystem::temp_directory_path());
  ASSERT_TRUE(folder);
  const auto file = folder->path() / "vaughn.bash";
  ASSERT_TRUE(base::write_file(file, completion_script("bash").value()));
  const auto run = base::run_process({"bash", "-n", file.string()});
  ASSERT_TRUE(run);
  EXPECT_EQ(run->exit_status, 0) << run->err;
}

TEST(Completion, ScriptsNameEveryOption) {
  for (const auto* shell : {"bash", "zsh", "fish"}) {
    const auto script = completion_script(shell).value();
    for (const auto& command : all_commands()) {
      for (const auto& option : command.options) {
        const auto name =
            std::string_view(shell) == "fish" ? "-l " + option.name.substr(2) : option.name;
        EXPECT_THAT(script, HasSubstr(name)) << shell << " " << command.name;
      }
    }
  }
  EXPECT_FALSE(completion_script("tcsh"));
}

TEST(Markdown, IsWhatDocsHold) {
  const auto file = std::filesystem::path(VAUGHN_FIXTURES) / "../../docs/cli.md";
  const auto made = markdown_reference();
  if (const auto* approve = std::getenv("VAUGHN_APPROVE"); approve != nullptr) {
    ASSERT_TRUE(base::write_file(file, made));
  }
  const auto held = base::read_file(file);
  ASSERT_TRUE(held);
  EXPECT_TRUE(*held == made) << "docs/cli.md is not fresh: run ./dev docs";
}

}  // namespace
}  // namespace vaughn::cli
