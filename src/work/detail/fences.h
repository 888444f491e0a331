// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>

#include "base/bytes.h"
#include "work/sandbox.h"

namespace vaughn::work {

// Raised by the zygote about itself, once; its children inherit them. Each is tried; what the
// system does not permit stays false.
struct ZygoteFences {
  Protections protections{};
  base::Bytes filter{};  // the seccomp program for the children; empty if it cannot be used
};
ZygoteFences raise_zygote_fences();

struct ChildLimits {
  std::uint64_t address_space = 0;  // bytes in all
  std::uint64_t cpu_seconds = 0;
};
// Raised by a child about itself before it reads a byte. False if what the zygote could do fails
// now: then the child must not go on.
bool raise_child_fences(const ChildLimits& limits, const ZygoteFences& zygote);

}  // namespace vaughn::work
