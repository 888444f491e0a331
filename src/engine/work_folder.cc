// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <utility>
#include <vector>

#include "engine/detail/work_folder.h"

namespace vaughn::engine {

using base::Error;
using base::ErrorCode;
using base::Result;
namespace fs = std::filesystem;

namespace {

// Held shared while a folder is made and locked, exclusively while old ones are removed.
constexpr std::string_view kSweepLock = "sweep.lock";

bool is_left_over(const std::string& name) {
  return name.starts_with("tmp-") || name.starts_with(".tmp-") || name == "staging";
}

}  // namespace

FileLock::FileLock(FileLock&& other) noexcept : file_(std::exchange(other.file_, -1)) {}

FileLock& FileLock::operator=(FileLock&& other) noexcept {
  std::swap(file_, other.file_);
  return *this;
}

FileLock::~FileLock() {
  if (file_ >= 0) {
    ::close(file_);
  }
}

Result<std::optional<FileLock>> FileLock::lock(int file,
                                               const fs::path& path,
                                               Kind kind,
                                               Patience patience) {
  if (file < 0) {
    return Error{ErrorCode::io, fmt::format("cannot open {}", path.string()), ""};
  }
  FileLock held(file);
  const int how = kind == Kind::exclusive ? LOCK_EX : LOCK_SH;
  int status = 0;
  do {
    status = ::flock(file, patience == Patience::wait ? how : how | LOCK_NB);
  } while (status != 0 && errno == EINTR);
  if (status == 0) {
    return std::optional<FileLock>(std::move(held));
  }
  if (errno == EWOULDBLOCK) {
    return std::optional<FileLock>();
  }
  return Error{ErrorCode::io, fmt::format("cannot lock {}", path.string()), ""};
}

Result<std::optional<FileLock>> FileLock::take(const fs::path& path, Kind kind, Patience patience) {
  return lock(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600), path, kind, patience);
}

Result<std::optional<FileLock>> FileLock::take_folder(const fs::path& path,
                                                      Kind kind,
                                                      Patience patience) {
  return lock(
      ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC), path, kind, patience);
}

Result<WorkDir> WorkDir::make(const fs::path& work_folder) {
  const auto no_sweep = TRY(
      FileLock::take(work_folder / kSweepLock, FileLock::Kind::shared, FileLock::Patience::wait));
  auto folder = TRY(base::TempDir::make(work_folder));
  auto lock =
      TRY(FileLock::take_folder(folder.path(), FileLock::Kind::shared, FileLock::Patience::wait));
  base::check(no_sweep && lock, "with patience a lock is taken");
  return WorkDir(std::move(folder), *std::move(lock));
}

fs::path staging_folder(const fs::path& work_folder) {
  return work_folder / "staging";
}

Result<void> move_folder(const fs::path& from, const fs::path& to) {
  std::error_code status;
  fs::rename(from, to, status);
  if (status) {
    return Error{
        ErrorCode::io,
        fmt::format("cannot move {} to its place: {}", from.filename().string(), status.message()),
        ""};
  }
  for (const auto& folder : {to.parent_path(), from.parent_path()}) {
    const int file = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool is_done = file >= 0 && ::fsync(file) == 0;
    if (file >= 0) {
      ::close(file);
    }
    if (!is_done) {
      return Error{ErrorCode::io, fmt::format("cannot flush {} to disk", folder.string()), ""};
    }
  }
  return {};
}

Result<bool> sweep(const fs::path& work_folder) {
  const auto no_new = TRY(FileLock::take(
      work_folder / kSweepLock, FileLock::Kind::exclusive, FileLock::Patience::wait));
  std::error_code status;
  std::vector<fs::path> left;
  for (const auto& entry : fs::directory_iterator(work_folder, status)) {
    if (is_left_over(entry.path().filename().string())) {
      left.push_back(entry.path());
    }
  }
  bool any = false;
  for (const auto& path : left) {
    if (fs::is_directory(fs::symlink_status(path, status))) {
      const auto unused =
          TRY(FileLock::take_folder(path, FileLock::Kind::exclusive, FileLock::Patience::none));
      if (!unused) {
        continue;  // a command that only reads is at work in it
      }
    }
    fs::remove_all(path, status);
    if (status) {
      return Error{ErrorCode::io,
                   fmt::format("cannot remove {}: {}", path.string(), status.message()),
                   "remove it by hand: it may hold pages that are not redacted"};
    }
    any = true;
  }
  return any;
}

}  // namespace vaughn::engine
