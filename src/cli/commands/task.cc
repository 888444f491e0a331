// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include "base/files.h"
#include "base/text.h"
#include "cli/context.h"
#include "cli/detail/command_list.h"
#include "cli/detail/tasking_argument.h"
#include "engine/json.h"
#include "engine/look.h"
#include "engine/review_rules.h"
#include "engine/tasking.h"

namespace vaughn::cli {
namespace {

using base::Error;
using base::ErrorCode;
using base::Result;

Result<Exit> run_new(Context& context) {
  const auto& arguments = context.arguments();
  foia::SearchTasking tasking;
  tasking.office = arguments.word("--office");
  tasking.categories = arguments.keys("--category");
  tasking.terms = arguments.words("--term");
  tasking.systems = arguments.words("--system");
  tasking.dates.first = TRY(arguments.date("--from"));
  tasking.dates.last = TRY(arguments.date("--to"));
  tasking.due = TRY(arguments.date("--due"));
  if (tasking.dates.first && tasking.dates.last && *tasking.dates.last < *tasking.dates.first) {
    return Error{ErrorCode::invalid_argument, "--to lies before --from", ""};
  }
  if (context.is_dry_run()) {
    if (context.wants_json()) {
      context.print(engine::to_json(std::vector<engine::TaskingChange>{{tasking, {}}}));
      return Exit::done;
    }
    context.print_line(fmt::format("would draft a tasking to {} for categories {}",
                                   tasking.office,
                                   base::join(tasking.categories, ", ")));
    return Exit::done;
  }
  const auto drafted =
      TRY(engine::draft_tasking(context.workspace(), tasking, arguments.word("--reason")));
  if (context.wants_json()) {
    const auto event = TRY(engine::newest_event(context.workspace()));
    context.print(engine::to_json(std::vector<engine::TaskingChange>{{drafted, event}}));
    return Exit::done;
  }
  context.print_line(fmt::format(
      "drafted tasking {} to {}; nothing is sent yet", drafted.id.value, drafted.office));
  context.suggest(fmt::format("vaughn task send {}", drafted.id.value));
  return Exit::done;
}

Result<std::vector<foia::TaskingId>> chosen_taskings(Context& context) {
  const auto& arguments = context.arguments();
  std::vector<foia::TaskingId> out;
  for (const auto& word : arguments.words("ID")) {
    const auto id = TRY(tasking_id(word));
    out.push_back(id);
  }
  if (arguments.has("--all")) {
    const auto rows = TRY(engine::tasking_rows(context.workspace(), context.today()));
    for (const auto& row : rows) {
      if (row.tasking.state == foia::TaskingState::drafted) {
        out.push_back(row.tasking.id);
      }
    }
    if (out.empty()) {
      return Error{ErrorCode::not_found, "no drafted tasking is left to send", ""};
    }
  }
  if (out.empty()) {
    return Error{ErrorCode::invalid_argument,
                 "it is not said which tasking to send",
                 "name it by its number, or --all for every drafted one"};
  }
  return out;
}

Result<Exit> run_send(Context& context) {
  const auto sent = TRY(context.date_or_today("--on"));
  const auto ids = TRY(chosen_taskings(context));
  std::vector<engine::TaskingChange> changes;
  for (const auto id : ids) {
    engine::TaskingChange change;
    change.event = TRY(engine::send_tasking(context.workspace(), id, sent, context.is_dry_run()));
    change.tasking = TRY(find_tasking(context, id));
    changes.push_back(std::move(change));
  }
  if (context.wants_json()) {
    context.print(engine::to_json(changes));
    return Exit::done;
  }
  for (const auto& change : changes) {
    const auto& due = change.tasking.due;
    context.print_line(fmt::format("{} tasking {} to {} on {}{}",
                                   context.is_dry_run() ? "would send" : "sent",
                                   change.tasking.id.value,
                                   change.tasking.office,
                                   base::to_string(sent),
                                   due ? ", due " + base::to_string(*due) : ""));
  }
  context.suggest("vaughn task status");
  return Exit::done;
}

Result<Exit> run_answer(Context& context) {
  const auto& arguments = context.arguments();
  const auto id = TRY(tasking_id(arguments.word("ID")));
  if (arguments.has("--records") == arguments.has("--no-records")) {
    return Error{ErrorCode::invalid_argument,
                 "it is not said whether records were found",
                 "give --records or --no-records"};
  }
  foia::SearchAnswer answer;
  answer.has_records = arguments.has("--records");
  answer.searched_by = arguments.word("--signed");
  answer.title = arguments.word("--title");
  answer.systems = arguments.words("--searched");
  answer.terms = arguments.words("--term");
  answer.explanation = arguments.word("--explanation");
  answer.minutes = static_cast<int>(TRY(arguments.number("--minutes")).value_or(0));
  answer.answered = TRY(context.date_or_today("--on"));
  const auto tasking = TRY(find_tasking(context, id));
  // Whoever searched with the terms of the tasking need not repeat them.
  if (answer.terms.empty()) {
    answer.terms = tasking.terms;
  }
  engine::TaskingChange change{tasking, {}};
  change.event = TRY(engine::answer_tasking(context.workspace(), id, answer, context.is_dry_run()));
  if (!context.is_dry_run()) {
    change.tasking = TRY(find_tasking(context, id));
  }
  if (context.wants_json()) {
    context.print(engine::to_json(std::vector<engine::TaskingChange>{change}));
    return Exit::done;
  }
  context.print_line(fmt::format("{} tasking {} ({}): {}, signed {} on {}",
                                 context.is_dry_run() ? "would answer" : "answered",
                                 id.value,
                                 tasking.office,
                                 answer.has_records ? "records" : "no records",
                                 harmless(answer.searched_by),
                                 base::to_string(answer.answered)));
  if (!context.is_dry_run()) {
    context.suggest(fmt::format("vaughn task close {}", id.value));
  }
  return Exit::done;
}

Result<Exit> run_import(Context& context) {
  const auto name = context.arguments().word("FILE");
  const auto text = TRY(base::read_file(name));
  const auto taskings = TRY(foia::parse_tasking_file(text, name));
  if (context.arguments().has("--answers")) {
    const auto answered = context.is_dry_run()
                              ? std::int64_t{0}
                              : TRY(engine::answer_taskings(context.workspace(), taskings));
    if (context.wants_json()) {
      context.print(engine::answers_to_json(answered));
    } else if (context.is_dry_run()) {
      context.print_line("the file can be read; answers are matched to open taskings by office");
    } else {
      context.print_line(fmt::format("recorded {}", base::plural(answered, "answer")));
    }
    return Exit::done;
  }
  std::vector<engine::TaskingChange> changes;
  if (context.is_dry_run()) {
    for (const auto& tasking : taskings) {
      changes.push_back({tasking, {}});
    }
  } else {
    const auto imported = TRY(engine::import_taskings(context.workspace(), taskings));
    const auto event = TRY(engine::newest_event(context.workspace()));
    for (const auto& tasking : imported) {
      changes.push_back({tasking, event});
    }
  }
  if (context.wants_json()) {
    context.print(engine::to_json(changes));
    return Exit::done;
  }
  std::int64_t sent = 0;
  for (const auto& change : changes) {
    sent += change.tasking.sent ? 1 : 0;
  }
  context.print_line(fmt::format("{} {}, {} of them sent",
                                 context.is_dry_run() ? "would draft" : "drafted",
                                 base::plural(static_cast<long long>(changes.size()), "tasking"),
                                 base::with_commas(sent)));
  context.suggest("vaughn task status");
  return Exit::done;
}

Result<Exit> run_status(Context& context) {
  const auto rows = TRY(engine::tasking_rows(context.workspace(), context.today()));
  if (context.wants_json()) {
    context.print(engine::to_json(rows));
    return Exit::done;
  }
  if (rows.empty() && !context.wants_plain()) {
    context.print_line("no taskings yet");
    context.suggest("vaughn task new --office KEY --category KEY --due DATE");
    return Exit::done;
  }
  Table table({{"tasking", Align::right},
               {"office"},
               {"state"},
               {"sent"},
               {"due"},
               {"records", Align::right},
               {"responsive", Align::right},
               {"exceptions", Align::right},
               {"late", Align::right},
               {"signed", Align::left, Cut::at_end}});
  std::int64_t answered = 0;
  std::int64_t closed = 0;
  for (const auto& row : rows) {
    const auto& tasking = row.tasking;
    answered += tasking.answer ? 1 : 0;
    closed += tasking.state == foia::TaskingState::closed ? 1 : 0;
    table.add({tasking.id.value,
               tasking.office,
               foia::to_string(tasking.state),
               tasking.sent ? base::to_string(*tasking.sent) : "",
               tasking.due ? base::to_string(*tasking.due) : "",
               row.records,
               row.responsive,
               row.exceptions,
               row.days_late == 0 ? Cell("") : Cell(fmt::format("{} d", row.days_late)),
               tasking.answer ? tasking.answer->searched_by : ""});
  }
  context.print(table);
  if (!context.wants_plain()) {
    context.print_line(fmt::format("{}, {} answered, {} closed",
                                   base::plural(static_cast<long long>(rows.size()), "tasking"),
                                   base::with_commas(answered),
                                   base::with_commas(closed)));
  }
  return Exit::done;
}

}  // namespace

Command task_new_command() {
  return {
      .name = "task new",
      .group = "Collect",
      .summary = "draft a search tasking to an office",
      .options = {{.name = "--office",
                   .value_name = "KEY",
                   .help = "who is to search",
                   .is_required = true,
                   .words = Words::office},
                  {.name = "--category",
                   .value_name = "KEY",
                   .help = "category of the request to search for; 1,2 or repeated",
                   .is_required = true,
                   .repeats = true,
                   .words = Words::category},
                  {.name = "--term",
                   .value_name = "TEXT",
                   .help = "search term; repeated",
                   .repeats = true},
                  {.name = "--system",
                   .value_name = "TEXT",
                   .help = "system to search: mailbox, shared drive, ...; repeated",
                   .repeats = true},
                  {.name = "--from", .value_name = "DATE", .help = "first day of interest"},
                  {.name = "--to", .value_name = "DATE", .help = "last day of interest"},
                  {.name = "--due", .value_name = "DATE", .help = "answer by this day"},
                  reason_option(),
                  dry_run_option()},
      .description =
          "A tasking says who searches where, with what terms and dates, and by when. It is the "
          "agency's proof of a reasonable search, so it is drafted, sent and answered as separate, "
          "dated events.",
      .examples = {{"task new --office boston --category 1,2 --term 'ankle monitor*' --system "
                    "Outlook --due 2026-03-13",
                    "draft it; nothing is sent"}},
      .needs = {.matter = Matter::write},
      .run = run_new,
  };
}

Command task_send_command() {
  return {
      .name = "task send",
      .group = "Collect",
      .summary = "record that taskings were sent",
      .arguments = {{.name = "ID", .help = "number of the tasking", .repeats = true}},
      .options = {{.name = "--all", .help = "every drafted tasking"},
                  {.name = "--on", .value_name = "DATE", .help = "day it was sent; else today"},
                  dry_run_option()},
      .description = "From the day a tasking is sent its due date counts.",
      .examples = {{"task send 1 2 --on 2026-02-27", "two taskings, sent on Friday"}},
      .needs = {.matter = Matter::write},
      .run = run_send,
  };
}

Command task_answer_command() {
  return {
      .name = "task answer",
      .group = "Collect",
      .summary = "record the signed answer to a tasking",
      .arguments = {{.name = "ID", .help = "number of the tasking", .is_required = true}},
      .options = {{.name = "--records", .help = "records were found and taken in"},
                  {.name = "--no-records", .help = "nothing was found; needs --explanation"},
                  {.name = "--signed",
                   .value_name = "NAME",
                   .help = "full name of the person who searched",
                   .is_required = true},
                  {.name = "--title", .value_name = "TEXT", .help = "that person's title"},
                  {.name = "--searched",
                   .value_name = "SYSTEM",
                   .help = "system that was searched; repeated",
                   .repeats = true},
                  {.name = "--term",
                   .value_name = "TEXT",
                   .help = "term that was used; else those of the tasking",
                   .repeats = true},
                  {.name = "--minutes", .value_name = "N", .help = "time the search took"},
                  {.name = "--explanation",
                   .value_name = "TEXT",
                   .help = "why nothing was found, or what was not searched"},
                  {.name = "--on", .value_name = "DATE", .help = "day of the answer; else today"},
                  dry_run_option()},
      .description =
          "\"No records\" is an answer like any other: it says who searched where, with what "
          "terms, "
          "for how long, and why nothing is there. The tasking stays open until the answer is "
          "accepted (task close) or sent back (task send-back).",
      .examples = {{"task answer 4 --no-records --signed \"Luis Ortega\" --title \"Records "
                    "Officer\" --searched Outlook --minutes 25 --explanation \"the office opened "
                    "after the period\"",
                    "a signed statement of no records"},
                   {"task answer 3 --records --signed \"Mary Lee\" --searched \"S: drive\"",
                    "after vaughn add ... --tasking 3"}},
      .needs = {.matter = Matter::write},
      .run = run_answer,
  };
}

Command task_import_command() {
  return {
      .name = "task import",
      .group = "Collect",
      .summary = "draft and send taskings of a file, or record answers",
      .arguments = {{.name = "FILE",
                     .help = "TOML with [[tasking]] tables",
                     .is_required = true,
                     .words = Words::file}},
      .options = {{.name = "--answers", .help = "record the answers, after the records are in"},
                  dry_run_option()},
      .description =
          "Each [[tasking]] has office, categories, systems, terms, from, to, sent and due; its "
          "[tasking.answer] has records, signed, title, systems, terms, minutes, explanation and "
          "on. Without --answers the taskings are drafted, and sent if the file says when. With "
          "it, answers are recorded on the open taskings of the same offices, in order.",
      .examples = {{"task import taskings.toml", "draft and send"},
                   {"task import taskings.toml --answers", "once the records are in"}},
      .needs = {.matter = Matter::write},
      .run = run_import,
  };
}

Command task_status_command() {
  return {
      .name = "task status",
      .group = "Collect",
      .summary = "list the taskings and what came back",
      .description = "Days late are calendar days past the due date of an unanswered tasking.",
      .examples = {{"task status", "all taskings"}},
      .needs = {.matter = Matter::read},
      .run = run_status,
  };
}

}  // namespace vaughn::cli
