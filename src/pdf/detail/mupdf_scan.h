// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "pdf/detail/mupdf_context.h"

namespace vaughn::pdf {

// What a draw device did before decode_scans_quickly().
struct ScanDrawing {
  void (*fill_image)(fz_context*, fz_device*, fz_image*, fz_matrix, float, fz_color_params) =
      nullptr;
  void (*fill_image_mask)(fz_context*,
                          fz_device*,
                          fz_image*,
                          fz_matrix,
                          fz_colorspace*,
                          const float*,
                          float,
                          fz_color_params) = nullptr;
  fz_image_get_pixmap_fn* get_pixmap = nullptr;  // of the image that is being drawn
};

// Lets a draw device count the bits of a scan that is shown smaller than it is, where MuPDF makes
// a byte or three of each pixel and takes their average: the same samples in a tenth of the time.
// `drawing` is kept as the context's user data for as long as the device draws.
void decode_scans_quickly(fz_context* context, fz_device* device, ScanDrawing& drawing);

}  // namespace vaughn::pdf
