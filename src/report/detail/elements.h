// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>

#include "foia/exemption.h"

namespace vaughn::report::detail {

// What the agency states when it claims the exemption: its elements, one by one, as a sentence or
// two. The particulars of the record stand before it.
std::string elements(const foia::ExemptionClaim& claim);

}  // namespace vaughn::report::detail
