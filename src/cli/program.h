// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "cli/terminal.h"

namespace vaughn::cli {

// The whole program but for the process around it: `words` are argv without the name. Returns the
// exit code. A bug comes out as an exception, for main() to catch.
int run_program(const std::vector<std::string>& words, Terminal& terminal);

}  // namespace vaughn::cli
