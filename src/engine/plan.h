// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "engine/census.h"
#include "engine/outgoing.h"
#include "engine/sandbox.h"
#include "engine/workspace.h"
#include "forecast/pace.h"
#include "forecast/projection.h"
#include "forecast/promise.h"

namespace vaughn::engine {

// Where the work on pages stands in time: its pace, its end, and what was promised. Pages are those
// of responsive records as they are known now; a page counts for its category from the first day,
// whenever the record was found.

struct StagePace {
  forecast::Stage stage{};
  std::int64_t pages = 0;  // up to the day of counting
  std::vector<forecast::PeriodCount> periods{};
};

struct PaceResult {
  base::Date as_of{};
  std::string category{};  // empty: all
  forecast::Period period{};
  std::vector<StagePace> stages{};  // in the order of forecast::kStages
};
base::Result<PaceResult> plan_pace(Workspace& workspace,
                                   const std::string& category,
                                   forecast::Period period,
                                   base::Date as_of);

struct PlanRequest {
  base::Date as_of{};
  std::string category{};             // empty: all
  std::vector<std::int64_t> rates{};  // pages a month
  std::optional<base::Date> first{};  // day of the first installment at these rates
  forecast::ProjectionOptions options{};
};

struct RateRow {
  forecast::RatePlan plan{};
  std::string sentence{};  // with the markup of a filing
  std::string text{};      // as it will be printed
};

struct PlanForecast {
  base::Date as_of{};
  std::string category{};
  std::string figure{};        // id of the number of pages that remain
  std::int64_t remaining = 0;  // pages not reviewed
  std::int64_t undecided_records = 0;
  std::int64_t unrendered_records = 0;
  forecast::ProjectionOutcome outcome{};
  std::string sentence{};  // of the measured pace; empty without a projection
  std::string text{};
  std::vector<RateRow> rates{};
  std::vector<forecast::DayCount> reviewed{};  // the history
  std::vector<std::string> notes{};            // what a reader must know
};
base::Result<PlanForecast> plan_forecast(Workspace& workspace, const PlanRequest& request);

// Of one promise, a record with work left.
struct RemainingRecord {
  foia::RecordId record{};
  std::int64_t pages = 0;
  std::int64_t unreviewed = 0;
  std::int64_t unproduced = 0;
  std::int64_t at_submitter = 0;
  std::string what{};  // "3 of 4 pages not reviewed"
};

struct PromisePlan {
  foia::Promise promise{};
  forecast::ScoredPromise score{};
  forecast::PromiseWork work{};
  std::vector<RemainingRecord> remaining{};  // ascending ids
};
base::Result<std::vector<PromisePlan>> plan_promises(Workspace& workspace, base::Date today);

struct PlanChart {
  PlanForecast forecast{};
  std::vector<std::filesystem::path> files{};
  // Not clean: the chart says what is redacted or withheld, and was not written.
  OutgoingResult outgoing{};
};
// burn-down.svg and .png in `out`.
base::Result<PlanChart> plan_chart(Workspace& workspace,
                                   Sandbox& sandbox,
                                   const PlanRequest& request,
                                   const std::filesystem::path& out);

}  // namespace vaughn::engine
