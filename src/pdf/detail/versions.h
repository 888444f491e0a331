// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string_view>

namespace vaughn::pdf {

std::string_view mupdf_version();  // "1.21.1"

}  // namespace vaughn::pdf
