// SPDX-License-Identifier: AGPL-3.0-or-later
#include "extract/tables.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/charset.h"
#include "base/text.h"
#include "base/wire.h"
#include "extract/detail/delimited.h"
#include "extract/detail/format.h"
#include "extract/detail/sheets.h"

namespace vaughn::extract {

using base::BytesView;
using base::Error;
using base::ErrorCode;
using base::Result;
using base::WireReader;
using base::WireWriter;
using foia::FindingCode;

namespace {

constexpr std::int64_t kMostMerged = 1'000'000;

// Sheets as they come from the reader.
class Collector {
 public:
  explicit Collector(const TableOptions& options) : options_(options) {}

  SheetVisitor visitor() {
    SheetVisitor out;
    out.sheet = [this](const std::string& name, bool is_hidden) {
      finish_sheet();
      auto& sheet = tables_.sheets.emplace_back();
      sheet.name = name;
      sheet.is_hidden = is_hidden;
    };
    out.columns = [this](const std::vector<int>& hidden) {
      tables_.sheets.back().hidden_columns = hidden;
    };
    out.typed_row = [this](const SheetRow& row, const std::vector<foia::TableValue>& values) {
      return add(row, values);
    };
    out.merged = [this](const MergedCells& merged) { merged_.push_back(merged); };
    return out;
  }

  foia::Tables finish() {
    finish_sheet();
    int sheets = 0;
    long long rows = 0;
    long long columns = 0;
    bool is_cut = false;
    for (const auto& sheet : tables_.sheets) {
      sheets += sheet.is_hidden ? 1 : 0;
      columns += static_cast<long long>(sheet.hidden_columns.size());
      rows += std::count_if(
          sheet.rows.begin(), sheet.rows.end(), [](const auto& row) { return row.is_hidden; });
      is_cut = is_cut || sheet.is_cut;
    }
    std::vector<std::string> hidden;
    for (const auto& [count, noun] : {std::pair<long long, std::string_view>{sheets, "sheet"},
                                      {rows, "row"},
                                      {columns, "column"}}) {
      if (count > 0) {
        hidden.push_back(base::plural(count, noun));
      }
    }
    if (!hidden.empty()) {
      tables_.findings.push_back(
          {FindingCode::hidden_content, 0, "hidden in the tables: " + base::join(hidden, ", ")});
    }
    if (is_cut) {
      tables_.findings.push_back(
          {FindingCode::truncated, 0, "the tables are longer than the limit"});
    }
    return std::move(tables_);
  }

  bool add(const SheetRow& row, const std::vector<foia::TableValue>& values) {
    auto& sheet = tables_.sheets.back();
    cells_ += static_cast<std::int64_t>(values.size());
    if (static_cast<int>(sheet.rows.size()) >= options_.max_rows || cells_ > options_.max_cells) {
      sheet.is_cut = true;
      return false;
    }
    foia::TableRow out{row.number, row.is_hidden, {}};
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      if (!row.cells[i].text.empty()) {
        out.cells.push_back({row.cells[i].column, values[i], row.cells[i].text, false});
      }
    }
    std::stable_sort(out.cells.begin(), out.cells.end(), [](const auto& a, const auto& b) {
      return a.column < b.column;
    });
    const auto twice =
        std::unique(out.cells.begin(), out.cells.end(), [](const auto& a, const auto& b) {
          return a.column == b.column;
        });
    out.cells.erase(twice, out.cells.end());
    if (!out.cells.empty()) {
      sheet.rows.push_back(std::move(out));
    }
    return true;
  }
  void start_sheet() { tables_.sheets.emplace_back(); }
  std::vector<foia::Finding>& findings() { return tables_.findings; }

 private:
  // Merges are told after the rows.
  void finish_sheet() {
    if (tables_.sheets.empty()) {
      return;
    }
    auto& sheet = tables_.sheets.back();
    std::map<int, foia::TableRow> by_number;
    if (!merged_.empty()) {
      for (auto& row : sheet.rows) {
        by_number[row.number] = std::move(row);
      }
      for (const auto& merged : merged_) {
        spread(merged, by_number);
      }
      sheet.rows.clear();
      for (auto& [number, row] : by_number) {
        sheet.rows.push_back(std::move(row));
      }
    }
    merged_.clear();
  }

