// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "base/bytes.h"
#include "base/dates.h"
#include "base/result.h"

namespace vaughn::paper {

// Empty, text, a number or a date. Text is stored as text: no cell is ever read as a formula.
using WorkbookCell = std::variant<std::monostate, std::string, double, base::Date>;

struct WorkbookColumn {
  std::string header{};
  double width = 12;  // in characters
  bool wraps = false;

  bool operator==(const WorkbookColumn&) const = default;
};

struct WorkbookSheet {
  std::string name{};  // made fit for Excel: 31 characters, none of []:*?/\, no name twice
  std::vector<WorkbookColumn> columns{};
  std::vector<std::vector<WorkbookCell>> rows{};
  bool freezes_header = true;
  bool has_filter = true;

  bool operator==(const WorkbookSheet&) const = default;
};

struct Workbook {
  std::string title{};
  std::vector<WorkbookSheet> sheets{};

  bool operator==(const Workbook&) const = default;
};

// An Office Open XML workbook. Equal workbooks give equal bytes. No sheet, more than 1,048,576 rows
// or 16,384 columns: invalid_argument. Text is cut at Excel's 32,767 characters, with "..." as its
// last three.
base::Result<base::Bytes> to_xlsx(const Workbook& workbook);

}  // namespace vaughn::paper
