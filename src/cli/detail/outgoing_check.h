// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "cli/context.h"
#include "engine/outgoing.h"

namespace vaughn::cli {

// After papers were made, or refused: says on stderr, whatever -q says, that nothing was written,
// where what is redacted or withheld stands in them and what can be done. Then the exit is
// findings; else it is `exit`.
Exit report_refusal(Context& context, const engine::OutgoingResult& outgoing, Exit exit);

}  // namespace vaughn::cli
