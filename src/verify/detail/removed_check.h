// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "base/result.h"
#include "pdf/inspect.h"
#include "verify/detail/findings.h"
#include "verify/detail/manifest.h"
#include "verify/detail/poppler.h"
#include "verify/verify.h"

namespace vaughn::verify {

// The strings that are long enough not to occur in any file by chance.
std::vector<std::string> long_enough(const std::vector<std::string>& texts);

// The row of each record in the DAT file as letters, by first number.
std::map<std::string, std::string> fields_of_records(const std::filesystem::path& volume,
                                                     const Manifest& manifest);

// Deletions of records that the volume does not hold.
void check_removed_records(const Manifest& manifest,
                           const std::vector<RemovedWords>& removed,
                           Findings& findings);

// Whether the finding "removed_text_elsewhere" has been made page by page.
enum class Elsewhere { is_to_say, was_said };

// Looks for the deleted words of one record in its PDF (`leaks`, by index into `needles`) and in
// its row of the DAT file. Where the words can also be seen on the record's pages, that is a matter
// of consistency and only a warning.
void check_removed_words(const std::vector<std::string>& needles,
                         const base::Result<std::vector<pdf::Leak>>& leaks,
                         const std::vector<PageWords>& pages,
                         const std::string& fields,
                         const Place& place,
                         Elsewhere elsewhere_finding,
                         Findings& findings);

// Looks for lines of withheld pages on every page that is not withheld, as its text file says;
// that these say what the pages show is checked elsewhere.
void check_withheld_lines(const std::filesystem::path& volume,
                          const Manifest& manifest,
                          const Options& options,
                          Findings& findings);

}  // namespace vaughn::verify
