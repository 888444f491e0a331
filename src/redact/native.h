// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <span>

#include "base/geometry.h"
#include "base/result.h"
#include "pdf/document.h"
#include "pdf/native_page.h"

namespace vaughn::redact {

// A page drawn anew without what lies under the boxes (displayed coordinates), after these tests of
// the result, made before any box is painted: each box is one color at 300 dpi, no word stands in
// one, no text is hidden or beside the page, no removed word is in any byte, and outside of the
// boxes it looks like the source. An unsupported error says which of them it failed: burn the page
// instead.
base::Result<pdf::NativePage> redact_natively(pdf::Document& document,
                                              int page,
                                              std::span<const base::Rect> boxes);

}  // namespace vaughn::redact
