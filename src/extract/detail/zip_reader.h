// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"

namespace vaughn::extract {

struct ZipEntry {
  std::string name{};        // as stored; UTF-8, or the original PC charset converted to it
  std::uint64_t offset = 0;  // of its local header
  std::uint64_t packed_size = 0;
  std::uint64_t size = 0;
  std::uint32_t crc = 0;
  int method = 0;
  bool is_encrypted = false;
  bool is_folder = false;
  bool is_link = false;
};

// Random access to a zip archive in memory. Reads the central directory, or, when there is none
// (the file is cut), the local headers one after the other.
class ZipReader {
 public:
  // Overlapping members, the mark of a decompression bomb, are refused: ErrorCode::limit.
  static base::Result<ZipReader> open(base::BytesView bytes);

  const std::vector<ZipEntry>& entries() const { return entries_; }
  // The members were found without a central directory.
  bool is_recovered() const { return is_recovered_; }
  // Exact name, then without regard to case. Nothing if absent.
  const ZipEntry* find(std::string_view name) const;
  // The member unpacked and checked. Errors: encrypted, unsupported (method), damaged (data or
  // checksum), limit (more than max_bytes, or a ratio above max_ratio beyond 1 MiB).
  base::Result<base::Bytes> read(const ZipEntry& entry,
                                 std::int64_t max_bytes,
                                 std::int64_t max_ratio) const;

 private:
  base::Result<void> read_directory(std::size_t end_record);
  void scan_local_headers();
  base::Result<void> refuse_overlaps() const;

  base::BytesView bytes_{};
  std::vector<ZipEntry> entries_{};
  std::map<std::string, std::size_t, std::less<>> by_name_{};
  bool is_recovered_ = false;
};

}  // namespace vaughn::extract
