// SPDX-License-Identifier: AGPL-3.0-or-later
#include "engine/calendars.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/files.h"
#include "base/text.h"
#include "cli/context.h"
#include "cli/detail/command_list.h"
#include "cli/detail/deadline_text.h"
#include "engine/json.h"

namespace vaughn::cli {
namespace {

using base::Error;
using base::ErrorCode;
using base::Result;

bool is_of_ledger(const foia::CalendarFile& file) {
  const auto* built_in = clock::Calendars::built_in().find(file.key);
  return built_in == nullptr || *built_in != file;
}

Result<Exit> run_list(Context& context) {
  const auto all = TRY(known_calendars(context));
  std::vector<engine::CalendarView> views;
  for (const auto& file : all.files()) {
    engine::CalendarView view;
    view.file = file;
    view.is_of_ledger = is_of_ledger(file);
    views.push_back(std::move(view));
  }
  if (context.wants_json()) {
    context.print(engine::to_json(views));
    return Exit::done;
  }
  Table table(
      {{"calendar"}, {"kind"}, {"name"}, {"includes"}, {"source", Align::left, Cut::at_end}});
  for (const auto& view : views) {
    table.add({view.file.key,
               to_string(view.file.kind),
               view.file.name + (view.is_of_ledger ? " (changed by this matter)" : ""),
               base::join(view.file.includes, ", "),
               view.file.source});
  }
  context.print(table);
  return Exit::done;
}

Result<Exit> run_show(Context& context) {
  const auto all = TRY(known_calendars(context));
  const auto calendar = TRY(all.calendar(context.arguments().word("KEY")));
  const auto year = TRY(context.arguments().number("--year"));
  engine::CalendarView view;
  view.file = calendar.file();
  view.is_of_ledger = is_of_ledger(view.file);
  view.year = year ? static_cast<int>(std::min<std::int64_t>(*year, 9999))
                   : static_cast<int>(context.today().year());
  if (view.year < 1970 || view.year > 2120) {
    return Error{ErrorCode::invalid_argument,
                 fmt::format("the year {} is too far off", view.year),
                 "years from 1970 to 2120 are counted"};
  }
  view.holidays = calendar.holidays(view.year);
  if (context.wants_json()) {
    context.print(engine::to_json(view));
    return Exit::done;
  }
  Table table({{"date"}, {"holiday"}, {"declared by"}, {"remark"}});
  for (const auto& day : view.holidays) {
    table.add({Cell(day_and_date(day.date), base::to_string(day.date)),
               day.name,
               day.citation,
               std::string(day.is_state ? "state" : "") +
                   (day.needs_counsel ? std::string(day.is_state ? ", " : "") + "counsel confirms"
                                      : "")});
  }
  if (!context.wants_plain()) {
    context.print_line(fmt::format("{}, {}", harmless(view.file.name), view.year));
  }
  context.print(table);
  return Exit::done;
}

Result<Exit> print_change(Context& context, const engine::CalendarChange& change) {
  if (context.wants_json()) {
    context.print(engine::to_json(change));
    return Exit::done;
  }
  const auto would = context.is_dry_run() ? "would change" : "changed";
  if (change.is_whole_file) {
    context.print_line(fmt::format("{} calendar {}", would, change.calendar));
  }
  for (const auto& day : change.days) {
    context.print_line(fmt::format("{} calendar {}: {} is {} ({}, {})",
                                   would,
                                   change.calendar,
                                   day_and_date(day.date),
                                   day.is_working ? "a working day" : "a holiday",
                                   harmless(day.name),
                                   harmless(day.citation)));
  }
  for (const auto& moved : change.moved) {
    context.print_line(fmt::format("{} moves from {} to {}",
                                   moved.deadline,
                                   moved.was ? day_and_date(*moved.was) : "none",
                                   moved.is ? day_and_date(*moved.is) : "none"));
  }
  if (change.moved.empty()) {
    context.print_line("no deadline of this matter moves");
  }
  return Exit::done;
}

Result<Exit> run_add(Context& context) {
  const auto& arguments = context.arguments();
  const auto date = TRY(base::parse_date(arguments.word("DATE")));
  foia::SingleDay day;
  day.date = date;
  day.name = arguments.word("--name");
  day.citation = arguments.word("--citation");
  day.is_working = arguments.has("--working");
  auto key = arguments.word("--calendar");
  if (key.empty()) {
    const auto calendars = TRY(engine::calendars_of(context.workspace()));
    key = calendars.agency.key();
  }
  const auto change = TRY(engine::change_day(
      context.workspace(), key, day, arguments.word("--reason"), context.is_dry_run()));
  return print_change(context, change);
}

Result<Exit> run_import(Context& context) {
  const auto& arguments = context.arguments();
  const auto file = arguments.word("FILE");
  const auto toml = TRY(base::read_file(file));
  const auto change = TRY(engine::import_calendar(
      context.workspace(), toml, file, arguments.word("--reason"), context.is_dry_run()));
  return print_change(context, change);
}

}  // namespace

Command calendar_list_command() {
  return {
      .name = "calendar list",
      .group = "Request",
      .summary = "list the calendars of agencies and courts",
      .description = "Those of the program and, inside of a matter, those that its ledger changed.",
      .examples = {{"calendar list", "keys for [calendar] of matter.toml"}},
      .run = run_list,
  };
}

Command calendar_show_command() {
  return {
      .name = "calendar show",
      .group = "Request",
      .summary = "show the holidays of a year",
      .arguments = {{.name = "KEY", .help = "of the calendar", .is_required = true}},
      .options = {{.name = "--year", .value_name = "YEAR", .help = "else this one"}},
      .description = "As they are observed, with what declares them and what is argued about them.",
      .examples = {{"calendar show cand --year 2026", "court days that are none"}},
      .run = run_show,
  };
}

Command calendar_add_command() {
  return {
      .name = "calendar add",
      .group = "Request",
      .summary = "add a holiday, or take one back",
      .arguments = {{.name = "DATE", .help = "the day", .is_required = true}},
      .options = {{.name = "--name",
                   .value_name = "TEXT",
                   .help = "what the day is called",
                   .is_required = true},
                  {.name = "--citation",
                   .value_name = "TEXT",
                   .help = "what declares it",
                   .is_required = true},
                  {.name = "--calendar",
                   .value_name = "KEY",
                   .help = "whose day; else the agency's. Calendars that include it follow"},
                  {.name = "--working", .help = "the day is a working day after all"},
                  reason_option(),
                  dry_run_option()},
      .description =
          "Every deadline is counted again; deadlines --explain keeps the earlier date and the "
          "reason.",
      .examples = {{"calendar add 2026-03-20 --name \"Day of Mourning\" --citation \"Proc. 1\"",
                    "says which deadlines move"}},
      .needs = {.matter = Matter::write},
      .run = run_add,
  };
}

Command calendar_import_command() {
  return {
      .name = "calendar import",
      .group = "Request",
      .summary = "put a calendar file in the place of a calendar, or beside them",
      .arguments = {{.name = "FILE",
                     .help = "TOML as in data/calendars",
                     .is_required = true,
                     .words = Words::file}},
      .options = {reason_option(), dry_run_option()},
      .description =
          "The text of the file is kept in the ledger, so that every date can be counted again.",
      .examples = {{"calendar import ours.toml", "then name its key under [calendar]"}},
      .needs = {.matter = Matter::write},
      .run = run_import,
  };
}

}  // namespace vaughn::cli
