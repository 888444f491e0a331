// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"

namespace vaughn::base {

// Whole file. A directory, a missing file and an unreadable one are each an io or not_found error.
Result<Bytes> read_file(const std::filesystem::path& path);

enum class Durable { no, yes };

// Writes to a temporary name in the same folder, then renames: a reader sees the old file or the
// whole new one. Durable::yes also flushes file and folder to the disk before it returns.
Result<void> write_file(const std::filesystem::path& path,
                        BytesView bytes,
                        Durable durable = Durable::no);

Result<void> make_directories(const std::filesystem::path& path);

// Every regular file under the folder (or the file itself), as paths relative to it, in byte order.
// Symbolic links are listed, not followed; entries that cannot be read are errors in `unreadable`.
struct Listing {
  std::vector<std::filesystem::path> files{};
  std::vector<std::filesystem::path> links{};
  std::vector<std::filesystem::path> special{};     // sockets, devices, pipes
  std::vector<std::filesystem::path> unreadable{};  // folders that could not be opened
};
Result<Listing> list_files(const std::filesystem::path& root);

// A new private folder (mode 0700) below `parent`, removed with its contents at the end of life.
class TempDir {
 public:
  static Result<TempDir> make(const std::filesystem::path& parent);
  TempDir(TempDir&& other) noexcept;
  TempDir& operator=(TempDir&& other) noexcept;
  ~TempDir();
  const std::filesystem::path& path() const { return path_; }

 private:
  explicit TempDir(std::filesystem::path path) : path_(std::move(path)) {}
  std::filesystem::path path_;
};

// A file that is on no disk and ends with this object: for programs that want a name to open and
// content that may not be left behind. Only programs of the same user can open it.
class MemoryFile {
 public:
  static Result<MemoryFile> make(BytesView bytes);
  MemoryFile(MemoryFile&& other) noexcept;
  MemoryFile& operator=(MemoryFile&& other) noexcept;
  ~MemoryFile();
  std::filesystem::path path() const;

 private:
  explicit MemoryFile(int file) : file_(file) {}
  int file_ = -1;
};

}  // namespace vaughn::base
