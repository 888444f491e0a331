// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <filesystem>

#include "verify/detail/findings.h"
#include "verify/detail/manifest.h"

namespace vaughn::verify {

// The Vaughn index as CSV against the volume, both ways: each record that withholds something has
// exactly one entry with the same exemptions and counts, and each entry of this volume has such a
// record. Entries of other volumes are passed over.
void check_index(const std::filesystem::path& csv, const Manifest& manifest, Findings& findings);

}  // namespace vaughn::verify
