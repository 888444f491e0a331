// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string_view>
#include <vector>

#include "base/result.h"
#include "paper/document.h"
#include "report/detail/composer.h"

namespace vaughn::report::detail {

// A side's own text as blocks. Of Markdown: paragraphs, "## heading", "> quotation", "- item" and
// "1. item", tables with "|", *italics*, **bold**, and footnotes "[^key]" with "[^key]: text" at
// the beginning of a line. The markup of foia/markup.h may stand in it too. Anything else is text.
base::Result<std::vector<paper::Block>> markdown_blocks(std::string_view text, Composer& composer);

}  // namespace vaughn::report::detail
