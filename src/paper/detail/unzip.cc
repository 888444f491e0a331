// SPDX-License-Identifier: AGPL-3.0-or-later
#include "paper/detail/unzip.h"

#include <archive.h>
#include <archive_entry.h>

#include <array>
#include <memory>

namespace vaughn::paper::detail {

using base::Error;
using base::ErrorCode;

namespace {

constexpr std::size_t kMaxParts = 2'000;
constexpr std::size_t kMaxBytes = 128u << 20;

struct FreeReader {
  void operator()(archive* handle) const { archive_read_free(handle); }
};

}  // namespace

base::Result<std::vector<ZipPart>> unzip(base::BytesView bytes) {
  const std::unique_ptr<archive, FreeReader> reader(archive_read_new());
  archive_read_support_format_zip(reader.get());
  if (archive_read_open_memory(reader.get(), bytes.data(), bytes.size()) != ARCHIVE_OK) {
    return Error{ErrorCode::damaged, "the file is no Word document", "give a DOCX"};
  }
  std::vector<ZipPart> parts;
  std::size_t total = 0;
  archive_entry* entry = nullptr;
  int status = ARCHIVE_OK;
  while ((status = archive_read_next_header(reader.get(), &entry)) == ARCHIVE_OK) {
    ZipPart part;
    const char* name = archive_entry_pathname(entry);
    part.name = name == nullptr ? "" : name;
    std::array<char, 65536> buffer{};
    la_ssize_t count = 0;
    while ((count = archive_read_data(reader.get(), buffer.data(), buffer.size())) > 0) {
      total += static_cast<std::size_t>(count);
      if (total > kMaxBytes) {
        return Error{ErrorCode::limit, "the document is too large when unpacked", ""};
      }
      part.bytes.append(buffer.data(), static_cast<std::size_t>(count));
    }
    if (count < 0 || parts.size() == kMaxParts) {
      return Error{ErrorCode::damaged, "a part of the document cannot be unpacked", ""};
    }
    parts.push_back(std::move(part));
  }
  if (status != ARCHIVE_EOF || parts.empty()) {
    return Error{ErrorCode::damaged, "the file is no Word document", "give a DOCX"};
  }
  return parts;
}

}  // namespace vaughn::paper::detail
