// SPDX-License-Identifier: AGPL-3.0-or-later
#include "engine/data.h"

#include <fmt/format.h>

#include <map>

#include "base/files.h"
#include "base/text.h"
#include "cli/context.h"
#include "cli/detail/command_list.h"
#include "cli/detail/outgoing_check.h"
#include "engine/json.h"

namespace vaughn::cli {
namespace {

using base::Result;

void print_breakdown(Context& context, const foia::TableMap& map, const data::MadeBreakdown& made) {
  context.print_line("");
  context.print_line(harmless(made.breakdown.title));
  std::vector<Column> columns{{harmless(map.dimension(made.breakdown.rows)->title)}};
  for (const auto& name : made.column_names) {
    columns.push_back({harmless(name), Align::right});
  }
  columns.push_back({"all", Align::right});
  Table table(columns);
  for (std::size_t y = 0; y < made.cells.size(); ++y) {
    std::vector<Cell> cells{y < made.row_names.size() ? made.row_names[y] : std::string("all")};
    for (const auto& cell : made.cells[y]) {
      cells.push_back(cell.shown == data::Shown::yes ? Cell(cell.value) : Cell("*"));
    }
    table.add(std::move(cells));
  }
  context.print(table);
}

void print_listed(Context& context, const engine::TableResult& result) {
  std::map<std::string, std::int64_t> why;
  for (const auto& row : result.made.rows) {
    if (row.state == data::RowState::listed) {
      ++why[row.why];
    }
  }
  for (const auto& [reason, count] : why) {
    context.print_line(fmt::format("  {}: {}", base::plural(count, "row"), reason));
  }
  for (const auto& sheet : result.made.unread) {
    context.print_line(fmt::format("  {}{}: {} not read: {}",
                                   foia::control_number(sheet.record),
                                   sheet.sheet.empty() ? "" : " sheet " + harmless(sheet.sheet),
                                   base::plural(sheet.rows, "row"),
                                   sheet.why));
  }
  for (const auto& failed : result.failed) {
    context.print_line(
        fmt::format("  {} not read: {}", foia::control_number(failed.record), failed.why));
  }
}

Result<Exit> run_table(Context& context) {
  const auto& arguments = context.arguments();
  engine::TableRequest request;
  request.file = arguments.word("--map");
  request.map = TRY(base::read_file(request.file));
  request.is_dry_run = context.is_dry_run();
  request.out = arguments.has("--out") ? std::filesystem::path(arguments.word("--out"))
                                       : context.workspace().papers_folder() / "data";
  const auto result = TRY(engine::make_table(context.workspace(), context.sandbox(), request));
  const auto& made = result.made;
  const auto listed = made.count(data::RowState::listed);
  const auto exit =
      listed > 0 || !made.unread.empty() || !result.failed.empty() ? Exit::findings : Exit::done;
  if (context.wants_json()) {
    context.print(engine::to_json(result));
    return report_refusal(context, result.outgoing, exit);
  }
  context.print_line(fmt::format("{}: {} from {}: {} counted, {} also in another, {} listed",
                                 result.map.key,
                                 base::plural(static_cast<long long>(made.rows.size()), "row"),
                                 base::plural(result.records, "record"),
                                 base::with_commas(made.count(data::RowState::counted)),
                                 base::with_commas(made.count(data::RowState::duplicate)),
                                 base::with_commas(listed)));
  if (made.hidden > 0) {
    context.print_line(
        fmt::format("{} hidden and counted all the same", base::plural(made.hidden, "row")));
  }
  print_listed(context, result);
  for (const auto& table : made.breakdowns) {
    print_breakdown(context, result.map, table);
  }
  context.print_line(data::suppression_note(result.map, made));
  for (const auto& file : result.files) {
    context.print_line("wrote " + file.string());
  }
  return report_refusal(context, result.outgoing, exit);
}

Result<Exit> run_explain(Context& context) {
  const auto result =
      TRY(engine::explain_cell(context.workspace(), context.arguments().word("CELL")));
  if (context.wants_json()) {
    context.print(engine::to_json(result));
    return Exit::done;
  }
  if (!context.wants_plain()) {
    context.print_line(fmt::format("{} = {}{}   (event e{})",
                                   result.id,
                                   base::with_commas(result.value),
                                   result.shown == "yes" ? "" : ", not shown in the table",
                                   result.event.value));
  }
  Table table({{"record"}, {"sheet"}, {"row", Align::right}, {"path", Align::left, Cut::at_front}});
  for (const auto& row : result.rows) {
    table.add({foia::control_number(row.record), row.sheet, row.row, row.path});
  }
  context.print(table);
  return Exit::done;
}

}  // namespace

Command data_table_command() {
  return {
      .name = "data table",
      .group = "Papers",
      .summary = "count the rows of responsive spreadsheets in one table",
      .options = {{.name = "--map",
                   .value_name = "FILE",
                   .help = "which column holds what, and what to count by; docs/table-map.md",
                   .is_required = true,
                   .words = Words::file},
                  {.name = "--out",
                   .value_name = "DIR",
                   .help = "where to write; else papers/data in the matter",
                   .words = Words::folder},
                  dry_run_option()},
      .description =
          "Reads every spreadsheet and delimited file that answers the category of the map, in "
          "sandboxed children. Each row is counted, or a duplicate of another file's row, or "
          "listed "
          "with the reason in KEY-rows-to-check.csv, which is not for release. Exit 3 if any is "
          "listed.\n\n"
          "Numbers from 1 to 10, unless the map says otherwise, are not shown, nor others from "
          "which they could be worked out with the sums of all tables. Writes a workbook, and for "
          "each breakdown CSV, SVG and PNG. vaughn data explain opens the rows of a cell.",
      .examples = {{"data table --map category6.toml --out tables", "for the request's category 6"},
                   {"data table --map category6.toml -n", "only show what would be counted"}},
      .needs = {.matter = Matter::write, .sandbox = true},
      .run = run_table,
  };
}

Command data_explain_command() {
  return {
      .name = "data explain",
      .group = "Papers",
      .summary = "show the rows behind a cell of a table",
      .arguments = {{.name = "CELL",
                     .help = "its id, from the sheet Cells of the workbook",
                     .is_required = true}},
      .description =
          "Of the last table with that key: record, sheet and row. Also opens cells that the table "
          "does not show: for the office only.",
      .examples = {{"data explain operations.office_month.harlan.2024-03", "one office in March"}},
      .needs = {.matter = Matter::read},
      .run = run_explain,
  };
}

}  // namespace vaughn::cli
