// SPDX-License-Identifier: AGPL-3.0-or-later
#include "paper/package.h"

#include <archive.h>
#include <archive_entry.h>

#include <array>
#include <memory>

#include "paper/detail/zip.h"

namespace vaughn::paper {
namespace {

using base::Bytes;
using base::Error;
using base::ErrorCode;

constexpr std::size_t kMaxParts = 2000;
constexpr std::size_t kMaxBytes = 64u << 20;

struct FreeReader {
  void operator()(archive* reader) const { archive_read_free(reader); }
};

}  // namespace

base::Result<std::vector<PackagePart>> read_package(base::BytesView bytes) {
  const Error damaged{ErrorCode::damaged, "not an Office file, or a damaged one", ""};
  const std::unique_ptr<archive, FreeReader> reader(archive_read_new());
  if (!reader) {
    return Error{ErrorCode::limit, "cannot read a zip file: out of memory", ""};
  }
  archive_read_support_format_zip_seekable(reader.get());
  if (archive_read_open_memory(reader.get(), bytes.data(), bytes.size()) != ARCHIVE_OK) {
    return damaged;
  }
  std::vector<PackagePart> parts;
  std::size_t total = 0;
  for (archive_entry* entry = nullptr;;) {
    const int status = archive_read_next_header(reader.get(), &entry);
    if (status == ARCHIVE_EOF) {
      break;
    }
    const char* name = status == ARCHIVE_OK ? archive_entry_pathname(entry) : nullptr;
    if (name == nullptr || archive_entry_is_encrypted(entry) != 0) {
      return damaged;
    }
    PackagePart part{name, {}};
    if (part.name.ends_with('/')) {
      continue;
    }
    std::array<char, 65536> buffer{};
    for (;;) {
      const auto count = archive_read_data(reader.get(), buffer.data(), buffer.size());
      if (count < 0) {
        return damaged;
      }
      if (count == 0) {
        break;
      }
      total += static_cast<std::size_t>(count);
      if (total > kMaxBytes) {
        return Error{ErrorCode::limit, "an Office file of more than 64 MiB unpacked", ""};
      }
      part.bytes.append(buffer.data(), static_cast<std::size_t>(count));
    }
    parts.push_back(std::move(part));
    if (parts.size() > kMaxParts) {
      return Error{ErrorCode::limit, "an Office file of more than 2,000 parts", ""};
    }
  }
  if (parts.empty()) {
    return damaged;
  }
  return parts;
}

base::Result<Bytes> write_package(const std::vector<PackagePart>& parts) {
  std::vector<detail::ZipPart> out;
  out.reserve(parts.size());
  for (const auto& part : parts) {
    out.push_back({part.name, part.bytes});
  }
  return detail::zip(out);
}

}  // namespace vaughn::paper
