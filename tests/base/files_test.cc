// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/files.h"

#include <gtest/gtest.h>

#include "base/process.h"

namespace vaughn::base {
namespace {

TEST(MemoryFile, IsReadByOtherProgramsUntilItsEnd) {
  const std::string bytes = "first line\n" + std::string(300'000, 'x');
  std::filesystem::path path;
  {
    const auto made = MemoryFile::make(bytes);
    ASSERT_TRUE(made) << made.error().message;
    path = made->path();
    for (int time = 0; time < 2; ++time) {
      const auto read = run_process({"cat", path.string()});
      ASSERT_TRUE(read);
      EXPECT_EQ(read->out, bytes);
    }
  }
  EXPECT_FALSE(read_file(path));
}

TEST(MemoryFile, Moves) {
  auto first = *MemoryFile::make("one");
  auto second = *MemoryFile::make("two");
  second = std::move(first);
  EXPECT_EQ(*read_file(second.path()), "one");
}

}  // namespace
}  // namespace vaughn::base
