// SPDX-License-Identifier: AGPL-3.0-or-later
#include "store/blobs.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/files.h"

namespace vaughn::store {

using base::Bytes;
using base::BytesView;
using base::Error;
using base::ErrorCode;
using base::Result;
using base::Sha256;

Result<Blobs> Blobs::open(const std::filesystem::path& root) {
  TRY(base::make_directories(root));
  return Blobs(root);
}

std::filesystem::path Blobs::path_of(const Sha256& name) const {
  const auto hex = name.hex();
  return root_ / hex.substr(0, 2) / hex;
}

bool Blobs::has(const Sha256& name) const {
  return ::access(path_of(name).c_str(), F_OK) == 0;
}

Result<Sha256> Blobs::put(BytesView bytes) {
  const auto name = Sha256::of(bytes);
  TRY(put(name, bytes));
  return name;
}

Result<void> Blobs::put(const Sha256& name, BytesView bytes) {
  const auto path = path_of(name);
  if (::access(path.c_str(), F_OK) == 0) {
    return {};
  }
  is_dirty_ = true;
  ::mkdir(path.parent_path().c_str(), 0777);
  return base::write_file(path, bytes);
}

Result<Bytes> Blobs::get(const Sha256& name) const {
  auto bytes = TRY(base::read_file(path_of(name)));
  if (Sha256::of(bytes) != name) {
    return Error{ErrorCode::damaged,
                 fmt::format("blob {} was altered on disk", name.hex()),
                 "restore the matter's blobs folder from a backup"};
  }
  return bytes;
}

Result<Bytes> Blobs::get_range(const Sha256& name, std::int64_t offset, std::int64_t size) const {
  const auto path = path_of(name);
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) {
    return Error{ErrorCode::not_found,
                 fmt::format("blob {} is missing", name.hex()),
                 "restore the matter's blobs folder from a backup"};
  }
  Bytes bytes(static_cast<std::size_t>(size), '\0');
  std::size_t filled = 0;
  while (filled < bytes.size()) {
    const auto count = ::pread(file,
                               bytes.data() + filled,
                               bytes.size() - filled,
                               offset + static_cast<std::int64_t>(filled));
    if (count <= 0) {
      break;
    }
    filled += static_cast<std::size_t>(count);
  }
  ::close(file);
  if (filled != bytes.size()) {
    return Error{
        ErrorCode::damaged, fmt::format("blob {} is shorter than the ledger says", name.hex()), ""};
  }
  return bytes;
}

Result<void> Blobs::flush() {
  if (!is_dirty_) {
    return {};
  }
  const int folder = ::open(root_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0) {
    return Error{ErrorCode::io, "cannot open the blobs folder", ""};
  }
  const bool done = ::syncfs(folder) == 0;
  ::close(folder);
  if (!done) {
    return Error{ErrorCode::io, "cannot flush the blobs folder to disk", ""};
  }
  is_dirty_ = false;
  return {};
}

}  // namespace vaughn::store
