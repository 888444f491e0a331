// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/dates.h"
#include "foia/consultation.h"
#include "foia/production.h"
#include "foia/tasking.h"

namespace vaughn::report {

enum class PromiseState { met, late, open, overdue };

// What became of a promise, as the ledger or matter.toml says.
struct PromiseOutcome {
  std::string key{};  // of foia::Promise
  PromiseState state = PromiseState::open;
  std::optional<base::Date> met_on{};  // met and late
  bool operator==(const PromiseOutcome&) const = default;
};

// What a status report tells of the ledger that is no number. All numbers come from foia::Figures,
// by the ids of report/figures.h.
struct LedgerView {
  std::vector<foia::ProductionVolume> volumes{};  // in the order in which they were sealed
  std::vector<foia::SearchTasking> taskings{};    // by id
  std::vector<foia::Consultation> consultations{};
  std::vector<PromiseOutcome> promises{};  // one for each of the matter
  // Paragraphs that say when processing will end, with the markup of a filing.
  std::vector<std::string> forecast{};
};

}  // namespace vaughn::report
