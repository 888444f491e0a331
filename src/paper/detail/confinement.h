// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace vaughn::paper::detail {

// What a process may still do after confine().
struct Confinement {
  std::vector<std::filesystem::path> readable{};  // files and folders; missing ones are skipped
  std::vector<std::filesystem::path> writable{};
  std::vector<std::filesystem::path> executable{};  // the programs it may still become
  std::filesystem::path socket_folder{};  // where it may make a local socket, and nothing else
  std::uint64_t memory_bytes = 0;         // address space; 0 is unlimited
};

// Gives up for good, for this process and its children: sockets but local ones, starting programs
// but those named, looking into other processes, and every file that is not named. To be called
// before the first thread is started. Returns what the kernel refused, one sentence each.
std::vector<std::string> confine(const Confinement& confinement);

}  // namespace vaughn::paper::detail
