// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "foia/ids.h"
#include "foia/production.h"

namespace vaughn::produce {

// Preflight: what must be right before a single page is written.

enum class ProblemSeverity { stop, warn };

struct PlanProblem {
  // number_repeated, number_gap, number_used_before, number_too_wide, record_repeated,
  // page_repeated, record_without_pages, family_split, family_range, not_producible,
  // outcome_mismatch, box_without_claim, box_empty, withheld_without_claim, claim_without_statute,
  // claim_without_privilege, claims_mismatch, without_vaughn_entry, removed_text_missing, bad_name,
  // volume_repeated, supersedes_unknown, supersedes_without_reason, empty_plan
  std::string code{};
  ProblemSeverity severity = ProblemSeverity::stop;
  foia::RecordId record{};  // none for the plan as a whole
  std::int64_t number = 0;  // Bates number; 0 if it is not about one page
  std::string message{};    // names the page or record, never its words
};

// The plan by itself: everything but where its numbers start. Sorted by number, record, code.
std::vector<PlanProblem> check_plan(const foia::VolumePlan& plan);

// The plan as the next volume of its matter. `previous` are all sealed volumes in any order.
std::vector<PlanProblem> check_plan(const foia::VolumePlan& plan,
                                    std::span<const foia::ProductionVolume> previous);

bool has_stop(const std::vector<PlanProblem>& problems);

}  // namespace vaughn::produce
