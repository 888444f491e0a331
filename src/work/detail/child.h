// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <vector>

#include "work/detail/channel.h"
#include "work/sandbox.h"

namespace vaughn::work {

struct ChildJob {
  SpawnRequest request{};
  Descriptor replies{};             // the pipe to the program
  std::vector<Descriptor> files{};  // the input file first
};

// The life of a child that is already fenced in: item by item, each with its own processor time.
[[noreturn]] void run_child(const Handler& handler, ChildJob job);

}  // namespace vaughn::work
