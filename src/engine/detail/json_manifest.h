// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/hash.h"

namespace vaughn::engine {

struct ManifestFile {
  std::string path{};
  std::int64_t size = 0;
  base::Sha256 sha256{};
};

// {"files":[{"path","sha256","size"}],"schema"} with sorted keys.
std::string manifest_json(std::string_view schema, const std::vector<ManifestFile>& files);

}  // namespace vaughn::engine
