// SPDX-License-Identifier: AGPL-3.0-or-later
#include "engine/court.h"

#include <fmt/format.h>

#include "base/text.h"
#include "cli/context.h"
#include "cli/detail/command_list.h"
#include "engine/json.h"

namespace vaughn::cli {
namespace {

using base::Result;

Result<Exit> run_lint(Context& context) {
  const auto& arguments = context.arguments();
  engine::CourtLintRequest request;
  request.pdf = arguments.word("FILE");
  request.court = arguments.word("--court");
  request.options.kind = arguments.word("--kind");
  request.options.case_number = arguments.word("--case");
  request.options.wants_pdfa = arguments.has("--pdfa");
  request.options.filed = TRY(arguments.date("--filed"));
  const auto result = TRY(engine::lint_paper(context.sandbox(), request));
  const auto& report = result.report;
  const auto exit = report.findings.empty() ? Exit::done : Exit::findings;
  if (context.wants_json()) {
    context.print(engine::to_json(result));
    return exit;
  }
  Table table({{"page", Align::right}, {"check"}, {"finding", Align::left, Cut::at_end}, {"rule"}});
  for (const auto& finding : report.findings) {
    table.add({finding.page == 0 ? Cell("") : Cell(finding.page),
               finding.check,
               harmless(finding.message),
               finding.rule});
  }
  if (context.wants_plain()) {
    context.print(table);
    return exit;
  }
  context.print_line(
      fmt::format("{}, {}: {} by the rules of {}; {}",
                  request.pdf.filename().string(),
                  base::plural(report.pages, "page"),
                  base::plural(static_cast<long long>(report.checks.size()), "check"),
                  result.court,
                  report.findings.empty()
                      ? std::string("nothing found")
                      : base::plural(static_cast<long long>(report.findings.size()), "finding")));
  if (!report.findings.empty()) {
    context.print(table);
  }
  if (!report.signatories.empty()) {
    context.print_line("signed by " + harmless(base::join(report.signatories, "; ")));
  }
  if (!report.stamp.empty()) {
    context.print_line("the clerk's stamp is left out: " + harmless(report.stamp));
  }
  return exit;
}

}  // namespace

Command court_lint_command() {
  return {
      .name = "court lint",
      .group = "Report",
      .summary = "hold a PDF against a court's rules on papers",
      .arguments = {{.name = "FILE",
                     .help = "a PDF, ours or another's",
                     .is_required = true,
                     .words = Words::file}},
      .options = {{.name = "--court", .value_name = "KEY", .help = "cand (the default) or dcd"},
                  {.name = "--kind",
                   .value_name = "KIND",
                   .help = "case_management or motion: for the page limit"},
                  {.name = "--case", .value_name = "NUMBER", .help = "the number it must bear"},
                  {.name = "--filed",
                   .value_name = "DATE",
                   .help = "the day of filing; else the one beside the signatures"},
                  {.name = "--pdfa", .help = "look for the marks of PDF/A too"}},
      .description =
          "Numbered lines and their grid, caption from line 8, counsel, case number with the "
          "judge's "
          "initials, footer, type size, page limit, text that can be searched, embedded fonts, "
          "encryption, paper size, and the attestation with the rule of its day. Each finding "
          "names "
          "the page and the rule; any is exit code 3. The rules are data/courts/KEY.toml. These "
          "are "
          "our own checks on the file's objects and words: PDF/A is only looked for by its marks, "
          "not validated.",
      .examples = {{"court lint filing.pdf", "before it is uploaded"},
                   {"court lint filing.pdf --court dcd", "in the District of Columbia"}},
      .needs = {.sandbox = true},
      .run = run_lint,
  };
}

}  // namespace vaughn::cli
