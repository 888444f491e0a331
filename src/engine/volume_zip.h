// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <filesystem>

#include "base/files.h"
#include "base/result.h"
#include "engine/sandbox.h"

namespace vaughn::engine {

// True of a folder with a manifest, and of a zip that has one in it: a volume of vaughn, sealed or
// said to be. Cheap: the zip is not unpacked.
bool is_volume(const std::filesystem::path& path);

// A volume that came as a zip of its folder, or of what is in it, as a folder that lives as long as
// this. Unpacked in a sandboxed child.
class UnpackedVolume {
 public:
  static base::Result<UnpackedVolume> open(Sandbox& sandbox, const std::filesystem::path& zip);
  const std::filesystem::path& folder() const { return folder_; }

 private:
  UnpackedVolume(base::TempDir files, std::filesystem::path folder)
      : files_(std::move(files)), folder_(std::move(folder)) {}
  base::TempDir files_;
  std::filesystem::path folder_;
};

}  // namespace vaughn::engine
