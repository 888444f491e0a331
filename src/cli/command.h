// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace vaughn::cli {

class Context;

// How a command ended, if it was not an error; errors have the numbers of base::exit_code().
// docs/adr/0005-exit-codes.md.
enum class Exit {
  done = 0,
  no = 1,        // the answer is "no": nothing found, the two differ
  usage = 2,     // help was shown because the command line is not complete
  findings = 3,  // finished, and something needs a person
  refused = 5,   // a gate stands in the way (a plan that may not be produced)
  // Of several inputs one could not be read; the answer holds the others.
  unreadable = 6,

  interrupted = 130,
};

// What the words of an option or argument are; completion offers those it can know.
enum class Words {
  free,
  file,
  folder,
  office,
  category,
  submitter,
  selection,
  scope,  // records and selections
  volume,
  figure,
  filing,
  exemption,
  pattern,
  kind,  // of suggestions
  shell,
  topic,
  command,
};

struct Option {
  std::string name{};        // "--office"
  char letter = 0;           // 'o' for -o
  std::string value_name{};  // "KEY"; empty: a switch
  std::string help{};
  bool is_required = false;
  bool repeats = false;
  Words words = Words::free;
};

struct Argument {
  std::string name{};  // "PATH"
  std::string help{};
  bool is_required = false;
  bool repeats = false;
  Words words = Words::free;
};

struct Example {
  std::string line{};  // without "vaughn "
  std::string what{};
};

enum class Matter { none, read, write };

struct Needs {
  Matter matter = Matter::none;
  bool sandbox = false;
  bool reads_pictures = false;  // the sandbox then holds the OCR's model
  std::string writes_with{};    // if not empty: writes only when this option is given
};

// One row of the table that parsing, help, man pages, completion and docs/cli.md are made from.
struct Command {
  std::string name{};   // "add", "task send"
  std::string alias{};  // "report status"; may be empty
  std::string group{};  // heading in the list of commands
  std::string summary{};
  std::vector<Argument> arguments{};
  std::vector<Option> options{};
  std::string description{};  // paragraphs separated by an empty line
  std::vector<Example> examples{};
  Needs needs{};
  base::Result<Exit> (*run)(Context& context) = nullptr;
  bool is_hidden = false;
};

// Options of every command.
const std::vector<Option>& global_options();
// In the order of help: that of the work.
const std::vector<Command>& all_commands();
// By name or alias; null if there is none.
const Command* find_command(std::string_view name);
// "vaughn add PATH... --office KEY [options]"
std::string usage_line(const Command& command);
// "-o, --output FILE"
std::string spelling(const Option& option);

// Options that several commands share.
Option dry_run_option();
Option reason_option();
std::vector<Option> scope_options();  // --query, --all, --expect
Argument scope_argument();
// The options of `own`, then of `more`.
std::vector<Option> joined(std::vector<Option> own, const std::vector<Option>& more);

}  // namespace vaughn::cli
