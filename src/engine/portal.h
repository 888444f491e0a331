// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/result.h"
#include "portal/inbox.h"

namespace vaughn::engine {

struct PortalImport {
  std::filesystem::path path{};
  portal::Answer answer{};
};

// A request of the inbox as a matter to be: its matter.toml, and what goes into intake/ of the
// matter's folder. A request that the portal marks as a test is refused.
struct IntakeMatter {
  std::string toml{};
  struct File {
    std::string name{};
    base::Bytes bytes{};
  };
  std::vector<File> files{};
};
base::Result<IntakeMatter> matter_from_intake(const std::filesystem::path& request,
                                              const std::string& time_zone);
// Flushed to the disk.
base::Result<void> write_intake(const std::filesystem::path& matter, const IntakeMatter& intake);

}  // namespace vaughn::engine
