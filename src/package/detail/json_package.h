// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "package/package.h"

namespace vaughn::package::detail {

std::string reply_to_json(const Reply& reply);
base::Result<Reply> reply_from_json(std::string_view text);

}  // namespace vaughn::package::detail
