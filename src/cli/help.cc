// SPDX-License-Identifier: AGPL-3.0-or-later
#include "cli/help.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "cli/terminal.h"

namespace vaughn::cli {
namespace {

constexpr int kWidth = 80;

std::string padded(std::string text, std::size_t width) {
  const auto used = static_cast<std::size_t>(display_width(text));
  return used < width ? text + std::string(width - used, ' ') : text;
}

// "  NAME   what it is", the second column wrapped and aligned.
std::string two_columns(const std::vector<std::pair<std::string, std::string>>& rows) {
  constexpr std::size_t kMost = 26;
  std::size_t widest = 0;
  for (const auto& [name, what] : rows) {
    if (name.size() <= kMost) {
      widest = std::max(widest, name.size());
    }
  }
  const auto indent = static_cast<int>(widest) + 4;
  std::string out;
  for (const auto& [name, what] : rows) {
    const auto text = wrapped(what, kWidth - indent);
    std::string line = "  " + padded(name, widest) + "  ";
    if (name.size() > widest) {
      line = "  " + name + "\n" + std::string(static_cast<std::size_t>(indent), ' ');
    }
    out +=
        line +
        base::replace_all(text, "\n", "\n" + std::string(static_cast<std::size_t>(indent), ' ')) +
        "\n";
  }
  return out;
}

std::string option_rows(const std::vector<Option>& options) {
  std::vector<std::pair<std::string, std::string>> rows;
  for (const auto& option : options) {
    rows.emplace_back(spelling(option), option.help + (option.is_required ? " (needed)" : ""));
  }
  return two_columns(rows);
}

std::string group_word(const Command& command) {
  return command.name.substr(0, command.name.find(' '));
}

}  // namespace

std::string help_overview() {
  std::string out =
      "vaughn: from a pile of records to a checked production, its Vaughn index and a\n"
      "status report, all from one ledger\n\n"
      "usage: vaughn COMMAND [ARGUMENT...] [OPTION...]\n";
  std::string group;
  std::vector<std::pair<std::string, std::string>> rows;
  const auto flush = [&] {
    if (!rows.empty()) {
      out += fmt::format("\n{}\n{}", group, two_columns(rows));
    }
    rows.clear();
  };
  for (const auto& command : all_commands()) {
    if (command.is_hidden) {
      continue;
    }
    if (command.group != group) {
      flush();
      group = command.group;
    }
    // All names are as wide as the widest, so that the columns of the groups agree.
    rows.emplace_back(padded(command.name, 20), command.summary);
  }
  flush();
  std::vector<std::string> topics;
  for (const auto& topic : all_topics()) {
    topics.push_back(topic.name);
  }
  out += "\n" +
         wrapped(fmt::format("vaughn help COMMAND shows one command; vaughn help TOPIC one of"
                             " {}.",
                             base::join(topics, ", ")),
                 kWidth) +
         "\n";
  return out;
}

std::string help_group(std::string_view group) {
  std::vector<std::pair<std::string, std::string>> rows;
  for (const auto& command : all_commands()) {
    if (!command.is_hidden && group_word(command) == group && command.name != group) {
      rows.emplace_back(command.name, command.summary);
    }
  }
  if (rows.empty()) {
    return "";
  }
  return fmt::format("usage: vaughn {} COMMAND\n\n{}", group, two_columns(rows));
}

std::string help_command(const Command& command) {
  auto out = wrapped(fmt::format("vaughn {}: {}", command.name, command.summary), kWidth) + "\n\n" +
             wrapped("usage: " + usage_line(command), kWidth, 7) + "\n";
  if (!command.alias.empty()) {
    out += fmt::format("also:  vaughn {}\n", command.alias);
  }
  if (!command.description.empty()) {
    out += "\n" + wrapped(command.description, kWidth) + "\n";
  }
  if (!command.arguments.empty()) {
    std::vector<std::pair<std::string, std::string>> rows;
    for (const auto& argument : command.arguments) {
      rows.emplace_back(argument.name + (argument.repeats ? "..." : ""), argument.help);
    }
    out += "\narguments:\n" + two_columns(rows);
  }
  if (!command.options.empty()) {
    out += "\noptions:\n" + option_rows(command.options);
  }
  out += "\noptions of every command: vaughn help options\n";
  if (!command.examples.empty()) {
    out += "\nexamples:\n";
    for (const auto& example : command.examples) {
      out += fmt::format("  # {}\n  vaughn {}\n", example.what, example.line);
    }
  }
  return out;
}

std::string help_topic(const Topic& topic) {
  auto out = fmt::format("{}\n\n", topic.title);
  if (topic.name == "options") {
    return out + option_rows(global_options()) + "\n" + wrapped(topic.text, kWidth) + "\n";
  }
  return out + wrapped(topic.text, kWidth) + "\n";
}

std::string version() {
  return VAUGHN_VERSION;
}

}  // namespace vaughn::cli
