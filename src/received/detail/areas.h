// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <vector>

#include "pdf/pixmap.h"
#include "received/seen_page.h"

namespace vaughn::received {

// Solid dark rectangles and rectangular frames on a gray picture of a page, from the top.
std::vector<SeenArea> find_areas(const pdf::Pixmap& picture, double page_height);
double share_of_ink(const pdf::Pixmap& picture);

}  // namespace vaughn::received
