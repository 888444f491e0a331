// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "engine/workspace.h"
#include "foia/figure.h"

namespace vaughn::engine {

enum class PromiseState { met, late, open, overdue };
std::string_view to_string(PromiseState state);

struct PromiseRow {
  foia::Promise promise{};
  PromiseState state{};
  std::optional<base::Date> met_on{};
  std::int64_t days = 0;  // until due (open), past due (overdue) or late (late)
  std::string basis{};    // what in the ledger says so
};
base::Result<std::vector<PromiseRow>> promise_rows(Workspace& workspace, base::Date today);

struct StatusResult {
  std::string matter{};
  std::string case_number{};
  base::Instant as_of{};
  foia::Figures figures{};
  std::vector<PromiseRow> promises{};
  struct OutAtSubmitter {
    std::string submitter{};
    std::int64_t pages = 0;
    std::int64_t undecided_objections = 0;
    base::Date due{};
    bool is_overdue = false;
    bool is_back = false;
  };
  std::vector<OutAtSubmitter> submitters{};
  std::vector<std::string> overdue{};  // sentences
  std::string next{};                  // one command line to go on with, and
  std::string next_why{};              // why
  std::vector<std::string> notes{};
};
base::Result<StatusResult> status(Workspace& workspace, base::Date today);

// Where every input file ended: the counts add up to `inputs` items, or `difference` says by how
// much they do not (a bug, and shown as such).
struct Accounting {
  std::int64_t files = 0;
  std::int64_t items = 0;  // records and exceptions that came out
  std::int64_t produced = 0;
  std::int64_t withheld = 0;  // every page withheld
  std::int64_t duplicate = 0;
  std::int64_t non_responsive = 0;
  std::int64_t referred = 0;
  std::int64_t at_submitter = 0;
  std::int64_t exceptions = 0;
  std::int64_t pending = 0;  // undecided, or responsive and not yet processed
  std::int64_t difference = 0;
};
base::Result<Accounting> account(Workspace& workspace);

}  // namespace vaughn::engine
