// SPDX-License-Identifier: AGPL-3.0-or-later
#include "engine/redline.h"

#include <fmt/format.h>

#include "base/text.h"
#include "cli/context.h"
#include "cli/detail/command_list.h"
#include "cli/detail/outgoing_check.h"
#include "engine/json.h"

namespace vaughn::cli {
namespace {

using base::Result;

Result<Exit> run_redline(Context& context) {
  const auto& arguments = context.arguments();
  engine::RedlineRequest request;
  request.ours = arguments.word("OURS");
  request.theirs = arguments.word("THEIRS");
  request.author = arguments.has("--by") ? arguments.word("--by") : std::string("not tracked");
  if (!context.is_dry_run()) {
    request.out = arguments.has("--out") ? std::filesystem::path(arguments.word("--out"))
                                         : request.theirs.parent_path() /
                                               (request.theirs.stem().string() + "-redline.docx");
  }
  const auto result = TRY(engine::redline(context.workspace(), context.sandbox(), request));
  const auto exit = result.disputed.empty() ? Exit::done : Exit::findings;
  if (context.wants_json()) {
    context.print(engine::to_json(result));
    return report_refusal(context, result.outgoing, exit);
  }
  Table table({{"section"},
               {"par.", Align::right},
               {"change"},
               {"tracked"},
               {"before", Align::left, Cut::at_end},
               {"after", Align::left, Cut::at_end}});
  for (const auto& change : result.changes) {
    table.add({harmless(change.section),
               change.paragraph,
               std::string(paper::to_string(change.kind)),
               change.is_tracked ? harmless(change.author) : std::string("NO"),
               harmless(change.before),
               harmless(change.after)});
  }
  if (context.wants_plain()) {
    context.print(table);
    return report_refusal(context, result.outgoing, exit);
  }
  context.print_line(
      fmt::format("{}, {} of them not tracked",
                  base::plural(static_cast<long long>(result.changes.size()), "change"),
                  result.silent));
  if (!result.changes.empty()) {
    context.print(table);
  }
  for (const auto& figure : result.disputed) {
    context.print_line(fmt::format(
        "number: {} is {} in the ledger; they write {}",
        figure.id,
        figure.ledger ? base::with_commas(*figure.ledger) : std::string("not"),
        figure.theirs.empty() ? std::string("nothing") : "\"" + harmless(figure.theirs) + "\""));
  }
  for (const auto& file : result.files) {
    context.print_line("wrote " + file.string());
  }
  return report_refusal(context, result.outgoing, exit);
}

}  // namespace

Command report_redline_command() {
  return {
      .name = "report redline",
      .group = "Report",
      .summary = "read back the other side's edits of a paper",
      .arguments = {{.name = "OURS",
                     .help = "the DOCX that was sent out",
                     .is_required = true,
                     .words = Words::file},
                    {.name = "THEIRS",
                     .help = "the DOCX that came back",
                     .is_required = true,
                     .words = Words::file}},
      .options = {{.name = "--out",
                   .value_name = "FILE",
                   .help = "the redline; else THEIRS-redline.docx",
                   .words = Words::file},
                  {.name = "--by",
                   .value_name = "NAME",
                   .help = "who stands beside changes that were not tracked"},
                  dry_run_option()},
      .description =
          "Compares the words of both, theirs with its tracked changes taken as accepted, and "
          "lists "
          "each change by section; an edit that was not tracked is marked NO. Writes our file with "
          "all of them as tracked changes. A number of the ledger that they state otherwise is "
          "named "
          "with the id of its figure, and the exit code is then 3.",
      .examples = {{"report redline jsr2.docx theirs.docx", "what did they change?"}},
      .needs = {.matter = Matter::read, .sandbox = true},
      .run = run_redline,
  };
}

}  // namespace vaughn::cli
