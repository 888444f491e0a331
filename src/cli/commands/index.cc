// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include "base/text.h"
#include "cli/context.h"
#include "cli/detail/command_list.h"
#include "cli/detail/outgoing_check.h"
#include "engine/json.h"
#include "engine/papers.h"

namespace vaughn::cli {
namespace {

using base::Result;

std::filesystem::path folder_of(Context& context, std::string_view name) {
  const auto& arguments = context.arguments();
  return arguments.has("--out") ? std::filesystem::path(arguments.word("--out"))
                                : context.workspace().papers_folder() / name;
}

Result<Exit> run_lint(Context& context) {
  const auto result = TRY(engine::lint_index(context.workspace()));
  const auto exit = result.problems.empty() ? Exit::done : Exit::findings;
  if (context.wants_json()) {
    context.print(engine::to_json(result));
    return exit;
  }
  Table table({{"entry", Align::right}, {"problem"}, {"what", Align::left, Cut::at_end}});
  for (const auto& problem : result.problems) {
    table.add({problem.entry, problem.code, harmless(problem.message)});
  }
  if (!context.wants_plain()) {
    context.print_line(
        fmt::format("{}: {}",
                    base::plural(result.entries, "entry"),
                    result.problems.empty()
                        ? std::string("nothing found")
                        : base::plural(static_cast<long long>(result.problems.size()), "problem")));
  }
  if (!result.problems.empty()) {
    context.print(table);
  }
  return exit;
}

Result<Exit> run_sample(Context& context) {
  const auto& arguments = context.arguments();
  engine::IndexSampleRequest request;
  request.size = TRY(arguments.number("--size")).value_or(0);
  const auto seed = TRY(arguments.number("--seed")).value_or(0);
  if (request.size < 1 || seed < 0) {
    return base::Error{base::ErrorCode::invalid_argument,
                       "a sample has a size above 0 and a seed from 0",
                       "for example --size 50 --seed 20260302"};
  }
  request.seed = static_cast<std::uint64_t>(seed);
  request.out = folder_of(context, "sample");
  request.is_dry_run = context.is_dry_run();
  const auto result = TRY(engine::sample_index(context.workspace(), context.sandbox(), request));
  if (context.wants_json()) {
    context.print(engine::to_json(result));
    return report_refusal(context, result.outgoing, Exit::done);
  }
  std::vector<std::string> numbers;
  for (const int number : result.numbers) {
    numbers.push_back(fmt::to_string(number));
  }
  context.print_line(fmt::format("sample of {} of {}, seed {}: {}",
                                 numbers.size(),
                                 base::plural(result.population, "entry"),
                                 result.seed,
                                 base::join(numbers, ", ")));
  for (const auto& file : result.files) {
    context.print_line("wrote " + file.string());
  }
  return report_refusal(context, result.outgoing, Exit::done);
}

Result<Exit> run_declaration(Context& context) {
  engine::DeclarationRequest request;
  request.as_of = context.today();
  request.out = folder_of(context, "declaration");
  request.is_dry_run = context.is_dry_run();
  const auto result =
      TRY(engine::search_declaration(context.workspace(), context.sandbox(), request));
  const auto exit = result.missing.empty() ? Exit::done : Exit::findings;
  if (context.wants_json()) {
    context.print(engine::to_json(result));
    return report_refusal(context, result.outgoing, exit);
  }
  context.print_line(
      fmt::format("search declaration; {} of the ledger", base::plural(result.figures, "number")));
  for (const auto& line : result.missing) {
    context.print_line("to be completed: " + harmless(line));
  }
  for (const auto& file : result.files) {
    context.print_line("wrote " + file.string());
  }
  return report_refusal(context, result.outgoing, exit);
}

}  // namespace

Command index_lint_command() {
  return {
      .name = "index lint",
      .group = "Report",
      .summary = "look for what a court would hold against the Vaughn index",
      .description =
          "Missing harm or segregability, descriptions without particulars, stock phrases, "
          "and the same harm stated for different things. Any is exit code 3. Writes "
          "nothing.",
      .examples = {{"index lint", "before the index goes out"}},
      .needs = {.matter = Matter::read},
      .run = run_lint,
  };
}

Command index_sample_command() {
  return {
      .name = "index sample",
      .group = "Report",
      .summary = "write a sample of the Vaughn index, drawn by a recorded seed",
      .options = {{.name = "--size", .value_name = "N", .help = "entries", .is_required = true},
                  {.name = "--seed",
                   .value_name = "S",
                   .help = "a number the parties agree on",
                   .is_required = true},
                  {.name = "--out",
                   .value_name = "DIR",
                   .help = "folder for the files; else papers/sample of the matter",
                   .words = Words::folder},
                  dry_run_option()},
      .description =
          "The same index and seed give the same sample on every machine. The draw is an "
          "event of the ledger.",
      .examples = {{"index sample --size 50 --seed 20260302", "fifty entries"}},
      .needs = {.matter = Matter::write, .sandbox = true},
      .run = run_sample,
  };
}

Command report_declaration_command() {
  return {
      .name = "report declaration",
      .group = "Report",
      .summary = "draft the declaration about the search",
      .options = {{.name = "--out",
                   .value_name = "DIR",
                   .help = "folder for the files; else papers/declaration of the matter",
                   .words = Words::folder},
                  dry_run_option()},
      .description =
          "From the taskings and their answers (who searched where, with what terms and dates, "
          "what "
          "came back), the exceptions, and [declaration] of matter.toml; unsworn under 28 U.S.C. "
          "1746. What a court asks for and nobody stated stands in brackets and is listed: the "
          "exit "
          "code is then 3.",
      .examples = {{"report declaration --as-of 2026-03-02", "with numbers as of a day"}},
      .needs = {.matter = Matter::write, .sandbox = true},
      .run = run_declaration,
  };
}

}  // namespace vaughn::cli
