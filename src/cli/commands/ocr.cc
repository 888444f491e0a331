// SPDX-License-Identifier: AGPL-3.0-or-later
#include "engine/ocr.h"

#include <fmt/format.h>

#include "base/text.h"
#include "cli/context.h"
#include "cli/detail/command_list.h"
#include "engine/json.h"

namespace vaughn::cli {
namespace {

using base::Result;

Result<Exit> run(Context& context) {
  engine::OcrRequest request;
  request.scope = TRY(optional_scope_of(context));
  request.is_again = context.arguments().has("--again");
  request.is_dry_run = context.is_dry_run();
  const auto result = TRY(engine::read_pictures(
      context.workspace(), context.sandbox(), request, context.watch(), context.stopped()));
  context.end_progress();
  const auto exit = result.was_stopped                     ? Exit::interrupted
                    : result.failed > 0 || result.poor > 0 ? Exit::findings
                                                           : Exit::done;
  if (context.wants_json()) {
    context.print(engine::to_json(result));
    return exit;
  }
  if (request.is_dry_run) {
    context.print_line(fmt::format("would read the pictures of {} ({} already read)",
                                   base::plural(result.records, "record"),
                                   base::with_commas(result.already)));
    return exit;
  }
  if (result.was_stopped) {
    context.print_line("stopped; what was read is kept. The same command goes on from here.");
  }
  context.print_line(fmt::format("read {} of {} ({} already read)",
                                 base::plural(result.pages, "page"),
                                 base::plural(result.records, "record"),
                                 base::with_commas(result.already)));
  Table table({{}, {.align = Align::right}});
  table.add({"  words", result.words});
  table.add({"  blank pages", result.blank});
  table.add({"  pages read with doubt", result.poor});
  table.add({"  exact copies, not read twice", result.copies});
  context.print(table);
  if (result.failed > 0) {
    std::vector<std::string> names;
    for (const auto id : result.failures) {
      names.push_back(foia::control_number(id));
    }
    context.print_line(wrapped(fmt::format("{} could not be read and {} a person: {}",
                                           base::plural(result.failed, "record"),
                                           result.failed == 1 ? "needs" : "need",
                                           base::join(names, ", ")),
                               100,
                               2));
  }
  if (result.poor > 0) {
    context.suggest("vaughn find 'finding:poorly_read'");
  }
  return exit;
}

}  // namespace

Command ocr_command() {
  return {
      .name = "ocr",
      .group = "Collect",
      .summary = "read the text of scans and pictures",
      .arguments = {scope_argument()},
      .options = joined(
          scope_options(),
          {{.name = "--again", .help = "also records that were read before"}, dry_run_option()}),
      .description =
          "Reads the pages that have no text layer with Tesseract and puts the words into the "
          "index,"
          " so that `find` and `hits` see them. Pages with a text layer keep theirs. Where the "
          "words"
          " stand is kept too, so that words and patterns can be marked on a scan as on any page."
          " Pages that OCR is not sure of get the finding poorly_read and are for a person to read."
          " Without SCOPE: every PDF and picture that has pages without text. The original is not"
          " changed.",
      .examples = {{"ocr", "all that has no text"},
                   {"ocr -n", "how many records that is"},
                   {"ocr R-000012 --again", "one record, once more"}},
      .needs = {.matter = Matter::write, .sandbox = true, .reads_pictures = true},
      .run = run,
  };
}

}  // namespace vaughn::cli
