// SPDX-License-Identifier: AGPL-3.0-or-later
#include "engine/render.h"

#include <fmt/format.h>

#include "base/text.h"
#include "cli/context.h"
#include "cli/detail/command_list.h"
#include "engine/figures.h"
#include "engine/json.h"

namespace vaughn::cli {
namespace {

using base::Result;

Result<Exit> count_only(Context& context, const engine::RenderRequest& request) {
  engine::RenderResult planned;
  if (request.scope) {
    const auto resolved = TRY(engine::resolve(context.workspace(), *request.scope));
    planned.records = static_cast<std::int64_t>(resolved.records.size());
  } else {
    const auto figures = TRY(engine::figures(context.workspace()));
    planned.records = TRY(figures.value("records.unrendered"));
  }
  if (context.wants_json()) {
    context.print(engine::to_json(planned));
  } else {
    context.print_line(fmt::format("would render {}", base::plural(planned.records, "record")));
  }
  return Exit::done;
}

Result<Exit> run(Context& context) {
  engine::RenderRequest request;
  request.scope = TRY(optional_scope_of(context));
  if (request.scope) {
    const auto resolved = TRY(engine::resolve(context.workspace(), *request.scope));
    TRY(context.confirm_count(static_cast<std::int64_t>(resolved.records.size()), "record"));
  }
  if (context.is_dry_run()) {
    return count_only(context, request);
  }
  const auto result = TRY(engine::render(
      context.workspace(), context.sandbox(), request, context.watch(), context.stopped()));
  context.end_progress();
  const auto exit = result.was_stopped  ? Exit::interrupted
                    : result.failed > 0 ? Exit::findings
                                        : Exit::done;
  if (context.wants_json()) {
    context.print(engine::to_json(result));
    return exit;
  }
  if (result.was_stopped) {
    context.print_line("stopped; what was rendered is kept. The same command goes on from here.");
  }
  context.print_line(fmt::format("rendered {}, {} ({} already)",
                                 base::plural(result.records, "record"),
                                 base::plural(result.pages, "page"),
                                 base::with_commas(result.already)));
  if (result.failed > 0) {
    std::vector<std::string> names;
    for (const auto id : result.failures) {
      names.push_back(foia::control_number(id));
    }
    context.print_line(wrapped(fmt::format("{} could not be rendered and {} a person: {}",
                                           base::plural(result.failed, "record"),
                                           result.failed == 1 ? "needs" : "need",
                                           base::join(names, ", ")),
                               100,
                               2));
  }
  context.suggest("vaughn redact add --all --pattern ssn --exemption '(b)(6)' -n");
  return exit;
}

}  // namespace

Command render_command() {
  return {
      .name = "render",
      .group = "Review",
      .summary = "make the page images of responsive records",
      .arguments = {scope_argument()},
      .options = joined(scope_options(), {dry_run_option()}),
      .description =
          "Makes the paginated PDF of each record: PDF as it is; mail, text, web pages, "
          "spreadsheets and images by vaughn's own pages; word processor files by LibreOffice. "
          "Without SCOPE: every responsive record that has none yet. Pages can be decided and "
          "marked only after this.",
      .examples = {{"render", "all that is responsive"}, {"render R-000012", "one record"}},
      .needs = {.matter = Matter::write, .sandbox = true},
      .run = run,
  };
}

}  // namespace vaughn::cli
