// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>

#include "engine/outgoing.h"

namespace vaughn::engine {

// The member `outgoing` of a result with papers, as JSON: what a look at them found before they
// were written; "null" if there was none.
std::string paper_check_json(const OutgoingResult& result);

}  // namespace vaughn::engine
