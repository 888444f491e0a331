// SPDX-License-Identifier: AGPL-3.0-or-later
#include "engine/annual.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/files.h"
#include "base/text.h"
#include "cli/context.h"
#include "cli/detail/command_list.h"
#include "engine/json.h"

namespace vaughn::cli {
namespace {

using base::Error;
using base::ErrorCode;
using base::Result;

std::int64_t count_of(const engine::AnnualFile& file, annual::Severity severity) {
  return std::count_if(file.findings.begin(), file.findings.end(), [&](const auto& finding) {
    return finding.severity == severity;
  });
}

std::string verdict(const engine::AnnualFile& file) {
  if (file.error) {
    return "unreadable";
  }
  const bool is_valid = file.schema_errors ? file.schema_errors->empty() : file.is_valid;
  return is_valid ? "valid" : "invalid";
}

std::string rule_of(std::string_view identity) {
  for (const auto& row : annual::all_identities()) {
    if (row.id == identity) {
      return std::string(row.rule);
    }
  }
  return "";
}

void print_files(Context& context, const engine::AnnualCheck& result) {
  Table table({{"file", Align::left, Cut::at_front},
               {"agency"},
               {"year"},
               {"parts", Align::right},
               {"schema"},
               {"defects", Align::right},
               {"errors", Align::right},
               {"warnings", Align::right},
               {"total"}});
  for (const auto& file : result.files) {
    table.add({file.path.string(),
               file.agency,
               file.fiscal_year == 0 ? "" : fmt::format("{}", file.fiscal_year),
               file.components,
               verdict(file),
               file.defects.size(),
               count_of(file, annual::Severity::error),
               count_of(file, annual::Severity::warning),
               file.error ? "" : (file.has_wrong_total ? "wrong" : "right")});
  }
  context.print(table);
}

void print_details(Context& context, const engine::AnnualFile& file) {
  Table table({{}, {}, {}, {}, {}});
  if (file.schema_errors) {
    for (const auto& error : *file.schema_errors) {
      table.add({"schema", fmt::format("line {}", error.line), "", "", error.message});
    }
  }
  for (const auto& defect : file.defects) {
    auto what = fmt::format("{}: {}", defect.field, annual::explain_defect(defect.code));
    if (!defect.value.empty()) {
      what += fmt::format(" ('{}')", defect.value);
    }
    table.add({defect.breaks_schema ? "invalid" : "defect",
               defect.section,
               defect.component,
               defect.code,
               what});
  }
  for (const auto& finding : file.findings) {
    const auto item = finding.item.empty() ? "" : finding.item + ": ";
    table.add(
        {annual::to_string(finding.severity),
         finding.section,
         finding.is_overall ? finding.component + " overall" : finding.component,
         finding.identity,
         fmt::format(
             "{}{} against {}; {}", item, finding.left, finding.right, rule_of(finding.identity))});
  }
  if (!table.is_empty()) {
    context.print_line(fmt::format("\n{}", harmless(file.path.string())));
    context.print(table);
  }
}

Result<Exit> run_check(Context& context) {
  const auto& arguments = context.arguments();
  engine::AnnualCheckRequest request;
  for (const auto& word : arguments.words("FILE")) {
    request.files.emplace_back(word);
  }
  request.schema = arguments.word("--schema");
  const auto result = TRY(engine::check_annual_reports(context.sandbox(), request));
  const bool is_clean = std::all_of(
      result.files.begin(), result.files.end(), [](const auto& file) { return file.is_clean(); });
  const auto exit = result.unreadable > 0 ? Exit::unreadable
                    : is_clean            ? Exit::done
                                          : Exit::findings;
  if (context.wants_json()) {
    context.print(engine::to_json(result));
    return exit;
  }
  print_files(context, result);
  if (context.wants_plain()) {
    return exit;
  }
  for (const auto& file : result.files) {
    if (file.error) {
      context.note("note: " + harmless(file.error->message));
    }
    if (arguments.has("--details") || result.files.size() == 1) {
      print_details(context, file);
    }
  }
  context.print_line(fmt::format(
      "\n{}: {} valid, {} invalid, {} unreadable; {} of {} with components state a wrong total",
      base::plural(static_cast<long long>(result.files.size()), "file"),
      result.valid,
      result.invalid,
      result.unreadable,
      result.wrong_totals,
      result.with_components));
  return exit;
}

Result<std::vector<annual::MatterFacts>> facts_of(Context& context) {
  std::vector<annual::MatterFacts> out;
  for (const auto& folder : context.arguments().words("--matter")) {
    auto workspace =
        TRY(engine::Workspace::open(folder, store::Access::read_only, context.actor()));
    auto facts = TRY(engine::matter_facts(workspace));
    if (!facts.life.received) {
      return Error{
          ErrorCode::conflict,
          fmt::format("the matter in {} does not say when its request was received", folder),
          "request.received in its matter.toml"};
    }
    out.push_back(std::move(facts));
  }
  return out;
}

void print_findings(Context& context, const std::vector<annual::Finding>& findings) {
  Table table({{}, {}, {}, {}, {}});
  for (const auto& finding : findings) {
    table.add({annual::to_string(finding.severity),
               finding.section,
               finding.is_overall ? finding.component + " overall" : finding.component,
               finding.identity,
               fmt::format("{}{} against {}; {}",
                           finding.item.empty() ? "" : finding.item + ": ",
                           finding.left,
                           finding.right,
                           rule_of(finding.identity))});
  }
  if (!table.is_empty()) {
    context.print(table);
  }
}

Result<Exit> run_write(Context& context) {
  const auto& arguments = context.arguments();
  engine::AnnualWriteRequest request{.figures = arguments.word("--figures"),
                                     .matters = TRY(facts_of(context))};
  const auto draft = TRY(engine::draft_annual_report(request));
  const bool is_refused = draft.has_errors() && !arguments.has("--allow-findings");
  const auto exit = is_refused               ? Exit::refused
                    : draft.findings.empty() ? Exit::done
                                             : Exit::findings;
  const auto path = arguments.word("--out");
  if (!is_refused && !context.is_dry_run()) {
    TRY(base::write_file(path, draft.xml, base::Durable::yes));
  }
  if (context.wants_json()) {
    context.print(engine::to_json(draft));
    return exit;
  }
  print_findings(context, draft.findings);
  if (context.wants_plain()) {
    return exit;
  }
  const auto what = fmt::format(
      "the annual report of {} for fiscal year {}, {}",
      harmless(draft.report.abbreviation),
      draft.report.fiscal_year,
      draft.report.components.empty()
          ? std::string("one component")
          : base::plural(static_cast<long long>(draft.report.components.size()), "component"));
  if (is_refused) {
    context.print_line(fmt::format("did not write {}: figures do not agree", what));
    context.print_line("hint: correct them, or write it all the same with --allow-findings");
  } else {
    context.print_line(fmt::format(
        "{} {} to {}", context.is_dry_run() ? "would write" : "wrote", what, harmless(path)));
  }
  return exit;
}

Result<Exit> run_quarterly(Context& context) {
  const auto& arguments = context.arguments();
  const auto year = TRY(arguments.number("--year"));
  const auto quarter = TRY(arguments.number("--quarter"));
  const auto facts = TRY(facts_of(context));
  const auto result = TRY(engine::draft_quarterly(facts,
                                                  arguments.word("--agency"),
                                                  static_cast<int>(year.value_or(0)),
                                                  static_cast<int>(quarter.value_or(0))));
  if (context.wants_json()) {
    context.print(engine::to_json(result));
    return Exit::done;
  }
  Table table({{"component"},
               {"received", Align::right},
               {"requests processed", Align::right},
               {"backlogged", Align::right}});
  for (const auto& one : result.components) {
    table.add({one.component, one.received, one.processed.value(), one.backlogged});
  }
  table.add({result.agency + " overall",
             result.overall.received,
             result.overall.processed.value(),
             result.overall.backlogged});
  context.print(table);
  if (!context.wants_plain()) {
    context.print_line(fmt::format("ten oldest: {} pending when the year began, {} closed since",
                                   result.oldest_pending,
                                   result.oldest_closed));
    context.print_line(
        fmt::format("beside it, not reported: {} processed, in the sense of a court's schedule",
                    base::plural(result.pages.value(), "page")));
  }
  return Exit::done;
}

Option matter_option() {
  return {.name = "--matter",
          .value_name = "DIR",
          .help = "folder of a matter whose request is counted; repeated",
          .repeats = true,
          .words = Words::folder};
}

}  // namespace

Command annual_check_command() {
  return {
      .name = "annual check",
      .group = "Annual report",
      .summary = "recompute annual reports and list what does not agree",
      .arguments = {{.name = "FILE",
                     .help = "annual report as XML, of any agency and year",
                     .is_required = true,
                     .repeats = true,
                     .words = Words::file}},
      .options = {{.name = "--schema",
                   .value_name = "DIR",
                   .help = "validate against DOJ's schema in DIR too (the folder with exchange/)",
                   .words = Words::folder},
                  {.name = "--details",
                   .help = "every defect and finding; always shown for a single file"}},
      .description =
          "Reads the XML that FOIA.gov publishes (5 U.S.C. 552(e)). No field is trusted: what "
          "cannot "
          "be read is listed and left out, sums are made again from their parts, and every "
          "identity "
          "of the form is compared, for each component and overall. Of two reports of one agency "
          "for consecutive years the later is compared with the earlier.\n\n"
          "Whether a file is valid is decided by the rules of the schema as vaughn knows them; "
          "with "
          "--schema by libxml2. A defect is something in the file; an error or a warning is two "
          "figures that do not agree. 'parts' are components; 'total' is V.B(1) overall.\n\n"
          "Exit code 0: nothing to say. 3: defects or findings. 6: a file is no annual report.",
      .examples = {{"annual check dhs-2024.xml", "one report, with what is wrong in it"},
                   {"annual check 2023/*.xml 2024/*.xml --json", "two years, for a program"}},
      .needs = {.sandbox = true},
      .run = run_check,
  };
}

Command annual_write_command() {
  auto matter = matter_option();
  return {
      .name = "annual write",
      .group = "Annual report",
      .summary = "write an annual report as NIEM XML for FOIA.gov",
      .options = {{.name = "--figures",
                   .value_name = "FILE",
                   .help = "the agency's figures, as TOML",
                   .is_required = true,
                   .words = Words::file},
                  {.name = "--out",
                   .value_name = "FILE",
                   .help = "the XML to write",
                   .is_required = true,
                   .words = Words::file},
                  matter,
                  {.name = "--allow-findings",
                   .help = "write it even if figures do not agree; they are listed"},
                  dry_run_option()},
      .description =
          "The figures file states agency, components and what people know: staff, costs, fees, "
          "postings. Totals, comparisons and sums over components follow from it; medians and "
          "averages over components do not and are never made up. A figure the schema requires and "
          "the file lacks is an error that names it, unless the file says unstated = \"zero\".\n\n"
          "Matters are counted into V.A, V.B, VII, VIII and XII.A of the component that "
          "request.component "
          "names: a request processed is one that was closed with a final response, an exemption "
          "counts once for each request. Pages are never counted here.\n\n"
          "Every identity is checked before anything is written; if one that the form requires "
          "fails, nothing is (exit code 5).",
      .examples = {{"annual write --figures fy2026.toml --out doe-2026.xml", "from figures alone"},
                   {"annual write --figures fy2026.toml --out doe-2026.xml --matter a --matter b",
                    "with two matters counted"}},
      .run = run_write,
  };
}

Command annual_quarterly_command() {
  auto matter = matter_option();
  matter.is_required = true;
  return {
      .name = "annual quarterly",
      .group = "Annual report",
      .summary = "the figures of FOIA.gov's quarterly report from matters",
      .options = {matter,
                  {.name = "--agency",
                   .value_name = "NAME",
                   .help = "abbreviation of the agency",
                   .is_required = true},
                  {.name = "--year",
                   .value_name = "YEAR",
                   .help = "fiscal year, which begins in October of the year before",
                   .is_required = true},
                  {.name = "--quarter",
                   .value_name = "N",
                   .help = "1 to 4; 1 is October to December",
                   .is_required = true}},
      .description =
          "Requests received and processed in the quarter, the backlog at its end, and how many of "
          "the ten oldest requests were closed since the year began. With --json the members are "
          "named as the form's fields.",
      .examples = {{"annual quarterly --agency DOE --year 2026 --quarter 2 --matter a --matter b",
                    "January to March 2026"}},
      .run = run_quarterly,
  };
}

}  // namespace vaughn::cli
