// SPDX-License-Identifier: AGPL-3.0-or-later
#include <exception>
#include <iostream>
#include <string>
#include <vector>

#include "cli/program.h"

namespace {
constexpr int kBug = 70;
}

int main(int count, char** words) {
  try {
    auto terminal = vaughn::cli::process_terminal();
    return vaughn::cli::run_program(std::vector<std::string>(words + 1, words + count), terminal);
  } catch (const std::exception& bug) {
    std::cerr
        << "vaughn: this is a bug: " << bug.what()
        << "\nhint: what was committed to the ledger is safe; vaughn audit verify checks it\n";
    return kBug;
  }
}
