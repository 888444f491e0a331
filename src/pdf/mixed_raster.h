// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <optional>

#include "pdf/pixmap.h"

namespace vaughn::pdf {

// A page in two layers (mixed raster content, after ITU-T T.44): black writing in black and white
// at the full resolution over a picture of the rest at a lower one, in which the places of the
// writing are filled from around them.
struct Layers {
  Pixmap writing{};     // gray, black or white, of the size of the page
  Pixmap background{};  // of `factor` times lower resolution
  int factor = 1;
};

// Nothing if the page has no black writing, or would not look the same: its writing is of another
// color or not dark, or the rest holds finer detail than the lower resolution can show.
std::optional<Layers> split_layers(const Pixmap& page);

}  // namespace vaughn::pdf
