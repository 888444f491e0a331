// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "cli/context.h"
#include "engine/review_rules.h"

namespace vaughn::cli {

// --rules: decisions of a file instead of one on the command line. `table` is "[[code]]".
Option rules_option(const std::string& table);
base::Result<foia::ReviewFile> read_rules(const Arguments& arguments);
base::Result<Exit> print_rules(Context& context,
                               const std::vector<engine::RuleRow>& rows,
                               const std::string& part);

// --correction: also what was produced, to be corrected by a new volume.
Option correction_option();

}  // namespace vaughn::cli
