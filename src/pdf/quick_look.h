// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "pdf/page_view.h"

namespace vaughn::pdf {

// Whether it is worth to ask for hidden_words(): true if a word lies where one color is, or text
// over text. One gray picture instead of two in color; words under hatching or pictures of several
// colors are not noticed.
base::Result<bool> may_have_hidden_words(PageView& view, const PageText& text);

}  // namespace vaughn::pdf
