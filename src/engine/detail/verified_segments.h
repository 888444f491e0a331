// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>

#include "base/hash.h"

namespace vaughn::engine {

// Which segments of the index were hashed and found right, each with the marks of its file at that
// time, so that a command does not hash gigabytes to answer one query. The system sets the time of
// the last change itself: a file that was written to since has another one and is hashed again.
// `vaughn audit verify` never asks here.
//
// On disk, one line a segment: its SHA-256, inode, size, and the times of the last writing and of
// the last change in nanoseconds, separated by spaces. A line that does not fit is passed over.
class VerifiedSegments {
 public:
  explicit VerifiedSegments(std::filesystem::path file);

  // Whether the file is as it was when it was hashed. If not, it is to be hashed now; its marks
  // count from then on once accept() says that this went well.
  bool holds(const base::Sha256& segment, const std::filesystem::path& path);
  // Keeps and writes the marks of all that holds() denied.
  void accept();

 private:
  struct Marks {
    std::uint64_t inode = 0;
    std::int64_t size = 0;
    std::int64_t written_ns = 0;
    std::int64_t changed_ns = 0;
    bool operator==(const Marks&) const = default;
  };
  static Marks marks_of(const std::filesystem::path& path);

  std::filesystem::path file_;
  std::map<base::Sha256, Marks> marks_{};
  std::map<base::Sha256, Marks> pending_{};
};

}  // namespace vaughn::engine
