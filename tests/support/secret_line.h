// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "base/geometry.h"

namespace vaughn::test {

// A word that no other text of a file can contain by chance.
inline constexpr const char* kSecret = "Xyzzynsky";
// Covers it on a page that shows kLine.
inline constexpr base::Rect kSecretBox{105, 694, 165, 713};
inline constexpr const char* kLine =
    "BT /F 12 Tf 72 700 Td (Agent Xyzzynsky met Bob) Tj ET\n"
    "BT /F 12 Tf 72 680 Td (on the second line) Tj ET\n";

}  // namespace vaughn::test
