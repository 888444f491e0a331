// SPDX-License-Identifier: AGPL-3.0-or-later
#include "review/propagation.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>

namespace vaughn::review {
namespace {

using foia::RecordId;

RecordId primary_of(const ReviewRecord& record) {
  return record.duplicate_of ? record.duplicate_of : record.id;
}

RecordId family_of(const ReviewRecord& record) {
  return record.family ? record.family : record.id;
}

// What is decided now: per record and category, the latest.
class Decisions {
 public:
  explicit Decisions(const std::vector<foia::Determination>& all) {
    for (const auto& one : all) {
      auto& latest = latest_[one.record][one.category];
      if (!latest || latest->event < one.event) {
        latest = one;
      }
    }
  }

  enum class State { open, same, otherwise };
  // How a decision on the record compares with what stands. "Not responsive to any" (no category)
  // and "responsive to 6" contradict each other.
  State compare(RecordId record, std::string_view category, foia::Responsiveness value) const {
    const auto decided = latest_.find(record);
    if (decided == latest_.end()) {
      return State::open;
    }
    const auto& by_category = decided->second;
    const auto found = by_category.find(category);
    if (category.empty() && value == foia::Responsiveness::not_responsive) {
      const bool is_wanted = std::ranges::any_of(by_category, [](const auto& entry) {
        return entry.second->value == foia::Responsiveness::responsive;
      });
      if (is_wanted) {
        return State::otherwise;
      }
    }
    if (found != by_category.end()) {
      return found->second->value == value ? State::same : State::otherwise;
    }
    const auto any = by_category.find("");
    const bool is_ruled_out =
        any != by_category.end() && any->second->value == foia::Responsiveness::not_responsive;
    return is_ruled_out && value == foia::Responsiveness::responsive ? State::otherwise
                                                                     : State::open;
  }

  std::set<std::string> categories(RecordId record) const {
    std::set<std::string> out;
    const auto decided = latest_.find(record);
    if (decided != latest_.end()) {
      for (const auto& [category, one] : decided->second) {
        out.insert(category);
      }
    }
    return out;
  }

  std::string value(RecordId record, const std::string& category) const {
    const auto decided = latest_.find(record);
    if (decided != latest_.end()) {
      const auto found = decided->second.find(category);
      if (found != decided->second.end()) {
        return std::string(foia::to_string(found->second->value));
      }
    }
    return "undecided";
  }

 private:
  std::map<RecordId, std::map<std::string, std::optional<foia::Determination>, std::less<>>>
      latest_{};
};

}  // namespace

std::string_view to_string(FamilyPolicy policy) {
  switch (policy) {
    case FamilyPolicy::families_together: return "families_together";
    case FamilyPolicy::each_record: break;
  }
  return "each_record";
}

base::Result<FamilyPolicy> parse_family_policy(std::string_view word) {
  for (const auto policy : {FamilyPolicy::families_together, FamilyPolicy::each_record}) {
    if (to_string(policy) == word) {
      return policy;
    }
  }
  return base::Error{base::ErrorCode::invalid_argument,
                     fmt::format("'{}' is not a family policy", word),
                     "write families_together or each_record"};
}

std::string_view to_string(Because because) {
  switch (because) {
    case Because::chosen: return "chosen";
    case Because::family: return "family";
    case Because::duplicate: break;
  }
  return "duplicate";
}

base::Result<SpreadPlan> spread_determination(const std::vector<ReviewRecord>& records,
                                              const std::vector<RecordId>& chosen,
                                              std::string_view category,
                                              foia::Responsiveness value,
                                              const std::vector<foia::Determination>& current,
                                              FamilyPolicy policy,
                                              Overwrite overwrite) {
  std::map<RecordId, const ReviewRecord*> known;
  std::map<RecordId, std::vector<RecordId>> families;
  std::map<RecordId, std::vector<RecordId>> copies;
  for (const auto& record : records) {
    known[record.id] = &record;
    families[family_of(record)].push_back(record.id);
    copies[primary_of(record)].push_back(record.id);
  }

  std::map<RecordId, Spread> reached;
  const std::set<RecordId> seeds(chosen.begin(), chosen.end());
  for (const auto id : seeds) {
    if (!known.contains(id)) {
      return base::Error{base::ErrorCode::not_found,
                         fmt::format("there is no record {}", foia::control_number(id)),
                         ""};
    }
    reached.emplace(id, Spread{id, Because::chosen, id});
  }
  if (policy == FamilyPolicy::families_together) {
    for (const auto id : seeds) {
      for (const auto member : families[family_of(*known[id])]) {
        reached.emplace(member, Spread{member, Because::family, id});
      }
    }
  }
  // Duplicates of all that is reached so far, and no further: the copy of a logo in another family
  // does not carry the decision into that family.
  const auto so_far = reached;
  for (const auto& [id, spread] : so_far) {
    for (const auto copy : copies[primary_of(*known[id])]) {
      reached.emplace(copy, Spread{copy, Because::duplicate, spread.source});
    }
  }

  const Decisions decisions(current);
  SpreadPlan plan;
  for (const auto& [id, spread] : reached) {
    switch (decisions.compare(id, category, value)) {
      case Decisions::State::open: plan.to_write.push_back(spread); break;
      case Decisions::State::same: plan.unchanged.push_back(id); break;
      case Decisions::State::otherwise:
        if (overwrite == Overwrite::yes) {
          plan.to_write.push_back(spread);
          plan.replaced.push_back(id);
        } else {
          plan.kept.push_back(id);
        }
        break;
    }
  }
  return plan;
}

std::vector<Inconsistency> find_inconsistencies(const std::vector<ReviewRecord>& records,
                                                const std::vector<foia::Determination>& current) {
  const Decisions decisions(current);
  std::map<RecordId, std::set<RecordId>> groups;
  for (const auto& record : records) {
    groups[primary_of(record)].insert(record.id);
  }
  std::vector<Inconsistency> out;
  for (const auto& [primary, members] : groups) {
    std::set<std::string> categories;
    for (const auto id : members) {
      categories.merge(decisions.categories(id));
    }
    for (const auto& category : categories) {
      Inconsistency found{.primary = primary, .category = category};
      bool differs = false;
      for (const auto id : members) {
        found.members.push_back({id, decisions.value(id, category)});
        differs = differs || found.members.back().value != found.members.front().value;
      }
      if (differs) {
        out.push_back(std::move(found));
      }
    }
  }
  return out;
}

}  // namespace vaughn::review
