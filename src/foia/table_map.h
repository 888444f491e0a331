// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/dates.h"
#include "base/result.h"

namespace vaughn::foia {

// How rows of many spreadsheets become one table: a TOML file, so that it can be read, agreed with
// the other side and applied again. docs/table-map.md has an example.

enum class DimensionKind {
  text,   // each value is a group
  month,  // a date; its month is the group
};

// One value under one name, whatever the offices call it.
struct Synonym {
  std::string value{};
  std::vector<std::string> also{};
  bool operator==(const Synonym&) const = default;
};

// [[column]]: something to group by, found by its headings.
struct TableDimension {
  std::string key{};                   // "office", "type", "sharing", "month"
  std::string title{};                 // heading in the table made
  std::vector<std::string> headers{};  // any of these, whatever their case
  DimensionKind kind = DimensionKind::text;
  std::string separator{};  // a cell holds several values, which together are one group; or empty
  std::string empty{};      // what no value stands for ("none"); empty: such a row is listed
  bool is_closed = false;   // only values of `synonyms`; others are listed
  std::vector<Synonym> synonyms{};
  bool operator==(const TableDimension&) const = default;
};

// [[breakdown]]
struct TableBreakdown {
  std::string key{};  // "office_month"
  std::string title{};
  std::string rows{};     // key of a dimension
  std::string columns{};  // key of a dimension; empty: totals only
  bool operator==(const TableBreakdown&) const = default;
};

enum class SameRow {
  count_once,  // a row of a later file that an earlier one has counts as a duplicate
  count_all,
};

struct TableMap {
  std::string key{};    // "operations"
  std::string title{};  // "Enforcement operations that used data of the application"
  std::string noun{};   // what one row is: "operation"
  std::string category{};
  base::DateRange dates{};  // of the dimension of kind month: rows outside are listed
  SameRow same_row = SameRow::count_once;
  // Headings that tell one row from another; none: all cells under headings.
  std::vector<std::string> same_by{};
  // Numbers from 1 to this are not shown; 0 shows all.
  int suppress_upto = 10;
  // What is not shown can be narrowed down by sums to no fewer than this many values.
  int least_choices = 3;
  std::vector<TableDimension> dimensions{};
  std::vector<TableBreakdown> breakdowns{};
  bool operator==(const TableMap&) const = default;

  const TableDimension* dimension(std::string_view key) const;
};

// invalid_argument as parse_matter() gives it.
base::Result<TableMap> parse_table_map(std::string_view toml, std::string_view file);

}  // namespace vaughn::foia
