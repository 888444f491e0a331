// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/dates.h"
#include "base/hash.h"
#include "base/result.h"
#include "foia/ids.h"
#include "fulltext/manifest.h"
#include "fulltext/query.h"

namespace vaughn::fulltext {

// What it takes to run the same query again years later and to know that the answer is the same.
struct Reproducibility {
  base::Sha256 manifest{};
  std::string word_rules{};  // word_rules_version() of the segments
  std::string query{};       // to_string(Query)
  std::string time_zone{};
  base::Sha256 ids{};         // hash_of_ids() of the answer
  bool needs_ledger = false;  // an `other` field took part, so the manifest alone does not decide
  bool operator==(const Reproducibility&) const = default;
};

// SHA-256 over the control numbers, sorted, each followed by "\n" (so `sha256sum` can repeat it).
base::Sha256 hash_of_ids(const std::vector<foia::RecordId>& sorted_ids);

struct FindResult {
  std::vector<foia::RecordId> ids{};  // every hit, rising
  Reproducibility record{};
};

// How often one leaf of the query is met.
struct TermCount {
  std::string term{};  // as in to_string()
  int column = 0;      // where it stands in the query
  std::int64_t records = 0;
  std::int64_t words = 0;  // words of the vocabulary it stands for; 1 for a plain word that occurs
};

// A fact sheet per record, kept with the text so that hits can be described from segments alone.
struct RecordFacts {
  foia::RecordId id{};
  std::optional<base::Instant> date{};
  std::string office{};
  std::string custodian{};
  std::string kind{};
  bool operator==(const RecordFacts&) const = default;
};

struct NearTerm {
  std::string word{};
  std::int64_t records = 0;
};

struct FindOptions {
  // Only these (rising) records count; null: all.
  const std::vector<foia::RecordId>* within = nullptr;
  // Answers filters on ParseOptions::other_fields with rising ids. Without it they are errors.
  std::function<base::Result<std::vector<foia::RecordId>>(std::string_view field,
                                                          std::string_view value)>
      resolve{};
};

enum class Verify {
  content,  // hash every segment: about 1 s per GB
  size,     // for a process that has verified the content already
};

// Reads the segments of a manifest. Exhaustive and exact: it finds all records that match, in every
// segment, or returns an error. A segment that is missing (not_found) or altered (damaged) is an
// error at open. One thread at a time.
class Index {
 public:
  static base::Result<Index> open(const std::filesystem::path& folder,
                                  const Manifest& manifest,
                                  Verify verify = Verify::content);
  // For a caller that remembers which segments it has verified.
  using VerifyOf = std::function<Verify(const SegmentEntry&)>;
  static base::Result<Index> open(const std::filesystem::path& folder,
                                  const Manifest& manifest,
                                  const VerifyOf& verify_of);
  Index(Index&&) noexcept;
  Index& operator=(Index&&) noexcept;
  ~Index();

  base::Result<FindResult> find(const Query& query, const FindOptions& options = {}) const;
  // One entry per phrase, near and filter of the query, in its order.
  base::Result<std::vector<TermCount>> term_counts(const Query& query,
                                                   const FindOptions& options = {}) const;
  // Words of the vocabulary like this one: plural and other endings, then one or two letters
  // changed; the most frequent of the nearest first.
  base::Result<std::vector<NearTerm>> near_terms(std::string_view word, int at_most = 5) const;

  base::Result<std::vector<foia::RecordId>> all_records() const;
  // Of the given rising ids; those not in the index are left out.
  base::Result<std::vector<RecordFacts>> facts(const std::vector<foia::RecordId>& ids) const;

  const Manifest& manifest() const;
  const std::string& word_rules() const;
  std::int64_t record_count() const;  // a record held by two segments counts once

 private:
  struct Impl;
  explicit Index(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace vaughn::fulltext
