// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string_view>

#include "base/result.h"
#include "engine/redact.h"

namespace vaughn::cli {

// "2:72,700,200,712": page, then left, bottom, right, top in points. Spaces do as well, as in
// rules.
base::Result<engine::BoxOnPage> parse_box(std::string_view word);

}  // namespace vaughn::cli
