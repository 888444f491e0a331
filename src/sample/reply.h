// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>

#include "base/result.h"

namespace vaughn::sample {

struct Reply {
  std::int64_t pages = 0;       // read
  std::int64_t objections = 0;  // marks made
};

// Plays the contractor: opens a package made by `vaughn consult send`, reads its pages and seals a
// reply. It objects to what submitter/objections.toml lists, in that order.
base::Result<Reply> write_reply(const std::filesystem::path& package,
                                const std::filesystem::path& out);

}  // namespace vaughn::sample
