// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/command.h"

namespace vaughn::cli {

// Everything here is made from the table of commands. Lines are at most 80 columns wide and end
// with "\n".

std::string help_overview();
// The commands of a group such as "task"; empty if there is none.
std::string help_group(std::string_view group);
std::string help_command(const Command& command);

struct Topic {
  std::string name{};
  std::string title{};
  std::string text{};  // paragraphs; lines that begin with a space stay as they are
};
const std::vector<Topic>& all_topics();
std::string help_topic(const Topic& topic);

// roff for man(1): of one command, or of the program.
std::string man_page(const Command* command);
// "vaughn-task-send.1"
std::string man_page_name(const Command* command);

// docs/cli.md.
std::string markdown_reference();

std::string version();

}  // namespace vaughn::cli
