// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "base/files.h"
#include "base/process.h"

namespace vaughn::test {

// What a program of others prints of a PDF: `program` is it with its options, `then` what follows
// the name of the file.
inline std::string printed_by(std::vector<std::string> program,
                              const base::Bytes& pdf,
                              const std::vector<std::string>& then = {}) {
  const auto folder = base::TempDir::make("/tmp");
  const auto file = folder->path() / "a.pdf";
  EXPECT_TRUE(base::write_file(file, pdf));
  program.push_back(file.string());
  program.insert(program.end(), then.begin(), then.end());
  const auto result = base::run_process(program);
  EXPECT_TRUE(result) << result.error().message;
  return result ? result->out : "";
}

}  // namespace vaughn::test
