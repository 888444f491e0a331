// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "data/suppress.h"
#include "foia/ids.h"
#include "foia/table.h"
#include "foia/table_map.h"

// One table from the rows of many spreadsheets. Every row that goes in is counted, or listed with
// the reason why it is not. Pure.
namespace vaughn::data {

// One record's tables, as extract read them.
struct Source {
  foia::RecordId record{};
  foia::Tables tables{};
};

// Where a row stands.
struct RowRef {
  foia::RecordId record{};
  std::string sheet{};
  int row = 0;
  auto operator<=>(const RowRef&) const = default;
};

enum class RowState {
  counted,
  duplicate,  // a record before it has the same row as often
  listed,     // `why` says what a person must look at
};
std::string_view to_string(RowState state);

struct CountedRow {
  RowRef at{};
  RowState state{};
  std::vector<std::string> groups{};  // by dimension of the map; of counted rows
  std::string why{};                  // "no office", "unknown type"; names no content
  RowRef same_as{};                   // of duplicates
  bool is_hidden = false;
};

// A sheet that has no headings the map knows: none of its rows is read.
struct UnreadSheet {
  foia::RecordId record{};
  std::string sheet{};
  std::int64_t rows = 0;
  std::string why{};  // "no column for office"
};

// A cell of the tables made. Its id opens its rows: "operations.office_month.harlan.2024-03", with
// "all" for a total.
struct MadeCell {
  std::string id{};
  std::int64_t value = 0;
  Shown shown{};
  std::vector<std::size_t> rows{};  // of Made::rows
};

struct MadeBreakdown {
  foia::TableBreakdown breakdown{};
  std::vector<std::string> row_names{};     // sorted; the total is not among them
  std::vector<std::string> column_names{};  // likewise; none without columns
  // By row, then column; the last of each is the total.
  std::vector<std::vector<MadeCell>> cells{};
};

struct Made {
  std::vector<CountedRow> rows{};  // by record, sheet, row
  std::vector<UnreadSheet> unread{};
  std::int64_t headings = 0;  // rows up to and with the headings of sheets that were read
  std::int64_t hidden = 0;    // rows counted though the sheet, or the row itself, is hidden
  std::vector<MadeBreakdown> breakdowns{};

  std::int64_t count(RowState state) const;
  std::int64_t suppressed() const;  // cells not shown, each once for its id
};

// `sources` by ascending record. The same sources and map give the same.
Made make_tables(const foia::TableMap& map, std::span<const Source> sources);

// "2024-03" of a date, or of a text such as 3/14/2024, 2024-03-14, 14 Mar 2024 or March 14, 2024.
std::optional<base::Date> date_of(const foia::TableValue& value);

// How the reader is told about what is not shown.
std::string suppression_note(const foia::TableMap& map, const Made& made);

}  // namespace vaughn::data
