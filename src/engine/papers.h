// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "engine/workspace.h"
#include "foia/vaughn_entry.h"

namespace vaughn::engine {

// The Vaughn index of everything produced so far, from the same marks as the pages.
struct IndexResult {
  std::vector<foia::VaughnEntry> entries{};
  std::vector<std::string> problems{};  // of the reconciliation with the pages, both ways
  std::vector<std::filesystem::path> files{};
  std::int64_t pages_in_full = 0;  // of the records in the index
  std::int64_t pages_in_part = 0;
  std::int64_t pages_withheld = 0;
};
// Writes vaughn-index.csv, .xlsx, .docx and .pdf into `out`; without it, only the check.
base::Result<IndexResult> vaughn_index(Workspace& workspace, const std::filesystem::path& out);

struct ReportRequest {
  std::string filing{};  // key of [[filing]]; empty: the last one
  base::Date as_of{};
  std::filesystem::path out{};
  std::vector<std::string> concurred{};  // names of signatories who concurred; prints their /s/
  bool is_dry_run = false;
};

struct UsedFigure {
  std::string id{};
  std::int64_t value = 0;
  std::string where{};
  bool ties = false;                         // equal to the ledger when counted again
  std::optional<std::int64_t> last_filed{};  // in the last filed report, if it was there
};

struct ReportResult {
  std::vector<std::filesystem::path> files{};
  std::vector<UsedFigure> figures{};
  int pages = 0;
  std::vector<std::string> notes{};  // what the drafter must know
  foia::EventId event{};
};
// The joint status report with its proposed order, as DOCX and PDF on pleading paper, the order
// also by itself, and numbers.xlsx with every figure used.
base::Result<ReportResult> status_report(Workspace& workspace, const ReportRequest& request);

}  // namespace vaughn::engine
