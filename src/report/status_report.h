// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "base/dates.h"
#include "base/result.h"
#include "foia/figure.h"
#include "foia/matter.h"
#include "paper/document.h"
#include "report/figures.h"
#include "report/ledger_view.h"

namespace vaughn::report {

struct StatusReportOptions {
  base::Date as_of{};  // of the figures; printed with every generated part
  // Names of attorneys who agreed to the paper, besides the [[filing.signature]] of matter.toml.
  std::vector<std::string> concurred{};
};

struct StatusReport {
  paper::Document report{};           // with the proposed order at its end
  paper::Document order{};            // the proposed order by itself; no blocks if there is none
  std::vector<UsedFigure> figures{};  // in the order in which they are printed
  std::vector<std::string> notes{};   // what the drafter must know: who has not signed, ...
};

// A joint status report on pleading paper. "s/ Name" stands only over attorneys who agreed; the
// attestation is signed only when all others have. Fails on markup or a generated part that asks
// for something that is not there, naming the place.
base::Result<StatusReport> status_report(const foia::Matter& matter,
                                         const foia::Filing& filing,
                                         const LedgerView& ledger,
                                         const foia::Figures& figures,
                                         const StatusReportOptions& options);

}  // namespace vaughn::report
