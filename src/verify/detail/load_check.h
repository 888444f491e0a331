// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <filesystem>

#include "verify/detail/findings.h"
#include "verify/detail/manifest.h"

namespace vaughn::verify {

// DATA/<volume>.dat and .opt against the manifest's pages and the files themselves.
void check_load_files(const std::filesystem::path& volume,
                      const Manifest& manifest,
                      Findings& findings);

}  // namespace vaughn::verify
