// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <string>

namespace vaughn::engine {

// Told to whoever watches a long stage. `total` is 0 while it is not known.
struct Progress {
  std::string stage{};
  std::int64_t done = 0;
  std::int64_t total = 0;
  std::int64_t exceptions = 0;
};
using Watch = std::function<void(const Progress&)>;

// True once the user asked to stop (Ctrl-C): stages stop after the batch at hand, which is kept.
using Stopped = std::function<bool()>;

}  // namespace vaughn::engine
