// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "work/detail/channel.h"
#include "work/sandbox.h"

namespace vaughn::work {

// The life of the zygote, called in the new process: lets go of all that the program had open,
// warms up, closes itself in, then forks a child for each order that comes over the socket and
// reports each end, until the program hangs up.
[[noreturn]] void become_zygote(const Handlers& handlers, Descriptor socket);

}  // namespace vaughn::work
