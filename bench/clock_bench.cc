// SPDX-License-Identifier: AGPL-3.0-or-later
// Counts deadlines, and shows how the calendars agree with what agencies published.
//
//   clock_bench [--benchmark_...]     Google Benchmark; "naive" goes from day to day
//   clock_bench --holidays            days off of the calendar that is measured, one a line
//   clock_bench --annual ROWS FISCAL_YEAR
//
// ROWS has one line for each old pending item of the annual reports: agency, kind, component, date
// of receipt and published working days to the end of the fiscal year, separated by tabs.

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/files.h"
#include "base/text.h"
#include "clock/deadlines.h"

namespace {

namespace base = vaughn::base;
namespace clock = vaughn::clock;
namespace foia = vaughn::foia;

const clock::Calendar& calendar() {
  static const auto kCalendar = *clock::Calendars::built_in().calendar("dhs-dc");
  return kCalendar;
}

std::vector<clock::DeterminationFacts> given_requests() {
  std::vector<clock::DeterminationFacts> out;
  auto date = *base::parse_date("2008-01-02");
  for (int i = 0; i < 4096; ++i) {
    clock::DeterminationFacts facts;
    facts.received = base::add_days(date, i * 2);
    if (i % 3 == 0) {
      facts.tolls.push_back({foia::TollKind::information,
                             base::add_days(facts.received, 8),
                             base::add_days(facts.received, 22)});
    }
    if (i % 4 == 0) {
      facts.extension = clock::Extension{base::add_days(facts.received, 20), 10, std::nullopt};
    }
    if (i % 7 == 0) {
      facts.reached_proper = base::add_days(facts.received, 25);
    }
    out.push_back(std::move(facts));
  }
  return out;
}

void determination(benchmark::State& state) {
  const auto requests = given_requests();
  std::size_t i = 0;
  for (auto _ : state) {
    auto due = clock::determination_due(calendar(), {}, requests[i++ % requests.size()]);
    benchmark::DoNotOptimize(due);
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(determination);

void determination_explained(benchmark::State& state) {
  const auto requests = given_requests();
  std::size_t i = 0;
  for (auto _ : state) {
    auto due = clock::explain_determination(calendar(), {}, requests[i++ % requests.size()]);
    benchmark::DoNotOptimize(due);
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(determination_explained);

void twenty_working_days(benchmark::State& state) {
  const auto requests = given_requests();
  std::size_t i = 0;
  for (auto _ : state) {
    auto due = calendar().add_working_days(requests[i++ % requests.size()].received, 20);
    benchmark::DoNotOptimize(due);
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(twenty_working_days);

// The usual way: from day to day, with a look into a sorted list of holidays.
void twenty_working_days_naive(benchmark::State& state) {
  std::vector<base::Date> holidays;
  for (int year = 2008; year <= 2040; ++year) {
    for (const auto& holiday : calendar().holidays(year)) {
      holidays.push_back(holiday.date);
    }
  }
  const auto requests = given_requests();
  std::size_t i = 0;
  for (auto _ : state) {
    auto date = requests[i++ % requests.size()].received;
    for (int left = 20; left > 0;) {
      date = base::add_days(date, 1);
      const auto weekday = base::weekday_of(date);
      const bool is_off = weekday == std::chrono::Saturday || weekday == std::chrono::Sunday ||
                          std::binary_search(holidays.begin(), holidays.end(), date);
      left -= is_off ? 0 : 1;
    }
    benchmark::DoNotOptimize(date);
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(twenty_working_days_naive);

void compile_a_calendar(benchmark::State& state) {
  for (auto _ : state) {
    auto made = clock::Calendars::built_in().calendar("cand");
    benchmark::DoNotOptimize(made);
  }
}
BENCHMARK(compile_a_calendar)->Unit(benchmark::kMillisecond);

struct Row {
  std::string agency{};
  std::string kind{};
  std::string component{};
  base::Date received{};
  int published = 0;
};

std::vector<Row> read_rows(const std::string& file, base::Date end) {
  std::vector<Row> out;
  const auto text = base::read_file(file);
  if (!text) {
    return out;
  }
  for (const auto line : base::split(*text, '\n')) {
    const auto cells = base::split(line, '\t');
    if (cells.size() != 5) {
      continue;
    }
    Row row{std::string(cells[0]), std::string(cells[1]), std::string(cells[2])};
    const auto date = base::parse_date(cells[3]);
    const auto [rest, status] =
        std::from_chars(cells[4].data(), cells[4].data() + cells[4].size(), row.published);
    if (!date || status != std::errc{} || *date > end || !clock::Calendar::covers(*date)) {
      continue;  // dates and numbers that agencies got wrong
    }
    row.received = *date;
    out.push_back(std::move(row));
  }
  return out;
}

// Published minus counted, for rows that a test picks.
template <typename Pick>
void print_line(
    const char* name, const char* key, const std::vector<Row>& rows, base::Date end, Pick pick) {
  const auto days = *clock::Calendars::built_in().calendar(key);
  std::map<int, int> by_difference;
  int count = 0;
  for (const auto& row : rows) {
    if (pick(row)) {
      ++by_difference[row.published - days.working_days_between(row.received, end)];
      ++count;
    }
  }
  if (count == 0) {
    return;
  }
  const int near = by_difference[-2] + by_difference[-1] + by_difference[0] + by_difference[1] +
                   by_difference[2];
  fmt::print("{:<44} {:<11} {:>5} {:>5} {:>6.1f} {:>5} {:>5} {:>5} {:>5} {:>6}\n",
             name,
             key,
             count,
             by_difference[0],
             100.0 * by_difference[0] / count,
             by_difference[-2],
             by_difference[-1],
             by_difference[1],
             by_difference[2],
             count - near);
}

int annual(const std::string& file, const std::string& year) {
  const auto end = *base::parse_date(year + "-09-30");
  const auto rows = read_rows(file, end);
  const auto later = *base::parse_date("2021-06-20");
  const auto inauguration = *base::parse_date("2021-01-20");
  fmt::print("{:<44} {:<11} {:>5} {:>5} {:>6} {:>5} {:>5} {:>5} {:>5} {:>6}\n",
             "published minus counted, FY" + year,
             "calendar",
             "rows",
             "exact",
             "%",
             "-2",
             "-1",
             "+1",
             "+2",
             "other");
  const auto of = [](std::string_view component, std::string_view kind) {
    return [component, kind](const Row& row) {
      return row.agency.starts_with("dhs") && row.component == component &&
             (kind.empty() || row.kind == kind);
    };
  };
  print_line(
      "all agencies, received after June 20, 2021", "federal", rows, end, [&](const Row& row) {
        return row.received > later;
      });
  for (const auto* key : {"federal", "federal-dc", "dhs-dc"}) {
    print_line("all agencies, received before it", key, rows, end, [&](const Row& row) {
      return row.received <= later;
    });
  }
  for (const auto* kind : {"Request", "Appeal", "Consultation"}) {
    const auto name = fmt::format("ICE, {}s", base::ascii_lower(kind));
    for (const auto* key : {"federal", "federal-dc", "dhs-dc"}) {
      print_line(name.c_str(), key, rows, end, of("ICE", kind));
    }
  }
  for (const auto* component : {"USCG", "PRIV", "USSS", "DHS"}) {
    for (const auto* key : {"federal", "dhs-dc"}) {
      const auto picked = of(component, "");
      print_line(fmt::format("{}, received before January 20, 2021", component).c_str(),
                 key,
                 rows,
                 end,
                 [&](const Row& row) { return picked(row) && row.received < inauguration; });
    }
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> words(argv + 1, argv + argc);
  if (words.size() == 3 && words[0] == "--annual") {
    return annual(words[1], words[2]);
  }
  if (words.size() == 1 && words[0] == "--holidays") {
    for (int year = 2008; year <= 2060; ++year) {
      for (const auto& holiday : calendar().holidays(year)) {
        fmt::print("{}\n", base::to_string(holiday.date));
      }
    }
    return 0;
  }
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
