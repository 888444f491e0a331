// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "cli/help.h"

namespace vaughn::cli {
namespace {

// Text as roff prints it: nothing in it is a request, and hyphens of options can be copied.
std::string roff(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '\\': out += "\\e"; break;
      case '-': out += "\\-"; break;
      case '\'': out += "\\(aq"; break;
      case '`': out += "\\(ga"; break;
      case '^': out += "\\(ha"; break;
      case '~': out += "\\(ti"; break;
      default: out += c;
    }
  }
  if (out.starts_with('.')) {
    out.insert(0, "\\&");
  }
  return out;
}

// Paragraphs; one sentence a line would be better roff, but one paragraph a line is what we have.
std::string paragraphs(std::string_view text) {
  std::string out;
  bool is_in_block = false;
  for (const auto line : base::split(text, '\n')) {
    const bool is_block_line = line.starts_with(' ');
    if (is_block_line != is_in_block) {
      out += is_block_line ? ".PP\n.nf\n" : ".fi\n.PP\n";
      is_in_block = is_block_line;
    } else if (line.empty()) {
      out += ".PP\n";
      continue;
    }
    if (!line.empty()) {
      out += roff(line) + "\n";
    }
  }
  return out + (is_in_block ? ".fi\n" : "");
}

std::string option_entry(const Option& option) {
  std::string name;
  if (option.letter != 0) {
    name = fmt::format("\\fB\\-{}\\fR, ", option.letter);
  }
  name += fmt::format("\\fB{}\\fR", roff(option.name));
  if (!option.value_name.empty()) {
    name += fmt::format(" \\fI{}\\fR", roff(option.value_name));
  }
  return fmt::format(".TP\n{}\n{}\n", name, roff(option.help));
}

std::string page_title(const Command* command) {
  const auto name = command == nullptr ? std::string("vaughn")
                                       : "vaughn-" + base::replace_all(command->name, " ", "-");
  return name;
}

std::string upper(std::string text) {
  for (auto& c : text) {
    c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  }
  return text;
}

std::string heading(const Command* command, std::string_view summary) {
  return fmt::format(
      ".\\\" SPDX-License-Identifier: AGPL-3.0-or-later\n"
      ".\\\" Made by vaughn man.\n"
      ".TH {} 1 \"\" \"vaughn {}\" \"vaughn manual\"\n"
      ".SH NAME\n{} \\- {}\n",
      roff(upper(page_title(command))),
      version(),
      roff(page_title(command)),
      roff(summary));
}

std::string exit_status() {
  const auto& topics = all_topics();
  const auto topic = std::find_if(
      topics.begin(), topics.end(), [](const Topic& row) { return row.name == "exit-codes"; });
  return ".SH EXIT STATUS\n" + paragraphs(topic->text);
}

std::string program_page() {
  auto out = heading(nullptr, "from a pile of records to a checked production");
  out += ".SH SYNOPSIS\n\\fBvaughn\\fR \\fICOMMAND\\fR [\\fIARGUMENT\\fR...] [\\fIOPTION\\fR...]\n";
  out += ".SH DESCRIPTION\n";
  out += paragraphs(
      "vaughn takes one matter under the Freedom of Information Act from request text and a folder "
      "of records to a checked production volume, its Vaughn index, and a joint status report, all "
      "from one ledger. A matter is a folder; commands work on the one they are called in.");
  std::string group;
  for (const auto& command : all_commands()) {
    if (command.is_hidden) {
      continue;
    }
    if (command.group != group) {
      group = command.group;
      out += fmt::format(".SS {}\n", roff(group));
    }
    out += fmt::format(".TP\n\\fB{}\\fR\n{}\n", roff(command.name), roff(command.summary));
  }
  out += ".SH OPTIONS\n";
  for (const auto& option : global_options()) {
    out += option_entry(option);
  }
  for (const auto& topic : all_topics()) {
    if (topic.name != "exit-codes" && topic.name != "options") {
      out += fmt::format(".SH {}\n", roff(upper(topic.name))) + paragraphs(topic.text);
    }
  }
  out += exit_status();
  out += ".SH ENVIRONMENT\n";
  for (const auto& [name, what] : std::vector<std::pair<std::string, std::string>>{
           {"VAUGHN_AUTHOR", "who acts, for the ledger"},
           {"VAUGHN_NOW", "stops the clock at a time such as 2026-03-02T14:12:00Z"},
           {"VAUGHN_PROGRESS", "how progress is shown: auto, plain, json or none"},
           {"NO_COLOR", "no colour"}}) {
    out += fmt::format(".TP\n\\fB{}\\fR\n{}\n", name, roff(what));
  }
  return out;
}

}  // namespace

std::string man_page_name(const Command* command) {
  return page_title(command) + ".1";
}

std::string man_page(const Command* command) {
  if (command == nullptr) {
    return program_page();
  }
  auto out = heading(command, command->summary);
  out += fmt::format(".SH SYNOPSIS\n\\fB{}\\fR\n", roff(usage_line(*command)));
  out += ".SH DESCRIPTION\n" + paragraphs(command->description);
  if (!command->arguments.empty()) {
    out += ".SH ARGUMENTS\n";
    for (const auto& argument : command->arguments) {
      out += fmt::format(".TP\n\\fI{}\\fR\n{}\n", roff(argument.name), roff(argument.help));
    }
  }
  out += ".SH OPTIONS\n";
  for (const auto& option : command->options) {
    out += option_entry(option);
  }
  out += ".PP\nOptions of every command are in\n.BR vaughn (1).\n";
  out += ".SH EXAMPLES\n";
  for (const auto& example : command->examples) {
    out += fmt::format(
        ".TP\n{}\n.nf\n\\fBvaughn {}\\fR\n.fi\n", roff(example.what), roff(example.line));
  }
  return out + exit_status() + ".SH SEE ALSO\n.BR vaughn (1)\n";
}

}  // namespace vaughn::cli
