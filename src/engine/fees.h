// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "base/result.h"
#include "clock/fees.h"
#include "engine/workspace.h"

namespace vaughn::engine {

// What is not given is counted in the ledger: the category from the request's steps, search minutes
// from the answers to taskings, pages from those released, lateness from the clock.
struct FeeRequest {
  std::optional<clock::RequesterCategory> category{};
  std::optional<clock::Work> search{};
  std::optional<clock::Work> review{};
  std::optional<std::int64_t> pages{};            // to duplicate
  std::optional<std::int64_t> pages_necessary{};  // to respond
  bool is_excused_by_court = false;
  bool failed_to_pay_before = false;
};

struct FeeResult {
  clock::FeeFacts facts{};
  clock::FeeDecision decision{};
  std::string rates{};  // citation
  std::string calendar{};
};
// not_found if neither the ledger nor the request says who asks, or the agency's calendar states no
// rates.
base::Result<FeeResult> fees(Workspace& workspace, const FeeRequest& request, base::Date today);

}  // namespace vaughn::engine
