// SPDX-License-Identifier: AGPL-3.0-or-later
#include "engine/find.h"

#include <fmt/format.h>

#include "base/files.h"
#include "base/text.h"
#include "cli/context.h"
#include "cli/detail/command_list.h"
#include "engine/json.h"
#include "engine/look.h"

namespace vaughn::cli {
namespace {

using base::Error;
using base::ErrorCode;
using base::Result;

constexpr std::int64_t kMostShown = 1'000'000'000;

std::string day_of(const foia::Record& record, const base::TimeZone& zone) {
  const auto date = record.date();
  return date ? base::to_string(zone.date_at(*date)) : "undated";
}

std::string title_of(const foia::Record& record) {
  return record.metadata.title.empty() ? record.name : record.metadata.title;
}

void print_found(Context& context, const engine::FindResult& result, const base::TimeZone& zone) {
  Table table(
      {{"record"}, {"date"}, {"kind"}, {"office"}, {"state"}, {"title", Align::left, Cut::at_end}});
  for (const auto& row : result.shown) {
    table.add({foia::control_number(row.record.id),
               day_of(row.record, zone),
               foia::to_string(row.record.kind),
               row.record.office,
               row.state,
               title_of(row.record)});
  }
  context.print(table);
}

// What was perhaps meant by a query without hits.
Result<void> print_nearest(Context& context, const engine::FindRequest& request) {
  const auto report = engine::hits(context.workspace(), request.query, request.within);
  if (report && report->report.terms.size() == 1 && !report->report.terms[0].suggestion.empty()) {
    const auto& term = report->report.terms[0];
    context.print_line(fmt::format(
        "nearest: {} has {}", term.suggestion, base::plural(term.suggestion_records, "record")));
  }
  const auto exceptions = TRY(engine::exceptions(context.workspace()));
  if (!exceptions.empty()) {
    context.print_line(
        fmt::format("{} could not be read: vaughn exceptions list",
                    base::plural(static_cast<long long>(exceptions.size()), "item")));
  }
  return {};
}

Result<Exit> run_find(Context& context) {
  const auto& arguments = context.arguments();
  engine::FindRequest request;
  request.query = arguments.word("QUERY");
  request.within = selection_name(arguments.word("--in"));
  const auto limit = TRY(arguments.number("--limit"));
  if (limit && *limit > kMostShown) {
    return Error{ErrorCode::invalid_argument, "--limit is too large", ""};
  }
  request.limit = arguments.has("--count") ? 0 : static_cast<int>(limit.value_or(50));
  if (!context.is_dry_run()) {
    request.freeze_as = selection_name(arguments.word("--freeze"));
  }
  const auto result = TRY(engine::find(context.workspace(), request));
  const auto exit = result.records == 0 ? Exit::no : Exit::done;
  if (context.wants_json()) {
    context.print(engine::to_json(result));
    return exit;
  }
  const auto zone = TRY(base::TimeZone::make(context.workspace().matter().time_zone));
  if (arguments.has("--count")) {
    context.print_line(context.wants_plain() ? fmt::format("{}", result.records)
                                             : base::with_commas(result.records));
    return exit;
  }
  if (context.wants_plain()) {
    print_found(context, result, zone);
    return exit;
  }
  context.print_line(fmt::format("{} ({} with families)   index {}",
                                 base::plural(result.records, "record"),
                                 base::with_commas(result.with_family),
                                 result.reproducibility.manifest.hex().substr(0, 12)));
  if (result.records == 0) {
    context.print_line("as understood: " + result.reproducibility.query);
    TRY(print_nearest(context, request));
  }
  if (!result.shown.empty()) {
    print_found(context, result, zone);
  }
  if (static_cast<std::int64_t>(result.shown.size()) < result.records && request.limit > 0) {
    context.print_line(fmt::format(
        "... {} more; --limit {} shows all",
        base::with_commas(result.records - static_cast<std::int64_t>(result.shown.size())),
        result.records));
  }
  if (result.frozen) {
    context.print_line(
        fmt::format("froze set:{}, {}, sha256 {}",
                    result.frozen->name,
                    base::plural(static_cast<long long>(result.frozen->records.size()), "record"),
                    result.frozen->digest.hex().substr(0, 12)));
    context.suggest(fmt::format("vaughn code set:{} --category KEY --responsive --reason TEXT",
                                result.frozen->name));
  } else if (arguments.has("--freeze")) {
    context.print_line(fmt::format("would freeze set:{}, {}",
                                   selection_name(arguments.word("--freeze")),
                                   base::plural(result.records, "record")));
  }
  return exit;
}

Result<std::string> read_terms(Context& context) {
  const auto file = context.arguments().word("TERMS");
  if (file != "-") {
    return base::read_file(file);
  }
  std::string text;
  std::string line;
  while (std::getline(context.terminal().in, line)) {
    text += line + "\n";
  }
  return text;
}

void print_hits(Context& context, const engine::HitsResult& result) {
  Table table({{"#", Align::right},
               {"term", Align::left, Cut::at_end},
               {"records", Align::right},
               {"+family", Align::right},
               {"unique", Align::right},
               {"decided", Align::right},
               {"responsive", Align::right},
               {"note", Align::left, Cut::at_end}});
  for (std::size_t i = 0; i < result.report.terms.size(); ++i) {
    const auto& term = result.report.terms[i];
    const auto reviewed =
        i < result.reviewed.size() ? result.reviewed[i] : engine::HitsResult::Reviewed{};
    const auto note =
        term.suggestion.empty()
            ? std::string()
            : fmt::format("{} has {}", term.suggestion, base::with_commas(term.suggestion_records));
    table.add({term.number,
               term.term,
               term.records,
               term.with_family,
               term.unique,
               reviewed.decided,
               reviewed.responsive,
               note});
  }
  context.print(table);
}

Result<Exit> run_hits(Context& context) {
  const auto terms = TRY(read_terms(context));
  const auto within = selection_name(context.arguments().word("--in"));
  const auto result = TRY(engine::hits(context.workspace(), terms, within));
  const auto exit = result.report.records == 0 ? Exit::no : Exit::done;
  if (context.wants_json()) {
    context.print(engine::to_json(result));
    return exit;
  }
  print_hits(context, result);
  if (!context.wants_plain()) {
    context.print_line(
        fmt::format("any term: {} of {}, {} with families   unique = hit by no other"
                    " term",
                    base::with_commas(result.report.records),
                    base::plural(result.report.population, "record"),
                    base::with_commas(result.report.with_family)));
  }
  return exit;
}

}  // namespace

Command find_command_row() {
  return {
      .name = "find",
      .group = "Find",
      .summary = "find records by a query",
      .arguments = {{.name = "QUERY",
                     .help = "what to look for, in quotes; see vaughn help query",
                     .is_required = true}},
      .options = {{.name = "--in",
                   .value_name = "NAME",
                   .help = "only records of this selection",
                   .words = Words::selection},
                  {.name = "--limit", .value_name = "N", .help = "show N records; else 50"},
                  {.name = "--count", .help = "only the number"},
                  {.name = "--freeze",
                   .value_name = "NAME",
                   .help = "keep the hits as a frozen selection"},
                  dry_run_option()},
      .description =
          "Every hit is found: there are no noise words, no ranking that cuts, no limit but that "
          "of "
          "what is shown. The answer names the state of the index, so that the same query gives "
          "the "
          "same records later.\n\n"
          "Beside the fields of the text there are category:6, state:responsive, selection:NAME "
          "and finding:encrypted. No hit is exit code 1.",
      .examples = {{"find 'from:calloway AND (dredg* w/10 permit*) AND sent:2023-01..2023-06'",
                    "mail of half a year"},
                   {"find '\"ankle monitor\"' --freeze monitors", "keep the hits as set:monitors"}},
      .needs = {.matter = Matter::write, .writes_with = "--freeze"},
      .run = run_find,
  };
}

Command hits_command() {
  return {
      .name = "hits",
      .group = "Find",
      .summary = "report the hits of a list of search terms",
      .arguments = {{.name = "TERMS",
                     .help = "file with one query a line; - reads stdin",
                     .is_required = true,
                     .words = Words::file}},
      .options = {{.name = "--in",
                   .value_name = "NAME",
                   .help = "only records of this selection",
                   .words = Words::selection}},
      .description =
          "For each term: records, records with their families, records that no other term hits, "
          "and how many are decided and responsive. For a term without hits the nearest one that "
          "has some. Lines that begin with # are skipped.",
      .examples = {{"hits terms.txt", "all records"},
                   {"hits terms.txt --in boston --json", "one selection, for a program"}},
      .needs = {.matter = Matter::read},
      .run = run_hits,
  };
}

}  // namespace vaughn::cli
