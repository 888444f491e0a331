// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string_view>

#include "base/dates.h"
#include "base/result.h"
#include "foia/ids.h"
#include "fulltext/manifest.h"

// A segment on disk is an SQLite file:
//   text        FTS5, contentless, detail=full: subject, sender, recipient, cc, body, name;
//               rowid = RecordId
//   record      id, date (seconds since 1970 UTC or NULL), office, custodian, kind
//               (the last three: rows of `value`)
//   value       id, text
//   dictionary  one row: every word in byte order, front-coded, with the place of its postings
//   meta        key, value: format, word_rules, records, postings
namespace vaughn::fulltext {

// What is searched of one record. Views need to live during the call of add() only.
struct IndexedRecord {
  foia::RecordId id{};
  std::string_view subject{};  // e-mail subject or document title
  std::string_view from{};     // names and addresses as displayed; of a document its author
  std::string_view to{};
  std::string_view cc{};  // Cc and Bcc
  std::string_view body{};
  std::string_view name{};              // file name or path
  std::optional<base::Instant> date{};  // what sent: asks for
  std::string_view office{};            // key as in matter.toml
  std::string_view custodian{};
  std::string_view kind{};  // foia::RecordKind as a word: "email"
};

// Writes one segment. Memory stays below some 100 MB however many records come. The
// file appears under its final name whole, flushed and read-only, or not at all. The same records
// in the same order give the same bytes (with the same SQLite release).
class SegmentBuilder {
 public:
  static base::Result<SegmentBuilder> open(const std::filesystem::path& folder);
  SegmentBuilder(SegmentBuilder&&) noexcept;
  SegmentBuilder& operator=(SegmentBuilder&&) noexcept;
  ~SegmentBuilder();  // an unfinished segment leaves nothing behind

  // Each id once (conflict otherwise); rising ids are fastest. Text is taken as it is: invalid
  // UTF-8 separates words. Ids beyond 4,294,967,295 are refused.
  base::Result<void> add(const IndexedRecord& record);
  std::int64_t record_count() const;
  // True after 512 MB of text, when a next segment serves better. add() still works.
  bool is_full() const;

  // Ends the builder. With no records added it is an error (invalid_argument).
  base::Result<SegmentEntry> finish();

 private:
  friend struct SegmentBuilderAccess;
  struct Impl;
  explicit SegmentBuilder(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

// One segment with the same answers as all of the manifest's; the old files stay until
// remove_unlisted(). A manifest of one segment without replaced records comes back as it is.
base::Result<Manifest> merge_segments(const std::filesystem::path& folder,
                                      const Manifest& manifest);

}  // namespace vaughn::fulltext
