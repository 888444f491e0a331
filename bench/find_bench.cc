// SPDX-License-Identifier: AGPL-3.0-or-later
// find_bench MATTER QUERIES ROUNDS: opens the matter once and asks each line of QUERIES that many
// times, through engine::find and through fulltext::Index alone. A first question that is not
// counted opens the index and takes the census, as in a server. Prints for both: the name, the
// number of questions, the records found in one round, and the milliseconds each took, sorted.
#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/core.h>

#include "base/files.h"
#include "base/result.h"
#include "engine/find.h"
#include "engine/workspace.h"
#include "fulltext/index.h"
#include "fulltext/query.h"

namespace {

using vaughn::base::Result;

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    const auto line = text.substr(0, end);
    if (!line.empty() && line.front() != '#') {
      lines.emplace_back(line);
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

// `ask` answers with the number of records found.
template <typename Ask>
Result<void> measure(std::string_view name,
                     const std::vector<std::string>& queries,
                     int rounds,
                     const Ask& ask) {
  using Clock = std::chrono::steady_clock;
  using Milliseconds = std::chrono::duration<double, std::milli>;
  std::vector<double> times;
  std::int64_t found = 0;
  // Bounded whatever the rounds: a slow engine is measured on fewer questions.
  const auto end = Clock::now() + std::chrono::seconds(30);
  for (int round = 0; round < rounds && (round == 0 || Clock::now() < end); ++round) {
    for (const auto& query : queries) {
      const auto start = Clock::now();
      const auto records = TRY(ask(query));
      times.push_back(Milliseconds(Clock::now() - start).count());
      found += round == 0 ? records : 0;
    }
  }
  std::sort(times.begin(), times.end());
  fmt::print("{}\t{}\t{}\t", name, times.size(), found);
  for (const double time : times) {
    fmt::print("{:.4f} ", time);
  }
  fmt::print("\n");
  return {};
}

Result<void> run(const char* folder, const char* query_file, int rounds) {
  const auto text = TRY(vaughn::base::read_file(query_file));
  const auto queries = lines_of({reinterpret_cast<const char*>(text.data()), text.size()});
  auto workspace = TRY(vaughn::engine::Workspace::open(
      folder, vaughn::store::Access::read_only, {.author = "bench"}));
  const auto through_engine = [&](const std::string& line) -> Result<std::int64_t> {
    return TRY(vaughn::engine::find(workspace, {.query = line})).records;
  };
  if (queries.empty()) {
    return vaughn::base::Error{
        vaughn::base::ErrorCode::invalid_argument, "there are no queries", ""};
  }
  TRY(through_engine(queries.front()));
  TRY(measure("engine::find", queries, rounds, through_engine));
  const auto* index = TRY(workspace.index());
  const auto index_alone = [&](const std::string& line) -> Result<std::int64_t> {
    const auto query = TRY(vaughn::fulltext::parse_query(line));
    return static_cast<std::int64_t>(TRY(index->find(query)).ids.size());
  };
  return measure("fulltext::Index", queries, rounds, index_alone);
}

}  // namespace

int main(int argc, char** argv) {
  int rounds = 0;
  if (argc == 4) {
    const std::string_view number = argv[3];
    std::from_chars(number.data(), number.data() + number.size(), rounds);
  }
  if (rounds < 1) {
    fmt::print(stderr, "usage: find_bench MATTER QUERIES ROUNDS\n");
    return EXIT_FAILURE;
  }
  const auto done = run(argv[1], argv[2], rounds);
  if (!done) {
    fmt::print(stderr, "find_bench: {}\n", done.error().message);
    return EXIT_FAILURE;
  }
  return EXIT_SUCCESS;
}
