// SPDX-License-Identifier: AGPL-3.0-or-later
#include "engine/produce.h"

#include <fmt/format.h>

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

constexpr std::int64_t kMostPages = 10'000'000;

Result<engine::ProduceRequest> request_of(Context& context) {
  const auto& arguments = context.arguments();
  engine::ProduceRequest request;
  request.name = arguments.word("--volume");
  request.scope = TRY(optional_scope_of(context));
  request.dated = TRY(context.date_or_today("--dated"));
  request.supersedes = arguments.word("--supersedes");
  request.supersedes_reason = arguments.word("--reason");
  const auto most = TRY(arguments.number("--max-pages"));
  if (most && (*most == 0 || *most > kMostPages)) {
    return Error{ErrorCode::invalid_argument, "--max-pages: that is no number of pages", ""};
  }
  request.max_pages = static_cast<int>(most.value_or(0));
  if (!request.supersedes.empty() && request.supersedes_reason.empty()) {
    return Error{ErrorCode::invalid_argument,
                 "a volume that supersedes another says why",
                 "add --reason TEXT"};
  }
  return request;
}

void print_preflight(Context& context, const engine::ProduceResult& result) {
  for (const auto& row : result.preflight) {
    context.print_line(
        wrapped(fmt::format("  {}  {}  {}{}",
                            row.is_stop ? "STOP" : "warn",
                            row.code,
                            harmless(row.message),
                            row.records.empty() ? "" : ": " + base::join(row.records, ", ")),
                context.terminal().width,
                8));
  }
}

void print_volume(Context& context, const engine::ProduceResult& result) {
  const auto& volume = result.volume;
  context.print_line(fmt::format("{}  {}  {}",
                                 volume.name,
                                 base::plural(volume.page_count, "page"),
                                 base::plural(volume.record_count, "record")));
  Table table({{}, {.align = Align::right}});
  table.add({"  in full", result.pages_in_full});
  table.add({"  in part", result.pages_in_part});
  table.add({"  withheld in full", result.pages_withheld});
  context.print(table);
  if (result.left_out_at_submitter > 0) {
    context.print_line(fmt::format("  left out: {} at a submitter",
                                   base::plural(result.left_out_at_submitter, "page")));
  }
  if (result.left_out_pending > 0) {
    context.print_line(fmt::format("  left out: {} not yet decided",
                                   base::plural(result.left_out_pending, "page")));
  }
}

std::int64_t stops(const engine::ProduceResult& result) {
  std::int64_t count = 0;
  for (const auto& row : result.preflight) {
    count += row.is_stop ? 1 : 0;
  }
  return count;
}

Result<Exit> run_plan(Context& context) {
  auto request = TRY(request_of(context));
  request.is_dry_run = true;
  const auto result =
      TRY(engine::produce(context.workspace(), context.sandbox(), request, context.watch()));
  context.end_progress();
  const auto exit = stops(result) > 0 ? Exit::refused : Exit::done;
  if (context.wants_json()) {
    context.print(engine::to_json(result));
    return exit;
  }
  print_volume(context, result);
  const auto stop_count = stops(result);
  const auto warn_count = static_cast<std::int64_t>(result.preflight.size()) - stop_count;
  context.print_line(fmt::format("preflight: {} stop, {} warn", stop_count, warn_count));
  print_preflight(context, result);
  if (stop_count == 0) {
    context.suggest("vaughn produce run");
  }
  return exit;
}

Result<Exit> run_run(Context& context) {
  auto request = TRY(request_of(context));
  request.is_dry_run = context.is_dry_run();
  if (request.scope) {
    const auto resolved = TRY(engine::resolve(context.workspace(), *request.scope));
    TRY(context.confirm_count(static_cast<std::int64_t>(resolved.records.size()), "record"));
  }
  TRY(context.confirm("A sealed volume is never changed. Make it?"));
  const auto result = TRY(engine::produce(
      context.workspace(), context.sandbox(), request, context.watch(), context.stopped()));
  context.end_progress();
  const auto exit = result.was_stopped                        ? Exit::interrupted
                    : request.is_dry_run && stops(result) > 0 ? Exit::refused
                                                              : Exit::done;
  if (context.wants_json()) {
    context.print(engine::to_json(result));
    return exit;
  }
  if (result.was_stopped) {
    context.print_line("stopped; nothing was sealed, and nothing of it was kept");
    return exit;
  }
  print_volume(context, result);
  print_preflight(context, result);
  if (result.check) {
    std::int64_t examined = 0;
    for (const auto& line : result.check->checks) {
      examined += line.examined;
    }
    context.print_line(fmt::format("check of its own bytes: {} examined, {} to stop it",
                                   base::with_commas(examined),
                                   base::with_commas(result.check->stop_count())));
  }
  if (!request.is_dry_run) {
    context.print_line(fmt::format("sealed {}", result.path.string()));
    context.print_line(fmt::format("manifest sha256 {}", result.volume.manifest.hex()));
    context.suggest("vaughn index build");
  }
  return exit;
}

