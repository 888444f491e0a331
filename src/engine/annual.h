// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "annual/check.h"
#include "annual/matter_year.h"
#include "annual/read.h"
#include "base/result.h"
#include "engine/sandbox.h"
#include "engine/workspace.h"

namespace vaughn::engine {

// Annual reports of any agency: strangers' files, parsed in the sandbox, recomputed here.

struct AnnualCheckRequest {
  std::vector<std::filesystem::path> files{};
  // Folder of DOJ's schema, with exchange/FoiaAnnualReport.xsd in it; if empty only our own rules
  // of the schema are asked.
  std::filesystem::path schema{};
};

struct AnnualFile {
  std::filesystem::path path{};
  std::optional<base::Error> error{};  // it could not be read; nothing else is said then
  std::string agency{};
  int fiscal_year = 0;
  std::int64_t components = 0;  // 0: the agency is one component
  bool is_valid = false;        // by our rules of the schema
  std::optional<std::vector<annual::SchemaError>> schema_errors{};  // by libxml2, if it was asked
  bool has_wrong_total = false;  // V.B(1) overall is not the sum of its columns
  bool has_last_year = false;    // the year before is among the files, and was compared
  std::vector<annual::Defect> defects{};
  std::vector<annual::Finding> findings{};
  bool is_clean() const;
};

struct AnnualCheck {
  std::vector<AnnualFile> files{};  // in the order given
  std::int64_t unreadable = 0;
  std::int64_t valid = 0;
  std::int64_t invalid = 0;
  std::int64_t with_components = 0;
  std::int64_t wrong_totals = 0;  // among those with components
};

base::Result<AnnualCheck> check_annual_reports(Sandbox& sandbox, const AnnualCheckRequest& request);

// What the ledger knows of the matter's request.
base::Result<annual::MatterFacts> matter_facts(Workspace& workspace);

struct AnnualWriteRequest {
  std::filesystem::path figures{};
  std::vector<annual::MatterFacts> matters{};  // counted into their components
};

struct AnnualDraft {
  annual::Report report{};
  std::string xml{};
  std::vector<annual::Finding> findings{};  // of the figures as they will be written
  bool has_errors() const;
};

// The report of the figures file and the matters. A section that both state, or a matter of a
// component that the file does not have, is an invalid_argument error.
base::Result<AnnualDraft> draft_annual_report(const AnnualWriteRequest& request);

base::Result<annual::Quarterly> draft_quarterly(const std::vector<annual::MatterFacts>& matters,
                                                std::string agency,
                                                int year,
                                                int quarter);

}  // namespace vaughn::engine
