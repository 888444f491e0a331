// SPDX-License-Identifier: AGPL-3.0-or-later
#include "engine/figures.h"

#include <fmt/format.h>

#include "base/text.h"
#include "cli/context.h"
#include "cli/detail/command_list.h"
#include "engine/json.h"
#include "engine/status.h"

namespace vaughn::cli {
namespace {

using base::Result;

Result<Exit> run_figures(Context& context) {
  const auto all = TRY(engine::figures(context.workspace()));
  const auto prefix = context.arguments().word("PREFIX");
  foia::Figures chosen;
  for (const auto& [id, figure] : all.rows()) {
    if (id.starts_with(prefix)) {
      chosen.set(id, figure);
    }
  }
  const auto exit = chosen.rows().empty() ? Exit::no : Exit::done;
  if (context.wants_json()) {
    context.print(engine::to_json(chosen));
    return exit;
  }
  Table table({{"figure"}, {"value", Align::right}, {"meaning", Align::left, Cut::at_end}});
  for (const auto& [id, figure] : chosen.rows()) {
    table.add({id, figure.value, figure.meaning});
  }
  if (!table.is_empty()) {
    context.print(table);
  } else if (!context.wants_plain()) {
    context.print_line(fmt::format("no figure begins with '{}'", prefix));
  }
  return exit;
}

Result<Exit> run_explain(Context& context) {
  const auto result = TRY(engine::explain(context.workspace(), context.arguments().word("FIGURE")));
  if (context.wants_json()) {
    context.print(engine::to_json(result));
    return Exit::done;
  }
  if (!context.wants_plain()) {
    context.print_line(
        fmt::format("{} = {}   {}", result.id, base::with_commas(result.value), result.meaning));
  }
  Table table({{"what", Align::left, Cut::at_end},
               {"page", Align::right},
               {"number"},
               {"note", Align::left, Cut::at_end}});
  for (const auto& row : result.rows) {
    table.add({row.record, row.page == 0 ? Cell("") : Cell(row.page), row.bates, row.note});
  }
  if (!table.is_empty()) {
    context.print(table);
  }
  return Exit::done;
}

Result<Exit> run_account(Context& context) {
  const auto result = TRY(engine::account(context.workspace()));
  const auto exit = result.difference == 0 ? Exit::done : Exit::findings;
  if (context.wants_json()) {
    context.print(engine::to_json(result));
    return exit;
  }
  Table table({{}, {.align = Align::right}});
  table.add({"produced", result.produced});
  table.add({"withheld in full", result.withheld});
  table.add({"copy of another record", result.duplicate});
  table.add({"not responsive", result.non_responsive});
  table.add({"referred", result.referred});
  table.add({"at a submitter", result.at_submitter});
  table.add({"exception", result.exceptions});
  table.add({"pending", result.pending});
  table.add({"sum", result.items - result.difference});
  table.add({"came out of the files", result.items});
  if (!context.wants_plain()) {
    context.print_line(
        fmt::format("{} went in; where each item ended:", base::plural(result.files, "file")));
  }
  context.print(table);
  if (context.wants_plain()) {
    return exit;
  }
  context.print_line(result.difference == 0
                         ? std::string("every item is accounted for")
                         : fmt::format("{} not accounted for: this is a bug of vaughn",
                                       base::plural(result.difference, "item")));
  return exit;
}

}  // namespace

Command figures_command() {
  return {
      .name = "figures",
      .group = "Report",
      .summary = "list every number of the matter by name",
      .arguments = {{.name = "PREFIX",
                     .help = "only those that begin so, as in category.6.",
                     .words = Words::figure}},
      .description =
          "All numbers of status, letters, indexes and reports come from this list. vaughn explain "
          "shows the records behind each.",
      .examples = {{"figures", "all of them"}, {"figures volume.VOL001.", "of one volume"}},
      .needs = {.matter = Matter::read},
      .run = run_figures,
  };
}

Command explain_command() {
  return {
      .name = "explain",
      .group = "Report",
      .summary = "list the records and pages behind a number",
      .arguments = {{.name = "FIGURE",
                     .help = "as listed by vaughn figures",
                     .is_required = true,
                     .words = Words::figure}},
      .description = "The value is always the number of rows shown.",
      .examples = {{"explain pages.in_part", "each page with its number"},
                   {"explain category.6.records.responsive --plain | cut -f1", "record numbers"}},
      .needs = {.matter = Matter::read},
      .run = run_explain,
  };
}

Command account_command() {
  return {
      .name = "account",
      .group = "Report",
      .summary = "show where every input ended",
      .description =
          "Everything that went in is produced, withheld, a copy, not responsive, referred, at a "
          "submitter, an exception, or pending. The sum must equal what went in; if it does not, "
          "the "
          "exit code is 3.",
      .examples = {{"account", "the whole matter"}},
      .needs = {.matter = Matter::read},
      .run = run_account,
  };
}

}  // namespace vaughn::cli
