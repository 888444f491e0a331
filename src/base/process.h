// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

#include "base/result.h"

namespace vaughn::base {

struct ProcessLimits {
  std::chrono::milliseconds wall{60'000};
  std::uint64_t memory_bytes = 0;           // RLIMIT_AS; 0 is unlimited
  std::uint64_t output_bytes = 256u << 20;  // more on stdout ends the child with ErrorCode::limit
};

struct ProcessResult {
  int exit_status = 0;  // 128 + signal if it was killed
  std::string out{};
  std::string err{};  // at most 64 KiB
};

// Runs argv[0] (looked up in PATH) without a shell, stdin from /dev/null, in its own process group,
// and waits. A child over its wall time is killed with its group: ErrorCode::limit. A program that
// is not installed: ErrorCode::not_found, hint names it. The environment is ours with
// LC_ALL=C.UTF-8 plus `environment` ("NAME=value").
Result<ProcessResult> run_process(const std::vector<std::string>& argv,
                                  const ProcessLimits& limits = {},
                                  const std::vector<std::string>& environment = {},
                                  const std::filesystem::path& directory = {});

}  // namespace vaughn::base
