// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <filesystem>

#include "verify/detail/findings.h"
#include "verify/detail/manifest.h"
#include "verify/verify.h"

namespace vaughn::verify {

// Looks for the deleted words of each record in every decoded stream of its PDF and in its row of
// the DAT file. Where the words can also be seen on the record's pages, that is a matter of
// consistency and only a warning.
void check_removed_words(const std::filesystem::path& volume,
                         const Manifest& manifest,
                         const Options& options,
                         Findings& findings);

}  // namespace vaughn::verify
