// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <span>

#include "base/geometry.h"
#include "base/result.h"
#include "pdf/detail/mupdf_context.h"
#include "pdf/native_page.h"

namespace vaughn::pdf {

// See Document::native_page(). `to_display` maps MuPDF's page space to the displayed page.
base::Result<NativePage> record_native_page(fz_context* context,
                                            pdf_page* page,
                                            fz_matrix to_display,
                                            double width,
                                            double height,
                                            std::span<const base::Rect> boxes);

}  // namespace vaughn::pdf
