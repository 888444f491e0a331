// SPDX-License-Identifier: AGPL-3.0-or-later
#include "engine/plan.h"

#include <fmt/format.h>

#include <cmath>
#include <map>

#include "base/text.h"
#include "cli/context.h"
#include "cli/detail/command_list.h"
#include "cli/detail/outgoing_check.h"
#include "engine/json.h"

namespace vaughn::cli {
namespace {

using base::Error;
using base::ErrorCode;
using base::Result;

constexpr std::size_t kShownRecords = 10;

std::string score_words(const engine::PromisePlan& row) {
  const auto& score = row.score;
  switch (score.score) {
    case forecast::PromiseScore::kept: return "kept " + base::to_string(*score.done_on);
    case forecast::PromiseScore::late:
      return score.done_on ? fmt::format("late by {}, done {}",
                                         base::plural(score.days, "day"),
                                         base::to_string(*score.done_on))
                           : fmt::format("late by {} so far", base::plural(score.days, "day"));
    case forecast::PromiseScore::open:
      return fmt::format("open, {} left", base::plural(score.days, "day"));
    case forecast::PromiseScore::at_risk:
      return fmt::format("at risk, {} left", base::plural(score.days, "day"));
  }
  return "";
}

void print_remaining(Context& context, const engine::PromisePlan& row) {
  const bool shows_all = context.globals().is_verbose || context.arguments().has("PROMISE");
  const auto shown =
      shows_all ? row.remaining.size() : std::min(kShownRecords, row.remaining.size());
  context.print_line(
      fmt::format("{} remaining for {}:",
                  base::plural(static_cast<long long>(row.remaining.size()), "record"),
                  row.promise.key));
  Table table({{}, {.align = Align::right}, {}});
  for (std::size_t i = 0; i < shown; ++i) {
    const auto& record = row.remaining[i];
    table.add({"  " + foia::control_number(record.record),
               base::plural(record.pages, "page"),
               record.what});
  }
  context.print(table);
  if (shown < row.remaining.size()) {
    context.print_line(fmt::format("  {} more; vaughn plan promises {} lists them",
                                   row.remaining.size() - shown,
                                   row.promise.key));
  }
}

Result<Exit> run_promises(Context& context) {
  auto rows = TRY(engine::plan_promises(context.workspace(), context.today()));
  const auto& key = context.arguments().word("PROMISE");
  if (!key.empty()) {
    if (context.workspace().matter().promise(key) == nullptr) {
      return Error{ErrorCode::not_found, fmt::format("matter.toml has no promise '{}'", key), ""};
    }
    std::erase_if(rows, [&](const auto& row) { return row.promise.key != key; });
  }
  bool is_late = false;
  for (const auto& row : rows) {
    is_late = is_late || row.score.score == forecast::PromiseScore::late ||
              row.score.score == forecast::PromiseScore::at_risk;
  }
  const auto exit = is_late ? Exit::findings : Exit::done;
  if (context.wants_json()) {
    context.print(engine::to_json(rows));
    return exit;
  }
  Table table({{"due"}, {"promise"}, {"kind"}, {"score"}, {"why", Align::left, Cut::at_end}});
  for (const auto& row : rows) {
    table.add({base::to_string(row.promise.due),
               row.promise.key,
               row.promise.kind,
               score_words(row),
               row.score.basis});
  }
  context.print(table);
  if (!context.wants_plain()) {
    for (const auto& row : rows) {
      if (!row.remaining.empty()) {
        print_remaining(context, row);
      }
    }
  }
  return exit;
}

Result<Exit> run_pace(Context& context) {
  const auto& arguments = context.arguments();
  const auto period =
      TRY(forecast::parse_period(arguments.has("--by") ? arguments.word("--by") : "week"));
  const auto result = TRY(engine::plan_pace(
      context.workspace(), arguments.word("--category"), period, context.today()));
  if (context.wants_json()) {
    context.print(engine::to_json(result));
    return Exit::done;
  }
  Table table({{"from"},
               {"to"},
               {"render", Align::right},
               {"review", Align::right},
               {"submit", Align::right},
               {"returned", Align::right},
               {"produce", Align::right},
               {}});
  // Stages begin on different days; a row for each period that any of them has.
  std::map<base::Date, std::vector<std::int64_t>> rows;
  std::map<base::Date, base::Date> ends;
  for (std::size_t stage = 0; stage < result.stages.size(); ++stage) {
    for (const auto& count : result.stages[stage].periods) {
      auto& row = rows[count.first];
      row.resize(result.stages.size());
      row[stage] = count.pages;
      ends[count.first] = count.last;
    }
  }
  for (const auto& [first, counts] : rows) {
    std::vector<Cell> cells{base::to_string(first), base::to_string(ends[first])};
    cells.insert(cells.end(), counts.begin(), counts.end());
    cells.emplace_back(ends[first] > context.today() ? "not over" : "");
    table.add(std::move(cells));
  }
  if (!context.wants_plain()) {
    std::vector<Cell> sums{"all", ""};
    for (const auto& stage : result.stages) {
      sums.emplace_back(stage.pages);
    }
    sums.emplace_back("");
    table.add(std::move(sums));
  }
  context.print(table);
  return Exit::done;
}

Result<engine::PlanRequest> request_of(Context& context) {
  const auto& arguments = context.arguments();
  engine::PlanRequest request;
  request.as_of = context.today();
  request.category = arguments.word("--category");
  request.first = TRY(arguments.date("--first"));
  for (const auto& rate : arguments.keys("--rate")) {
    const auto number = parse_whole_number(rate);
    if (!number) {
      return base::with_context(number.error(), "--rate");
    }
    request.rates.push_back(*number);
  }
  if (request.first && request.rates.empty()) {
    return Error{ErrorCode::invalid_argument, "--first needs a --rate", ""};
  }
  const auto seed = TRY(arguments.number("--seed"));
  request.options.seed = static_cast<std::uint64_t>(seed.value_or(1));
  const auto level = TRY(arguments.number("--level"));
  if (level && (*level < 50 || *level > 99)) {
    return Error{ErrorCode::invalid_argument, "--level: write 50 to 99", ""};
  }
  request.options.level = static_cast<double>(level.value_or(90)) / 100;
  return request;
}

void print_forecast(Context& context, const engine::PlanForecast& result) {
  context.print_line(fmt::format("{} not reviewed{} (vaughn explain {})",
                                 base::plural(result.remaining, "page"),
                                 result.category.empty() ? "" : " of category " + result.category,
                                 result.figure));
  if (result.outcome.projection) {
    const auto& made = *result.outcome.projection;
    context.print_line(fmt::format("measured: {:.1f} pages a week, {:.0f} a month, over {} weeks",
                                   made.mean_week,
                                   made.mean_month,
                                   made.weeks.size()));
    context.print_line(fmt::format("ends: {}, {:.0f} percent between {} and {}",
                                   base::to_string(made.middle),
                                   made.level * 100,
                                   base::to_string(made.earliest),
                                   made.latest ? base::to_string(*made.latest) : "no date"));
    context.print_line(fmt::format("method: {}, {} simulations, seed {}",
                                   forecast::kMethod,
                                   base::with_commas(made.simulations),
                                   made.seed));
  } else {
    context.print_line("no forecast: " + result.outcome.refusal);
  }
  for (const auto& row : result.rates) {
    context.print_line(fmt::format("at {} pages a month: {}, by {}",
                                   base::with_commas(row.plan.rate),
                                   base::plural(row.plan.months, "month"),
                                   base::to_string(row.plan.last)));
  }
  for (const auto& note : result.notes) {
    context.print_line("note: " + note);
  }
}

Result<Exit> run_forecast(Context& context) {
  const auto request = TRY(request_of(context));
  const auto result = TRY(engine::plan_forecast(context.workspace(), request));
  const bool has_answer = result.outcome.projection || !result.rates.empty();
  const auto exit = has_answer || result.remaining == 0 ? Exit::done : Exit::no;
  if (context.wants_json()) {
    context.print(engine::to_json(result));
    return exit;
  }
  if (context.arguments().has("--sentence")) {
    if (!result.sentence.empty()) {
      context.print_line(result.sentence);
    }
    for (const auto& row : result.rates) {
      context.print_line(row.sentence);
    }
    return exit;
  }
  print_forecast(context, result);
  return exit;
}

Result<Exit> run_chart(Context& context) {
  const auto request = TRY(request_of(context));
  const auto& arguments = context.arguments();
  const auto out = arguments.has("--out") ? std::filesystem::path(arguments.word("--out"))
                                          : context.workspace().papers_folder() / "plan";
  const auto result = TRY(engine::plan_chart(context.workspace(), context.sandbox(), request, out));
  if (context.wants_json()) {
    context.print(engine::to_json(result));
    return report_refusal(context, result.outgoing, Exit::done);
  }
  for (const auto& file : result.files) {
    context.print_line("wrote " + file.string());
  }
  return report_refusal(context, result.outgoing, Exit::done);
}

Option category_option() {
  return {.name = "--category",
          .value_name = "KEY",
          .help = "only pages of this category",
          .words = Words::category};
}

std::vector<Option> forecast_options() {
  return {
      category_option(),
      {.name = "--rate",
       .value_name = "N",
       .help = "also when it ends at N pages a month; may repeat",
       .repeats = true},
      {.name = "--first",
       .value_name = "DATE",
       .help = "day of the first installment at these rates; else a month from today"},
      {.name = "--level", .value_name = "PERCENT", .help = "of the interval, 50 to 99; else 90"},
      {.name = "--seed", .value_name = "N", .help = "of the simulations; else 1"},
  };
}

}  // namespace

Command plan_promises_command() {
  return {
      .name = "plan promises",
      .group = "Plan",
      .summary = "score every promise: kept, late, open or at risk, and what is left of it",
      .arguments = {{.name = "PROMISE", .help = "only this one, with every record left"}},
      .description =
          "A promise of matter.toml is done when the ledger says so: to produce, when the last of "
          "its pages is in a volume; to process, when the last is decided; to search, when the "
          "last tasking is answered. Records that may still be added keep it open. A page that a "
          "later volume corrects counts from its first volume.\n\n"
          "A promise is at risk if review at the measured pace may end after it is due, or a "
          "submitter has longer. Exit 3 if one is late or at risk.",
      .examples = {{"plan promises", "all of them, today"},
                   {"plan promises category6 --as-of 2024-12-09", "what is left on that day"}},
      .needs = {.matter = Matter::read},
      .run = run_promises,
  };
}

Command plan_pace_command() {
  return {
      .name = "plan pace",
      .group = "Plan",
      .summary = "count pages by day, week or month and stage",
      .options = {category_option(),
                  {.name = "--by",
                   .value_name = "PERIOD",
                   .help = "day, week or month; else week"}},
      .description =
          "Each page counts once in each stage, on the day it first passed it: page image, review "
          "(decided, whether released or not: what courts mean by processed), to and from a "
          "submitter, production. Weeks end on the weekday of today.",
      .examples = {{"plan pace --by month", "as orders state it"}},
      .needs = {.matter = Matter::read},
      .run = run_pace,
  };
}

Command plan_forecast_command() {
  return {
      .name = "plan forecast",
      .group = "Plan",
      .summary = "say when review ends, at the measured pace and at given rates",
      .options = joined(
          forecast_options(),
          {{.name = "--sentence", .help = "only the sentences for a filing, with their figures"}}),
      .description =
          "The pace is that of the last 26 whole weeks at most; the interval comes from "
          "simulations that draw weeks like those (bootstrap1). With fewer than 6 whole weeks, or "
          "fewer than 4 with pages, there is no forecast, and exit is 1 if no --rate is given.\n\n"
          "At a rate, month k ends k months from today, or k - 1 months from --first.",
      .examples = {{"plan forecast --rate 500 --rate 1000", "both, beside the measured pace"},
                   {"plan forecast --category 6 --rate 500 --sentence",
                    "to put into matter.toml as a paragraph of the report"}},
      .needs = {.matter = Matter::read},
      .run = run_forecast,
  };
}

Command plan_chart_command() {
  return {
      .name = "plan chart",
      .group = "Plan",
      .summary = "draw what remains over time, as SVG and PNG",
      .options = joined(forecast_options(),
                        {{.name = "--out",
                          .value_name = "DIR",
                          .help = "where to write; else papers/plan in the matter",
                          .words = Words::folder}}),
      .description =
          "The burn-down of pages not reviewed, with the forecast, its interval, the rates and the "
          "days on which productions are promised.",
      .examples = {{"plan chart --category 6 --rate 500 --out charts",
                    "for the report of category 6"}},
      .needs = {.matter = Matter::read, .sandbox = true},
      .run = run_chart,
  };
}

}  // namespace vaughn::cli
