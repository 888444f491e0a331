// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "verify/detail/findings.h"
#include "verify/detail/poppler.h"

namespace vaughn::verify {

// A record's text file against what poppler reads from its PDF, words cut at punctuation: no word
// of the file may be missing from the PDF. Broken fonts are read differently by any two programs; a
// word that only `second_reading` (one text per page) finds in the PDF is a warning.
void check_text_file(const std::filesystem::path& volume,
                     const std::string& path,
                     const std::vector<PageWords>& pages,
                     const std::vector<std::string>& second_reading,
                     const Place& place,
                     Findings& findings);

}  // namespace vaughn::verify
