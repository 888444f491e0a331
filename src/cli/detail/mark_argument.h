// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string_view>

#include "base/result.h"
#include "foia/ids.h"

namespace vaughn::cli {

// "M-5" or "5".
base::Result<foia::MarkId> parse_mark(std::string_view word);

}  // namespace vaughn::cli
