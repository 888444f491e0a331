// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string_view>

#include "base/result.h"
#include "cli/context.h"
#include "foia/tasking.h"

namespace vaughn::cli {

base::Result<foia::TaskingId> tasking_id(std::string_view word);
base::Result<foia::SearchTasking> find_tasking(Context& context, foia::TaskingId id);

}  // namespace vaughn::cli
