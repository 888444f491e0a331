// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <filesystem>

#include "base/bytes.h"
#include "base/result.h"

namespace vaughn::base {

// A file of any size as a view, read from the disk as it is touched. A file that shrinks meanwhile
// ends the process (SIGBUS): use it for our own blobs, or for sources only to split and copy.
class MappedFile {
 public:
  static Result<MappedFile> open(const std::filesystem::path& path);
  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&& other) noexcept;
  ~MappedFile();
  BytesView bytes() const { return {data_, size_}; }
  int descriptor() const { return descriptor_; }  // open for reading as long as this lives

 private:
  MappedFile(int descriptor, const char* data, std::size_t size)
      : descriptor_(descriptor), data_(data), size_(size) {}
  int descriptor_ = -1;
  const char* data_ = nullptr;
  std::size_t size_ = 0;
};

}  // namespace vaughn::base
