// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <system_error>

#include "fulltext/detail/hash_file.h"

namespace vaughn::fulltext {

base::Result<HashedFile> hash_file(const std::filesystem::path& path) {
  constexpr std::size_t kBlock = 1 << 20;
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  HashedFile out;
  base::Hasher hasher;
  std::string block(kBlock, '\0');
  ssize_t count = descriptor < 0 ? -1 : 0;
  while (descriptor >= 0) {
    count = ::read(descriptor, block.data(), block.size());
    if (count < 0 && errno == EINTR) {
      continue;
    }
    if (count <= 0) {
      break;
    }
    hasher.add({block.data(), static_cast<std::size_t>(count)});
    out.bytes += count;
  }
  const int number = errno;
  if (descriptor >= 0) {
    ::close(descriptor);
  }
  if (count < 0) {
    return base::Error{base::ErrorCode::io,
                       fmt::format("cannot read {}: {}",
                                   path.filename().string(),
                                   std::generic_category().message(number)),
                       ""};
  }
  out.sha256 = hasher.finish();
  return out;
}

}  // namespace vaughn::fulltext
