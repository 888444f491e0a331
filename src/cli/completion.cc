// SPDX-License-Identifier: AGPL-3.0-or-later
#include "cli/completion.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "base/text.h"

namespace vaughn::cli {
namespace {

struct Kind {
  Words words;
  std::string_view name;
};
constexpr std::array kKinds{
    Kind{Words::office, "office"},
    Kind{Words::category, "category"},
    Kind{Words::submitter, "submitter"},
    Kind{Words::selection, "selection"},
    Kind{Words::scope, "scope"},
    Kind{Words::volume, "volume"},
    Kind{Words::figure, "figure"},
    Kind{Words::filing, "filing"},
    Kind{Words::exemption, "exemption"},
    Kind{Words::pattern, "pattern"},
    Kind{Words::kind, "kind"},
    Kind{Words::shell, "shell"},
    Kind{Words::topic, "topic"},
    Kind{Words::command, "command"},
};

std::string quoted(std::string_view text) {
  return "'" + base::replace_all(std::string(text), "'", "'\\''") + "'";
}

std::vector<const Command*> shown_commands() {
  std::vector<const Command*> out;
  for (const auto& command : all_commands()) {
    if (!command.is_hidden) {
      out.push_back(&command);
    }
  }
  return out;
}

std::string first_word(const Command& command) {
  return command.name.substr(0, command.name.find(' '));
}
std::string second_word(const Command& command) {
  const auto space = command.name.find(' ');
  return space == std::string::npos ? "" : command.name.substr(space + 1);
}

std::vector<std::string> groups() {
  std::vector<std::string> out;
  for (const auto* command : shown_commands()) {
    if (!second_word(*command).empty() &&
        std::find(out.begin(), out.end(), first_word(*command)) == out.end()) {
      out.push_back(first_word(*command));
    }
  }
  return out;
}

// First words with what they do, each once.
std::vector<std::pair<std::string, std::string>> first_words() {
  std::vector<std::pair<std::string, std::string>> out;
  std::set<std::string> seen;
  for (const auto* command : shown_commands()) {
    if (seen.insert(first_word(*command)).second) {
      out.emplace_back(
          first_word(*command),
          second_word(*command).empty() ? command->summary : base::ascii_lower(command->group));
    }
  }
  return out;
}

// "-o|--output": all spellings of options that take a value, in any command, but for -C.
std::string options_with_value() {
  std::set<std::string> names;
  const auto add = [&](const std::vector<Option>& options) {
    for (const auto& option : options) {
      // -C is noted where it stands, so that keys come from the matter it names.
      if (!option.value_name.empty() && option.letter != 'C') {
        names.insert(option.name);
        if (option.letter != 0) {
          names.insert(fmt::format("-{}", option.letter));
        }
      }
    }
  };
  add(global_options());
  for (const auto& command : all_commands()) {
    add(command.options);
  }
  return base::join({names.begin(), names.end()}, "|");
}

std::vector<Option> options_of(const Command& command) {
  return joined(command.options, global_options());
}

Words words_of_arguments(const Command& command) {
  return command.arguments.empty() ? Words::free : command.arguments.back().words;
}

// Which options take which kind of word: "add:--office" for a command, ":--output" for every one.
std::vector<std::pair<std::string, Words>> value_words() {
  std::vector<std::pair<std::string, Words>> out;
  for (const auto& option : global_options()) {
    if (!option.value_name.empty()) {
      out.emplace_back("*:" + option.name, option.words);
      if (option.letter != 0) {
        out.emplace_back(fmt::format("*:-{}", option.letter), option.words);
      }
    }
  }
  for (const auto* command : shown_commands()) {
    for (const auto& option : command->options) {
      if (!option.value_name.empty()) {
        out.emplace_back(fmt::format("{}:{}", command->name, option.name), option.words);
      }
    }
  }
  return out;
}

std::string pattern_of(const std::string& key) {
  return key.starts_with("*:") ? "*" + quoted(key.substr(1)) : quoted(key);
}

// --- bash ---

std::string bash_reply(Words words) {
  switch (words) {
    case Words::free: return "return";
    case Words::file: return "_vaughn_files -f; return";
    case Words::folder: return "_vaughn_files -d; return";
    default: return fmt::format("_vaughn_words {}; return", kind_name(words));
  }
}

std::string bash_script() {
  std::string out =
      "# shellcheck shell=bash\n"
      "# bash completion for vaughn, made by: vaughn completion bash\n"
      "_vaughn_offer() { mapfile -t COMPREPLY < <(compgen -W \"$1\" -- \"$current\"); }\n"
      "_vaughn_files() { compopt -o filenames; mapfile -t COMPREPLY < <(compgen \"$1\" -- "
      "\"$current\"); }\n"
      "_vaughn_words() {\n"
      "  local -a at=()\n"
      "  [[ -z $directory ]] || at=(-C \"$directory\")\n"
      "  local IFS=$'\\n'\n"
      "  mapfile -t COMPREPLY < <(compgen -W \"$(vaughn \"${at[@]}\" words \"$1\" 2>/dev/null)\" "
      "-- "
      "\"$current\")\n"
      "  # bash cuts words at colons: what it has already must not be offered again.\n"
      "  [[ $current != *:* ]] || COMPREPLY=(\"${COMPREPLY[@]#\"${current%:*}\":}\")\n"
      "}\n"
      "_vaughn() {\n"
      "  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]}\n"
      "  local command='' directory='' word i\n"
      "  if [[ $current == : ]]; then\n"
      "    current=$previous:\n"
      "  elif [[ $previous == : ]]; then\n"
      "    current=${COMP_WORDS[COMP_CWORD-2]}:$current\n"
      "  fi\n"
      "  for ((i = 1; i < COMP_CWORD; i++)); do\n"
      "    word=${COMP_WORDS[i]}\n"
      "    case $word in\n"
      "      -C|--directory) directory=${COMP_WORDS[i+1]}; ((i++)) ;;\n";
  out += fmt::format("      {}) ((i++)) ;;\n", options_with_value());
  out +=
      "      -*) ;;\n"
      "      *)\n"
      "        case $command in\n"
      "          '') command=$word ;;\n";
  out += fmt::format("          {}) command=\"$command $word\" ;;\n", base::join(groups(), "|"));
  out +=
      "        esac\n"
      "        ;;\n"
      "    esac\n"
      "  done\n"
      "  case $command:$previous in\n";
  for (const auto& [key, words] : value_words()) {
    out += fmt::format("    {}) {} ;;\n", pattern_of(key), bash_reply(words));
  }
  out +=
      "  esac\n"
      "  case $command in\n";
  std::vector<std::string> firsts;
  for (const auto& [word, what] : first_words()) {
    firsts.push_back(word);
  }
  out += fmt::format("    '') _vaughn_offer '{}' ;;\n", base::join(firsts, " "));
  for (const auto& group : groups()) {
    std::vector<std::string> seconds;
    for (const auto* command : shown_commands()) {
      if (first_word(*command) == group) {
        seconds.push_back(second_word(*command));
      }
    }
    out += fmt::format("    {}) _vaughn_offer '{}' ;;\n", group, base::join(seconds, " "));
  }
  for (const auto* command : shown_commands()) {
    std::vector<std::string> names;
    for (const auto& option : options_of(*command)) {
      names.push_back(option.name);
    }
    out += fmt::format(
        "    {})\n      if [[ $current == -* ]]; then\n        _vaughn_offer '{}'\n"
        "      else\n        {}\n      fi\n      ;;\n",
        quoted(command->name),
        base::join(names, " "),
        bash_reply(words_of_arguments(*command)));
  }
  return out + "  esac\n}\ncomplete -F _vaughn vaughn\n";
}

// --- zsh ---

std::string zsh_reply(Words words) {
  switch (words) {
    case Words::free: return "return";
    case Words::file: return "_files; return";
    case Words::folder: return "_files -/; return";
    default: return fmt::format("_vaughn_words {}; return", kind_name(words));
  }
}

std::string zsh_row(std::string_view word, std::string_view what) {
  return quoted(fmt::format("{}:{}", word, what));
}

std::string zsh_script() {
  std::string out =
      "#compdef vaughn\n"
      "# zsh completion for vaughn, made by: vaughn completion zsh\n"
      "_vaughn_words() {\n"
      "  local -a at=()\n"
      "  [[ -z $directory ]] || at=(-C $directory)\n"
      "  compadd -- ${(f)\"$(vaughn $at words $1 2>/dev/null)\"}\n"
      "}\n"
      "_vaughn() {\n"
      "  local command='' directory='' word i previous=$words[CURRENT-1] current=$words[CURRENT]\n"
      "  local -a rows\n"
      "  for ((i = 2; i < CURRENT; i++)); do\n"
      "    word=$words[i]\n"
      "    case $word in\n"
      "      (-C|--directory) directory=$words[i+1]; ((i++)) ;;\n";
  out += fmt::format("      ({}) ((i++)) ;;\n", options_with_value());
  out +=
      "      (-*) ;;\n"
      "      (*)\n"
      "        case $command in\n"
      "          ('') command=$word ;;\n";
  out += fmt::format("          ({}) command=\"$command $word\" ;;\n", base::join(groups(), "|"));
  out +=
      "        esac\n"
      "        ;;\n"
      "    esac\n"
      "  done\n"
      "  case $command:$previous in\n";
  for (const auto& [key, words] : value_words()) {
    out += fmt::format("    ({}) {} ;;\n", pattern_of(key), zsh_reply(words));
  }
  out +=
      "  esac\n"
      "  case $command in\n"
      "    ('')\n      rows=(\n";
  for (const auto& [word, what] : first_words()) {
    out += fmt::format("        {}\n", zsh_row(word, what));
  }
  out += "      )\n      _describe command rows\n      ;;\n";
  for (const auto& group : groups()) {
    out += fmt::format("    ({})\n      rows=(\n", group);
    for (const auto* command : shown_commands()) {
      if (first_word(*command) == group) {
        out += fmt::format("        {}\n", zsh_row(second_word(*command), command->summary));
      }
    }
    out += "      )\n      _describe command rows\n      ;;\n";
  }
  for (const auto* command : shown_commands()) {
    out += fmt::format("    ({})\n      if [[ $current == -* ]]; then\n        rows=(\n",
                       quoted(command->name));
    for (const auto& option : options_of(*command)) {
      out += fmt::format("          {}\n", zsh_row(option.name, option.help));
    }
    out += fmt::format(
        "        )\n        _describe option rows\n      else\n        {}\n      fi\n      ;;\n",
        zsh_reply(words_of_arguments(*command)));
  }
  return out +
         "  esac\n}\nif [[ $funcstack[1] == _vaughn ]]; then\n  _vaughn \"$@\"\nelse\n"
         "  compdef _vaughn vaughn\nfi\n";
}

// --- fish ---

std::string fish_values(Words words) {
  switch (words) {
    case Words::free: return " -x";
    case Words::file: return " -r -F";
    case Words::folder: return " -x -a '(__fish_complete_directories)'";
    default: return fmt::format(" -x -a '(__vaughn_words {})'", kind_name(words));
  }
}

std::string fish_quoted(std::string_view text) {
  return "'" + base::replace_all(base::replace_all(std::string(text), "\\", "\\\\"), "'", "\\'") +
         "'";
}

std::string fish_option(const Option& option, const std::string& condition) {
  return fmt::format("complete -c vaughn -n {} -l {}{}{} -d {}\n",
                     condition,
                     option.name.substr(2),
                     option.letter == 0 ? "" : fmt::format(" -s {}", option.letter),
                     option.value_name.empty() ? std::string(" -f") : fish_values(option.words),
                     fish_quoted(option.help));
}

std::string fish_script() {
  std::string out =
      "# fish completion for vaughn, made by: vaughn completion fish\n"
      "function __vaughn_command\n"
      "  set -l words (commandline -opc)\n"
      "  set -e words[1]\n"
      "  set -l command\n"
      "  set -l skip 0\n"
      "  for word in $words\n"
      "    if test $skip = 1\n"
      "      set skip 0\n"
      "      continue\n"
      "    end\n"
      "    switch $word\n";
  out += fmt::format("      case -C --directory {}\n        set skip 1\n",
                     base::replace_all(options_with_value(), "|", " "));
  out +=
      "      case '-*'\n"
      "      case '*'\n"
      "        if test -z \"$command\"\n"
      "          set command $word\n";
  out += fmt::format("        else if contains -- \"$command\" {}\n", base::join(groups(), " "));
  out +=
      "          set command \"$command $word\"\n"
      "        end\n"
      "    end\n"
      "  end\n"
      "  echo $command\n"
      "end\n"
      "function __vaughn_at\n"
      "  test (__vaughn_command) = \"$argv\"\n"
      "end\n"
      "function __vaughn_words\n"
      "  set -l words (commandline -opc)\n"
      "  set -l at\n"
      "  if set -l place (contains -i -- -C $words)\n"
      "    set at -C $words[(math $place + 1)]\n"
      "  end\n"
      "  vaughn $at words $argv[1] 2>/dev/null\n"
      "end\n"
      "complete -c vaughn -f\n";
  for (const auto& [word, what] : first_words()) {
    out += fmt::format(
        "complete -c vaughn -n '__vaughn_at \"\"' -a {} -d {}\n", word, fish_quoted(what));
  }
  for (const auto* command : shown_commands()) {
    if (!second_word(*command).empty()) {
      out += fmt::format("complete -c vaughn -n '__vaughn_at {}' -a {} -d {}\n",
                         first_word(*command),
                         second_word(*command),
                         fish_quoted(command->summary));
    }
    const auto condition = fmt::format("'__vaughn_at {}'", command->name);
    for (const auto& option : command->options) {
      out += fish_option(option, condition);
    }
    const auto words = words_of_arguments(*command);
    if (words == Words::file || words == Words::folder) {
      out += fmt::format("complete -c vaughn -n {} -F\n", condition);
    } else if (words != Words::free) {
      out += fmt::format(
          "complete -c vaughn -n {} -a '(__vaughn_words {})'\n", condition, kind_name(words));
    }
  }
  for (const auto& option : global_options()) {
    out += fish_option(option, "true");
  }
  return out;
}

}  // namespace

std::string_view kind_name(Words words) {
  for (const auto& kind : kKinds) {
    if (kind.words == words) {
      return kind.name;
    }
  }
  return "";
}

std::optional<Words> parse_kind(std::string_view name) {
  for (const auto& kind : kKinds) {
    if (kind.name == name) {
      return kind.words;
    }
  }
  return std::nullopt;
}

std::optional<std::string> completion_script(std::string_view shell) {
  if (shell == "bash") {
    return bash_script();
  }
  if (shell == "zsh") {
    return zsh_script();
  }
  if (shell == "fish") {
    return fish_script();
  }
  return std::nullopt;
}

}  // namespace vaughn::cli
