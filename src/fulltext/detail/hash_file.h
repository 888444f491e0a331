// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>

#include "base/hash.h"
#include "base/result.h"

namespace vaughn::fulltext {

struct HashedFile {
  base::Sha256 sha256{};
  std::int64_t bytes = 0;
};

// Reads in blocks, so that memory does not grow with the file.
base::Result<HashedFile> hash_file(const std::filesystem::path& path);

}  // namespace vaughn::fulltext
