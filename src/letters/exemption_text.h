// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>

#include "foia/exemption.h"

namespace vaughn::letters {

// What an exemption says, in a paragraph for the requester: the words of the statute where they
// decide, and the statute or privilege that the claim names.
std::string explained(const foia::ExemptionClaim& claim);

}  // namespace vaughn::letters
