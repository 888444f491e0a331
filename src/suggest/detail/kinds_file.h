// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string_view>

namespace vaughn::suggest::detail {

// data/suggest/kinds.toml as it was when the program was built.
std::string_view kinds_file();

}  // namespace vaughn::suggest::detail
