// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>

#include "base/result.h"

// The sample matter: a made-up lawsuit about a made-up agency's check-in application, with the
// records of six field offices, a statistics unit, headquarters and the contractor, and with the
// decisions that people take along the way. docs/sample-matter.md says what is planted in it.
namespace vaughn::sample {

struct Options {
  std::uint64_t seed = 2328;
  int scale = 1;  // 1: about 600 records; 10: ten times as many, mostly e-mail
};

struct Summary {
  std::int64_t files = 0;
  std::int64_t records = 0;
  std::int64_t exceptions = 0;
  std::int64_t duplicates = 0;
};

// Writes the matter below `out`, which must be empty or absent. Equal options give equal bytes.
base::Result<Summary> generate(const std::filesystem::path& out, const Options& options);

}  // namespace vaughn::sample
