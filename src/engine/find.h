// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "engine/workspace.h"
#include "foia/record.h"
#include "fulltext/hits.h"
#include "fulltext/index.h"

namespace vaughn::engine {

// Which records a command is about. Exactly one of the members is set, or `all`.
struct Scope {
  std::string query{};                    // in the query language
  std::string selection{};                // name of a frozen selection
  std::vector<foia::RecordId> records{};  // named one by one
  bool all = false;
};

struct Resolved {
  std::vector<foia::RecordId> records{};  // rising
  std::string description{};              // "query: ...", "selection: ...", for events and people
  std::string query{};                    // normalised; empty if there was none
  base::Sha256 manifest{};                // of the index; zero if it was not asked
};
base::Result<Resolved> resolve(Workspace& workspace, const Scope& scope);

struct FindRequest {
  std::string query{};
  std::string within{};  // name of a selection; empty: all records
  int limit = 50;
  std::string freeze_as{};  // name of a selection to make of the hits
};

struct FoundRecord {
  foia::Record record{};
  std::string state{};  // of the census: responsive, duplicate, ...
};

struct FindResult {
  std::int64_t records = 0;
  std::int64_t with_family = 0;
  std::vector<FoundRecord> shown{};  // the first `limit`
  fulltext::Reproducibility reproducibility{};
  std::optional<store::Selection> frozen{};
};
// Fields beyond those of the text: category:6, state:responsive, selection:NAME, finding:encrypted.
base::Result<FindResult> find(Workspace& workspace, const FindRequest& request);

struct HitsResult {
  fulltext::HitReport report{};
  // Of the records each term hits, how many are decided, and responsive. By term.
  struct Reviewed {
    std::int64_t decided = 0;
    std::int64_t responsive = 0;
  };
  std::vector<Reviewed> reviewed{};
};
base::Result<HitsResult> hits(Workspace& workspace,
                              std::string_view terms,
                              const std::string& within);

// Selections: named, counted and frozen.
base::Result<store::Selection> freeze(Workspace& workspace,
                                      const std::string& name,
                                      const Scope& scope,
                                      const std::string& reason);

}  // namespace vaughn::engine
