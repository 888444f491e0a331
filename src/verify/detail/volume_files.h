// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>

#include "base/bytes.h"
#include "base/result.h"
#include "verify/detail/findings.h"
#include "verify/detail/manifest.h"

namespace vaughn::verify {

// True for a relative path of plain parts: nothing that leads out of the volume.
bool is_safe_path(const std::string& path);

// The signature of manifest.json; fills the report's key and manifest hash.
void check_signature(const std::filesystem::path& volume,
                     base::BytesView manifest_json,
                     base::BytesView trusted_key,
                     Report& report,
                     Findings& findings);

// Every file of the manifest is there with its size and hash, and no other file is.
void check_files(const std::filesystem::path& volume, const Manifest& manifest, Findings& findings);

}  // namespace vaughn::verify