  void spread(const MergedCells& merged, std::map<int, foia::TableRow>& rows) {
    const auto first = rows.find(merged.first_row);
    if (first == rows.end()) {
      return;
    }
    const auto* source = first->second.at(merged.first_column);
    if (source == nullptr) {
      return;
    }
    auto cell = *source;
    cell.is_merged = true;
    // Only rows that are there: a merge down to the last row of the sheet makes none.
    for (auto row = first; row != rows.end() && row->first <= merged.last_row; ++row) {
      auto& cells = row->second.cells;
      for (int column = merged.first_column; column <= merged.last_column; ++column) {
        if (row->second.at(column) == nullptr && ++spread_ <= kMostMerged) {
          cell.column = column;
          cells.insert(
              std::lower_bound(cells.begin(),
                               cells.end(),
                               column,
                               [](const auto& a, int wanted) { return a.column < wanted; }),
              cell);
        }
      }
    }
  }

  const TableOptions& options_;
  foia::Tables tables_{};
  std::vector<MergedCells> merged_{};
  std::int64_t cells_ = 0;
  std::int64_t spread_ = 0;
};

foia::Tables read_delimited(BytesView bytes, const TableOptions& options) {
  Collector collector(options);
  const auto decoded = base::decode_text(bytes);
  if (decoded.was_guessed || decoded.was_repaired) {
    collector.findings().push_back(
        {FindingCode::bad_charset, 0, "the charset was guessed: " + decoded.charset});
  }
  collector.start_sheet();
  for_each_row(decoded.text,
               find_delimiter(decoded.text),
               [&](int number, std::vector<std::string>& fields) {
                 SheetRow row;
                 row.number = number;
                 std::vector<foia::TableValue> values;
                 for (std::size_t i = 0; i < fields.size(); ++i) {
                   auto text = base::repair_utf8(fields[i]);
                   if (!text.empty()) {
                     values.emplace_back(text);
                     row.cells.push_back({static_cast<int>(i), std::move(text), {}, {}});
                   }
                 }
                 return collector.add(row, values);
               });
  return collector.finish();
}

Error malformed() {
  return {ErrorCode::crashed, "the parser sent malformed tables", ""};
}

Result<std::string> read_text(WireReader& in) {
  const auto bytes = TRY(in.bytes());
  if (!base::is_utf8(bytes)) {
    return malformed();
  }
  return std::string(bytes);
}

Result<int> read_int(WireReader& in) {
  const auto value = TRY(in.i64());
  if (value < 0 || value > INT32_MAX) {
    return malformed();
  }
  return static_cast<int>(value);
}

Result<bool> read_bool(WireReader& in) {
  const auto value = TRY(in.u8());
  if (value > 1) {
    return malformed();
  }
  return value == 1;
}

Result<std::uint64_t> read_count(WireReader& in) {
  const auto count = TRY(in.u64());
  if (count > in.remaining()) {  // each takes a byte at least
    return malformed();
  }
  return count;
}

void write_cell(WireWriter& out, const foia::TableCell& cell) {
  out.i64(cell.column);
  out.u8(static_cast<std::uint8_t>(cell.value.index()));
  if (const auto* text = std::get_if<std::string>(&cell.value)) {
    out.flag(*text == cell.shown);  // the usual case, sent once
    if (*text != cell.shown) {
      out.bytes(*text);
    }
  } else if (const auto* number = std::get_if<double>(&cell.value)) {
    out.f64(*number);
  } else if (const auto* date = std::get_if<base::Date>(&cell.value)) {
    out.bytes(base::to_string(*date));
  } else {
    out.flag(std::get<bool>(cell.value));
  }
  out.bytes(cell.shown);
  out.flag(cell.is_merged);
}

Result<foia::TableCell> read_cell(WireReader& in) {
  foia::TableCell cell;
  cell.column = TRY(read_int(in));
  const auto kind = TRY(in.u8());
  bool is_as_shown = false;
  switch (kind) {
    case 0:
      is_as_shown = TRY(read_bool(in));
      if (!is_as_shown) {
        cell.value = TRY(read_text(in));
      }
      break;
    case 1: cell.value = TRY(in.f64()); break;
    case 2: {
      const auto text = TRY(read_text(in));
      cell.value = TRY(base::parse_date(text));
      break;
    }
    case 3: cell.value = TRY(read_bool(in)); break;
    default: return malformed();
  }
  cell.shown = TRY(read_text(in));
  if (is_as_shown) {
    cell.value = cell.shown;
  }
  cell.is_merged = TRY(read_bool(in));
  return cell;
}

Result<foia::TableSheet> read_sheet(WireReader& in) {
  foia::TableSheet sheet;
  sheet.name = TRY(read_text(in));
  sheet.is_hidden = TRY(read_bool(in));
  sheet.is_cut = TRY(read_bool(in));
  const auto columns = TRY(read_count(in));
  for (std::uint64_t i = 0; i < columns; ++i) {
    const auto column = TRY(read_int(in));
    sheet.hidden_columns.push_back(column);
  }
  const auto rows = TRY(read_count(in));
  for (std::uint64_t i = 0; i < rows; ++i) {
    auto& row = sheet.rows.emplace_back();
    row.number = TRY(read_int(in));
    row.is_hidden = TRY(read_bool(in));
    const auto cells = TRY(read_count(in));
    for (std::uint64_t j = 0; j < cells; ++j) {
      auto cell = TRY(read_cell(in));
      if (!row.cells.empty() && row.cells.back().column >= cell.column) {
        return malformed();
      }
      row.cells.push_back(std::move(cell));
    }
  }
  return sheet;
}

}  // namespace

