// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "foia/determination.h"
#include "foia/ids.h"

// How a decision on some records reaches others: members of the family and exact duplicates.
namespace vaughn::review {

enum class FamilyPolicy {
  families_together,  // what is decided for one member is decided for all
  each_record,        // parent and attachment are separate records of the request
};
std::string_view to_string(FamilyPolicy policy);
base::Result<FamilyPolicy> parse_family_policy(std::string_view word);

// What the rules need to know of a record.
struct ReviewRecord {
  foia::RecordId id{};
  foia::RecordId family{};        // head of its family; itself if alone
  foia::RecordId duplicate_of{};  // the primary copy; none if this is it
};

// Whether a decision that is already there gives way.
enum class Overwrite { no, yes };

enum class Because { chosen, family, duplicate };
std::string_view to_string(Because because);

struct Spread {
  foia::RecordId record{};
  Because because{};
  foia::RecordId source{};  // the chosen record it follows
  bool operator==(const Spread&) const = default;
};

struct SpreadPlan {
  std::vector<Spread> to_write{};           // rising ids
  std::vector<foia::RecordId> unchanged{};  // already decided the same way
  std::vector<foia::RecordId> kept{};       // decided otherwise; stay as they are (Overwrite::no)
  std::vector<foia::RecordId> replaced{};   // decided otherwise; also in to_write (Overwrite::yes)
};

// Spreads the determination `value` for `category` from `chosen` to whom the policy reaches.
// Duplicates follow their primary and the primary its duplicates. `current` holds the latest
// determination per record and category. Unknown ids in `chosen` are an error (not_found).
base::Result<SpreadPlan> spread_determination(const std::vector<ReviewRecord>& records,
                                              const std::vector<foia::RecordId>& chosen,
                                              std::string_view category,
                                              foia::Responsiveness value,
                                              const std::vector<foia::Determination>& current,
                                              FamilyPolicy policy,
                                              Overwrite overwrite);

// Invariant I13: exact duplicates have equal decisions or a reason. One entry per group of
// duplicates and category whose members differ; an undecided member differs from a decided one.
struct Inconsistency {
  foia::RecordId primary{};
  std::string category{};
  struct Member {
    foia::RecordId record{};
    std::string value{};  // a Responsiveness, or "undecided"
    bool operator==(const Member&) const = default;
  };
  std::vector<Member> members{};  // rising ids
  bool operator==(const Inconsistency&) const = default;
};
std::vector<Inconsistency> find_inconsistencies(const std::vector<ReviewRecord>& records,
                                                const std::vector<foia::Determination>& current);

}  // namespace vaughn::review
