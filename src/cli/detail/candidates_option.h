// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "base/result.h"

namespace vaughn::cli {

// The lines of a list of names, without empty ones.
base::Result<std::vector<std::string>> read_candidates(const std::string& file);

}  // namespace vaughn::cli
