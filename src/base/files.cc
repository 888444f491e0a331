// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/files.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>

namespace vaughn::base {
namespace {

namespace fs = std::filesystem;

std::string reason(int number) {
  return std::generic_category().message(number);
}

class FileDescriptor {
 public:
  explicit FileDescriptor(int number) : number_(number) {}
  ~FileDescriptor() {
    if (number_ >= 0) {
      ::close(number_);
    }
  }
  FileDescriptor(const FileDescriptor&) = delete;
  FileDescriptor& operator=(const FileDescriptor&) = delete;
  int get() const { return number_; }

 private:
  int number_;
};

void walk(const fs::path& root, const fs::path& relative, Listing& out) {
  std::error_code status;
  fs::directory_iterator entries(root / relative, status);
  if (status) {
    out.unreadable.push_back(relative);
    return;
  }
  for (const fs::directory_iterator end; entries != end; entries.increment(status)) {
    if (status) {
      out.unreadable.push_back(relative);
      return;
    }
    const auto& entry = *entries;
    const auto name = relative / entry.path().filename();
    std::error_code type_status;
    const auto type = entry.symlink_status(type_status).type();
    if (type == fs::file_type::symlink) {
      out.links.push_back(name);
    } else if (type == fs::file_type::directory) {
      walk(root, name, out);
    } else if (type == fs::file_type::regular) {
      out.files.push_back(name);
    } else {
      out.special.push_back(name);
    }
  }
}

}  // namespace

Result<Bytes> read_file(const fs::path& path) {
  const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.get() < 0) {
    const auto code = errno == ENOENT ? ErrorCode::not_found : ErrorCode::io;
    return Error{code, fmt::format("cannot open {}: {}", path.string(), reason(errno)), ""};
  }
  struct stat info {};
  if (::fstat(file.get(), &info) != 0 || !S_ISREG(info.st_mode)) {
    return Error{ErrorCode::io, fmt::format("{} is not a regular file", path.string()), ""};
  }
  Bytes bytes;
  bytes.resize(static_cast<std::size_t>(info.st_size));
  std::size_t filled = 0;
  for (;;) {
    if (filled == bytes.size()) {
      // The file may have grown since; one more read of a small block finds its end.
      std::array<char, 4096> more{};
      const auto count = ::read(file.get(), more.data(), more.size());
      if (count == 0) {
        return bytes;
      }
      if (count < 0) {
        break;
      }
      bytes.append(more.data(), static_cast<std::size_t>(count));
      filled = bytes.size();
      continue;
    }
    const auto count = ::read(file.get(), bytes.data() + filled, bytes.size() - filled);
    if (count < 0) {
      break;
    }
    if (count == 0) {
      bytes.resize(filled);
      return bytes;
    }
    filled += static_cast<std::size_t>(count);
  }
  return Error{ErrorCode::io, fmt::format("cannot read {}: {}", path.string(), reason(errno)), ""};
}

Result<void> write_file(const fs::path& path, BytesView bytes, Durable durable) {
  static std::atomic<unsigned> counter{0};
  const auto folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
  const auto temporary = folder / fmt::format(".tmp-{}-{}", ::getpid(), ++counter);
  const auto failed = [&](int number) {
    ::unlink(temporary.c_str());
    return Error{ErrorCode::io,
                 fmt::format("cannot write {}: {}", path.string(), reason(number)),
                 number == ENOSPC ? "free some disk space, then run the same command again" : ""};
  };
  {
    const FileDescriptor file(
        ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666));
    if (file.get() < 0) {
      return failed(errno);
    }
    while (!bytes.empty()) {
      const auto count = ::write(file.get(), bytes.data(), bytes.size());
      if (count < 0) {
        return failed(errno);
      }
      bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    if (durable == Durable::yes && ::fsync(file.get()) != 0) {
      return failed(errno);
    }
  }
  if (::rename(temporary.c_str(), path.c_str()) != 0) {
    return failed(errno);
  }
  if (durable == Durable::yes) {
    const FileDescriptor directory(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (directory.get() >= 0) {
      ::fsync(directory.get());
    }
  }
  return {};
}

Result<void> make_directories(const fs::path& path) {
  std::error_code status;
  fs::create_directories(path, status);
  if (status) {
    return Error{ErrorCode::io,
                 fmt::format("cannot make folder {}: {}", path.string(), status.message()),
                 ""};
  }
  return {};
}

Result<Listing> list_files(const fs::path& root) {
  std::error_code status;
  const auto type = fs::status(root, status).type();
  if (type == fs::file_type::not_found) {
    return Error{ErrorCode::not_found, fmt::format("{} does not exist", root.string()), ""};
  }
  Listing out;
  if (type == fs::file_type::directory) {
    walk(root, {}, out);
    std::sort(out.files.begin(), out.files.end(), [](const fs::path& a, const fs::path& b) {
      return a.native() < b.native();
    });
    std::sort(out.links.begin(), out.links.end());
    std::sort(out.special.begin(), out.special.end());
    std::sort(out.unreadable.begin(), out.unreadable.end());
  } else if (type == fs::file_type::regular) {
    out.files.emplace_back();
  } else {
    out.special.emplace_back();
  }
  return out;
}

Result<TempDir> TempDir::make(const fs::path& parent) {
  std::string pattern = (parent / "tmp-XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr) {
    return Error{ErrorCode::io,
                 fmt::format("cannot make a folder in {}: {}", parent.string(), reason(errno)),
                 ""};
  }
  return TempDir(fs::path(pattern));
}

TempDir::TempDir(TempDir&& other) noexcept : path_(std::move(other.path_)) {
  other.path_.clear();
}

TempDir& TempDir::operator=(TempDir&& other) noexcept {
  std::swap(path_, other.path_);
  return *this;
}

TempDir::~TempDir() {
  if (!path_.empty()) {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
}

Result<MemoryFile> MemoryFile::make(BytesView bytes) {
  MemoryFile out(::memfd_create("vaughn", MFD_CLOEXEC));
  const auto failed = [] {
    return Error{ErrorCode::io, fmt::format("cannot make a file in memory: {}", reason(errno)), ""};
  };
  if (out.file_ < 0) {
    return failed();
  }
  while (!bytes.empty()) {
    const auto written = ::write(out.file_, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) {
      continue;
    }
    if (written <= 0) {
      return failed();
    }
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return out;
}

MemoryFile::MemoryFile(MemoryFile&& other) noexcept : file_(std::exchange(other.file_, -1)) {}

MemoryFile& MemoryFile::operator=(MemoryFile&& other) noexcept {
  std::swap(file_, other.file_);
  return *this;
}

MemoryFile::~MemoryFile() {
  if (file_ >= 0) {
    ::close(file_);
  }
}

fs::path MemoryFile::path() const {
  return fmt::format("/proc/{}/fd/{}", ::getpid(), file_);
}

}  // namespace vaughn::base
