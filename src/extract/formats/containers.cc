// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>

#include "extract/detail/libarchive.h"
#include "extract/detail/zip_reader.h"
#include "extract/formats/formats.h"
#include "extract/mbox.h"

namespace vaughn::extract {
namespace {

using foia::FindingCode;

base::Result<void> open_mbox(const Input& input, Members& members) {
  std::int64_t count = 0;
  for (MboxReader reader(input.bytes); reader.next().has_value();) {
    ++count;
  }
  members.expect(count);
  MboxReader reader(input.bytes);
  for (int number = 1;; ++number) {
    const auto slice = reader.next();
    if (!slice) {
      return {};
    }
    Child child;
    child.name = fmt::format("{}.eml", number);
    child.bytes = input.bytes.substr(static_cast<std::size_t>(slice->offset),
                                     static_cast<std::size_t>(slice->length));
    if (!members.add(std::move(child))) {
      return {};
    }
  }
}

base::Result<void> open_zip(const Input& input, Members& members) {
  const auto zip = TRY(ZipReader::open(input.bytes));
  // Deflate64, bzip2 and the like: libarchive knows them, one pass after the other.
  const bool is_unusual = std::ranges::any_of(zip.entries(), [](const ZipEntry& entry) {
    return !entry.is_encrypted && entry.method != 0 && entry.method != 8;
  });
  if (is_unusual && !zip.is_recovered()) {
    return read_archive(input.bytes, ArchiveKind::zip, "", members);
  }
  const auto is_file = [](const ZipEntry& entry) { return !entry.is_folder; };
  members.expect(std::ranges::count_if(zip.entries(), is_file));
  for (const auto& entry : zip.entries()) {
    if (!is_file(entry)) {
      continue;
    }
    Child child;
    child.name = entry.name;
    if (entry.is_link) {
      child.failure = foia::Finding{FindingCode::not_a_file, 0, "the member is a symbolic link"};
    } else {
      auto bytes = zip.read(entry, members.room(), input.options.max_ratio);
      if (bytes) {
        child.bytes = std::move(*bytes);
      } else {
        child.failure = foia::Finding{finding_code(bytes.error().code), 0, bytes.error().message};
      }
    }
    if (!members.add(std::move(child))) {
      return {};
    }
  }
  if (zip.is_recovered()) {
    return base::Error{base::ErrorCode::damaged,
                       "the archive has no directory; members after its end may be missing",
                       ""};
  }
  return {};
}

base::Result<void> open_archive(const Input& input, Members& members) {
  return read_archive(input.bytes, ArchiveKind::any, "", members);
}

// The name of what is inside "report.pdf.gz".
std::string inner_name(std::string_view name) {
  const auto slash = name.find_last_of('/');
  name = name.substr(slash == std::string_view::npos ? 0 : slash + 1);
  const auto dot = name.rfind('.');
  if (dot == std::string_view::npos || dot == 0) {
    return "content";
  }
  if (name.substr(dot) == ".tgz") {
    return std::string(name.substr(0, dot)) + ".tar";
  }
  return std::string(name.substr(0, dot));
}

base::Result<void> open_packed(const Input& input, Members& members) {
  return read_archive(input.bytes, ArchiveKind::packed, inner_name(input.name), members);
}

}  // namespace

const Format& mbox_format() {
  static constexpr Format kFormat{"mbox", foia::RecordKind::archive, nullptr, open_mbox, nullptr};
  return kFormat;
}

const Format& zip_format() {
  static constexpr Format kFormat{"zip", foia::RecordKind::archive, nullptr, open_zip, nullptr};
  return kFormat;
}

const Format& archive_format() {
  static constexpr Format kFormat{
      "archive", foia::RecordKind::archive, nullptr, open_archive, nullptr};
  return kFormat;
}

const Format& packed_format() {
  static constexpr Format kFormat{
      "packed", foia::RecordKind::archive, nullptr, open_packed, nullptr};
  return kFormat;
}

}  // namespace vaughn::extract
