// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "verify/detail/findings.h"
#include "verify/detail/poppler.h"

namespace vaughn::verify {

// A record's text file against what poppler reads from its PDF: no word of the file may be missing
// from the PDF. Words may be cut and ordered differently by two readers, so a word also counts as
// there if its letters stand in the page's text without spaces.
void check_text_file(const std::filesystem::path& volume,
                     const std::string& path,
                     const std::vector<PageWords>& pages,
                     const Place& place,
                     Findings& findings);

}  // namespace vaughn::verify