Result<Exit> run_list(Context& context) {
  const auto rows = TRY(engine::volumes(context.workspace()));
  if (context.wants_json()) {
    context.print(engine::to_json(rows));
    return Exit::done;
  }
  if (rows.empty() && !context.wants_plain()) {
    context.print_line("nothing was produced yet");
    context.suggest("vaughn produce plan");
    return Exit::done;
  }
  Table table({{"volume"},
               {"state"},
               {"dated"},
               {"first"},
               {"last"},
               {"pages", Align::right},
               {"in full", Align::right},
               {"in part", Align::right},
               {"withheld", Align::right},
               {"records", Align::right},
               {"note"}});
  for (const auto& row : rows) {
    std::vector<std::string> notes;
    if (!row.superseded_by.empty()) {
      notes.push_back("superseded by " + base::join(row.superseded_by, ", "));
    } else if (!row.volume.supersedes.empty()) {
      notes.push_back("supersedes " + row.volume.supersedes);
    }
    if (row.standing.sent) {
      notes.push_back("sent " + base::to_string(*row.standing.sent));
    }
    if (row.standing.recalled) {
      notes.push_back("recalled " + base::to_string(*row.standing.recalled));
    }
    table.add({row.volume.name,
               foia::to_string(row.standing.state),
               base::to_string(row.volume.dated),
               row.first_bates,
               row.last_bates,
               row.volume.page_count,
               row.pages_in_full,
               row.pages_in_part,
               row.pages_withheld,
               row.volume.record_count,
               base::join(notes, "; ")});
  }
  context.print(table);
  return Exit::done;
}

Result<Exit> run_rebuild(Context& context) {
  const auto name = context.arguments().word("VOLUME");
  const auto result = TRY(engine::rebuild_volume(
      context.workspace(), context.sandbox(), name, context.arguments().word("--out")));
  const auto exit = result.differences.empty() ? Exit::done : Exit::findings;
  if (context.wants_json()) {
    context.print(engine::to_json(result));
    return exit;
  }
  if (result.differences.empty()) {
    context.print_line(fmt::format(
        "{} made again: every byte is the same, manifest sha256 {}", name, result.manifest.hex()));
    return exit;
  }
  context.print_line(
      fmt::format("{} made again: {} differ",
                  name,
                  base::plural(static_cast<long long>(result.differences.size()), "file")));
  for (const auto& difference : result.differences) {
    context.print_line("  " + difference);
  }
  return exit;
}

std::vector<Option> produce_options() {
  return joined(
      {{.name = "--volume", .value_name = "NAME", .help = "name of the volume; else the next"},
       {.name = "--dated", .value_name = "DATE", .help = "date on it; else today"},
       {.name = "--max-pages",
        .value_name = "N",
        .help = "stop before N pages; families are not split"},
       {.name = "--supersedes",
        .value_name = "NAME",
        .help = "the volume that it corrects; needs --reason",
        .words = Words::volume},
       reason_option()},
      scope_options());
}

}  // namespace

Command produce_plan_command() {
  return {
      .name = "produce plan",
      .group = "Produce",
      .summary = "show the next volume and what stands in its way",
      .arguments = {scope_argument()},
      .options = produce_options(),
      .description =
          "The preflight of a production; writes nothing. Without SCOPE: all that is ready. What "
          "would stop the production is marked STOP, and the exit code is then 5.",
      .examples = {{"produce plan --max-pages 1500", "the next 1,500 pages"}},
      .needs = {.matter = Matter::read, .sandbox = true},
      .run = run_plan,
  };
}

Command produce_run_command() {
  return {
      .name = "produce run",
      .group = "Produce",
      .summary = "make, check and seal a production volume",
      .arguments = {scope_argument()},
      .options = joined(produce_options(), {dry_run_option()}),
      .description =
          "Burns the marks in, stamps the numbers, writes PDF, text, load files, slip sheets, "
          "cover "
          "letter and a signed manifest, then checks the finished volume from the outside. Only a "
          "volume that passes is sealed; else the command is refused (exit 5), names the page, and "
          "leaves nothing behind. Ctrl-C does the same.\n\n"
          "A sealed volume is never changed. A correction is a new volume with --supersedes.",
      .examples = {{"produce run", "all that is ready, as the next volume"},
                   {"produce run R-000017 --supersedes VOL001 --reason \"mark missed on page 3\"",
                    "a correction"}},
      .needs = {.matter = Matter::write, .sandbox = true},
      .run = run_run,
  };
}

Command produce_list_command() {
  return {
      .name = "produce list",
      .group = "Produce",
      .summary = "list the volumes",
      .description =
          "Each with its numbers, how its pages were released, and where it stands: sealed, sent, "
          "superseded or recalled.",
      .examples = {{"produce list", "all volumes"}},
      .needs = {.matter = Matter::read},
      .run = run_list,
  };
}

Command produce_rebuild_command() {
  return {
      .name = "produce rebuild",
      .group = "Produce",
      .summary = "make a sealed volume again and compare every byte",
      .arguments = {{.name = "VOLUME",
                     .help = "name of the volume",
                     .is_required = true,
                     .words = Words::volume}},
      .options = {{.name = "--out",
                   .value_name = "DIR",
                   .help = "folder to make for it",
                   .is_required = true,
                   .words = Words::folder}},
      .description =
          "From the ledger as it was when the volume was sealed. The same ledger gives the same "
          "bytes; differences are listed and the exit code is 3.",
      .examples = {{"produce rebuild VOL001 --out /tmp/again", "proof that it can be made again"}},
      .needs = {.matter = Matter::read, .sandbox = true},
      .run = run_rebuild,
  };
}

}  // namespace vaughn::cli
