// SPDX-License-Identifier: AGPL-3.0-or-later
#include "paper/detail/zip.h"

#include <archive.h>
#include <archive_entry.h>

#include <memory>

namespace vaughn::paper::detail {
namespace {

using base::Bytes;
using base::Error;
using base::ErrorCode;

struct FreeWriter {
  void operator()(archive* writer) const { archive_write_free(writer); }
};
struct FreeEntry {
  void operator()(archive_entry* entry) const { archive_entry_free(entry); }
};

la_ssize_t append(archive*, void* into, const void* data, std::size_t count) {
  static_cast<Bytes*>(into)->append(static_cast<const char*>(data), count);
  return static_cast<la_ssize_t>(count);
}

Error failed(archive* writer) {
  const char* reason = archive_error_string(writer);
  return {ErrorCode::io,
          std::string("cannot write a zip file: ") + (reason != nullptr ? reason : "no reason"),
          ""};
}

}  // namespace

base::Result<Bytes> zip(const std::vector<ZipPart>& parts) {
  Bytes out;
  const std::unique_ptr<archive, FreeWriter> writer(archive_write_new());
  const std::unique_ptr<archive_entry, FreeEntry> entry(archive_entry_new());
  if (!writer || !entry) {
    return Error{ErrorCode::limit, "cannot write a zip file: out of memory", ""};
  }
  archive_write_set_format_zip(writer.get());
  // Readers of Office files are wary of 64-bit records, and no part is that large.
  archive_write_set_options(writer.get(), "zip:!zip64,zip:compression=deflate");
  archive_write_set_bytes_in_last_block(writer.get(), 1);
  if (archive_write_open(writer.get(), &out, nullptr, append, nullptr) != ARCHIVE_OK) {
    return failed(writer.get());
  }
  for (const auto& part : parts) {
    // No time is set on purpose: libarchive then writes 1980-01-01 whatever the time zone is.
    archive_entry_clear(entry.get());
    archive_entry_set_pathname(entry.get(), part.name.c_str());
    archive_entry_set_filetype(entry.get(), AE_IFREG);
    archive_entry_set_perm(entry.get(), 0644);
    archive_entry_set_size(entry.get(), static_cast<la_int64_t>(part.bytes.size()));
    if (archive_write_header(writer.get(), entry.get()) != ARCHIVE_OK ||
        archive_write_data(writer.get(), part.bytes.data(), part.bytes.size()) !=
            static_cast<la_ssize_t>(part.bytes.size())) {
      return failed(writer.get());
    }
  }
  if (archive_write_close(writer.get()) != ARCHIVE_OK) {
    return failed(writer.get());
  }
  return out;
}

}  // namespace vaughn::paper::detail
