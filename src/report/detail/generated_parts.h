// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string_view>
#include <vector>

#include "base/dates.h"
#include "base/result.h"
#include "foia/matter.h"
#include "paper/document.h"
#include "report/detail/composer.h"
#include "report/ledger_view.h"
#include "report/status_report.h"

namespace vaughn::report::detail {

// The parts of a status report that are written from the ledger.
class GeneratedParts {
 public:
  GeneratedParts(const foia::Matter& matter,
                 const LedgerView& ledger,
                 Composer& composer,
                 const StatusReportOptions& options)
      : matter_(matter),
        ledger_(ledger),
        composer_(composer),
        options_(options),
        as_of_(options.as_of) {}

  // Appends the part of this name, one of those of foia::FilingSection::include.
  base::Result<void> add(std::string_view name, std::vector<paper::Block>& blocks);
  // Whether there is anything to say under "changes", "agreed" or "positions".
  bool has(std::string_view name) const;
  base::Result<void> add_with_heading(std::string_view name, std::vector<paper::Block>& blocks);

 private:
  using Blocks = std::vector<paper::Block>;

  base::Result<void> add_status_by_category(Blocks& blocks);
  base::Result<void> add_productions(Blocks& blocks);
  base::Result<void> add_promises(Blocks& blocks);
  base::Result<void> add_forecast(Blocks& blocks);
  base::Result<void> add_searches(Blocks& blocks);
  base::Result<void> add_submitters(Blocks& blocks);
  base::Result<void> add_vaughn(Blocks& blocks);
  base::Result<void> add_changes(Blocks& blocks);
  base::Result<void> add_position(std::string_view side, Blocks& blocks);
  const Position* position(std::string_view side) const;

  std::string agency() const { return matter_.request.component; }

  const foia::Matter& matter_;
  const LedgerView& ledger_;
  Composer& composer_;
  const StatusReportOptions& options_;
  base::Date as_of_;
};

}  // namespace vaughn::report::detail
