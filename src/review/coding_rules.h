// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "foia/determination.h"
#include "foia/ids.h"

namespace vaughn::review {

// "Records that answer this query are (not) responsive to this category, because ...". The engine
// runs the query and hands the hits to apply_rules().
struct CodingRule {
  std::string query{};
  std::string category{};  // empty with not_responsive: to no category
  foia::Responsiveness value{};
  std::string reason{};
  bool operator==(const CodingRule&) const = default;
};

// Each rule has a query and a reason, and a category unless it says not_responsive. The error
// names the rule by its number from 1.
base::Result<void> check_rules(const std::vector<CodingRule>& rules);

struct RuleDecision {
  foia::RecordId record{};
  std::string category{};
  foia::Responsiveness value{};
  std::size_t rule = 0;  // index of the rule that decided
  std::string reason{};
  bool operator==(const RuleDecision&) const = default;
};

struct RuleOutcome {
  std::vector<RuleDecision> decisions{};    // by record, then category; each pair once
  std::vector<std::int64_t> decided_by{};   // per rule: decisions that are its own
  std::vector<foia::RecordId> untouched{};  // of the population: met by no rule
};

// The first rule that names a record and category decides. A rule "not responsive to any" decides
// only records that no rule calls responsive or unsure. `hits[i]`: rising ids of rule i. Hits
// outside the rising `population` are ignored.
base::Result<RuleOutcome> apply_rules(const std::vector<CodingRule>& rules,
                                      const std::vector<std::vector<foia::RecordId>>& hits,
                                      const std::vector<foia::RecordId>& population);

}  // namespace vaughn::review
