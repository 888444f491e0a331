// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <filesystem>
#include <vector>

#include "cli/context.h"

namespace vaughn::cli {

// Looks for what was redacted in files that were just written to go out. Each place that nobody
// allowed is noted, and turns `exit` from done to findings. The command's table asks for a sandbox.
base::Result<Exit> check_outgoing(Context& context,
                                  const std::vector<std::filesystem::path>& files,
                                  Exit exit);

}  // namespace vaughn::cli
