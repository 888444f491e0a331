// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <optional>

#include "base/geometry.h"
#include "pdf/detail/mupdf_context.h"
#include "pdf/native_page.h"
#include "pdf/pixmap.h"

namespace vaughn::pdf {

// The data of a JPEG image as they are, without remarks of its maker; nothing if a reader needs any
// other object to show them.
std::optional<NativeImage> plain_jpeg(fz_context* context, fz_image* image);

// Samples at the image's own resolution, from the upper left. Nothing: they cannot be decoded.
std::optional<Pixmap> gray_or_rgb(fz_context* context, fz_image* image);
std::optional<Pixmap> one_plane(fz_context* context, fz_image* image);  // of a stencil, a mask

void invert(Pixmap& pixmap);
bool is_bilevel(const Pixmap& pixmap);  // gray, and every sample is black or white
// Whole pixels of it, from the upper left.
Pixmap cropped(const Pixmap& pixmap, const base::Rect& part);

// Puts the samples into `out`, which keeps its mask. A stencil must be bilevel. False: the coder
// failed.
bool code_image(Pixmap pixmap, bool is_stencil, NativeImage& out);

}  // namespace vaughn::pdf
