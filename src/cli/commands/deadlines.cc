// SPDX-License-Identifier: AGPL-3.0-or-later
#include "engine/deadlines.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/files.h"
#include "base/text.h"
#include "cli/context.h"
#include "cli/detail/command_list.h"
#include "cli/detail/deadline_text.h"
#include "clock/deadlines.h"
#include "engine/json.h"

namespace vaughn::cli {

using base::Error;
using base::ErrorCode;
using base::Result;

namespace {

using clock::Computation;
using clock::DayType;
using engine::DeadlineRow;
using engine::DeadlineState;

constexpr std::array<std::string_view, 7> kWeekdays{
    "Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};

std::string in_days(const DeadlineRow& row) {
  return row.working_days ? fmt::format("{} d ({} working)", row.days, *row.working_days)
                          : fmt::format("{} d", row.days);
}

std::string left(const DeadlineRow& row) {
  switch (row.state) {
    case DeadlineState::open: return row.days == 0 ? "today" : in_days(row);
    case DeadlineState::overdue: return in_days(row) + " late";
    case DeadlineState::met:
      return row.met_on ? "met " + base::to_string(*row.met_on) : std::string("met");
    case DeadlineState::late: return fmt::format("met {} d late", row.days);
    case DeadlineState::standing: return "stands still";
    case DeadlineState::passed: return "passed";
  }
  return "";
}

std::string counted(const Computation& computation) {
  if (computation.day_type == DayType::fixed) {
    return "set";
  }
  if (computation.days == 0) {
    return std::string(clock::to_string(computation.day_type)) + " days";
  }
  return fmt::format("{} {} days", computation.days, clock::to_string(computation.day_type));
}

void print_rows(Context& context, const engine::DeadlinesResult& result, bool only_open) {
  // People ask for the rule with --explain; programs get it in each row.
  std::vector<Column> columns{
      {"due"}, {"left"}, {"deadline"}, {"who"}, {"what", Align::left, Cut::at_end}};
  if (context.wants_plain()) {
    columns.push_back({"counted"});
    columns.push_back({"rule"});
  }
  Table table(std::move(columns));
  std::int64_t shown = 0;
  std::int64_t overdue = 0;
  for (const auto& row : result.rows) {
    overdue += row.state == DeadlineState::overdue ? 1 : 0;
    const bool is_over = row.state == DeadlineState::met || row.state == DeadlineState::late ||
                         row.state == DeadlineState::passed;
    if (only_open && is_over) {
      continue;
    }
    ++shown;
    const auto& computation = row.computation;
    const auto due = computation.due ? base::to_string(*computation.due) : std::string();
    std::vector<Cell> cells{Cell(computation.due ? day_and_date(*computation.due) : "none", due),
                            left(row),
                            row.id,
                            row.who,
                            computation.title};
    if (context.wants_plain()) {
      cells.emplace_back(counted(computation));
      cells.emplace_back(computation.rule);
    }
    table.add(std::move(cells));
  }
  context.print(table);
  if (!context.wants_plain()) {
    context.print_line(fmt::format("{}, {} overdue; working days of {}, court days of {}",
                                   base::plural(shown, "deadline"),
                                   base::with_commas(overdue),
                                   result.agency_calendar,
                                   result.court_calendar));
  }
}

Result<Exit> explain(Context& context, const std::string& id) {
  const auto row = TRY(engine::deadline(context.workspace(), id, context.today()));
  if (context.wants_json()) {
    context.print(engine::to_json(row));
    return Exit::done;
  }
  context.print_line(fmt::format("{}: {}, {}", row.id, row.who, left(row)));
  print_computation(context, row.computation);
  for (const auto& revision : row.earlier) {
    context.print_line(fmt::format(
        "earlier    {} became {} by e{}: {}",
        revision.was ? base::to_string(*revision.was) : std::string("standing still"),
        revision.became ? base::to_string(*revision.became) : std::string("standing still"),
        revision.event.value,
        harmless(revision.reason)));
  }
  if (!row.basis.empty()) {
    context.print_line(fmt::format(
        "met        {}{}", row.basis, row.met_on ? " on " + base::to_string(*row.met_on) : ""));
  }
  return Exit::done;
}

Result<Exit> run(Context& context) {
  const auto& arguments = context.arguments();
  if (arguments.has("--explain")) {
    return explain(context, arguments.word("--explain"));
  }
  if (arguments.has("--ics")) {
    const auto made = TRY(engine::export_calendar(context.workspace(), context.today()));
    const auto path = arguments.word("--ics");
    if (path == "-") {
      context.print(made.ics);
      return Exit::done;
    }
    TRY(base::write_file(path, made.ics));
    context.note(fmt::format("wrote {} to {}", base::plural(made.events, "date"), path));
    return Exit::done;
  }
  const auto result = TRY(engine::deadlines(context.workspace(), context.today()));
  if (context.wants_json()) {
    context.print(engine::to_json(result));
    return Exit::done;
  }
  if (result.rows.empty() && !context.wants_plain()) {
    context.print_line("no dates yet: the request is not received, nothing is promised or ordered");
    context.suggest("vaughn request receive --on DATE");
    return Exit::done;
  }
  print_rows(context, result, arguments.has("--open"));
  const auto first = std::find_if(result.rows.begin(), result.rows.end(), [](const auto& row) {
    return row.state == DeadlineState::overdue || row.state == DeadlineState::open;
  });
  if (first != result.rows.end()) {
    context.suggest("vaughn deadlines --explain " + first->id);
  }
  return Exit::done;
}

struct Rule {
  std::string_view name;
  Result<Computation> (*count)(const clock::Calendar&, base::Date);
};

const foia::AgencyPeriods& periods(const clock::Calendar& calendar) {
  return calendar.file().periods;
}

const std::array<Rule, 9>& rules() {
  static const std::array<Rule, 9> kRules{{
      {"determination",
       [](const auto& calendar, base::Date from) {
         clock::DeterminationFacts facts;
         facts.received = from;
         return clock::explain_determination(calendar, periods(calendar), facts);
       }},
      {"extended",
       [](const auto& calendar, base::Date from) {
         clock::DeterminationFacts facts;
         facts.received = from;
         facts.extension = clock::Extension{from, 10, std::nullopt};
         return clock::explain_determination(calendar, periods(calendar), facts);
       }},
      {"expedition",
       [](const auto& calendar, base::Date from) {
         return clock::explain_expedition(calendar, from);
       }},
      {"appeal-window",
       [](const auto& calendar, base::Date from) {
         return clock::explain_appeal_window(calendar, periods(calendar), from);
       }},
      {"appeal",
       [](const auto& calendar, base::Date from) {
         return clock::explain_appeal_determination(calendar, periods(calendar), from);
       }},
      {"still-interested",
       [](const auto& calendar, base::Date from) {
         return clock::explain_still_interested(calendar, periods(calendar), from);
       }},
      {"submitter",
       [](const auto& calendar, base::Date from) {
         return clock::explain_submitter_reply(calendar, periods(calendar), from);
       }},
      {"disclosure",
       [](const auto& calendar, base::Date from) {
         return clock::explain_disclosure(calendar, periods(calendar), from);
       }},
      {"answer",
       [](const auto& calendar, base::Date from) { return clock::explain_answer(calendar, from); }},
  }};
  return kRules;
}

Result<clock::Calendar> calendar_for(Context& context, bool is_for_court) {
  const auto all = TRY(known_calendars(context));
  auto key = context.arguments().word("--calendar");
  if (key.empty() && is_for_court) {
    return Error{ErrorCode::invalid_argument,
                 "court days are those of a court",
                 "--calendar cand, for example; vaughn calendar list names them"};
  }
  auto calendar = TRY(all.calendar(key.empty() ? "federal" : key));
  if (is_for_court && calendar.file().kind != foia::CalendarKind::court) {
    return Error{ErrorCode::invalid_argument,
                 fmt::format("calendar '{}' is not that of a court", calendar.key()),
                 "vaughn calendar list says which are"};
  }
  return calendar;
}

Result<Computation> computed(Context& context, base::Date from) {
  const auto& arguments = context.arguments();
  std::vector<std::string_view> given;
  for (const auto* option : {"--working-days", "--calendar-days", "--court-days", "--rule"}) {
    if (arguments.has(option)) {
      given.push_back(option);
    }
  }
  if (given.size() != 1) {
    return Error{ErrorCode::invalid_argument,
                 given.empty() ? "it is not said what to count" : "two things to count are given",
                 "one of --working-days N, --calendar-days N, --court-days N, --rule NAME"};
  }
  if (given.front() == "--rule") {
    const auto name = arguments.word("--rule");
    std::vector<std::string> known;
    for (const auto& rule : rules()) {
      known.emplace_back(rule.name);
      if (rule.name == name) {
        const auto calendar = TRY(calendar_for(context, name == "answer"));
        return rule.count(calendar, from);
      }
    }
    return Error{ErrorCode::invalid_argument,
                 fmt::format("there is no rule '{}'", name),
                 "rules are: " + base::join(known, ", ")};
  }
  const auto type = given.front() == "--working-days"    ? DayType::working
                    : given.front() == "--calendar-days" ? DayType::calendar
                                                         : DayType::court;
  const auto days = TRY(arguments.number(given.front()));
  const auto calendar = TRY(calendar_for(context, type == DayType::court));
  return clock::explain_period(
      calendar,
      type,
      static_cast<int>(std::min<std::int64_t>(*days, 1'000'000)),
      from,
      arguments.has("--before") ? clock::Direction::before : clock::Direction::after);
}

Result<Exit> run_compute(Context& context) {
  const auto from = TRY(context.arguments().date("--from"));
  const auto computation = TRY(computed(context, *from));
  if (context.wants_json()) {
    context.print(engine::to_json(computation));
  } else if (context.wants_plain()) {
    context.print_line(base::to_string(*computation.due));
  } else {
    print_computation(context, computation);
  }
  return Exit::done;
}

}  // namespace

std::string day_and_date(base::Date date) {
  return fmt::format(
      "{} {}", kWeekdays.at(base::weekday_of(date).c_encoding()), base::to_string(date));
}

Result<clock::Calendars> known_calendars(Context& context) {
  auto opened = engine::Workspace::open(
      context.globals().directory, store::Access::read_only, context.actor());
  if (!opened) {
    if (opened.error().code == ErrorCode::not_found) {
      return clock::Calendars::built_in();
    }
    return std::move(opened).error();
  }
  auto of_matter = TRY(engine::calendars_of(*opened));
  return std::move(of_matter.all);
}

void print_computation(Context& context, const Computation& computation) {
  context.print_line(
      computation.rule_text.empty()
          ? harmless(computation.title)
          : fmt::format("{}: {}", harmless(computation.title), computation.rule_text));
  auto due = computation.due ? day_and_date(*computation.due) : std::string("none");
  if (!computation.time.empty()) {
    due += fmt::format(", {} {}", computation.time, computation.time_zone);
  }
  context.print_line("due        " + due);
  if (computation.act_by) {
    context.print_line("act by     " + day_and_date(*computation.act_by));
  }
  if (!computation.rule.empty()) {
    context.print_line("rule       " + harmless(computation.rule));
  }
  if (computation.day_type != DayType::fixed) {
    context.print_line(fmt::format(
        "counted    {}{}",
        counted(computation),
        computation.calendar.empty() ? "" : fmt::format(", calendar {}", computation.calendar)));
  }
  for (const auto& step : computation.steps) {
    context.print_line(
        fmt::format("  {}  {}{}",
                    day_and_date(step.date),
                    step.text,
                    step.citation.empty() ? "" : fmt::format(" [{}]", step.citation)));
  }
  const auto weekends = std::count_if(computation.skipped.begin(),
                                      computation.skipped.end(),
                                      [](const auto& day) { return day.is_weekend; });
  std::vector<std::string> not_counted;
  if (weekends > 0) {
    not_counted.push_back(base::plural(static_cast<std::int64_t>(weekends), "day") +
                          " of weekends");
  }
  for (const auto& day : computation.skipped) {
    if (!day.is_weekend) {
      not_counted.push_back(
          fmt::format("{} {} ({})", base::to_string(day.date), day.reason, day.citation));
    }
  }
  if (!not_counted.empty()) {
    context.print_line("skipped    " + base::join(not_counted, "; "));
  }
  for (const auto& note : computation.notes) {
    context.print_line("note       " + note);
  }
}

Command deadlines_command() {
  return {
      .name = "deadlines",
      .group = "Request",
      .summary = "list every due date, and how each was counted",
      .options = {{.name = "--explain",
                   .value_name = "ID",
                   .help = "one deadline with each day that was not counted, and why"},
                  {.name = "--open", .help = "only those still to be kept"},
                  {.name = "--ics",
                   .value_name = "FILE",
                   .help = "write them as an iCalendar file; - for the standard output",
                   .words = Words::file}},
      .description =
          "Counted are the dates that the statute, regulations and the court's rules make of the "
          "request's steps; listed too are promises and court dates of matter.toml, orders, "
          "taskings and submitters. FOIA working days, calendar days and court days (Fed. R. Civ. "
          "P. 6(a)) are three kinds and never mixed.\n\n"
          "When a holiday is added or a step recorded the dates are counted again; --explain shows "
          "the earlier ones with the reason.",
      .examples = {{"deadlines", "all of them, by date"},
                   {"deadlines --explain determination", "how the date came about"},
                   {"deadlines --ics dates.ics", "for a calendar program"}},
      .needs = {.matter = Matter::read},
      .run = run,
  };
}

Command deadlines_compute_command() {
  return {
      .name = "deadlines compute",
      .group = "Request",
      .summary = "count days from a date, and say why",
      .options =
          {{.name = "--from",
            .value_name = "DATE",
            .help = "day 0: the day after it is day 1",
            .is_required = true},
           {.name = "--working-days", .value_name = "N", .help = "FOIA working days"},
           {.name = "--calendar-days", .value_name = "N", .help = "every day"},
           {.name = "--court-days", .value_name = "N", .help = "by Fed. R. Civ. P. 6(a)"},
           {.name = "--before", .help = "court days before the date instead of after it"},
           {.name = "--rule",
            .value_name = "NAME",
            .help = "a period of the statute: determination, extended, expedition, "
                    "appeal-window, appeal, still-interested, submitter, disclosure, answer"},
           {.name = "--calendar", .value_name = "KEY", .help = "whose days count; else federal"}},
      .description = "Needs no matter. Inside of one, the calendars of its ledger are known too.",
      .examples = {{"deadlines compute --from 2026-06-01 --working-days 20", "2026-06-30, and why"},
                   {"deadlines compute --from 2026-03-01 --rule answer --calendar cand",
                    "thirty days after service, past César Chávez Day"}},
      .run = run_compute,
  };
}

}  // namespace vaughn::cli
