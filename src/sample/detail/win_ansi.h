// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "base/bytes.h"

namespace vaughn::sample {

// Windows-1252, of which ISO 8859-1 is a part. A character it lacks becomes "?".
base::Bytes to_win_ansi(std::string_view utf8);
base::Bytes to_utf16le(std::string_view utf8);  // with a byte order mark

}  // namespace vaughn::sample
