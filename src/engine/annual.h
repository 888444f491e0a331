// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "annual/check.h"
#include "annual/read.h"
#include "base/result.h"
#include "engine/sandbox.h"

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

}  // namespace vaughn::engine
