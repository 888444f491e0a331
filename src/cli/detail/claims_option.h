// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <vector>

#include "base/result.h"
#include "cli/arguments.h"
#include "foia/exemption.h"

namespace vaughn::cli {

// --exemption and --harm.
std::vector<Option> claims_options();
// The exemptions given: repeated, or one text as "(b)(6); (b)(7)(C)".
base::Result<std::vector<foia::ExemptionClaim>> claims_of(const Arguments& arguments);

}  // namespace vaughn::cli
