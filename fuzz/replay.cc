// SPDX-License-Identifier: AGPL-3.0-or-later
// Runs a fuzzer's function on every file of a folder: inputs that once crashed do not crash again.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <string_view>
#include <vector>

#include "base/files.h"
#include "fuzzers.h"

int main(int count, char** words) {
  if (count != 3) {
    std::fputs("usage: fuzz_replay FUZZER FOLDER\n", stderr);
    return 2;
  }
  const std::string_view name = words[1];
  const auto fuzzer = std::find_if(std::begin(kFuzzers), std::end(kFuzzers), [&](const auto& each) {
    return name == each.name;
  });
  const auto listing = vaughn::base::list_files(words[2]);
  if (fuzzer == std::end(kFuzzers) || !listing || listing->files.empty()) {
    std::fputs("fuzz_replay: no such fuzzer, or no inputs\n", stderr);
    return 2;
  }
  for (const auto& file : listing->files) {
    const auto bytes = vaughn::base::read_file(std::filesystem::path(words[2]) / file);
    if (!bytes) {
      std::fprintf(stderr, "fuzz_replay: cannot read %s\n", file.c_str());
      return 1;
    }
    std::printf("%s\n", file.c_str());
    std::fflush(stdout);  // a crash comes after the name of its input
    fuzzer->run(reinterpret_cast<const std::uint8_t*>(bytes->data()), bytes->size());
  }
  return 0;
}
