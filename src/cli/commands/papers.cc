// SPDX-License-Identifier: AGPL-3.0-or-later
#include "engine/papers.h"

#include <fmt/format.h>

#include "base/text.h"
#include "cli/context.h"
#include "cli/detail/command_list.h"
#include "engine/json.h"

namespace vaughn::cli {
namespace {

using base::Result;

std::string entry_words(std::size_t count) {
  return count == 1 ? "1 entry"
                    : fmt::format("{} entries", base::with_commas(static_cast<long long>(count)));
}

Result<Exit> print_index(Context& context, const engine::IndexResult& result) {
  const auto exit = result.problems.empty() ? Exit::done : Exit::findings;
  if (context.wants_json()) {
    context.print(engine::to_json(result));
    return exit;
  }
  context.print_line(
      fmt::format("Vaughn index: {}; of their pages {} in full, {} in part, {}"
                  " withheld",
                  entry_words(result.entries.size()),
                  base::with_commas(result.pages_in_full),
                  base::with_commas(result.pages_in_part),
                  base::with_commas(result.pages_withheld)));
  if (result.problems.empty()) {
    context.print_line("entries and produced pages agree, both ways");
  }
  for (const auto& problem : result.problems) {
    context.print_line("  problem: " + harmless(problem));
  }
  for (const auto& file : result.files) {
    context.print_line("wrote " + file.string());
  }
  return exit;
}

Result<Exit> run_build(Context& context) {
  const auto& arguments = context.arguments();
  std::filesystem::path out = arguments.has("--out")
                                  ? std::filesystem::path(arguments.word("--out"))
                                  : context.workspace().papers_folder() / "index";
  if (context.is_dry_run()) {
    out.clear();
  }
  const auto result = TRY(engine::vaughn_index(context.workspace(), out));
  context.suggest("vaughn report jsr");
  return print_index(context, result);
}

Result<Exit> run_check(Context& context) {
  const auto result = TRY(engine::vaughn_index(context.workspace(), {}));
  return print_index(context, result);
}

Result<Exit> run_report(Context& context) {
  const auto& arguments = context.arguments();
  engine::ReportRequest request;
  request.filing = arguments.word("--filing");
  request.as_of = context.today();
  request.concurred = arguments.words("--concurred");
  request.is_dry_run = context.is_dry_run();
  request.out = arguments.has("--out")
                    ? std::filesystem::path(arguments.word("--out"))
                    : context.workspace().papers_folder() /
                          (request.filing.empty() ? std::string("report") : request.filing);
  const auto result = TRY(engine::status_report(context.workspace(), request));
  std::size_t ties = 0;
  std::size_t differs = 0;
  for (const auto& figure : result.figures) {
    ties += figure.ties ? 1 : 0;
    differs += figure.last_filed && *figure.last_filed != figure.value ? 1 : 0;
  }
  const auto exit = ties == result.figures.size() ? Exit::done : Exit::findings;
  if (context.wants_json()) {
    context.print(engine::to_json(result));
    return exit;
  }
  if (context.wants_plain() || context.globals().is_verbose) {
    Table table({{"figure"},
                 {"value", Align::right},
                 {"ties"},
                 {"last filed", Align::right},
                 {"where", Align::left, Cut::at_end}});
    for (const auto& figure : result.figures) {
      table.add({figure.id,
                 figure.value,
                 figure.ties ? "yes" : "NO",
                 figure.last_filed ? Cell(*figure.last_filed) : Cell(""),
                 figure.where});
    }
    context.print(table);
    if (context.wants_plain()) {
      return exit;
    }
  }
  context.print_line(
      fmt::format("status report with proposed order, {}; {} of {} numbers tie to "
                  "the ledger",
                  base::plural(result.pages, "page"),
                  ties,
                  result.figures.size()));
  if (differs > 0) {
    context.print_line(
        fmt::format("{} from the last filed report; -v lists them",
                    differs == 1 ? "1 number differs" : fmt::format("{} numbers differ", differs)));
  }
  for (const auto& note : result.notes) {
    context.print_line("note: " + harmless(note));
  }
  for (const auto& file : result.files) {
    context.print_line("wrote " + file.string());
  }
  return exit;
}

Option out_option(std::string help) {
  return {.name = "--out", .value_name = "DIR", .help = std::move(help), .words = Words::folder};
}

}  // namespace

Command index_build_command() {
  return {
      .name = "index build",
      .group = "Report",
      .summary = "write the Vaughn index as CSV, XLSX, DOCX and PDF",
      .options = {out_option("folder for the files; else papers/index of the matter"),
                  dry_run_option()},
      .description =
          "One entry for each produced record with a page withheld in part or in full, made from "
          "the same marks as the pages, and reconciled with them both ways. A disagreement is a "
          "problem, and the exit code is then 3.",
      .examples = {{"index build", "into the matter"},
                   {"index build --out filing", "into a folder"}},
      .needs = {.matter = Matter::write},
      .run = run_build,
  };
}

Command index_check_command() {
  return {
      .name = "index check",
      .group = "Report",
      .summary = "compare the Vaughn index with the produced pages, both ways",
      .description = "Writes nothing.",
      .examples = {{"index check", "does every withheld page have an entry?"}},
      .needs = {.matter = Matter::read},
      .run = run_check,
  };
}

Command report_jsr_command() {
  return {
      .name = "report jsr",
      .alias = "report status",
      .group = "Report",
      .summary = "write the joint status report with its proposed order",
      .options = {{.name = "--filing",
                   .value_name = "KEY",
                   .help = "the [[filing]] of matter.toml; else the last",
                   .words = Words::filing},
                  out_option("folder for the files; else papers/KEY of the matter"),
                  {.name = "--concurred",
                   .value_name = "NAME",
                   .help = "signatory who concurred: prints /s/; repeated",
                   .repeats = true},
                  dry_run_option()},
      .description =
          "On numbered pleading paper, as PDF and DOCX, the proposed order also by itself, and "
          "numbers.xlsx with every number used. Numbers come from the ledger only and are counted "
          "again after writing: one that does not tie is named, and the exit code is then 3. Use "
          "--as-of for the day of the report.",
      .examples = {{"report jsr --as-of 2026-03-02 --out filing", "as of a day"},
                   {"report jsr -n -v", "only the numbers it would use"}},
      .needs = {.matter = Matter::write},
      .run = run_report,
  };
}

}  // namespace vaughn::cli
