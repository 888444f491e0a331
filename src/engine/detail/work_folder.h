// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <filesystem>
#include <optional>

#include "base/files.h"
#include "base/result.h"

namespace vaughn::engine {

// A lock on an open file or folder (flock), held until the end of life or of the process, however
// it ends.
class FileLock {
 public:
  enum class Kind { exclusive, shared };
  enum class Patience { wait, none };

  FileLock() = default;
  FileLock(FileLock&& other) noexcept;
  FileLock& operator=(FileLock&& other) noexcept;
  ~FileLock();

  // Without patience: nothing, if another holds it. The file is made if it is not there.
  static base::Result<std::optional<FileLock>> take(const std::filesystem::path& path,
                                                    Kind kind,
                                                    Patience patience);
  static base::Result<std::optional<FileLock>> take_folder(const std::filesystem::path& path,
                                                           Kind kind,
                                                           Patience patience);

 private:
  explicit FileLock(int file) : file_(file) {}
  static base::Result<std::optional<FileLock>> lock(int file,
                                                    const std::filesystem::path& path,
                                                    Kind kind,
                                                    Patience patience);
  int file_ = -1;
};

// A temporary folder in the matter's .vaughn, gone at the end of life. It may hold pages before
// they are redacted, so what a killed process leaves is removed by the next command that writes:
// the folder is locked for as long as its process lives, which tells the two apart.
class WorkDir {
 public:
  static base::Result<WorkDir> make(const std::filesystem::path& work_folder);
  const std::filesystem::path& path() const { return folder_.path(); }

 private:
  WorkDir(base::TempDir folder, FileLock lock)
      : folder_(std::move(folder)), lock_(std::move(lock)) {}
  base::TempDir folder_;
  FileLock lock_;
};

// Where a volume lies until it is sealed. One process writes to a matter at a time, so there is
// one.
std::filesystem::path staging_folder(const std::filesystem::path& work_folder);

// Renames a folder; when it returns, both ends are on the disk.
base::Result<void> move_folder(const std::filesystem::path& from, const std::filesystem::path& to);

// Removes temporary folders of processes that are gone, and the staging of a volume. Only for the
// process that holds the matter's lock. True if there was something.
base::Result<bool> sweep(const std::filesystem::path& work_folder);

}  // namespace vaughn::engine