Result<foia::Tables> read_tables(BytesView bytes,
                                 std::string_view name,
                                 foia::RecordKind kind,
                                 const TableOptions& options) {
  if (kind == foia::RecordKind::csv) {
    return read_delimited(bytes, options);
  }
  if (kind != foia::RecordKind::spreadsheet) {
    return Error{ErrorCode::unsupported, "the record is no spreadsheet", ""};
  }
  const Options reading;
  Collector collector(options);
  TRY(visit_xlsx({bytes, name, reading}, collector.visitor()));
  return collector.finish();
}

base::Bytes encode(const foia::Tables& tables) {
  WireWriter out;
  out.u64(tables.sheets.size());
  for (const auto& sheet : tables.sheets) {
    out.bytes(sheet.name);
    out.flag(sheet.is_hidden);
    out.flag(sheet.is_cut);
    out.u64(sheet.hidden_columns.size());
    for (const auto column : sheet.hidden_columns) {
      out.i64(column);
    }
    out.u64(sheet.rows.size());
    for (const auto& row : sheet.rows) {
      out.i64(row.number);
      out.flag(row.is_hidden);
      out.u64(row.cells.size());
      for (const auto& cell : row.cells) {
        write_cell(out, cell);
      }
    }
  }
  out.u64(tables.findings.size());
  for (const auto& finding : tables.findings) {
    out.bytes(foia::to_string(finding.code));
    out.bytes(finding.message);
  }
  return out.take();
}

Result<foia::Tables> decode_tables(BytesView bytes) {
  WireReader in(bytes);
  foia::Tables out;
  const auto sheets = TRY(read_count(in));
  for (std::uint64_t i = 0; i < sheets; ++i) {
    auto sheet = TRY(read_sheet(in));
    out.sheets.push_back(std::move(sheet));
  }
  const auto findings = TRY(read_count(in));
  for (std::uint64_t i = 0; i < findings; ++i) {
    const auto word = TRY(read_text(in));
    const auto code = foia::parse_finding_code(word);
    auto message = TRY(read_text(in));
    if (!code) {
      return malformed();
    }
    out.findings.push_back({*code, 0, std::move(message)});
  }
  if (!in.at_end()) {
    return malformed();
  }
  return out;
}

base::Bytes encode_tables_request(std::string_view name, foia::RecordKind kind) {
  WireWriter out;
  out.bytes(name);
  out.bytes(foia::to_string(kind));
  return out.take();
}

Result<void> serve_tables(BytesView arguments,
                          BytesView input,
                          const std::function<void(BytesView)>& emit) {
  WireReader in(arguments);
  const auto name = TRY(in.bytes());
  const auto word = TRY(in.bytes());
  const auto kind = TRY(foia::parse_record_kind(word));
  const auto tables = TRY(read_tables(input, name, kind));
  emit(encode(tables));
  return {};
}

}  // namespace vaughn::extract
