// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace vaughn::foia {

// What words that can be read and not be seen give away.
enum class HiddenWords {
  trifle,  // spaces, one repeated letter, a label or an exemption printed on the box itself
  date,    // only parts of dates, too
  telling,
};
HiddenWords triage(const std::vector<std::string>& words);

}  // namespace vaughn::foia
