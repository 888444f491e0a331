// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "engine/find.h"
#include "engine/workspace.h"
#include "foia/determination.h"

namespace vaughn::engine {

struct CodeRequest {
  Scope scope{};
  std::vector<std::string> categories{};  // keys; empty only with not_responsive: to none
  foia::Responsiveness value{};
  std::string reason{};
  bool overwrite = false;  // change records already decided otherwise
  bool is_dry_run = false;
};

struct CodeResult {
  std::string selection{};  // what was chosen, in words
  std::int64_t chosen = 0;
  std::int64_t family = 0;      // followed their family
  std::int64_t duplicates = 0;  // followed their duplicate
  std::int64_t unchanged = 0;
  std::int64_t kept = 0;  // decided otherwise, left as they were
  std::int64_t replaced = 0;
  std::int64_t written = 0;  // determinations
  std::int64_t in_production = 0;
  std::int64_t in_review = 0;  // not coded away: their pages are out, referred or decided
  foia::EventId event{};
};

// Decides responsiveness. Families and exact duplicates follow (review/propagation.h). A record
// with pages in a production keeps its determination: conflict.
base::Result<CodeResult> code(Workspace& workspace, const CodeRequest& request);

struct DecideRequest {
  Scope scope{};
  std::vector<int> pages{};  // from 1; empty: every page
  foia::Disposition disposition{};
  std::vector<foia::ExemptionClaim> claims{};
  std::string referred_to{};
  std::string harm{};
  std::string reason{};
  bool is_correction = false;  // also produced pages, to be corrected by a new volume
  bool is_dry_run = false;
};

struct DecideResult {
  std::int64_t records = 0;
  std::int64_t pages = 0;
  std::int64_t skipped_not_responsive = 0;  // records
  std::int64_t skipped_asked = 0;           // another person has to decide them
  std::int64_t skipped_at_submitter = 0;    // pages that are out: nothing can be decided yet
  std::int64_t skipped_produced = 0;        // pages
  std::int64_t skipped_unrendered = 0;      // records without page images
  foia::EventId event{};
};

// Decides pages of responsive records: release (in full, or in part where there are marks),
// withhold in full, refer. Withholding needs a claim, and harm text unless the claim is (b)(3).
base::Result<DecideResult> decide_pages(Workspace& workspace, const DecideRequest& request);

}  // namespace vaughn::engine
