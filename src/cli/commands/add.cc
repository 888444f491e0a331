// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include <map>

#include "base/text.h"
#include "cli/context.h"
#include "cli/detail/command_list.h"
#include "engine/intake.h"
#include "engine/json.h"
#include "engine/look.h"

namespace vaughn::cli {
namespace {

using base::Result;

// "23 encrypted, 19 damaged": by code, most first.
std::string by_code(const std::vector<foia::Exception>& rows) {
  std::map<std::string, std::int64_t> counts;
  for (const auto& row : rows) {
    ++counts[std::string(foia::to_string(row.finding.code))];
  }
  std::vector<std::pair<std::string, std::int64_t>> sorted(counts.begin(), counts.end());
  std::stable_sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) {
    return a.second > b.second;
  });
  std::vector<std::string> words;
  for (const auto& [code, count] : sorted) {
    words.push_back(fmt::format("{} {}", base::with_commas(count), code));
  }
  return base::join(words, ", ");
}

Result<engine::IntakeRequest> request_of(const Context& context) {
  const auto& arguments = context.arguments();
  engine::IntakeRequest request;
  for (const auto& path : arguments.words("PATH")) {
    request.paths.emplace_back(path);
  }
  request.office = arguments.word("--office");
  request.tasking.value = TRY(arguments.number("--tasking")).value_or(0);
  request.custodian = arguments.word("--custodian");
  request.custodian_from_folders = arguments.has("--custodian-from-folders");
  request.is_dry_run = context.is_dry_run();
  if (!request.custodian.empty() && request.custodian_from_folders) {
    return base::Error{base::ErrorCode::invalid_argument,
                       "--custodian and --custodian-from-folders exclude each other",
                       ""};
  }
  return request;
}

std::string summary(const engine::IntakeResult& result) {
  return fmt::format("took in {} from {} ({} already here)",
                     base::plural(result.records, "record"),
                     base::plural(result.files, "file"),
                     base::with_commas(result.already_here));
}

// Nothing is opened in a dry run, so only files can be counted.
std::string plan_of(const engine::IntakeResult& result) {
  return fmt::format("would read {} of {}, {} bytes ({} already here)",
                     base::with_commas(result.files - result.already_here),
                     base::plural(result.files, "file"),
                     base::with_commas(result.bytes),
                     base::with_commas(result.already_here));
}

Result<Exit> run(Context& context) {
  const auto request = TRY(request_of(context));
  const auto result = TRY(engine::take_in(
      context.workspace(), context.sandbox(), request, context.watch(), context.stopped()));
  context.end_progress();
  const auto exit = result.was_stopped      ? Exit::interrupted
                    : result.exceptions > 0 ? Exit::findings
                                            : Exit::done;
  if (context.wants_json()) {
    context.print(engine::to_json(result));
    return exit;
  }
  if (request.is_dry_run) {
    context.print_line(plan_of(result));
    return exit;
  }
  if (result.was_stopped) {
    context.print_line("stopped; what was taken in is kept. The same command goes on from here.");
  }
  context.print_line(summary(result));
  Table table({{}, {.align = Align::right}});
  table.add({"  families", result.families});
  table.add({"  exact copies", result.duplicates});
  table.add({"  containers opened", result.containers});
  table.add({"  findings", result.findings});
  table.add({"  exceptions", result.exceptions});
  context.print(table);
  if (result.exceptions > 0) {
    context.print_line(fmt::format(
        "{} a person: {}",
        result.exceptions == 1 ? "1 needs" : base::with_commas(result.exceptions) + " need",
        by_code(result.exception_rows)));
    context.suggest("vaughn exceptions list");
  } else {
    context.suggest("vaughn hits TERMS.txt");
  }
  return exit;
}

Result<Exit> run_exceptions(Context& context) {
  const auto rows = TRY(engine::exceptions(context.workspace()));
  if (context.wants_json()) {
    context.print(engine::to_json(rows));
    return Exit::done;
  }
  if (rows.empty()) {
    context.print_line("no exceptions: everything that went in became a record");
    return Exit::done;
  }
  Table table({{"reason"},
               {"office"},
               {"path", Align::left, Cut::at_front},
               {"what", Align::left, Cut::at_end}});
  std::map<foia::FindingCode, std::int64_t> codes;
  for (const auto& row : rows) {
    ++codes[row.finding.code];
    table.add({foia::to_string(row.finding.code), row.office, row.path, row.finding.message});
  }
  context.print(table);
  if (context.wants_plain()) {
    return Exit::done;
  }
  context.print_line("");
  for (const auto& [code, count] : codes) {
    context.print_line(wrapped(
        fmt::format(
            "{} {}: {}", base::with_commas(count), foia::to_string(code), foia::remedy(code)),
        100,
        2));
  }
  return Exit::done;
}

}  // namespace

Command add_command() {
  return {
      .name = "add",
      .group = "Collect",
      .summary = "take files into the matter",
      .arguments = {{.name = "PATH",
                     .help = "file or folder",
                     .is_required = true,
                     .repeats = true,
                     .words = Words::file}},
      .options = {{.name = "--office",
                   .value_name = "KEY",
                   .help = "the office of matter.toml that they come from",
                   .is_required = true,
                   .words = Words::office},
                  {.name = "--tasking",
                   .value_name = "N",
                   .help = "the search tasking that they answer"},
                  {.name = "--custodian", .value_name = "NAME", .help = "whose files they were"},
                  {.name = "--custodian-from-folders",
                   .help = "the first folder below PATH names the custodian"},
                  dry_run_option()},
      .description =
          "Takes e-mail (.eml, mbox) with attachments, zip archives, PDF, DOCX, XLSX, HTML, text, "
          "CSV and images. Originals are kept byte for byte under their SHA-256. Every file ends "
          "as a record or as an exception with its reason; exact copies are recognised and kept "
          "as evidence of who had them. Files are read in separate processes that can do nothing "
          "but compute.\n\n"
          "Work is kept batch by batch: after Ctrl-C or a crash the same command goes on, and "
          "running it twice adds nothing. With exceptions the exit code is 3.",
      .examples = {{"add inbox/boston --office boston --tasking 3", "what tasking 3 returned"},
                   {"add /mnt/collection --office hq --custodian-from-folders -n",
                    "count first, take in nothing"}},
      .needs = {.matter = Matter::write, .sandbox = true},
      .run = run,
  };
}

Command exceptions_list_command() {
  return {
      .name = "exceptions list",
      .group = "Collect",
      .summary = "list what could not become a record, and what to do about it",
      .description =
          "Encrypted, damaged, empty or unknown files, each with its path and reason, then what a "
          "person can do about each kind.",
      .examples = {{"exceptions list", "all of them"},
                   {"exceptions list --plain | cut -f3", "their paths"}},
      .needs = {.matter = Matter::read},
      .run = run_exceptions,
  };
}

}  // namespace vaughn::cli
