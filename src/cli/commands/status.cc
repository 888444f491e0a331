// SPDX-License-Identifier: AGPL-3.0-or-later
#include "engine/status.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "cli/context.h"
#include "cli/detail/command_list.h"
#include "engine/json.h"

namespace vaughn::cli {
namespace {

constexpr std::size_t kShownOverdue = 8;

using base::Result;

class Line {
 public:
  explicit Line(const foia::Figures& figures) : figures_(figures) {}

  std::int64_t value(std::string_view id) const {
    const auto found = figures_.value(id);
    return found ? *found : 0;
  }
  std::string count(std::string_view id, std::string_view noun) const {
    return base::plural(value(id), noun);
  }
  // ", 3 exceptions" or nothing.
  std::string if_any(std::string_view id, std::string_view noun) const {
    return value(id) == 0 ? "" : ", " + base::plural(value(id), noun);
  }
  std::string number(std::string_view id) const { return base::with_commas(value(id)); }

 private:
  const foia::Figures& figures_;
};

std::string submitter_words(const engine::StatusResult::OutAtSubmitter& row) {
  if (!row.is_back) {
    return fmt::format("{} with {}, due {}{}",
                       base::plural(row.pages, "page"),
                       row.submitter,
                       base::to_string(row.due),
                       row.is_overdue ? " (overdue)" : "");
  }
  if (row.undecided_objections > 0) {
    return fmt::format("{} back from {}, {} to decide",
                       base::plural(row.pages, "page"),
                       row.submitter,
                       base::plural(row.undecided_objections, "objection"));
  }
  return fmt::format("{} back from {}, decided", base::plural(row.pages, "page"), row.submitter);
}

std::string promise_words(const engine::PromiseRow& row) {
  switch (row.state) {
    case engine::PromiseState::met:
      return fmt::format("met{}", row.met_on ? " on " + base::to_string(*row.met_on) : "");
    case engine::PromiseState::late:
      return fmt::format("met {} late{}",
                         base::plural(row.days, "day"),
                         row.met_on ? ", on " + base::to_string(*row.met_on) : "");
    case engine::PromiseState::open: return fmt::format("{} left", base::plural(row.days, "day"));
    case engine::PromiseState::overdue:
      return fmt::format("overdue by {}", base::plural(row.days, "day"));
  }
  return "";
}

// "2 sent, 1 closed" of what stands where.
template <typename Rows, typename Word>
std::string counted(const Rows& rows, Word word) {
  std::vector<std::pair<std::string, std::int64_t>> sums;
  for (const auto& row : rows) {
    const auto [name, count] = word(row);
    const auto found =
        std::find_if(sums.begin(), sums.end(), [&](const auto& sum) { return sum.first == name; });
    if (found == sums.end()) {
      sums.emplace_back(name, count);
    } else {
      found->second += count;
    }
  }
  std::vector<std::string> out;
  for (const auto& [name, count] : sums) {
    out.push_back(
        fmt::format("{} {}", base::with_commas(count), base::replace_all(name, "_", " ")));
  }
  return base::join(out, ", ");
}

using Counted = std::pair<std::string, std::int64_t>;

// Request, taskings, records with their pages, and volumes: each has states of its own.
void print_states(Context& context, const engine::MatterStates& states) {
  Table table({{}, {.cut = Cut::never}});
  auto request = std::string(clock::title(states.request));
  if (!states.beside.empty()) {
    request += "; " + base::join(states.beside, ", ");
  }
  table.add({"request", request});
  const auto add = [&](std::string_view name, const std::string& text) {
    table.add({name, text.empty() ? std::string("none") : text});
  };
  add("taskings", counted(states.taskings, [](const auto& row) {
        return Counted(foia::to_string(row.state), 1);
      }));
  add("records", counted(states.records, [](const auto& row) { return row; }));
  add("pages", counted(states.pages, [](const auto& row) {
        return Counted(clock::to_string(row.first), row.second);
      }));
  add("volumes", counted(states.volumes, [](const auto& row) {
        return Counted(foia::to_string(row.state), 1);
      }));
  context.print_line("");
  context.print_line("where everything stands:");
  context.print(table);
  context.print_line("");
}

void print_stages(Context& context, const engine::StatusResult& result) {
  const Line line(result.figures);
  Table table({{}, {.cut = Cut::never}});
  auto collect = line.count("records.collected", "record") +
                 line.if_any("records.copies", "exact copy") +
                 line.if_any("exceptions", "exception");
  collect = base::replace_all(collect, "exact copys", "exact copies");
  if (line.value("taskings") > 0) {
    collect += fmt::format(
        ", taskings {}/{} answered", line.number("taskings.answered"), line.number("taskings"));
  }
  table.add({"collect", collect});
  table.add({"review",
             fmt::format("{} responsive, {} not, {} copies, {} undecided",
                         line.number("records.responsive"),
                         line.number("records.non_responsive"),
                         line.number("records.duplicate"),
                         line.number("records.undecided"))});
  table.add({"pages",
             fmt::format("{} responsive, {} processed, {} pending{}",
                         line.number("pages.responsive"),
                         line.number("pages.processed"),
                         line.number("pages.pending"),
                         line.value("records.unrendered") == 0
                             ? ""
                             : fmt::format("; {} without page images",
                                           line.count("records.unrendered", "record")))});
  table.add({"redact",
             fmt::format("{}; pages {} in part, {} withheld",
                         line.count("marks", "mark"),
                         line.number("pages.in_part"),
                         line.number("pages.withheld_in_full"))});
  if (result.submitters.empty()) {
    table.add({"consult", "nothing is out at a submitter"});
  }
  for (std::size_t i = 0; i < result.submitters.size(); ++i) {
    table.add({i == 0 ? "consult" : "", submitter_words(result.submitters[i])});
  }
  table.add({"produce",
             fmt::format("{}, {} of {} pages produced",
                         line.count("volumes", "volume"),
                         line.number("pages.produced"),
                         line.number("pages.responsive"))});
  // Those overdue stand below, with all else that is.
  std::string_view heading = "promises";
  for (const auto& row : result.promises) {
    if (row.state != engine::PromiseState::overdue) {
      table.add({heading,
                 fmt::format("{}  {} ({})",
                             base::to_string(row.promise.due),
                             row.promise.key,
                             promise_words(row))});
      heading = "";
    }
  }
  context.print(table);
}

Result<Exit> run(Context& context) {
  const auto result = TRY(engine::status(context.workspace(), context.today()));
  if (context.wants_json()) {
    context.print(engine::to_json(result));
    return Exit::done;
  }
  if (context.wants_plain()) {
    Table figures({{}, {}});
    for (const auto& [id, figure] : result.figures.rows()) {
      figures.add({id, figure.value});
    }
    context.print(figures);
    return Exit::done;
  }
  const auto zone = TRY(base::TimeZone::make(context.workspace().matter().time_zone));
  context.print_line(fmt::format(
      "{}{}   as of {}",
      harmless(result.matter),
      result.case_number.empty() ? "" : fmt::format(", No. {}", harmless(result.case_number)),
      context.globals().as_of ? base::to_string(context.today()) : zone.display(result.as_of)));
  print_stages(context, result);
  print_states(context, result.states);
  const auto shown = context.globals().is_verbose ? result.overdue.size()
                                                  : std::min(kShownOverdue, result.overdue.size());
  for (std::size_t i = 0; i < shown; ++i) {
    context.print_line("overdue: " + harmless(result.overdue[i]));
  }
  if (shown < result.overdue.size()) {
    context.print_line(
        fmt::format("overdue: {} more; -v lists them", result.overdue.size() - shown));
  }
  for (const auto& note : result.notes) {
    context.print_line("note: " + harmless(note));
  }
  if (!result.next.empty()) {
    context.print_line(fmt::format(
        "next: {}{}", result.next, result.next_why.empty() ? "" : "   (" + result.next_why + ")"));
  }
  return Exit::done;
}

}  // namespace

Command status_command() {
  return {
      .name = "status",
      .group = "Matter",
      .summary = "show where the matter stands and what comes next",
      .description =
          "One line for each stage, what is overdue, and the next step. All numbers come from the "
          "ledger; vaughn figures lists them by name and vaughn explain shows the records behind "
          "each.",
      .examples = {{"status", "the matter of this folder, today"},
                   {"status --as-of 2026-03-31", "what will be overdue at the end of the month"}},
      .needs = {.matter = Matter::read},
      .run = run,
  };
}

}  // namespace vaughn::cli
