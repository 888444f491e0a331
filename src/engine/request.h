// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "clock/computation.h"
#include "clock/request_life.h"
#include "engine/calendars.h"
#include "engine/workspace.h"
#include "foia/request_step.h"

namespace vaughn::engine {

// The life of the request as the ledger has it. Letters, the submitter desk and the court papers
// take every date and state from here, and change it by advance_request() alone.

// A step as it was recorded. What matter.toml states stands before the first event, with event 0.
struct StepRow {
  foia::EventId event{};
  base::Instant at{};
  std::string author{};
  std::string reason{};
  foia::RequestStep step{};
};

// The steps in force, oldest first.
base::Result<std::vector<StepRow>> request_steps(Workspace& workspace);
// What matter.toml alone says: the receipt, the number, whether there is a case.
std::vector<StepRow> stated_steps(const foia::Matter& matter);
clock::RequestLife life_of(const foia::Matter& matter, const std::vector<StepRow>& steps);
base::Result<clock::RequestLife> request_life(Workspace& workspace);

struct StepRequest {
  foia::RequestStep step{};
  std::filesystem::path document{};  // the letter or message that proves it; kept as a blob
  std::int64_t letter = 0;           // number of the matter's own letter that proves it instead
  std::string reason{};              // empty: said from the step
  bool is_dry_run = false;
};

struct StepResult {
  foia::RequestStep step{};
  clock::RequestLife before{};
  clock::RequestLife after{};
  // The determination as it is due now; none before the receipt.
  std::optional<clock::Computation> determination{};
  std::optional<base::Date> determination_was{};
  foia::EventId event{};  // 0 in a dry run
};

// Takes one step. Refused (conflict) with the rule quoted in the hint if law or logic forbids it; a
// dry run refuses the same. For `extended` without a date, `due` is filled in from the calendar.
base::Result<StepResult> advance_request(Workspace& workspace, const StepRequest& request);

struct RequestView {
  foia::Request request{};  // as matter.toml states it
  std::string case_number{};
  clock::RequestLife life{};
  std::vector<StepRow> history{};
  std::vector<foia::StepKind> possible{};  // what may come next
  std::optional<clock::Computation> determination{};
  int working_days_used = 0;  // of the 20 and the extension, up to today or the determination
  std::int64_t taskings = 0;
  std::int64_t taskings_open = 0;
  std::int64_t pages_at_submitters = 0;
};
base::Result<RequestView> look_at_request(Workspace& workspace, base::Date today);

}  // namespace vaughn::engine
