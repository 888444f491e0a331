// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace vaughn::base {

// The word of the list that is closest by edits (insert, delete, replace, swap of neighbours), or
// empty if none is close enough to be what was meant. The first of equally close ones.
std::string nearest(std::string_view word, const std::vector<std::string>& known);

}  // namespace vaughn::base
