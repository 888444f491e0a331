// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "base/dates.h"
#include "foia/finding.h"

namespace vaughn::foia {

// A record of rows and columns as typed values, whatever the program that wrote it: what a request
// for data is answered from.

// Text as it stands, a number, a date (of a cell with a date's format), or true and false.
using TableValue = std::variant<std::string, double, base::Date, bool>;

struct TableCell {
  int column = 0;  // from 0
  TableValue value{};
  std::string shown{};     // as the program that wrote it shows it; dates as 2022-10-14
  bool is_merged = false;  // repeats the cell at the upper left of merged cells
  bool operator==(const TableCell&) const = default;
};

struct TableRow {
  int number = 0;  // from 1, as the sheet counts
  bool is_hidden = false;
  std::vector<TableCell> cells{};  // those with content, by column
  bool operator==(const TableRow&) const = default;
  const TableCell* at(int column) const;
};

struct TableSheet {
  std::string name{};  // empty for a file without sheets
  bool is_hidden = false;
  std::vector<int> hidden_columns{};
  std::vector<TableRow> rows{};  // those with content
  bool is_cut = false;           // rows beyond the limit are missing
  bool operator==(const TableSheet&) const = default;
};

struct Tables {
  std::vector<TableSheet> sheets{};
  std::vector<Finding> findings{};  // hidden sheets, rows and columns, cut rows, guessed charset
  bool operator==(const Tables&) const = default;
};

}  // namespace vaughn::foia
