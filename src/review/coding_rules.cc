// SPDX-License-Identifier: AGPL-3.0-or-later
#include "review/coding_rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <utility>

#include "base/text.h"

namespace vaughn::review {
namespace {

using foia::Responsiveness;

// "Not responsive to any category", which gives way to every other rule.
bool is_remainder(const CodingRule& rule) {
  return rule.category.empty();
}

}  // namespace

base::Result<void> check_rules(const std::vector<CodingRule>& rules) {
  const auto fault = [](std::size_t index, std::string_view what, std::string_view hint) {
    return base::Error{base::ErrorCode::invalid_argument,
                       fmt::format("coding rule {} {}", index + 1, what),
                       std::string(hint)};
  };
  for (std::size_t i = 0; i < rules.size(); ++i) {
    const auto& rule = rules[i];
    if (base::trim(rule.query).empty()) {
      return fault(i, "has no query", "say which records it is about");
    }
    if (base::trim(rule.reason).empty()) {
      return fault(i, "has no reason", "say why, for the record");
    }
    if (rule.category.empty() && rule.value != Responsiveness::not_responsive) {
      return fault(i, "has no category", "only a not_responsive rule can do without");
    }
  }
  return {};
}

base::Result<RuleOutcome> apply_rules(const std::vector<CodingRule>& rules,
                                      const std::vector<std::vector<foia::RecordId>>& hits,
                                      const std::vector<foia::RecordId>& population) {
  TRY(check_rules(rules));
  if (hits.size() != rules.size()) {
    return base::Error{base::ErrorCode::invalid_argument,
                       fmt::format("{} rules, but hits of {}", rules.size(), hits.size()),
                       ""};
  }
  const std::set<foia::RecordId> members(population.begin(), population.end());
  std::map<std::pair<foia::RecordId, std::string>, std::size_t> decided;
  std::set<foia::RecordId> met;
  std::set<foia::RecordId> wanted;  // responsive or unsure for some category
  for (const bool remainder : {false, true}) {
    for (std::size_t i = 0; i < rules.size(); ++i) {
      if (is_remainder(rules[i]) != remainder) {
        continue;
      }
      for (const auto id : hits[i]) {
        if (!members.contains(id)) {
          continue;
        }
        met.insert(id);
        if (remainder && wanted.contains(id)) {
          continue;
        }
        const auto [entry, is_new] = decided.emplace(std::pair(id, rules[i].category), i);
        if (is_new && rules[i].value != Responsiveness::not_responsive) {
          wanted.insert(id);
        }
      }
    }
  }
  RuleOutcome out{.decided_by = std::vector<std::int64_t>(rules.size())};
  for (const auto& [key, rule] : decided) {
    out.decisions.push_back({key.first, key.second, rules[rule].value, rule, rules[rule].reason});
    ++out.decided_by[rule];
  }
  std::ranges::copy_if(members, std::back_inserter(out.untouched), [&](foia::RecordId id) {
    return !met.contains(id);
  });
  return out;
}

}  // namespace vaughn::review
