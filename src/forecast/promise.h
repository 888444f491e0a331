// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/dates.h"
#include "foia/matter.h"
#include "forecast/projection.h"

namespace vaughn::forecast {

enum class PromiseScore {
  kept,
  late,     // done after it was due, or not done and past due
  open,     // not due yet, and nothing speaks against it
  at_risk,  // not due yet; the pace or a page that is out speaks against it
};
std::string_view to_string(PromiseScore score);

// The work that a promise is about, as counted in the ledger.
struct PromiseWork {
  std::int64_t pages = 0;  // that it covers, without those referred to other agencies
  std::int64_t unreviewed = 0;
  std::int64_t at_submitter = 0;
  std::int64_t unproduced = 0;
  std::int64_t undecided_records = 0;   // may turn out to answer it
  std::int64_t unrendered_records = 0;  // their pages are not counted yet
  std::int64_t taskings = 0;
  std::int64_t open_taskings = 0;
  std::optional<base::Date> submitter_due{};  // the latest day on which a submitter is to answer
  std::optional<base::Date> last_reviewed{};
  std::optional<base::Date> last_produced{};  // first production of the page that came last
  std::optional<base::Date> last_answered{};  // of the taskings
  bool operator==(const PromiseWork&) const = default;
};

struct ScoredPromise {
  std::string key{};
  PromiseScore score{};
  base::Date due{};
  std::optional<base::Date> done_on{};
  std::int64_t days = 0;  // late: how many; open and at_risk: left
  std::string basis{};    // what says so
  bool operator==(const ScoredPromise&) const = default;
};

// Done: as matter.toml states; else, by the kind of the promise, once every page is produced
// ("produce"), reviewed ("process") or every tasking answered ("search"), and no record is left
// that may be added to it. A later volume that corrects a page does not undo its first production.
// What was done after `today` is not done yet.
ScoredPromise score(const foia::Promise& promise,
                    const PromiseWork& work,
                    const ProjectionOutcome& forecast,
                    base::Date today);

}  // namespace vaughn::forecast
