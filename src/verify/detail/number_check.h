// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <filesystem>
#include <vector>

#include "verify/detail/findings.h"
#include "verify/detail/manifest.h"

namespace vaughn::verify {

// Numbers, families, outcomes and totals of the manifest by themselves, and its numbers after those
// of earlier volumes.
void check_numbers(const Manifest& manifest, Findings& findings);
void check_earlier_volumes(const Manifest& manifest,
                           const std::vector<std::filesystem::path>& earlier,
                           Findings& findings);

// Tallies of the manifest's pages, counted anew.
Counts count_pages(const Manifest& manifest);

}  // namespace vaughn::verify
