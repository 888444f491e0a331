// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/hash.h"
#include "base/result.h"

namespace vaughn::fulltext {

// A segment is one immutable file, named by the SHA-256 of its content.
using SegmentId = base::Sha256;

struct SegmentEntry {
  SegmentId id{};
  std::int64_t records = 0;
  std::int64_t bytes = 0;
  std::int64_t first_record = 0;  // lowest and highest RecordId in it
  std::int64_t last_record = 0;
  bool operator==(const SegmentEntry&) const = default;
};

// The segments an index consists of. Where two hold the same record, the later one is believed, so
// a record is indexed anew by adding a segment. Same manifest and same query: same answer.
//
// As text, one line each, "\n" at the end of each:
//   vaughn-fulltext-manifest 1
//   <sha256> <records> <bytes> <first_record> <last_record>
struct Manifest {
  std::vector<SegmentEntry> segments{};
  bool operator==(const Manifest&) const = default;

  std::string text() const;
  base::Sha256 hash() const;  // of text()
  static base::Result<Manifest> parse(std::string_view text);
};

// "<folder>/<sha256>.segment"
std::filesystem::path segment_path(const std::filesystem::path& folder, const SegmentId& id);

// Removes what a killed process left behind and segments no longer listed; returns how many files.
// Only for the one process that may write to the folder, while no builder is at work in it.
base::Result<int> remove_unlisted(const std::filesystem::path& folder, const Manifest& manifest);

}  // namespace vaughn::fulltext
