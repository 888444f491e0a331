// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "cli/context.h"
#include "cli/detail/command_list.h"
#include "cli/detail/tasking_argument.h"
#include "engine/json.h"
#include "engine/look.h"
#include "engine/tasking.h"

namespace vaughn::cli {
namespace {

using base::Error;
using base::ErrorCode;
using base::Result;
using foia::TaskingStep;

bool is_answered(const foia::SearchTasking& tasking) {
  return tasking.state == foia::TaskingState::no_records ||
         tasking.state == foia::TaskingState::records_returned;
}

Result<std::vector<foia::TaskingId>> chosen(Context& context, TaskingStep step) {
  std::vector<foia::TaskingId> out;
  for (const auto& word : context.arguments().words("ID")) {
    out.push_back(TRY(tasking_id(word)));
  }
  if (step == TaskingStep::close && context.arguments().has("--all")) {
    for (const auto& row : TRY(engine::tasking_rows(context.workspace(), context.today()))) {
      if (is_answered(row.tasking)) {
        out.push_back(row.tasking.id);
      }
    }
    if (out.empty()) {
      return Error{ErrorCode::not_found, "no answered tasking is left to close", ""};
    }
  }
  if (out.empty()) {
    return Error{ErrorCode::invalid_argument, "it is not said which tasking is meant", ""};
  }
  return out;
}

Result<Exit> take_step(Context& context, TaskingStep step) {
  engine::TaskingStepRequest request;
  request.step = step;
  request.on = TRY(context.date_or_today("--on"));
  request.reason = context.arguments().word("--reason");
  request.is_dry_run = context.is_dry_run();
  if (step == TaskingStep::retask) {
    request.due = TRY(context.arguments().date("--due"));
  }
  std::vector<engine::TaskingChange> changes;
  for (const auto id : TRY(chosen(context, step))) {
    request.id = id;
    engine::TaskingChange change;
    change.event = TRY(engine::advance_tasking(context.workspace(), request));
    change.tasking = TRY(find_tasking(context, id));
    changes.push_back(std::move(change));
  }
  if (context.wants_json()) {
    context.print(engine::to_json(changes));
    return Exit::done;
  }
  for (const auto& change : changes) {
    context.print_line(fmt::format("{}tasking {} ({}): {} on {}",
                                   context.is_dry_run() ? "would record: " : "",
                                   change.tasking.id.value,
                                   change.tasking.office,
                                   foia::title(step),
                                   base::to_string(request.on)));
  }
  return Exit::done;
}

template <TaskingStep step>
Result<Exit> run_step(Context& context) {
  return take_step(context, step);
}

Result<Exit> run_show(Context& context) {
  const auto id = TRY(tasking_id(context.arguments().word("ID")));
  auto rows = TRY(engine::tasking_rows(context.workspace(), context.today()));
  std::erase_if(rows, [&](const auto& row) { return row.tasking.id != id; });
  if (rows.empty()) {
    return Error{ErrorCode::not_found,
                 fmt::format("there is no tasking {}", id.value),
                 "vaughn task status lists them"};
  }
  if (context.wants_json()) {
    context.print(engine::to_json(rows));
    return Exit::done;
  }
  const auto& row = rows.front();
  const auto& tasking = row.tasking;
  Table facts({{}, {}});
  facts.add({"tasking", fmt::format("{} to {}", tasking.id.value, tasking.office)});
  facts.add({"state", foia::to_string(tasking.state)});
  facts.add({"categories", base::join(tasking.categories, ", ")});
  facts.add({"systems", base::join(tasking.systems, ", ")});
  facts.add({"terms", base::join(tasking.terms, ", ")});
  if (tasking.due) {
    facts.add({"due", base::to_string(*tasking.due)});
  }
  facts.add({"records", row.records});
  context.print(facts);
  context.print_line("");
  Table steps({{"on"}, {"step"}, {"by"}, {"why", Align::left, Cut::at_end}, {"event"}});
  for (const auto& step : row.steps) {
    steps.add(
        {base::to_string(step.on),
         foia::title(step.step),
         step.answer ? step.answer->searched_by : step.author,
         step.answer && !step.answer->explanation.empty() ? step.answer->explanation : step.reason,
         fmt::format("e{}", step.event.value)});
  }
  context.print(steps);
  return Exit::done;
}

Argument ids() {
  return {.name = "ID", .help = "number of the tasking", .repeats = true};
}

std::vector<Option> step_options() {
  return {{.name = "--on", .value_name = "DATE", .help = "day it happened; else today"},
          reason_option(),
          dry_run_option()};
}

}  // namespace

Command task_acknowledge_command() {
  return {
      .name = "task acknowledge",
      .group = "Collect",
      .summary = "record that the office confirmed a tasking",
      .arguments = {ids()},
      .options = step_options(),
      .description = "An office that confirmed has not answered yet.",
      .examples = {{"task acknowledge 1 2 --on 2026-03-02", "both were confirmed"}},
      .needs = {.matter = Matter::write},
      .run = run_step<TaskingStep::acknowledge>,
  };
}

Command task_begin_command() {
  return {
      .name = "task begin",
      .group = "Collect",
      .summary = "record that the search of a tasking began",
      .arguments = {ids()},
      .options = step_options(),
      .description = "The day a search begins is the usual cut-off date of its records.",
      .examples = {{"task begin 1 --on 2026-03-03", "the search began on Tuesday"}},
      .needs = {.matter = Matter::write},
      .run = run_step<TaskingStep::begin>,
  };
}

Command task_send_back_command() {
  return {
      .name = "task send-back",
      .group = "Collect",
      .summary = "send back an answer that will not do",
      .arguments = {ids()},
      .options = step_options(),
      .description =
          "The tasking is open again; the answer that was sent back stays in the ledger. Needs "
          "--reason: what is missing.",
      .examples = {{"task send-back 4 --reason \"the shared drive was not searched\"",
                    "the office answers again"}},
      .needs = {.matter = Matter::write},
      .run = run_step<TaskingStep::send_back>,
  };
}

Command task_close_command() {
  return {
      .name = "task close",
      .group = "Collect",
      .summary = "accept the answer to a tasking",
      .arguments = {ids()},
      .options = joined({{.name = "--all", .help = "every answered tasking"}}, step_options()),
      .description =
          "Refused for a tasking that was never sent or never answered: a search is shown by who "
          "searched where, with what terms, and what came of it.",
      .examples = {{"task close --all", "after the answers were looked through"}},
      .needs = {.matter = Matter::write},
      .run = run_step<TaskingStep::close>,
  };
}

Command task_retask_command() {
  return {
      .name = "task retask",
      .group = "Collect",
      .summary = "ask an office to search once more",
      .arguments = {ids()},
      .options = joined({{.name = "--due", .value_name = "DATE", .help = "the new due date"}},
                        step_options()),
      .description =
          "Only after the answer was accepted or sent back. A lead that came up later is a reason. "
          "Needs --reason: what is to be searched.",
      .examples = {{"task retask 2 --due 2026-04-10 --reason \"a further mailbox came up\"",
                    "a second search"}},
      .needs = {.matter = Matter::write},
      .run = run_step<TaskingStep::retask>,
  };
}

Command task_show_command() {
  return {
      .name = "task show",
      .group = "Collect",
      .summary = "show one tasking and every step of it",
      .arguments = {{.name = "ID", .help = "number of the tasking", .is_required = true}},
      .description = "What was asked, and all that followed, answers that were sent back included.",
      .examples = {{"task show 4", "its history"}},
      .needs = {.matter = Matter::read},
      .run = run_show,
  };
}

}  // namespace vaughn::cli
