// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "pdf/detail/mupdf_context.h"
#include "pdf/page_text.h"

namespace vaughn::pdf {

// The words of a loaded page. `to_user` maps MuPDF's page space to user space; `shown` is the page
// in page space.
base::Result<PageText> read_page_text(fz_context* context,
                                      pdf_page* page,
                                      fz_matrix to_user,
                                      fz_rect shown);

}  // namespace vaughn::pdf
