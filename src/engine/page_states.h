// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "base/result.h"
#include "clock/states.h"
#include "engine/census.h"

namespace vaughn::engine {

// Where every page stands (domain.md 2.3), from what the ledger holds of it. Nothing of it is
// stored: decisions, marks, consultations and volumes say it.
class PageStates {
 public:
  static base::Result<PageStates> take(Workspace& workspace, const Census& census);
  clock::PageState of(const Census& census, const PageRow& page) const;

 private:
  std::map<std::pair<foia::RecordId, int>, int> marks_{};
  std::set<foia::PageRef> out_at_agencies_{};
  std::set<std::string> sent_{};
  std::set<std::string> recalled_{};
};

clock::PageState page_state(RecordState state);

// "page 2 of R-000017"
std::string page_name(foia::RecordId record, int page);
// Why a page cannot be decided so, with the rule quoted. A correction may change what was produced.
std::optional<clock::Refusal> decision_refusal(std::string_view what,
                                               clock::PageState state,
                                               foia::Disposition disposition,
                                               bool is_correction);

}  // namespace vaughn::engine
