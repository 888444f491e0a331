// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include "pdf/detail/mupdf_context.h"
#include "pdf/detail/native_shapes.h"
#include "pdf/native_page.h"

namespace vaughn::pdf {

// The outlines of a path where it is drawn. Nothing: it is damaged.
std::optional<std::vector<Outline>> outlines_of(fz_context* context,
                                                const fz_path* path,
                                                fz_matrix ctm);

// A letter of a font as it is drawn; its text is left to the caller. Nothing: it is damaged, or has
// no outlines that fit into a font.
std::optional<GlyphShape> glyph_shape(fz_context* context, fz_font* font, int gid);

}  // namespace vaughn::pdf
