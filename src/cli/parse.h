// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "cli/arguments.h"
#include "cli/command.h"

namespace vaughn::cli {

// A command line as understood. Without a command, `asked` is the group that was named ("task"), or
// empty if nothing was.
struct Parsed {
  const Command* command = nullptr;
  Arguments arguments{};
  std::string asked{};
  bool wants_help = false;
  bool wants_version = false;
};

// `words` without the name of the program. Every problem is invalid_argument with what to type
// instead: an unknown command or option names the nearest one, a missing one what it stands for.
base::Result<Parsed> parse(const std::vector<std::string>& words);

// The word of the list that is closest by edits (insert, delete, replace, swap of neighbours);
// empty if none is close enough to be what was meant.
std::string nearest_word(std::string_view word, const std::vector<std::string>& known);

}  // namespace vaughn::cli
