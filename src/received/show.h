// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <utility>

#include "base/bytes.h"
#include "received/check.h"
#include "received/production.h"

namespace vaughn::received {

// For people; ends with a newline.
std::string to_text(const Production& production, const Report& report);
// One row for each finding.
base::Bytes to_csv(const Production& production, const Report& report);

// A page by its file and its number there, with its installment before the path: see picture_key().
using Pictures = std::map<std::pair<std::string, int>, base::Bytes>;  // PNG
std::pair<std::string, int> picture_key(int installment, const std::string& path, int page);
// One page with everything in it: nothing is fetched, no script is run. Boxes are drawn over the
// pictures of the pages.
std::string to_html(const Production& production, const Report& report, const Pictures& pictures);

// The table of an appeal as DOCX: page, exemption, what was found, the argument as drafted from the
// finding, and room for what the requester adds.
base::Result<base::Bytes> challenges_docx(const Production& production, const Report& report);

}  // namespace vaughn::received
