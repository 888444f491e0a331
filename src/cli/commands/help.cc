// SPDX-License-Identifier: AGPL-3.0-or-later
#include "cli/help.h"

#include <fmt/format.h>

#include "base/files.h"
#include "base/text.h"
#include "cli/completion.h"
#include "cli/context.h"
#include "cli/detail/command_list.h"
#include "cli/parse.h"

namespace vaughn::cli {
namespace {

using base::Error;
using base::ErrorCode;
using base::Result;

Error unknown(const std::string& asked) {
  std::vector<std::string> known;
  for (const auto& topic : all_topics()) {
    known.push_back(topic.name);
  }
  for (const auto& command : all_commands()) {
    if (!command.is_hidden) {
      known.push_back(command.name);
    }
  }
  const auto meant = nearest_word(asked, known);
  return {ErrorCode::invalid_argument,
          fmt::format("there is no command or topic '{}'", asked),
          meant.empty() ? "vaughn help lists them"
                        : fmt::format("did you mean 'vaughn help {}'?", meant)};
}

Result<Exit> run_help(Context& context) {
  const auto& arguments = context.arguments();
  if (arguments.has("--markdown")) {
    context.print(markdown_reference());
    return Exit::done;
  }
  const auto asked = base::join(arguments.words("TOPIC"), " ");
  if (asked.empty()) {
    context.print(help_overview());
    return Exit::done;
  }
  if (const auto* command = find_command(asked); command != nullptr) {
    context.print(help_command(*command));
    return Exit::done;
  }
  for (const auto& topic : all_topics()) {
    if (topic.name == asked) {
      context.print(help_topic(topic));
      return Exit::done;
    }
  }
  if (const auto group = help_group(asked); !group.empty()) {
    context.print(group);
    return Exit::done;
  }
  return unknown(asked);
}

Result<Exit> write_all_pages(Context& context, const std::filesystem::path& folder) {
  TRY(base::make_directories(folder));
  TRY(base::write_file(folder / man_page_name(nullptr), man_page(nullptr)));
  int count = 1;
  for (const auto& command : all_commands()) {
    if (!command.is_hidden) {
      TRY(base::write_file(folder / man_page_name(&command), man_page(&command)));
      ++count;
    }
  }
  context.print_line(fmt::format("wrote {} to {}", base::plural(count, "page"), folder.string()));
  return Exit::done;
}

Result<Exit> run_man(Context& context) {
  const auto& arguments = context.arguments();
  if (arguments.has("--out")) {
    return write_all_pages(context, arguments.word("--out"));
  }
  const auto asked = base::join(arguments.words("COMMAND"), " ");
  const auto* command = find_command(asked);
  if (!asked.empty() && command == nullptr) {
    return unknown(asked);
  }
  context.print(man_page(command));
  return Exit::done;
}

Result<Exit> run_completion(Context& context) {
  const auto shell = context.arguments().word("SHELL");
  const auto script = completion_script(shell);
  if (!script) {
    return Error{ErrorCode::invalid_argument,
                 fmt::format("there is no completion for '{}'", shell),
                 "bash, zsh or fish"};
  }
  context.print(*script);
  return Exit::done;
}

Result<Exit> run_version(Context& context) {
  context.print_line(context.wants_json() ? fmt::format("{{\n  \"schema\": \"vaughn.version/1\",\n"
                                                        "  \"version\": \"{}\"\n}}",
                                                        version())
                                          : fmt::format("vaughn {}", version()));
  return Exit::done;
}

}  // namespace

Command help_command() {
  return {
      .name = "help",
      .group = "Help",
      .summary = "explain a command or a topic",
      .arguments = {{.name = "TOPIC",
                     .help = "a command, or query, scope, dates, exit-codes, json, options",
                     .repeats = true,
                     .words = Words::topic}},
      .options = {{.name = "--markdown", .help = "the whole reference, as docs/cli.md"}},
      .description = "Without TOPIC: the list of commands.",
      .examples = {{"help add", "one command"}, {"help query", "how to ask for records"}},
      .run = run_help,
  };
}

Command man_command() {
  return {
      .name = "man",
      .group = "Help",
      .summary = "print a manual page",
      .arguments = {{.name = "COMMAND",
                     .help = "a command; else vaughn itself",
                     .repeats = true,
                     .words = Words::command}},
      .options = {{.name = "--out",
                   .value_name = "DIR",
                   .help = "write all pages into DIR instead",
                   .words = Words::folder}},
      .description = "In roff, for man.",
      .examples = {{"man task send | man -l -", "read one"},
                   {"man --out ~/.local/share/man/man1", "install all for man"}},
      .run = run_man,
  };
}

Command completion_command() {
  return {
      .name = "completion",
      .group = "Help",
      .summary = "print a completion script for a shell",
      .arguments = {{.name = "SHELL",
                     .help = "bash, zsh or fish",
                     .is_required = true,
                     .words = Words::shell}},
      .description =
          "It completes commands and options, and of the matter at hand offices, categories, "
          "submitters, selections, volumes and figures.",
      .examples = {{"completion bash > ~/.local/share/bash-completion/completions/vaughn",
                    "for bash"},
                   {"completion zsh > ~/.zfunc/_vaughn", "for zsh, with ~/.zfunc in fpath"},
                   {"completion fish > ~/.config/fish/completions/vaughn.fish", "for fish"}},
      .run = run_completion,
  };
}

Command version_command() {
  return {
      .name = "version",
      .group = "Help",
      .summary = "show the version",
      .description = "The version is also written into each volume.",
      .examples = {{"version", "which one is it?"}},
      .run = run_version,
  };
}

}  // namespace vaughn::cli
