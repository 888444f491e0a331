// SPDX-License-Identifier: AGPL-3.0-or-later
#include "engine/data.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <map>

#include "base/files.h"
#include "base/text.h"
#include "engine/census.h"
#include "engine/detail/staged_papers.h"
#include "extract/tables.h"
#include "paper/chart.h"
#include "paper/csv.h"
#include "paper/xlsx.h"

namespace vaughn::engine {

using base::Bytes;
using base::Error;
using base::ErrorCode;
using base::Result;
using data::Shown;
namespace fs = std::filesystem;

namespace {

constexpr std::string_view kNotShown = "*";
constexpr std::size_t kMostPieces = 6;
constexpr std::size_t kMostBars = 60;
constexpr std::array<std::string_view, 3> kShownWords{"yes", "small", "to_protect"};

bool is_table(const RecordRow& row, const std::string& category) {
  return row.categories.contains(category) && (row.record.kind == foia::RecordKind::spreadsheet ||
                                               row.record.kind == foia::RecordKind::csv);
}

// Reads the records in sandboxed children, a few at a time.
Result<std::vector<data::Source>> read_sources(Workspace& workspace,
                                               Sandbox& sandbox,
                                               TableResult& result) {
  const auto& census = *TRY(workspace.census());
  std::vector<foia::RecordId> ids;
  for (const auto& row : census.records) {
    if (!is_table(row, result.map.category)) {
      continue;
    }
    if (row.state == RecordState::responsive) {
      ids.push_back(row.record.id);
    } else if (row.state == RecordState::duplicate) {
      ++result.copies;
    }
  }
  result.records = static_cast<std::int64_t>(ids.size());
  std::vector<data::Source> out;
  constexpr std::size_t kAtOnce = 64;
  for (std::size_t first = 0; first < ids.size(); first += kAtOnce) {
    std::vector<Call> calls;
    const auto last = std::min(ids.size(), first + kAtOnce);
    for (std::size_t i = first; i < last; ++i) {
      const auto& record = census.find(ids[i])->record;
      auto bytes = TRY(workspace.blobs().get(record.sha256));
      calls.push_back({Task::tables,
                       extract::encode_tables_request(record.name, record.kind),
                       std::move(bytes)});
    }
    auto replies = sandbox.run_all(std::move(calls));
    for (std::size_t i = first; i < last; ++i) {
      const auto& reply = replies[i - first];
      auto tables = reply ? extract::decode_tables(*reply) : Result<foia::Tables>(reply.error());
      if (!tables) {
        result.failed.push_back({ids[i], tables.error().message});
        continue;
      }
      for (const auto& finding : tables->findings) {
        result.findings.push_back(
            {finding.code, 0, foia::control_number(ids[i]) + ": " + finding.message});
      }
      out.push_back({ids[i], std::move(*tables)});
    }
  }
  return out;
}

std::string cell_text(const data::MadeCell& cell) {
  return cell.shown == Shown::yes ? fmt::format("{}", cell.value) : std::string(kNotShown);
}

// One table as rows of text, headings first, totals last.
std::vector<std::vector<std::string>> grid(const foia::TableMap& map,
                                           const data::MadeBreakdown& made) {
  const auto* down = map.dimension(made.breakdown.rows);
  std::vector<std::vector<std::string>> out;
  auto& heading = out.emplace_back();
  heading.push_back(down->title);
  heading.insert(heading.end(), made.column_names.begin(), made.column_names.end());
  heading.emplace_back("All");
  for (std::size_t y = 0; y < made.cells.size(); ++y) {
    auto& line = out.emplace_back();
    line.push_back(y < made.row_names.size() ? made.row_names[y] : "All");
    for (const auto& cell : made.cells[y]) {
      line.push_back(cell_text(cell));
    }
  }
  return out;
}

paper::WorkbookSheet table_sheet(const foia::TableMap& map, const data::MadeBreakdown& made) {
  paper::WorkbookSheet sheet;
  sheet.name = made.breakdown.title;
  const auto rows = grid(map, made);
  for (std::size_t i = 0; i < rows.front().size(); ++i) {
    sheet.columns.push_back({rows.front()[i], i == 0 ? 34.0 : 12.0, i == 0});
  }
  for (std::size_t y = 0; y < made.cells.size(); ++y) {
    std::vector<paper::WorkbookCell> line{rows[y + 1][0]};
    for (const auto& cell : made.cells[y]) {
      line.push_back(cell.shown == Shown::yes ? paper::WorkbookCell(static_cast<double>(cell.value))
                                              : paper::WorkbookCell(std::string(kNotShown)));
    }
    sheet.rows.push_back(std::move(line));
  }
  return sheet;
}

// Which id opens which cell: `vaughn data explain ID`.
paper::WorkbookSheet cells_sheet(const foia::TableMap& map, const data::Made& made) {
  paper::WorkbookSheet sheet;
  sheet.name = "Cells";
  sheet.columns = {{"Cell", 56, false},
                   {"Table", 34, true},
                   {"Row", 34, true},
                   {"Column", 20, true},
                   {"Number", 10, false}};
  for (const auto& table : made.breakdowns) {
    const auto rows = grid(map, table);
    for (std::size_t y = 0; y < table.cells.size(); ++y) {
      for (std::size_t x = 0; x < table.cells[y].size(); ++x) {
        const auto& cell = table.cells[y][x];
        sheet.rows.push_back({cell.id,
                              table.breakdown.title,
                              rows[y + 1][0],
                              rows[0][x + 1],
                              cell.shown == Shown::yes
                                  ? paper::WorkbookCell(static_cast<double>(cell.value))
                                  : paper::WorkbookCell(std::string(kNotShown))});
      }
    }
  }
  return sheet;
}

paper::WorkbookSheet about_sheet(const TableResult& result) {
  const auto& made = result.made;
  paper::WorkbookSheet sheet;
  sheet.name = "About";
  sheet.columns = {{"What", 44, true}, {"Number or text", 80, true}};
  sheet.has_filter = false;
  const auto number = [&](std::string what, std::int64_t value) {
    sheet.rows.push_back({std::move(what), static_cast<double>(value)});
  };
  sheet.rows.push_back({std::string("Title"), result.map.title});
  sheet.rows.push_back({std::string("Each number counts"), result.map.noun});
  number("Records read", result.records - static_cast<std::int64_t>(result.failed.size()));
  number("Rows in them", static_cast<std::int64_t>(made.rows.size()));
  number("Rows counted", made.count(data::RowState::counted));
  number("Rows that another record has too, counted once", made.count(data::RowState::duplicate));
  number("Rows that could not be assigned, not counted", made.count(data::RowState::listed));
  sheet.rows.push_back(
      {std::string("Numbers not shown"), data::suppression_note(result.map, made)});
  return sheet;
}

paper::BarChart chart_of(const foia::TableMap& map,
                         const data::MadeBreakdown& table,
                         const std::string& note) {
  paper::BarChart chart;
  chart.title = fmt::format("{}: {}", map.title, table.breakdown.title);
  chart.x_label = map.noun + "s";
  // One piece more for what is not shown, so that the length of a bar is its total.
  const bool has_pieces = !table.column_names.empty() && table.column_names.size() < kMostPieces;
  if (has_pieces) {
    chart.pieces = table.column_names;
    chart.pieces.emplace_back("not shown");
  }
  std::vector<std::string> words;
  const auto height = std::min(table.row_names.size(), kMostBars);
  for (std::size_t y = 0; y < height; ++y) {
    paper::Bar bar;
    bar.name = table.row_names[y];
    const auto& line = table.cells[y];
    const auto piece = [](const data::MadeCell& cell) {
      return cell.shown == Shown::yes ? paper::BarPiece{static_cast<double>(cell.value)}
                                      : paper::BarPiece{};
    };
    if (has_pieces) {
      for (std::size_t x = 0; x + 1 < line.size(); ++x) {
        bar.pieces.push_back(piece(line[x]));
      }
      auto rest = piece(line.back());
      for (std::size_t x = 0; rest.value && x + 1 < line.size(); ++x) {
        *rest.value -= bar.pieces[x].value.value_or(0);
      }
      bar.pieces.push_back(rest);
    } else {
      bar.pieces.push_back(piece(line.back()));
    }
    bar.total = cell_text(line.back());
    words.push_back(fmt::format("{} {}", bar.name, bar.total));
    chart.bars.push_back(std::move(bar));
  }
  chart.description = fmt::format("{}. {}. {}", chart.title, base::join(words, ", "), note);
  chart.source = note;
  if (height < table.row_names.size()) {
    chart.source += fmt::format(" The first {} of {} are drawn.", height, table.row_names.size());
  }
  return chart;
}

std::string one_line(std::string text) {
  for (auto& c : text) {
    c = c == '\t' || c == '\n' || c == '\r' ? ' ' : c;
  }
  return text;
}

// The blob: rows, then cells with the positions of their rows, one a line, parted by tabs.
Bytes row_index(const data::Made& made) {
  Bytes out;
  for (const auto& row : made.rows) {
    out += fmt::format("row\t{}\t{}\t{}\t{}\t{}\n",
                       data::to_string(row.state),
                       row.at.record.value,
                       one_line(row.at.sheet),
                       row.at.row,
                       row.state == data::RowState::duplicate
                           ? fmt::format("as {} {} row {}",
                                         foia::control_number(row.same_as.record),
                                         one_line(row.same_as.sheet),
                                         row.same_as.row)
                           : row.why);
  }
  for (const auto& table : made.breakdowns) {
    for (const auto& line : table.cells) {
      for (const auto& cell : line) {
        out += fmt::format("cell\t{}\t{}\t{}\t",
                           cell.id,
                           cell.value,
                           kShownWords.at(static_cast<std::size_t>(cell.shown)));
        for (std::size_t i = 0; i < cell.rows.size(); ++i) {
          out += fmt::format("{}{}", i == 0 ? "" : ",", cell.rows[i]);
        }
        out += '\n';
      }
    }
  }
  return out;
}

Result<std::int64_t> whole(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (status != std::errc{} || end != text.data() + text.size()) {
    return Error{ErrorCode::damaged, "the rows of a made table cannot be read", ""};
  }
  return value;
}

Result<KeptRow> kept_row(const std::vector<std::string_view>& parts) {
  if (parts.size() != 6) {
    return Error{ErrorCode::damaged, "the rows of a made table cannot be read", ""};
  }
  KeptRow row;
  row.state = parts[1];
  row.record.value = TRY(whole(parts[2]));
  row.sheet = parts[3];
  row.row = static_cast<int>(TRY(whole(parts[4])));
  row.why = parts[5];
  return row;
}

using NamedPapers = std::vector<std::pair<std::string, Bytes>>;

Result<NamedPapers> make_papers(const TableResult& result) {
  const auto& map = result.map;
  const auto note = data::suppression_note(map, result.made);
  paper::Workbook workbook{map.title, {}};
  workbook.sheets.push_back(about_sheet(result));
  NamedPapers papers;
  for (const auto& table : result.made.breakdowns) {
    workbook.sheets.push_back(table_sheet(map, table));
    const auto stem = fmt::format("{}-{}", map.key, table.breakdown.key);
    papers.emplace_back(stem + ".csv", paper::to_csv(grid(map, table)));
    if (!table.row_names.empty()) {
      const auto chart = chart_of(map, table, note);
      auto svg = TRY(paper::to_svg(chart));
      auto png = TRY(paper::to_png(chart));
      papers.emplace_back(stem + ".svg", std::move(svg));
      papers.emplace_back(stem + ".png", std::move(png));
    }
  }
  workbook.sheets.push_back(cells_sheet(map, result.made));
  auto xlsx = TRY(paper::to_xlsx(workbook));
  papers.emplace_back(map.key + ".xlsx", std::move(xlsx));
  std::vector<std::vector<std::string>> listed{{"Record", "Sheet", "Row", "Why"}};
  for (const auto& row : result.made.rows) {
    if (row.state == data::RowState::listed) {
      listed.push_back({foia::control_number(row.at.record),
                        row.at.sheet,
                        fmt::format("{}", row.at.row),
                        row.why});
    }
  }
  for (const auto& sheet : result.made.unread) {
    listed.push_back({foia::control_number(sheet.record),
                      sheet.sheet,
                      fmt::format("all {}", sheet.rows),
                      sheet.why});
  }
  for (const auto& failed : result.failed) {
    listed.push_back({foia::control_number(failed.record), "", "all", failed.why});
  }
  papers.emplace_back(map.key + "-rows-to-check.csv", paper::to_csv(listed));
  return papers;
}

Result<std::vector<store::MadeTable>> tables_of(Workspace& workspace) {
  return workspace.db().made_tables();
}

}  // namespace

Result<TableResult> make_table(Workspace& workspace,
                               Sandbox& sandbox,
                               const TableRequest& request) {
  TableResult out;
  out.map = TRY(foia::parse_table_map(request.map, request.file));
  if (workspace.matter().category(out.map.category) == nullptr) {
    return Error{ErrorCode::not_found,
                 fmt::format("matter.toml has no category '{}'", out.map.category),
                 ""};
  }
  const auto sources = TRY(read_sources(workspace, sandbox, out));
  if (sources.empty()) {
    return Error{
        ErrorCode::not_found,
        fmt::format("no spreadsheet or delimited file answers category {}", out.map.category),
        "code them responsive to it first: vaughn code"};
  }
  out.made = data::make_tables(out.map, sources);
  if (request.is_dry_run) {
    return out;
  }
  const auto papers = TRY(make_papers(out));
  auto staged = TRY(StagedPapers::make(workspace, sandbox, papers_in(request.out, papers)));
  out.outgoing = staged.outgoing();
  if (staged.is_refused()) {
    return out;
  }
  store::TableMade body;
  body.key = out.map.key;
  body.category = out.map.category;
  body.map = TRY(workspace.blobs().put(request.map));
  body.rows = TRY(workspace.blobs().put(row_index(out.made)));
  body.counted = out.made.count(data::RowState::counted);
  body.duplicate = out.made.count(data::RowState::duplicate);
  body.listed = out.made.count(data::RowState::listed);
  body.suppressed = out.made.suppressed();
  for (const auto& source : sources) {
    body.records.push_back(source.record);
  }
  for (const auto& [name, bytes] : papers) {
    const auto hash = TRY(workspace.blobs().put(bytes));
    body.files.push_back({name, hash});
  }
  const auto record = [&]() -> Result<void> {
    const auto event = TRY(workspace.record("table made", body));
    out.event = event.id;
    return {};
  };
  out.files = TRY(staged.publish(record));
  return out;
}

Result<std::vector<KeptRow>> kept_rows(Workspace& workspace, const base::Sha256& blob) {
  const auto bytes = TRY(workspace.blobs().get(blob));
  std::vector<KeptRow> out;
  for (const auto line : base::split(bytes, '\n')) {
    if (line.starts_with("row\t")) {
      auto row = TRY(kept_row(base::split(line, '\t')));
      out.push_back(std::move(row));
    }
  }
  return out;
}

Result<CellExplanation> explain_cell(Workspace& workspace, std::string_view id) {
  const auto tables = TRY(tables_of(workspace));
  const auto key = id.substr(0, id.find('.'));
  const auto table = std::find_if(
      tables.rbegin(), tables.rend(), [&](const auto& made) { return made.table.key == key; });
  if (table == tables.rend()) {
    return Error{ErrorCode::not_found,
                 fmt::format("no table '{}' was made", key),
                 "vaughn data table makes one"};
  }
  const auto bytes = TRY(workspace.blobs().get(table->table.rows));
  const auto rows = TRY(kept_rows(workspace, table->table.rows));
  for (const auto line : base::split(bytes, '\n')) {
    const auto parts = base::split(line, '\t');
    if (parts.size() != 5 || parts[0] != "cell" || parts[1] != id) {
      continue;
    }
    CellExplanation out;
    out.id = id;
    out.value = TRY(whole(parts[2]));
    out.shown = parts[3];
    out.event = table->event;
    const auto& census = *TRY(workspace.census());
    for (const auto position : base::split(parts[4], ',')) {
      if (position.empty()) {
        continue;
      }
      const auto index = static_cast<std::size_t>(TRY(whole(position)));
      if (index >= rows.size()) {
        return Error{ErrorCode::damaged, "the rows of a made table cannot be read", ""};
      }
      const auto& row = rows[index];
      const auto* record = census.find(row.record);
      out.rows.push_back(
          {row.record, record == nullptr ? "" : record->record.path, row.sheet, row.row});
    }
    return out;
  }
  return Error{ErrorCode::not_found,
               fmt::format("the table '{}' has no cell '{}'", key, id),
               "its workbook lists them on the sheet Cells"};
}

}  // namespace vaughn::engine
