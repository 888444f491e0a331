// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace vaughn::base {

// Undoes escape_xml() (base/text.h): the five named characters and &#39;. Anything else stays.
std::string unescape_xml(std::string_view text);

}  // namespace vaughn::base
