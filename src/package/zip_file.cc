// SPDX-License-Identifier: AGPL-3.0-or-later
#include "package/detail/zip_file.h"

#include <archive.h>
#include <archive_entry.h>
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <set>

#include "base/freed_by.h"

namespace vaughn::package::detail {

using base::Bytes;
using base::BytesView;
using base::Error;
using base::ErrorCode;
using base::Result;

namespace {

constexpr std::size_t kMaxParts = 64;
constexpr std::size_t kBlock = 1u << 16;

la_ssize_t append(archive*, void* into, const void* data, std::size_t count) {
  static_cast<Bytes*>(into)->append(static_cast<const char*>(data), count);
  return static_cast<la_ssize_t>(count);
}

bool is_plain_name(const std::string& name) {
  return !name.empty() && name.size() < 128 && name.front() != '.' &&
         std::all_of(name.begin(), name.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  c == '.' || c == '-' || c == '_';
         });
}

Error damaged(std::string what) {
  return {ErrorCode::damaged, std::move(what), "it may have been cut or changed on its way"};
}

}  // namespace

Result<Bytes> zip(const std::vector<Part>& parts) {
  Bytes out;
  const std::unique_ptr<archive, base::FreedBy<archive_write_free>> writer(archive_write_new());
  const std::unique_ptr<archive_entry, base::FreedBy<archive_entry_free>> entry(
      archive_entry_new());
  const Error failed{ErrorCode::io, "cannot pack the files", ""};
  if (!writer || !entry) {
    return failed;
  }
  archive_write_set_format_zip(writer.get());
  archive_write_set_options(writer.get(), "zip:!zip64,zip:compression=deflate");
  archive_write_set_bytes_in_last_block(writer.get(), 1);
  if (archive_write_open(writer.get(), &out, nullptr, append, nullptr) != ARCHIVE_OK) {
    return failed;
  }
  for (const auto& [name, bytes] : parts) {
    // No time is set on purpose: libarchive then writes 1980-01-01 whatever the time zone is.
    archive_entry_clear(entry.get());
    archive_entry_set_pathname(entry.get(), name.c_str());
    archive_entry_set_filetype(entry.get(), AE_IFREG);
    archive_entry_set_perm(entry.get(), 0644);
    archive_entry_set_size(entry.get(), static_cast<la_int64_t>(bytes.size()));
    if (archive_write_header(writer.get(), entry.get()) != ARCHIVE_OK ||
        archive_write_data(writer.get(), bytes.data(), bytes.size()) !=
            static_cast<la_ssize_t>(bytes.size())) {
      return failed;
    }
  }
  if (archive_write_close(writer.get()) != ARCHIVE_OK) {
    return failed;
  }
  return out;
}

Result<std::vector<Part>> unzip(BytesView bytes, std::size_t most) {
  const std::unique_ptr<archive, base::FreedBy<archive_read_free>> reader(archive_read_new());
  if (!reader) {
    return Error{ErrorCode::limit, "cannot unpack the file: out of memory", ""};
  }
  archive_read_support_format_zip_seekable(reader.get());
  if (archive_read_open_memory(reader.get(), bytes.data(), bytes.size()) != ARCHIVE_OK) {
    return damaged("it is not a package or a reply");
  }
  std::vector<Part> parts;
  std::set<std::string> names;
  std::size_t total = 0;
  for (;;) {
    archive_entry* entry = nullptr;
    const int status = archive_read_next_header(reader.get(), &entry);
    if (status == ARCHIVE_EOF) {
      break;
    }
    if (status != ARCHIVE_OK) {
      return damaged("it cannot be unpacked");
    }
    const char* stored = archive_entry_pathname_utf8(entry);
    const std::string name = stored == nullptr ? "" : stored;
    if (archive_entry_filetype(entry) != AE_IFREG || !is_plain_name(name) ||
        !names.insert(name).second) {
      return damaged("it holds a file with a name that does not belong there");
    }
    if (parts.size() >= kMaxParts) {
      return Error{ErrorCode::limit, "it holds too many files", ""};
    }
    Bytes content;
    for (;;) {
      const auto before = content.size();
      content.resize(before + kBlock);
      const auto count = archive_read_data(reader.get(), content.data() + before, kBlock);
      if (count < 0) {
        return damaged(fmt::format("{} in it cannot be unpacked", name));
      }
      content.resize(before + static_cast<std::size_t>(count));
      total += static_cast<std::size_t>(count);
      if (total > most) {
        return Error{ErrorCode::limit,
                     fmt::format("it would unpack to more than {} MB", most >> 20),
                     "no package or reply is that large: do not open it, ask who sent it"};
      }
      if (count == 0) {
        break;
      }
    }
    parts.emplace_back(name, std::move(content));
  }
  return parts;
}

}  // namespace vaughn::package::detail
