// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <map>
#include <vector>

#include "base/result.h"
#include "engine/census.h"
#include "engine/workspace.h"
#include "foia/production.h"

namespace vaughn::engine {

// What stands on the pages of one record, from the decisions in force.
struct RecordDecisions {
  std::map<int, std::vector<foia::Mark>> marks{};  // by page
  std::map<int, foia::PageDecision> decisions{};   // by page
};

struct PlanInputs {
  std::string name{};
  int installment = 0;
  base::Date dated{};
  std::string supersedes{};
  std::string supersedes_reason{};
  std::int64_t first_number = 0;
  std::vector<foia::RecordId> records{};  // in production order
};

// The plan with page outcomes and claims; boxes are filled in when the pages are burnt. Referred
// pages are left out.
base::Result<foia::VolumePlan> make_plan(Workspace& workspace,
                                         const Census& census,
                                         const PlanInputs& inputs,
                                         const std::map<foia::RecordId, int>& vaughn_numbers);

base::Result<std::map<foia::RecordId, RecordDecisions>> decisions_of(
    Workspace& workspace, const std::vector<foia::RecordId>& records);

}  // namespace vaughn::engine
