// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include "base/text.h"
#include "cli/context.h"
#include "cli/detail/command_list.h"
#include "engine/find.h"
#include "engine/json.h"
#include "engine/look.h"

namespace vaughn::cli {
namespace {

using base::Result;

std::string counted(const store::Selection& selection) {
  return base::plural(static_cast<long long>(selection.records.size()), "record");
}

Result<Exit> run_new(Context& context) {
  const auto name = selection_name(context.arguments().word("NAME"));
  const auto scope = TRY(scope_of(context));
  const auto resolved = TRY(engine::resolve(context.workspace(), scope));
  TRY(context.confirm_count(static_cast<std::int64_t>(resolved.records.size()), "record"));
  if (context.is_dry_run()) {
    store::Selection planned;
    planned.name = name;
    planned.query = resolved.description;
    planned.records = resolved.records;
    if (context.wants_json()) {
      context.print(engine::to_json(planned));
    } else {
      context.print_line(fmt::format("would freeze set:{}, {}", name, counted(planned)));
    }
    return Exit::done;
  }
  const auto made =
      TRY(engine::freeze(context.workspace(), name, scope, context.arguments().word("--reason")));
  if (context.wants_json()) {
    context.print(engine::to_json(made));
    return Exit::done;
  }
  context.print_line(fmt::format(
      "froze set:{}, {}, sha256 {}", made.name, counted(made), made.digest.hex().substr(0, 12)));
  context.suggest(
      fmt::format("vaughn code set:{} --category KEY --responsive --reason TEXT", made.name));
  return Exit::done;
}

Result<Exit> run_list(Context& context) {
  const auto all = TRY(engine::selections(context.workspace()));
  if (context.wants_json()) {
    context.print(engine::to_json(all));
    return Exit::done;
  }
  if (all.empty() && !context.wants_plain()) {
    context.print_line("no selections yet");
    context.suggest("vaughn find QUERY --freeze NAME");
    return Exit::done;
  }
  Table table(
      {{"name"}, {"records", Align::right}, {"sha256"}, {"made from", Align::left, Cut::at_end}});
  for (const auto& row : all) {
    table.add({row.name, row.records.size(), row.digest.hex().substr(0, 12), row.query});
  }
  context.print(table);
  return Exit::done;
}

Result<Exit> run_show(Context& context) {
  const auto name = selection_name(context.arguments().word("NAME"));
  const auto row = TRY(engine::selection(context.workspace(), name));
  if (context.wants_json()) {
    context.print(engine::to_json(row));
    return Exit::done;
  }
  if (!context.wants_plain()) {
    context.print_line(
        fmt::format("set:{}  {}  sha256 {}", row.name, counted(row), row.digest.hex()));
    context.print_line(harmless(row.query));
  }
  for (const auto id : row.records) {
    context.print_line(foia::control_number(id));
  }
  return Exit::done;
}

Result<Exit> run_diff(Context& context) {
  const auto first = selection_name(context.arguments().word("FIRST"));
  const auto second = selection_name(context.arguments().word("SECOND"));
  const auto result = TRY(engine::compare_selections(context.workspace(), first, second));
  const bool is_same = result.only_first.empty() && result.only_second.empty();
  const auto exit = is_same ? Exit::done : Exit::no;
  if (context.wants_json()) {
    context.print(engine::to_json(result));
    return exit;
  }
  for (const auto id : result.only_first) {
    context.print_line("- " + foia::control_number(id));
  }
  for (const auto id : result.only_second) {
    context.print_line("+ " + foia::control_number(id));
  }
  if (!context.wants_plain()) {
    context.print_line(
        fmt::format("{} only in set:{}, {} only in set:{}, {} in both",
                    base::with_commas(static_cast<long long>(result.only_first.size())),
                    first,
                    base::with_commas(static_cast<long long>(result.only_second.size())),
                    second,
                    base::with_commas(static_cast<long long>(result.both.size()))));
  }
  return exit;
}

Argument name_argument(std::string name) {
  return {.name = std::move(name),
          .help = "name of a selection",
          .is_required = true,
          .words = Words::selection};
}

}  // namespace

Command set_new_command() {
  return {
      .name = "set new",
      .group = "Find",
      .summary = "freeze a selection of records under a name",
      .arguments = {{.name = "NAME",
                     .help = "letters, digits, '-', '_' and '.'",
                     .is_required = true},
                    scope_argument()},
      .options = joined(scope_options(), {reason_option(), dry_run_option()}),
      .description =
          "A frozen selection no longer moves, whatever is added later. Decisions and reports cite "
          "it by name and by the SHA-256 of its record numbers.",
      .examples = {{"set new boston --query 'office:boston'", "everything from one office"},
                   {"set new sample R-000012 R-000020..R-000029", "eleven records by number"}},
      .needs = {.matter = Matter::write},
      .run = run_new,
  };
}

Command set_list_command() {
  return {
      .name = "set list",
      .group = "Find",
      .summary = "list the selections",
      .description = "Each with its size, its hash and what it was made from.",
      .examples = {{"set list", "all selections"}},
      .needs = {.matter = Matter::read},
      .run = run_list,
  };
}

Command set_show_command() {
  return {
      .name = "set show",
      .group = "Find",
      .summary = "list the records of a selection",
      .arguments = {name_argument("NAME")},
      .description = "One record number a line.",
      .examples = {{"set show boston --plain | wc -l", "count them"}},
      .needs = {.matter = Matter::read},
      .run = run_show,
  };
}

Command set_diff_command() {
  return {
      .name = "set diff",
      .group = "Find",
      .summary = "compare two selections",
      .arguments = {name_argument("FIRST"), name_argument("SECOND")},
      .description =
          "Records only in the first are marked -, only in the second +. The exit code is "
          "1 if they differ.",
      .examples = {{"set diff terms-january terms-march", "what the new terms changed"}},
      .needs = {.matter = Matter::read},
      .run = run_diff,
  };
}

}  // namespace vaughn::cli
