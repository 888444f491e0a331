// SPDX-License-Identifier: AGPL-3.0-or-later
#include "extract/detail/libarchive.h"

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>

#include "base/text.h"

namespace vaughn::extract {
namespace {

using base::Error;
using base::ErrorCode;
using foia::FindingCode;

struct ArchiveDeleter {
  void operator()(archive* handle) const { archive_read_free(handle); }
};
using ArchivePtr = std::unique_ptr<archive, ArchiveDeleter>;

// Chosen by hand: bidding would unpack a stream that contains itself for ever. For .Z alone bidding
// is left on, since naming that filter crashes libarchive 3.6.
bool append_filter(archive* handle, base::BytesView bytes) {
  if (bytes.starts_with("\x1F\x9D")) {
    return archive_read_support_filter_compress(handle) >= ARCHIVE_WARN;
  }
  int code = ARCHIVE_FILTER_NONE;
  if (bytes.starts_with("\x1F\x8B")) {
    code = ARCHIVE_FILTER_GZIP;
  } else if (bytes.starts_with("BZh")) {
    code = ARCHIVE_FILTER_BZIP2;
  } else if (bytes.starts_with("\xFD\x37zXZ")) {
    code = ARCHIVE_FILTER_XZ;
  } else if (bytes.starts_with("\x28\xB5\x2F\xFD")) {
    code = ARCHIVE_FILTER_ZSTD;
  } else if (bytes.starts_with("\x04\x22\x4D\x18")) {
    code = ARCHIVE_FILTER_LZ4;
  }
  return archive_read_append_filter(handle, code) >= ARCHIVE_WARN;
}

Error error_of(archive* handle) {
  const std::string text =
      archive_error_string(handle) == nullptr ? "" : archive_error_string(handle);
  const auto lower = base::ascii_lower(text);
  if (lower.find("encrypt") != std::string::npos || lower.find("passphrase") != std::string::npos) {
    return {ErrorCode::encrypted, "the archive is encrypted", ""};
  }
  if (lower.find("unsupported") != std::string::npos) {
    return {ErrorCode::unsupported, "a way of packing that is not supported", ""};
  }
  return {ErrorCode::damaged, "the archive is damaged", ""};
}

// False at a member's own end with an error in `failure`.
base::Bytes read_member(archive* handle, std::int64_t room, std::optional<foia::Finding>& failure) {
  base::Bytes bytes;
  for (;;) {
    const void* block = nullptr;
    std::size_t size = 0;
    la_int64_t offset = 0;
    const int status = archive_read_data_block(handle, &block, &size, &offset);
    if (status == ARCHIVE_EOF) {
      return bytes;
    }
    if (status < ARCHIVE_WARN) {
      const auto error = error_of(handle);
      const auto message = error.code == ErrorCode::damaged     ? "the member is damaged"
                           : error.code == ErrorCode::encrypted ? "the member is encrypted"
                                                                : error.message;
      failure = foia::Finding{finding_code(error.code), 0, message};
      return {};
    }
    if (status == ARCHIVE_WARN) {
      failure = foia::Finding{FindingCode::damaged, 0, "the checksum of the member is wrong"};
    }
    // Holes of sparse files are zeros.
    const auto end = offset + static_cast<la_int64_t>(size);
    if (offset < 0 || end > room) {
      failure = foia::Finding{FindingCode::limit, 0, "the member unpacks to more than the budget"};
      return {};
    }
    if (static_cast<std::size_t>(offset) > bytes.size()) {
      bytes.resize(static_cast<std::size_t>(offset));
    }
    if (static_cast<std::size_t>(offset) == bytes.size()) {
      bytes.append(static_cast<const char*>(block), size);
    }
  }
}

}  // namespace

base::Result<void> read_archive(base::BytesView bytes,
                                ArchiveKind kind,
                                std::string_view single_name,
                                Members& members) {
  const ArchivePtr handle(archive_read_new());
  if (handle == nullptr) {
    return Error{ErrorCode::limit, "no memory for the archive", ""};
  }
  switch (kind) {
    case ArchiveKind::zip: archive_read_support_format_zip_seekable(handle.get()); break;
    case ArchiveKind::packed:
      if (!append_filter(handle.get(), bytes)) {
        return Error{ErrorCode::unsupported, "this way of packing is not supported", ""};
      }
      archive_read_support_format_raw(handle.get());
      break;
    case ArchiveKind::any:
      archive_read_support_format_tar(handle.get());
      archive_read_support_format_7zip(handle.get());
      archive_read_support_format_rar(handle.get());
      archive_read_support_format_rar5(handle.get());
      archive_read_support_format_cab(handle.get());
      archive_read_support_format_cpio(handle.get());
      archive_read_support_format_lha(handle.get());
      break;
  }
  if (archive_read_open_memory(handle.get(), bytes.data(), bytes.size()) != ARCHIVE_OK) {
    return error_of(handle.get());
  }
  for (;;) {
    archive_entry* entry = nullptr;
    const int status = archive_read_next_header(handle.get(), &entry);
    if (status == ARCHIVE_EOF) {
      return {};
    }
    if (status < ARCHIVE_WARN) {
      return error_of(handle.get());
    }
    const auto type = archive_entry_filetype(entry);
    if (type == AE_IFDIR) {
      continue;
    }
    Child child;
    const char* name = archive_entry_pathname(entry);
    child.name = kind == ArchiveKind::packed ? std::string(single_name)
                                             : std::string(name == nullptr ? "" : name);
    if (archive_entry_hardlink(entry) != nullptr || (type != AE_IFREG && type != 0)) {
      child.failure = foia::Finding{FindingCode::not_a_file, 0, "the member is a link or device"};
    } else if (archive_entry_is_encrypted(entry) != 0) {
      child.failure = foia::Finding{FindingCode::encrypted, 0, "the member is encrypted"};
    } else {
      auto content = read_member(handle.get(), members.room(), child.failure);
      if (!child.failure) {
        child.bytes = std::move(content);
      }
    }
    if (!members.add(std::move(child))) {
      return {};
    }
  }
}

}  // namespace vaughn::extract
