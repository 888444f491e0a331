// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "clock/request_life.h"
#include "clock/states.h"
#include "engine/workspace.h"
#include "foia/figure.h"
#include "foia/production.h"
#include "foia/tasking.h"

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

// Four machines, each with its own states (domain.md 2): never one status for a matter.
struct MatterStates {
  struct Tasking {
    foia::TaskingId id{};
    std::string office{};
    foia::TaskingState state{};
  };
  struct Volume {
    std::string name{};
    foia::VolumeState state{};
  };
  clock::RequestState request{};
  std::vector<std::string> beside{};  // runs beside every state: "extended", "in litigation"
  std::vector<Tasking> taskings{};
  std::vector<std::pair<std::string, std::int64_t>> records{};  // by state; none without a record
  std::vector<std::pair<clock::PageState, std::int64_t>> pages{};  // of responsive records
  std::vector<Volume> volumes{};
};
base::Result<MatterStates> matter_states(Workspace& workspace);

struct StatusResult {
  std::string matter{};
  std::string case_number{};
  base::Instant as_of{};
  MatterStates states{};
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
