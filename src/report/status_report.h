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

// A figure that is not what it was in the last filed report.
struct FigureChange {
  std::string id{};
  std::string meaning{};
  std::int64_t before = 0;
  std::int64_t now = 0;
  std::string explanation{};  // empty: the difference is what was added
  bool operator==(const FigureChange&) const = default;
};

// A side's own text, as Markdown. Nobody else's words come into it.
struct Position {
  std::string side{};  // "plaintiffs", "defendants" or "agreed"
  std::string text{};
  bool operator==(const Position&) const = default;
};

enum class Signatures { shown, left_out };

struct StatusReportOptions {
  base::Date as_of{};  // of the figures; printed with every generated part
  // Names of attorneys who agreed to the paper, besides the [[filing.signature]] of matter.toml.
  std::vector<std::string> concurred{};
  // Left out: the paper as it is put before the signatories, whoever has agreed.
  Signatures signatures = Signatures::shown;
  std::vector<Position> positions{};
  std::vector<FigureChange> changes{};  // since the last filed report
  std::string last_report{};            // "ECF No. 71 of March 2, 2026"; empty: there is none
};

struct StatusReport {
  paper::Document report{};           // with the proposed order at its end
  paper::Document order{};            // the proposed order by itself; no blocks if there is none
  std::vector<UsedFigure> figures{};  // in the order in which they are printed
  std::vector<std::string> notes{};   // what the drafter must know: who has not signed, ...
  std::vector<std::string> signed_by{};
  bool is_attested = false;
};

// A joint status report, stipulation or case management statement as the court of the matter wants
// it (foia/court_profile.h). "s/ Name" stands only over attorneys who agreed; the
// attestation is signed only when all others have. Fails on markup or a generated part that asks
// for something that is not there, naming the place.
base::Result<StatusReport> status_report(const foia::Matter& matter,
                                         const foia::Filing& filing,
                                         const LedgerView& ledger,
                                         const foia::Figures& figures,
                                         const StatusReportOptions& options);

}  // namespace vaughn::report
