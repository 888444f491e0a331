// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>

#include "base/result.h"

namespace vaughn::sample {

struct Reply {
  std::int64_t pages = 0;       // read
  std::int64_t objections = 0;  // rows written
};

// Plays the contractor: reads the pages of a package made by `vaughn consult send` and writes its
// objections.csv, filled in, to `out`. It objects to what submitter/objections.toml lists, in that
// order.
base::Result<Reply> write_reply(const std::filesystem::path& package,
                                const std::filesystem::path& out);

}  // namespace vaughn::sample
