// SPDX-License-Identifier: AGPL-3.0-or-later
#include "engine/papers.h"

#include <fmt/format.h>

#include "base/files.h"
#include "base/text.h"
#include "cli/context.h"
#include "cli/detail/command_list.h"
#include "cli/detail/outgoing_check.h"
#include "engine/json.h"
#include "foia/report_file.h"

namespace vaughn::cli {
namespace {

using base::Result;

constexpr std::int64_t kLastEcf = 1'000'000;

std::string entry_words(std::size_t count) {
  return count == 1 ? "1 entry"
                    : fmt::format("{} entries", base::with_commas(static_cast<long long>(count)));
}

Result<Exit> print_index(Context& context, const engine::IndexResult& result) {
  const bool is_stale = !result.stale.empty() && result.files.empty();
  const auto exit = result.problems.empty() && !is_stale ? Exit::done : Exit::findings;
  if (context.wants_json()) {
    context.print(engine::to_json(result));
    return report_refusal(context, result.outgoing, exit);
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
  for (const auto& line : result.stale) {
    context.print_line(
        fmt::format("  stale: the index of {}: {}", result.last_made, harmless(line)));
  }
  for (const auto& file : result.files) {
    context.print_line("wrote " + file.string());
  }
  return report_refusal(context, result.outgoing, exit);
}

Result<Exit> run_check(Context& context) {
  const auto result = TRY(engine::vaughn_index(context.workspace()));
  return print_index(context, result);
}

Result<Exit> run_build(Context& context) {
  const auto& arguments = context.arguments();
  const std::filesystem::path out = arguments.has("--out")
                                        ? std::filesystem::path(arguments.word("--out"))
                                        : context.workspace().papers_folder() / "index";
  if (context.is_dry_run()) {
    return run_check(context);
  }
  const auto result = TRY(engine::build_index(context.workspace(), context.sandbox(), out));
  context.suggest("vaughn report jsr");
  return print_index(context, result);
}

// "ID=TEXT" or "SIDE=FILE", cut at the first sign.
Result<std::pair<std::string, std::string>> key_and_value(const std::string& word,
                                                          std::string_view option) {
  const auto sign = word.find('=');
  if (sign == std::string::npos || sign == 0 || sign + 1 == word.size()) {
    return base::Error{base::ErrorCode::invalid_argument,
                       fmt::format("{} '{}' has no two halves", option, word),
                       fmt::format("write it as {} NAME=VALUE", option)};
  }
  return std::pair(word.substr(0, sign), word.substr(sign + 1));
}

// What --with, --position and --explain say; the later wins over the file.
Result<void> read_words(const Arguments& arguments, engine::ReportRequest& request) {
  if (arguments.has("--with")) {
    const std::filesystem::path path(arguments.word("--with"));
    const auto toml = TRY(base::read_file(path));
    auto file = TRY(foia::parse_report_file(toml, path.string()));
    for (const auto& [side, name] : file.position_files) {
      auto text = TRY(base::read_file(path.parent_path() / name));
      file.positions.emplace_back(side, std::move(text));
    }
    request.positions = std::move(file.positions);
    request.explanations = std::move(file.explanations);
  }
  const auto put = [](auto& list, std::pair<std::string, std::string> row) {
    std::erase_if(list, [&](const auto& other) { return other.first == row.first; });
    list.push_back(std::move(row));
  };
  for (const auto& word : arguments.words("--position")) {
    auto [side, path] = TRY(key_and_value(word, "--position"));
    TRY(foia::position_side(side));
    auto text = TRY(base::read_file(path));
    put(request.positions, {std::move(side), base::repair_utf8(text)});
  }
  for (const auto& word : arguments.words("--explain")) {
    put(request.explanations, TRY(key_and_value(word, "--explain")));
  }
  return {};
}

void print_figures(Context& context, const engine::ReportResult& result) {
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
}

void print_differences(Context& context, const engine::ReportResult& result) {
  if (result.last_report.empty()) {
    return;
  }
  std::size_t open = 0;
  for (const auto& row : result.differences) {
    open += row.needs_explanation && row.explanation.empty() ? 1 : 0;
  }
  context.print_line(
      fmt::format("since the last report, {}: {} changed",
                  result.last_report,
                  base::plural(static_cast<long long>(result.differences.size()), "number")));
  for (const auto& row : result.differences) {
    const bool is_shown = context.globals().is_verbose || row.needs_explanation;
    if (is_shown) {
      context.print_line(fmt::format("  {} {} -> {}{}",
                                     row.id,
                                     base::with_commas(row.before),
                                     base::with_commas(row.now),
                                     row.explanation.empty()
                                         ? row.needs_explanation ? "  needs --explain" : ""
                                         : "  " + harmless(row.explanation)));
    }
  }
  if (open > 0) {
    context.print_line(
        fmt::format("the report is refused until {} explained",
                    open == 1 ? std::string("it is") : fmt::format("these {} are", open)));
  }
}

std::string_view paper_words(foia::FilingKind kind) {
  switch (kind) {
    case foia::FilingKind::status_report: return "status report";
    case foia::FilingKind::stipulation: return "stipulation";
    case foia::FilingKind::case_management: return "case management statement";
  }
  return "";
}

Result<Exit> make_paper(Context& context, foia::FilingKind kind) {
  const auto& arguments = context.arguments();
  engine::ReportRequest request;
  request.kind = kind;
  request.filing = arguments.word("--filing");
  request.as_of = context.today();
  request.concurred = arguments.words("--concurred");
  request.wants_archival = arguments.has("--pdfa");
  request.is_dry_run = context.is_dry_run();
  TRY(read_words(arguments, request));
  request.out = arguments.has("--out")
                    ? std::filesystem::path(arguments.word("--out"))
                    : context.workspace().papers_folder() /
                          (request.filing.empty() ? std::string("report") : request.filing);
  const auto result = TRY(engine::status_report(context.workspace(), context.sandbox(), request));
  std::size_t ties = 0;
  bool is_refused = false;
  for (const auto& figure : result.figures) {
    ties += figure.ties ? 1 : 0;
  }
  for (const auto& row : result.differences) {
    is_refused = is_refused || (row.needs_explanation && row.explanation.empty());
  }
  const auto exit = is_refused                      ? Exit::refused
                    : ties == result.figures.size() ? Exit::done
                                                    : Exit::findings;
  if (context.wants_json()) {
    context.print(engine::to_json(result));
    return report_refusal(context, result.outgoing, exit);
  }
  if (context.wants_plain() || context.globals().is_verbose) {
    print_figures(context, result);
    if (context.wants_plain()) {
      return report_refusal(context, result.outgoing, exit);
    }
  }
  context.print_line(fmt::format("{} with proposed order, {}; {} of {} numbers tie to the ledger",
                                 paper_words(kind),
                                 base::plural(result.pages, "page"),
                                 ties,
                                 result.figures.size()));
  print_differences(context, result);
  for (const auto& note : result.notes) {
    context.print_line("note: " + harmless(note));
  }
  for (const auto& file : result.files) {
    context.print_line("wrote " + file.string());
  }
  return report_refusal(context, result.outgoing, exit);
}

Result<Exit> run_report(Context& context) {
  return make_paper(context, foia::FilingKind::status_report);
}

Result<Exit> run_stipulation(Context& context) {
  return make_paper(context, foia::FilingKind::stipulation);
}

Result<Exit> run_cmc(Context& context) {
  return make_paper(context, foia::FilingKind::case_management);
}

Result<Exit> run_filed(Context& context) {
  const auto& arguments = context.arguments();
  engine::FiledRequest request;
  request.pdf = arguments.word("FILE");
  const auto ecf = TRY(arguments.number("--ecf")).value_or(0);
  if (ecf < 1 || ecf > kLastEcf) {
    return base::Error{base::ErrorCode::invalid_argument,
                       fmt::format("--ecf {} is no number of a docket", ecf),
                       "give the number the clerk gave, for example --ecf 71"};
  }
  request.ecf = static_cast<int>(ecf);
  request.filed = TRY(context.date_or_today("--on"));
  request.is_dry_run = context.is_dry_run();
  const auto result = TRY(engine::record_filed(context.workspace(), context.sandbox(), request));
  const auto exit = result.findings.empty() ? Exit::done : Exit::findings;
  if (context.wants_json()) {
    context.print(engine::to_json(result));
    return report_refusal(context, result.outgoing, exit);
  }
  if (!result.outgoing.is_clean()) {
    return report_refusal(context, result.outgoing, exit);
  }
  context.print_line(fmt::format("{} filed as ECF No. {} on {}; {} kept with it",
                                 result.key.empty() ? "a paper" : result.key,
                                 result.ecf,
                                 base::to_string(result.filed),
                                 base::plural(result.figures, "figure")));
  context.print_line("SHA-256 " + result.pdf.hex());
  for (const auto& finding : result.findings) {
    context.print_line("finding: " + harmless(finding));
  }
  return exit;
}

Result<Exit> run_concur(Context& context) {
  const auto& arguments = context.arguments();
  engine::ConcurRequest request;
  request.pdf = arguments.word("FILE");
  request.name = arguments.word("--by");
  request.dated = TRY(context.date_or_today("--on"));
  request.how = arguments.word("--how");
  request.is_dry_run = context.is_dry_run();
  const auto result = TRY(engine::record_concurrence(context.workspace(), request));
  const auto exit = result.findings.empty() ? Exit::done : Exit::findings;
  if (context.wants_json()) {
    context.print(engine::to_json(result));
    return exit;
  }
  context.print_line(fmt::format("{} concurs in {}", result.name, result.pdf.hex()));
  for (const auto& finding : result.findings) {
    context.print_line("finding: " + harmless(finding));
  }
  context.print_line(
      result.missing.empty()
          ? std::string("every signatory has concurred: make the paper again to sign "
                        "and attest it")
          : "still to concur: " + base::join(result.missing, "; "));
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
          "problem, and the exit code is then 3. So it is if the index says what is redacted or "
          "withheld in full: nothing is written then (vaughn audit allow).",
      .examples = {{"index build", "into the matter"},
                   {"index build --out filing", "into a folder"}},
      .needs = {.matter = Matter::write, .sandbox = true},
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

namespace {

std::vector<Option> paper_options() {
  return {{.name = "--filing",
           .value_name = "KEY",
           .help = "the [[filing]] of matter.toml; else the last of its kind",
           .words = Words::filing},
          out_option("folder for the files; else papers/KEY of the matter"),
          {.name = "--with",
           .value_name = "FILE",
           .help = "TOML file with [positions] and [explanations]",
           .words = Words::file},
          {.name = "--position",
           .value_name = "SIDE=FILE",
           .help = "Markdown of the plaintiffs, defendants or agreed; repeated",
           .repeats = true},
          {.name = "--explain",
           .value_name = "ID=TEXT",
           .help = "why a figure changed other than by addition; repeated",
           .repeats = true},
          {.name = "--concurred",
           .value_name = "NAME",
           .help = "signatory who concurred: prints /s/; repeated",
           .repeats = true},
          {.name = "--pdfa", .help = "the PDF as PDF/A-2b"},
          dry_run_option()};
}

constexpr std::string_view kPaperDescription =
    "As the court of the matter wants it ([court] profile), as PDF and DOCX, the proposed order "
    "also "
    "by itself, and numbers.xlsx with every number used. Numbers come from the ledger only and are "
    "counted again after writing: one that does not tie is named, and the exit code is then 3. In "
    "the DOCX each number stands in a content control with the id of its figure. Use --as-of for "
    "the day of the report.\n\n"
    "After a report was filed (vaughn report filed) the next one states what changed. A number "
    "that "
    "changed other than by addition, row by row, has to be explained with --explain or --with; "
    "without it the report is refused, and a dry run lists them with exit code 5.\n\n"
    "A paper that says what is redacted or withheld in full is not written or recorded, with exit "
    "code 3, until somebody decides that it may (vaughn audit allow).\n\n"
    "s/ NAME is printed for those who concurred in a PDF of the same text (vaughn report concur), "
    "for [[filing.signature]] and --concurred; the attestation is signed once all have.";

}  // namespace

Command report_jsr_command() {
  return {
      .name = "report jsr",
      .alias = "report status",
      .group = "Report",
      .summary = "write the joint status report with its proposed order",
      .options = paper_options(),
      .description = std::string(kPaperDescription),
      .examples = {{"report jsr --as-of 2026-03-02 --out filing", "as of a day"},
                   {"report jsr -n -v", "only the numbers it would use"},
                   {"report jsr --position plaintiffs=theirs.md", "with a side's own text"}},
      .needs = {.matter = Matter::write, .sandbox = true},
      .run = run_report,
  };
}

Command report_stipulation_command() {
  return {
      .name = "report stipulation",
      .group = "Report",
      .summary = "write a stipulation with its proposed order",
      .options = paper_options(),
      .description =
          "The [[filing]] with kind = \"stipulation\": its recitals, its numbered terms, "
          "and the order \"pursuant to stipulation\".\n\n" +
          std::string(kPaperDescription),
      .examples = {{"report stipulation --filing stip1", "one of several"}},
      .needs = {.matter = Matter::write, .sandbox = true},
      .run = run_stipulation,
  };
}

Command report_cmc_command() {
  return {
      .name = "report cmc",
      .group = "Report",
      .summary = "write a case management statement",
      .options = paper_options(),
      .description =
          "The [[filing]] with kind = \"case_management\": its sections under the topics "
          "of the court's standing order, in its order and numbered; topics that are "
          "missing are named.\n\n" +
          std::string(kPaperDescription),
      .examples = {{"report cmc --filing cmc1", "one of several"}},
      .needs = {.matter = Matter::write, .sandbox = true},
      .run = run_cmc,
  };
}

Command report_concur_command() {
  return {
      .name = "report concur",
      .group = "Report",
      .summary = "record that a signatory agreed to exactly this PDF",
      .arguments = {{.name = "FILE",
                     .help = "the PDF that was put before the signatory",
                     .is_required = true,
                     .words = Words::file}},
      .options = {{.name = "--by",
                   .value_name = "NAME",
                   .help = "attorney of matter.toml with signs = true",
                   .is_required = true},
                  {.name = "--on", .value_name = "DATE", .help = "the day; else today"},
                  {.name = "--how", .value_name = "TEXT", .help = "\"e-mail of November 18\""},
                  dry_run_option()},
      .description =
          "Kept with the SHA-256 of the file. When the paper is made again and says the same, it "
          "is "
          "signed for those who concurred; when it says something else, they are named and have to "
          "be asked again.",
      .examples = {{"report concur papers/jsr2/jsr2.pdf --by \"Ann Example\" --how \"e-mail\"",
                    "after her message"}},
      .needs = {.matter = Matter::write},
      .run = run_concur,
  };
}

Command report_filed_command() {
  return {
      .name = "report filed",
      .group = "Report",
      .summary = "record that a paper was filed, with all figures as they were",
      .arguments = {{.name = "FILE",
                     .help = "the PDF as uploaded",
                     .is_required = true,
                     .words = Words::file}},
      .options = {{.name = "--ecf",
                   .value_name = "N",
                   .help = "its number on the docket",
                   .is_required = true},
                  {.name = "--on", .value_name = "DATE", .help = "the day; else today"},
                  dry_run_option()},
      .description =
          "The next report is compared with it. A file that was not made here, is not "
          "signed by all, or whose attestation is not signed, is a finding. One that says what is "
          "redacted or withheld in full is recorded once somebody decided about that "
          "(vaughn audit allow).",
      .examples = {{"report filed papers/jsr2/jsr2.pdf --ecf 71 --on 2026-03-05", "after filing"}},
      .needs = {.matter = Matter::write, .sandbox = true},
      .run = run_filed,
  };
}

}  // namespace vaughn::cli
