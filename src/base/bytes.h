// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace vaughn::base {

// Raw bytes are carried in std::string and std::string_view throughout: cheap to pass to every
// library we use. Text is always valid UTF-8; a name or comment says so where it is not.
using Bytes = std::string;
using BytesView = std::string_view;

}  // namespace vaughn::base
