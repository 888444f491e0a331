// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "base/bytes.h"
#include "base/dates.h"

namespace vaughn::sample {

using SheetCell = std::variant<std::string, double, base::Date>;

struct WorkbookRow {
  std::vector<SheetCell> cells{};  // at most 26
  bool is_hidden = false;
};

struct WorkbookSheet {
  std::string name{};
  bool is_hidden = false;
  std::vector<double> widths{};     // in characters
  std::vector<WorkbookRow> rows{};  // the first is the header
};

struct Workbook {
  std::string title{};
  std::string author{};
  base::Instant created{};
  std::vector<WorkbookSheet> sheets{};
};

base::Bytes to_xlsx(const Workbook& book);
// The visible cells of the first sheet, comma separated, CRLF, quoted where needed.
base::Bytes to_csv(const WorkbookSheet& sheet);

}  // namespace vaughn::sample
