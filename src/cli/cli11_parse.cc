// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <CLI/CLI.hpp>

#include "base/text.h"
#include "cli/parse.h"

namespace vaughn::cli {

using base::Error;
using base::ErrorCode;
using base::Result;

namespace {

Error usage(std::string message, std::string hint) {
  return {ErrorCode::invalid_argument, std::move(message), std::move(hint)};
}

// Where CLI11 puts what it reads: one slot for each option and argument of each command.
struct Slot {
  std::string name{};
  std::vector<std::string> values{};
  std::string single{};  // of an argument that stands once
  int switches = 0;
};
using Slots = std::deque<Slot>;

void add_option(CLI::App& app, const Option& option, Slots& slots) {
  auto& slot = slots.emplace_back();
  slot.name = option.name;
  const auto names =
      option.letter == 0 ? option.name : fmt::format("-{},{}", option.letter, option.name);
  if (option.value_name.empty()) {
    app.add_flag(names, slot.switches);
    return;
  }
  app.add_option(names, slot.values)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
      ->allow_extra_args(false);
}

void add_argument(CLI::App& app, const Argument& argument, Slots& slots) {
  auto& slot = slots.emplace_back();
  slot.name = argument.name;
  // A list that takes one word makes CLI11 hand it all words of the arguments after it.
  if (argument.repeats) {
    app.add_option(argument.name, slot.values);
  } else {
    app.add_option(argument.name, slot.single);
  }
}

void prepare(CLI::App& app) {
  app.set_help_flag();
  app.allow_extras();
  app.fallthrough();
  app.require_subcommand(0, 1);
}

// The tree of apps for the table. App names and slots live as long as this.
class Tree {
 public:
  Tree() : root_("vaughn", "vaughn") {
    prepare(root_);
    for (const auto& option : global_options()) {
      add_option(root_, option, globals_);
    }
    for (const auto& command : all_commands()) {
      add(command, command.name);
      if (!command.alias.empty()) {
        add(command, command.alias);
      }
    }
  }

  CLI::App& root() { return root_; }

  struct Leaf {
    const Command* command = nullptr;
    CLI::App* app = nullptr;
    Slots slots{};
  };
  const Leaf* parsed_leaf() const {
    for (const auto& leaf : leaves_) {
      if (leaf.app->parsed() && leaf.app->get_subcommands().empty()) {
        return &leaf;
      }
    }
    return nullptr;
  }
  // An option of "deadlines" that was given to "deadlines compute"; empty if there is none.
  std::string option_of_parent(const Leaf& child) const {
    for (const auto& leaf : leaves_) {
      if (leaf.app != child.app->get_parent()) {
        continue;
      }
      for (const auto& slot : leaf.slots) {
        if (!slot.values.empty() || !slot.single.empty() || slot.switches > 0) {
          return slot.name;
        }
      }
    }
    return "";
  }
  std::string parsed_group() const {
    for (const auto& [name, app] : groups_) {
      if (app->parsed()) {
        return name;
      }
    }
    return "";
  }
  const Slots& globals() const { return globals_; }

 private:
  void add(const Command& command, const std::string& name) {
    const auto space = name.find(' ');
    CLI::App* parent = &root_;
    if (space != std::string::npos) {
      auto& group = groups_[name.substr(0, space)];
      if (group == nullptr) {
        group = root_.add_subcommand(name.substr(0, space));
        prepare(*group);
      }
      parent = group;
    }
    auto& leaf = leaves_.emplace_back();
    leaf.command = &command;
    leaf.app = parent->add_subcommand(space == std::string::npos ? name : name.substr(space + 1));
    prepare(*leaf.app);
    // A command may have others below it: "deadlines" and "deadlines compute".
    if (space == std::string::npos) {
      groups_.emplace(name, leaf.app);
    }
    for (const auto& option : command.options) {
      add_option(*leaf.app, option, leaf.slots);
    }
    for (const auto& argument : command.arguments) {
      add_argument(*leaf.app, argument, leaf.slots);
    }
  }

