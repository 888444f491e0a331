// SPDX-License-Identifier: AGPL-3.0-or-later
#include "foia/table_map.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "foia/detail/toml_reader.h"

namespace vaughn::foia {

using base::Result;

namespace {

using detail::Need;
using detail::Problems;
using detail::Table;

constexpr std::array<std::string_view, 2> kKinds{"text", "month"};
constexpr std::array<std::string_view, 2> kSameRow{"count_once", "count_all"};
constexpr int kMostSuppressed = 1000;

TableDimension read_dimension(Table table) {
  TableDimension out;
  out.key = table.word("key");
  out.title = table.text("title");
  if (out.title.empty()) {
    out.title = out.key;
  }
  out.headers = table.texts("headers", Need::required);
  out.kind = table.choice("kind", kKinds, Need::optional, "text") == "month" ? DimensionKind::month
                                                                             : DimensionKind::text;
  out.separator = table.text("separator");
  out.empty = table.text("empty");
  out.is_closed = table.flag("closed");
  for (auto& row : table.tables("value")) {
    Synonym synonym;
    synonym.value = row.text("name", Need::required);
    synonym.also = row.texts("also");
    row.finish();
    out.synonyms.push_back(std::move(synonym));
  }
  if (out.is_closed && out.synonyms.empty()) {
    table.fail("closed", "no value is known", "add [[column.value]] with its name");
  }
  table.finish();
  return out;
}

TableBreakdown read_breakdown(Table table, const TableMap& map) {
  TableBreakdown out;
  out.key = table.word("key");
  out.title = table.text("title", Need::required);
  out.rows = table.word("rows");
  out.columns = table.word("columns", Need::optional);
  for (const auto& [key, value] :
       {std::pair<std::string_view, std::string>{"rows", out.rows}, {"columns", out.columns}}) {
    if (!value.empty() && map.dimension(value) == nullptr) {
      table.fail(key,
                 fmt::format("there is no [[column]] with the key '{}'", value),
                 "write the key of a column");
    }
  }
  if (out.rows == out.columns) {
    table.fail("columns", "rows and columns are the same", "leave columns out");
  }
  table.finish();
  return out;
}

}  // namespace

const TableDimension* TableMap::dimension(std::string_view wanted) const {
  const auto found = std::find_if(
      dimensions.begin(), dimensions.end(), [&](const auto& row) { return row.key == wanted; });
  return found == dimensions.end() ? nullptr : &*found;
}

Result<TableMap> parse_table_map(std::string_view toml, std::string_view file) {
  TableMap out;
  const auto read = [&](Problems& problems, const toml::table& root) {
    Table table(problems, root, "");
    out.key = table.word("key");
    out.title = table.text("title", Need::required);
    out.noun = table.text("noun", Need::required);
    out.category = table.word("category");
    out.dates.first = table.date("from");
    out.dates.last = table.date("to");
    out.same_row = table.choice("same_row", kSameRow, Need::optional, "count_once") == "count_all"
                       ? SameRow::count_all
                       : SameRow::count_once;
    out.same_by = table.texts("same_by");
    out.suppress_upto = table.number("suppress_upto", 10, 0, kMostSuppressed);
    out.least_choices = table.number("least_choices", 3, 2, kMostSuppressed);
    std::set<std::string> keys;
    for (auto& row : table.tables("column")) {
      out.dimensions.push_back(read_dimension(std::move(row)));
      if (!keys.insert(out.dimensions.back().key).second) {
        row.fail("key", "two columns have this key", "give each its own");
      }
    }
    keys.clear();
    for (auto& row : table.tables("breakdown")) {
      out.breakdowns.push_back(read_breakdown(row, out));
      if (!keys.insert(out.breakdowns.back().key).second) {
        row.fail("key", "two breakdowns have this key", "give each its own");
      }
    }
    if (out.dimensions.empty()) {
      table.fail("column", "there is no [[column]]", "say which columns hold what");
    }
    if (out.breakdowns.empty()) {
      table.fail("breakdown", "there is no [[breakdown]]", "say what to count by");
    }
    table.finish();
  };
  TRY(detail::parse_toml(toml, file, read));
  return out;
}

}  // namespace vaughn::foia
