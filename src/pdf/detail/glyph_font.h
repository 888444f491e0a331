// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <span>

#include "base/bytes.h"
#include "pdf/native_page.h"

namespace vaughn::pdf {

// A TrueType file of these letters and nothing else: no names, no hints, no character map. Letter i
// is glyph i + 1; glyph 0 is empty.
base::Bytes glyph_font(std::span<const GlyphShape> shapes);

}  // namespace vaughn::pdf