  CLI::App root_;
  Slots globals_{};
  std::deque<Leaf> leaves_{};
  std::map<std::string, CLI::App*> groups_{};
};

std::map<std::string, std::vector<std::string>> values_of(const Slots& globals, const Slots* own) {
  std::map<std::string, std::vector<std::string>> out;
  for (const auto* slots : {&globals, own}) {
    if (slots == nullptr) {
      continue;
    }
    for (const auto& slot : *slots) {
      auto values = slot.values;
      if (!slot.single.empty()) {
        values.push_back(slot.single);
      }
      values.resize(values.size() + static_cast<std::size_t>(slot.switches));
      if (!values.empty()) {
        out[slot.name] = std::move(values);
      }
    }
  }
  return out;
}

Error unknown_option(const std::string& typed, const Command* command) {
  std::vector<std::string> known;
  for (const auto& option : global_options()) {
    known.push_back(option.name);
  }
  if (command != nullptr) {
    for (const auto& option : command->options) {
      known.push_back(option.name);
    }
  }
  const auto name = typed.substr(0, typed.find('='));
  const auto meant = nearest_word(name, known);
  const auto help = command == nullptr ? std::string("vaughn help")
                                       : fmt::format("vaughn help {}", command->name);
  return usage(command == nullptr ? fmt::format("there is no option {}", name)
                                  : fmt::format("{} has no option {}", command->name, name),
               meant.empty() ? help : fmt::format("did you mean {}? All of them: {}", meant, help));
}

Error unknown_command(const std::string& group, const std::string& typed) {
  std::vector<std::string> known;
  for (const auto& command : all_commands()) {
    if (command.is_hidden) {
      continue;
    }
    for (const auto* name : {&command.name, &command.alias}) {
      const auto space = name->find(' ');
      const bool is_in_group = group.empty() ? !name->empty() : name->starts_with(group + " ");
      if (is_in_group) {
        known.push_back(group.empty() ? name->substr(0, space) : name->substr(space + 1));
      }
    }
  }
  const auto whole = group.empty() ? typed : fmt::format("{} {}", group, typed);
  const auto meant = nearest_word(typed, known);
  const auto list = group.empty() ? std::string("vaughn help") : fmt::format("vaughn {}", group);
  return usage(
      fmt::format("there is no command '{}'", whole),
      meant.empty()
          ? fmt::format("{} lists the commands", list)
          : fmt::format("did you mean 'vaughn {}{}{}'?", group, group.empty() ? "" : " ", meant));
}

Result<void> check_extras(const Parsed& parsed, std::vector<std::string> extras) {
  std::erase(extras, "--");
  for (const auto& word : extras) {
    if (word.size() > 1 && word.starts_with("-")) {
      return unknown_option(word, parsed.command);
    }
  }
  if (extras.empty()) {
    return {};
  }
  if (parsed.command == nullptr) {
    return unknown_command(parsed.asked, extras.front());
  }
  const bool is_query =
      parsed.command->arguments.size() == 1 && parsed.command->arguments.front().name == "QUERY";
  return usage(fmt::format("{} does not take '{}'", parsed.command->name, extras.front()),
               is_query ? fmt::format("put the whole query in quotes: vaughn {} 'a AND b'",
                                      parsed.command->name)
                        : fmt::format("usage: {}", usage_line(*parsed.command)));
}

Result<void> check_counts(const Command& command, const Arguments& arguments) {
  const auto once = [&](const Option& option) -> Result<void> {
    if (!option.repeats && !option.value_name.empty() && arguments.count(option.name) > 1) {
      return usage(fmt::format("{} is given twice", option.name),
                   fmt::format("give it once: {}", spelling(option)));
    }
    return {};
  };
  for (const auto& option : global_options()) {
    TRY(once(option));
  }
  for (const auto& argument : command.arguments) {
    if (argument.is_required && !arguments.has(argument.name)) {
      return usage(fmt::format("{} needs {}: {}", command.name, argument.name, argument.help),
                   fmt::format("usage: {}", usage_line(command)));
    }
  }
  for (const auto& option : command.options) {
    TRY(once(option));
    if (option.is_required && !arguments.has(option.name)) {
      return usage(
          fmt::format(
              "{} needs {} {}: {}", command.name, option.name, option.value_name, option.help),
          fmt::format("usage: {}", usage_line(command)));
    }
  }
  return {};
}

Error of_cli11(const CLI::ParseError& error, const Command* command) {
  const auto help = command == nullptr ? std::string("vaughn help")
                                       : fmt::format("usage: {}", usage_line(*command));
  // "--office: 1 required TEXT missing" names the option first.
  const std::string_view text = error.what();
  const auto colon = text.find(':');
  if (dynamic_cast<const CLI::ArgumentMismatch*>(&error) != nullptr &&
      colon != std::string_view::npos) {
    return usage(fmt::format("{} needs a value", text.substr(0, colon)), help);
  }
  return usage(base::ascii_lower(base::collapse_white_space(text)), help);
}

}  // namespace

Result<Parsed> parse(const std::vector<std::string>& words) {
  Tree tree;
  Parsed parsed;
  // CLI11 takes the words last one first.
  std::vector<std::string> reversed(words.rbegin(), words.rend());
  try {
    tree.root().parse(reversed);
  } catch (const CLI::ParseError& error) {
    const auto* leaf = tree.parsed_leaf();
    return of_cli11(error, leaf == nullptr ? nullptr : leaf->command);
  }
  const auto* leaf = tree.parsed_leaf();
  parsed.asked = leaf == nullptr ? tree.parsed_group() : "";
  parsed.command = leaf == nullptr ? nullptr : leaf->command;
  parsed.arguments = Arguments(parsed.command,
                               values_of(tree.globals(), leaf == nullptr ? nullptr : &leaf->slots));
  if (leaf != nullptr) {
    if (const auto option = tree.option_of_parent(*leaf); !option.empty()) {
      return unknown_option(option, parsed.command);
    }
  }
  TRY(check_extras(parsed, tree.root().remaining(true)));
  parsed.wants_help = parsed.arguments.has("--help");
  parsed.wants_version = parsed.arguments.has("--version");
  if (parsed.command != nullptr && !parsed.wants_help && !parsed.wants_version) {
    TRY(check_counts(*parsed.command, parsed.arguments));
  }
  return parsed;
}

std::string nearest_word(std::string_view word, const std::vector<std::string>& known) {
  std::string best;
  std::size_t best_distance = word.size() / 3 + 2;
  for (const auto& other : known) {
    // Optimal string alignment, row by row.
    std::vector<std::vector<std::size_t>> rows(word.size() + 1,
                                               std::vector<std::size_t>(other.size() + 1));
    for (std::size_t i = 0; i <= word.size(); ++i) {
      for (std::size_t j = 0; j <= other.size(); ++j) {
        if (i == 0 || j == 0) {
          rows[i][j] = i + j;
          continue;
        }
        const std::size_t change = word[i - 1] == other[j - 1] ? 0 : 1;
        rows[i][j] =
            std::min({rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + change});
        if (i > 1 && j > 1 && word[i - 1] == other[j - 2] && word[i - 2] == other[j - 1]) {
          rows[i][j] = std::min(rows[i][j], rows[i - 2][j - 2] + 1);
        }
      }
    }
    const auto distance = rows[word.size()][other.size()];
    if (distance < best_distance) {
      best_distance = distance;
      best = other;
    }
  }
  return best;
}

}  // namespace vaughn::cli
