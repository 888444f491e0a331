// SPDX-License-Identifier: AGPL-3.0-or-later
#include "engine/audit.h"

#include <fmt/format.h>

#include "base/text.h"
#include "cli/context.h"
#include "cli/detail/command_list.h"
#include "engine/invariants.h"
#include "engine/json.h"
#include "engine/look.h"

namespace vaughn::cli {
namespace {

using base::Error;
using base::ErrorCode;
using base::Result;

constexpr int kShownEvents = 20;
constexpr std::int64_t kMostEvents = 1'000'000'000;

Result<std::optional<foia::EventId>> event_argument(const Context& context) {
  const auto word = context.arguments().word("EVENT");
  if (word.empty()) {
    return std::optional<foia::EventId>();
  }
  const auto digits = word.starts_with('e') ? word.substr(1) : word;
  const auto number = parse_whole_number(digits);
  if (!number || *number == 0) {
    return Error{ErrorCode::invalid_argument,
                 fmt::format("'{}' is no event", word),
                 "events are written e412; vaughn log lists them"};
  }
  return std::optional<foia::EventId>(foia::EventId{*number});
}

Result<Exit> run_verify(Context& context) {
  const auto result =
      TRY(engine::verify_audit(context.workspace(), context.arguments().has("--blobs")));
  const auto exit = result.problems.empty() ? Exit::done : Exit::findings;
  if (context.wants_json()) {
    context.print(engine::to_json(result));
    return exit;
  }
  for (const auto& problem : result.problems) {
    context.print_line(problem.event == 0
                           ? "problem: " + problem.what
                           : fmt::format("problem at e{}: {}", problem.event, problem.what));
  }
  context.print_line(
      fmt::format("{}, {}; head {}",
                  base::plural(result.events, "event"),
                  result.problems.empty()
                      ? std::string("chain intact")
                      : base::plural(static_cast<long long>(result.problems.size()), "problem"),
                  result.head.hex()));
  if (context.arguments().has("--blobs")) {
    context.print_line(
        fmt::format("{} checked against their hashes", base::plural(result.blobs_checked, "file")));
  }
  return exit;
}

Result<Exit> run_invariants(Context& context) {
  const engine::InvariantRequest request{context.arguments().word("--inbox")};
  const auto result = TRY(engine::check_invariants(context.workspace(), request, context.today()));
  const auto exit = result.violations == 0 ? Exit::done : Exit::findings;
  if (context.wants_json()) {
    context.print(engine::to_json(result));
    return exit;
  }
  Table table({{""}, {"state"}, {"examined", Align::right}, {"rule", Align::left, Cut::never}});
  std::int64_t held = 0;
  for (const auto& row : result.rows) {
    held += row.state == engine::InvariantState::holds ? 1 : 0;
    table.add({row.id,
               base::replace_all(std::string(to_string(row.state)), "_", " "),
               row.examined,
               row.rule});
  }
  context.print(table);
  if (context.wants_plain()) {
    return exit;
  }
  context.print_line("");
  for (const auto& row : result.rows) {
    for (const auto& violation : row.violations) {
      context.print_line(fmt::format("violated: {} {}", row.id, harmless(violation)));
    }
  }
  for (const auto& row : result.rows) {
    if (!row.note.empty()) {
      context.print_line(
          wrapped(fmt::format("{}: {}", row.id, row.note), context.terminal().width, 5));
    }
  }
  context.print_line(fmt::format("{} of {} hold, {}",
                                 held,
                                 result.rows.size(),
                                 result.violations == 0
                                     ? std::string("none is violated")
                                     : base::plural(result.violations, "violation")));
  return exit;
}

std::string log_state(const engine::LogRow& row) {
  return row.is_undone ? "undone" : "";
}

Result<Exit> show_one(Context& context, foia::EventId id) {
  const auto row = TRY(engine::look_at_event(context.workspace(), id));
  if (context.wants_json()) {
    context.print(engine::to_json(row));
    return Exit::done;
  }
  const auto& event = row.event;
  const auto zone = TRY(base::TimeZone::make(context.workspace().matter().time_zone));
  Table table({{}, {}});
  table.add({"event", fmt::format("e{}", event.id.value)});
  table.add({"at", zone.display(event.at)});
  table.add({"author", event.author});
  table.add({"kind", store::to_string(event.kind)});
  table.add({"reason", event.reason});
  table.add({"state", row.is_undone ? "undone" : "in force"});
  table.add({"previous", event.previous.hex()});
  table.add({"hash", event.hash.hex()});
  context.print(table);
  context.print_line("the whole event as JSON: vaughn log --json " +
                     fmt::format("e{}", event.id.value));
  return Exit::done;
}

Result<Exit> run_log(Context& context) {
  if (const auto id = TRY(event_argument(context)); id) {
    return show_one(context, *id);
  }
  const auto last = TRY(context.arguments().number("--last"));
  if (last && (*last == 0 || *last > kMostEvents)) {
    return Error{ErrorCode::invalid_argument, "--last: that is no number of events", ""};
  }
  const auto rows =
      TRY(engine::log(context.workspace(), static_cast<int>(last.value_or(kShownEvents))));
  if (context.wants_json()) {
    context.print(engine::to_json(rows));
    return Exit::done;
  }
  const auto zone = TRY(base::TimeZone::make(context.workspace().matter().time_zone));
  Table table(
      {{"event"}, {"at"}, {"author"}, {"kind"}, {"state"}, {"reason", Align::left, Cut::at_end}});
  for (const auto& row : rows) {
    const Cell at = context.wants_plain() ? Cell(base::to_string(row.event.at))
                                          : Cell(zone.display(row.event.at));
    table.add({fmt::format("e{}", row.event.id.value),
               at,
               row.event.author,
               store::to_string(row.event.kind),
               log_state(row),
               row.event.reason});
  }
  context.print(table);
  return Exit::done;
}

Result<Exit> run_undo(Context& context) {
  const auto id = TRY(event_argument(context));
  const auto result = TRY(engine::undo(
      context.workspace(), id, context.arguments().word("--reason"), context.is_dry_run()));
  if (context.wants_json()) {
    context.print(engine::to_json(result));
    return Exit::done;
  }
  const auto zone = TRY(base::TimeZone::make(context.workspace().matter().time_zone));
  context.print_line(fmt::format(
      "{} e{} ({}, {}, {}{}){}",
      context.is_dry_run() ? "would undo" : "undid",
      result.undone.id.value,
      store::to_string(result.undone.kind),
      harmless(result.undone.author),
      zone.display(result.undone.at),
      result.undone.reason.empty() ? "" : ": " + harmless(result.undone.reason),
      result.records == 0 ? "" : fmt::format(", {}", base::plural(result.records, "record"))));
  context.print_line("undoing is an event of its own; the history keeps both");
  return Exit::done;
}

Argument event_word(std::string help) {
  return {.name = "EVENT", .help = std::move(help)};
}

}  // namespace

Command log_command() {
  return {
      .name = "log",
      .group = "Ledger",
      .summary = "list the events of the ledger",
      .arguments = {event_word("only this one, as in e412")},
      .options = {{.name = "--last", .value_name = "N", .help = "the last N events; else 20"}},
      .description = "Who did what, when and why. Newest last. Nothing is ever taken out.",
      .examples = {{"log --last 50", "the last fifty"},
                   {"log e412 --json", "one event with all it says"}},
      .needs = {.matter = Matter::read},
      .run = run_log,
  };
}

Command undo_command() {
  return {
      .name = "undo",
      .group = "Ledger",
      .summary = "take a decision back",
      .arguments = {event_word("as in e412; else the last decision in force")},
      .options = {reason_option(), dry_run_option()},
      .description =
          "By a new event; the history keeps both, and undoing the undoing brings the decision "
          "back. Evidence (what was taken in), sealed volumes and filed reports cannot be undone, "
          "nor anything that touches a produced record: that takes a new volume.",
      .examples = {{"undo -n", "what would it be?"},
                   {"undo e412 --reason \"wrong selection\"", "one decision"}},
      .needs = {.matter = Matter::write},
      .run = run_undo,
  };
}

Command audit_invariants_command() {
  return {
      .name = "audit invariants",
      .group = "Ledger",
      .summary = "check what must hold in every matter",
      .options = {{.name = "--inbox",
                   .value_name = "DIR",
                   .help = "inbox of FOIA.gov: is each of its requests one case?",
                   .words = Words::folder}},
      .description =
          "Eighteen rules on the ledger itself, whatever program wrote it: numbers, outcomes, "
          "exemptions, families, sums, dates, taskings, pages that were out when they left. Each "
          "sealed volume is held against the matter as it was just before. What is violated is "
          "listed and the exit code is 3; what cannot be asked here says why.",
      .examples = {{"audit invariants", "all of them"}},
      .needs = {.matter = Matter::read},
      .run = run_invariants,
  };
}

Command audit_verify_command() {
  return {
      .name = "audit verify",
      .group = "Ledger",
      .summary = "check that the ledger was not tampered with",
      .options = {{.name = "--blobs", .help = "also check every kept file against its hash"}},
      .description =
          "Recomputes the chain of hashes, checks the signed head, the heads that sealed volumes "
          "carry, and makes the derived tables again to compare them. Problems are exit code 3.",
      .examples = {{"audit verify --blobs", "everything"}},
      .needs = {.matter = Matter::read},
      .run = run_verify,
  };
}

}  // namespace vaughn::cli
