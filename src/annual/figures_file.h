// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string_view>

#include "annual/complete.h"
#include "annual/report.h"

namespace vaughn::annual {

// A figures file: a report as an office keeps it, in TOML.
//
//   agency = "DOE"                    # abbreviation, as FOIA.gov has it
//   name = "Department of Examples"
//   fiscal_year = 2024
//   created = 2025-01-31
//   unstated = "zero"                 # else a missing figure is an error
//   [[component]]                     # none: [overall] is the agency
//   abbreviation = "A"
//   name = "Office A"
//   [component.requests]              # V.A; tables are named as in ComponentFigures
//   pending_at_start = 3
//   [component.dispositions]
//   full_grants = 2
//   reasons = { NoRecords = 1 }
//   [component.processed_times.simple]
//   median = 12.5                     # or "<1"
//   [component.oldest_requests]
//   items = [ { received = 2020-01-02, days = 1184 } ]
//   [overall]                         # what does not follow from the components
//   [[statute]]
//   statute = "8 U.S.C. 1202(f)"
//   withheld = "visa records"
//   cases = ["A v. B"]
//   uses = { A = 3 }
//   [[footnote]]
//   section = "V.A"
//   text = "..."
struct FiguresFile {
  Report report{};  // as stated; not yet complete()
  Unstated unstated = Unstated::leave;
};
// Errors are invalid_argument and begin "FILE:LINE:".
base::Result<FiguresFile> parse_figures(std::string_view toml, std::string_view file);

}  // namespace vaughn::annual
