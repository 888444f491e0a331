// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace vaughn::verify {

// Letters and digits alone, without case and accents: two readers of a page agree on these, not on
// spaces, hyphens and the shapes of quotes.
std::string letters(std::string_view utf8);

}  // namespace vaughn::verify
