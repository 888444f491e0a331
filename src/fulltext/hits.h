// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/dates.h"
#include "base/result.h"
#include "foia/ids.h"
#include "fulltext/index.h"
#include "fulltext/query.h"

namespace vaughn::fulltext {

// One term of a list of search terms.
struct SearchTerm {
  int line = 0;        // in the file, from 1
  std::string text{};  // as written, trimmed
  Query query{};
};

// One query a line; empty lines and lines that begin with # are skipped. An error names the line.
// The same query twice is an error: the second would make both look as if they added nothing.
base::Result<std::vector<SearchTerm>> parse_terms(std::string_view text,
                                                  const ParseOptions& options = {});

// Record -> head of its family. A record that is not in the map is a family of one.
using FamilyMap = std::unordered_map<foia::RecordId, foia::RecordId>;

struct TermHits {
  int number = 0;  // from 1
  std::string term{};
  std::int64_t records = 0;
  std::int64_t with_family = 0;         // records of all families with a hit
  std::int64_t unique = 0;              // hit by no other term
  std::int64_t unique_with_family = 0;  // in families hit by no other term
  std::optional<base::Instant> earliest{};
  std::optional<base::Instant> latest{};
  std::vector<std::string> custodians{};  // sorted
  // For a term without hits: the nearest query that has some, e.g. `"consent decrees"`.
  std::string suggestion{};
  std::int64_t suggestion_records = 0;
  Reproducibility record{};
};

// The search-term report (domain.md 14). Rows overlap; the totals do not count anything twice.
struct HitReport {
  std::vector<TermHits> terms{};
  std::int64_t records = 0;  // hit by any term
  std::int64_t with_family = 0;
  std::int64_t population = 0;  // records searched
  base::Sha256 manifest{};
  std::vector<foia::RecordId> ids{};  // behind `records`
  std::vector<foia::RecordId> ids_with_family{};
};

base::Result<HitReport> hit_report(const Index& index,
                                   const std::vector<SearchTerm>& terms,
                                   const FamilyMap& families,
                                   const FindOptions& options = {});

}  // namespace vaughn::fulltext
