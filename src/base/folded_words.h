// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace vaughn::base {

// The words of a text without case and accents, in order; all that is no letter or digit separates.
// For comparing what two programs read from the same page or name.
std::vector<std::string> folded_words(std::string_view utf8);

}  // namespace vaughn::base
