// SPDX-License-Identifier: AGPL-3.0-or-later
#include <nlohmann/json.hpp>

#include "engine/detail/json_manifest.h"

namespace vaughn::engine {

std::string manifest_json(std::string_view schema, const std::vector<ManifestFile>& files) {
  nlohmann::json out;
  out["schema"] = schema;
  out["files"] = nlohmann::json::array();
  for (const auto& file : files) {
    out["files"].push_back(
        {{"path", file.path}, {"size", file.size}, {"sha256", file.sha256.hex()}});
  }
  return out.dump(2) + "\n";
}

}  // namespace vaughn::engine
