// SPDX-License-Identifier: AGPL-3.0-or-later
#include "data/suppress.h"

#include <gtest/gtest.h>

#include <functional>
#include <random>

namespace vaughn::data {
namespace {

// A table of numbers with its sums: cells by row, then the sum of each row, of each column, of all.
struct Grid {
  std::vector<std::int64_t> values{};
  std::vector<Sum> sums{};
};

Grid grid(const std::vector<std::vector<std::int64_t>>& cells) {
  Grid out;
  const auto height = cells.size();
  const auto width = cells.front().size();
  for (const auto& row : cells) {
    out.values.insert(out.values.end(), row.begin(), row.end());
  }
  const auto rows_at = out.values.size();
  for (std::size_t y = 0; y < height; ++y) {
    Sum sum{out.values.size(), {}};
    std::int64_t total = 0;
    for (std::size_t x = 0; x < width; ++x) {
      sum.parts.push_back(y * width + x);
      total += cells[y][x];
    }
    out.values.push_back(total);
    out.sums.push_back(sum);
  }
  const auto columns_at = out.values.size();
  for (std::size_t x = 0; x < width; ++x) {
    Sum sum{out.values.size(), {}};
    std::int64_t total = 0;
    for (std::size_t y = 0; y < height; ++y) {
      sum.parts.push_back(y * width + x);
      total += cells[y][x];
    }
    out.values.push_back(total);
    out.sums.push_back(sum);
  }
  Sum by_rows{out.values.size(), {}};
  Sum by_columns = by_rows;
  std::int64_t total = 0;
  for (std::size_t y = 0; y < height; ++y) {
    by_rows.parts.push_back(rows_at + y);
    total += out.values[rows_at + y];
  }
  for (std::size_t x = 0; x < width; ++x) {
    by_columns.parts.push_back(columns_at + x);
  }
  out.values.push_back(total);
  out.sums.push_back(by_rows);
  out.sums.push_back(by_columns);
  return out;
}

std::vector<bool> visible(const std::vector<Shown>& shown) {
  std::vector<bool> out;
  for (const auto value : shown) {
    out.push_back(value == Shown::yes);
  }
  return out;
}

// Every number not shown can be as many values as the rule says; checked by the bounds.
void expect_safe(const Grid& given, const std::vector<Shown>& shown, const SuppressionRule& rule) {
  const auto known = bounds(given.values, given.sums, visible(shown));
  for (std::size_t i = 0; i < shown.size(); ++i) {
    const auto value = given.values[i];
    if (value >= 1 && value <= rule.upto) {
      EXPECT_EQ(shown[i], Shown::small) << i;
    }
    if (shown[i] != Shown::yes) {
      EXPECT_LE(known[i].low, static_cast<double>(value) + 1e-6) << i;
      EXPECT_GE(known[i].high, static_cast<double>(value) - 1e-6) << i;
      EXPECT_GE(known[i].high - known[i].low, rule.least_choices - 1 - 1e-6) << i;
    }
  }
}

// The smallest and largest of each unknown over all whole solutions from 1 to `most`, found by
// trying them: what the linear program is held against.
std::vector<Bounds> tried(const Grid& given, const std::vector<bool>& is_shown, std::int64_t most) {
  auto values = given.values;
  std::vector<std::size_t> unknown;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!is_shown[i]) {
      unknown.push_back(i);
      values[i] = 1;
    }
  }
  std::vector<Bounds> out(values.size(), {1e9, -1e9});
  const auto holds = [&](std::size_t decided) {
    for (const auto& sum : given.sums) {
      const auto is_open = [&](std::size_t index) {
        return std::find(unknown.begin() + static_cast<std::ptrdiff_t>(decided),
                         unknown.end(),
                         index) != unknown.end();
      };
      bool open = is_open(sum.whole);
      std::int64_t total = 0;
      for (const auto part : sum.parts) {
        open = open || is_open(part);
        total += values[part];
      }
      if (!open && total != values[sum.whole]) {
        return false;
      }
    }
    return true;
  };
  const std::function<void(std::size_t)> go = [&](std::size_t at) {
    if (!holds(at)) {
      return;
    }
    if (at == unknown.size()) {
      for (const auto index : unknown) {
        out[index].low = std::min(out[index].low, static_cast<double>(values[index]));
        out[index].high = std::max(out[index].high, static_cast<double>(values[index]));
      }
      return;
    }
    for (std::int64_t value = 1; value <= most; ++value) {
      values[unknown[at]] = value;
      go(at + 1);
    }
    values[unknown[at]] = 1;
  };
  go(0);
  return out;
}

TEST(Suppress, ShowsWhatIsLargeOrNothing) {
  const auto given = grid({{20, 0}, {0, 30}});
  const auto shown = suppress(given.values, given.sums, {});
  EXPECT_EQ(std::count(shown.begin(), shown.end(), Shown::yes), 9);
}

TEST(Suppress, HidesTenButNotEleven) {
  const auto given = grid({{10, 30, 40}, {11, 50, 60}, {12, 13, 70}});
  const auto shown = suppress(given.values, given.sums, {});
  EXPECT_EQ(shown[0], Shown::small);
  EXPECT_NE(shown[3], Shown::small);
  expect_safe(given, shown, {});
}

TEST(Suppress, NoGapCanBeFilledBySubtraction) {
  const auto given = grid({{5, 30, 40}, {25, 50, 60}, {12, 13, 70}});
  const auto shown = suppress(given.values, given.sums, {});
  expect_safe(given, shown, {});
  // One more in its row, one in its column, and the fourth corner.
  EXPECT_EQ(std::count(shown.begin(), shown.end(), Shown::to_protect), 3);
}

TEST(Suppress, GapsThatAllSumsTogetherFillAreWidened) {
  // Two gaps in each row and column, and yet each could only be 1 or 2.
  const auto given = grid({{1, 2, 40}, {2, 1, 60}, {30, 30, 70}});
  const SuppressionRule rule{10, 6};
  const auto shown = suppress(given.values, given.sums, rule);
  expect_safe(given, shown, rule);
}

TEST(Suppress, AZeroStaysShown) {
  const auto given = grid({{5, 0, 0}, {0, 50, 60}, {0, 13, 70}});
  const auto shown = suppress(given.values, given.sums, {});
  for (std::size_t i = 0; i < shown.size(); ++i) {
    if (given.values[i] == 0) {
      EXPECT_EQ(shown[i], Shown::yes);
    }
  }
  expect_safe(given, shown, {});
}

TEST(Suppress, ATableOfOneSmallNumberShowsNothing) {
  const auto given = grid({{4}});
  const auto shown = suppress(given.values, given.sums, {});
  EXPECT_EQ(std::count(shown.begin(), shown.end(), Shown::small), 4);
}

TEST(Suppress, ShowsAllIfAskedTo) {
  const auto given = grid({{1, 2}, {3, 4}});
  const auto shown = suppress(given.values, given.sums, {0, 3});
  EXPECT_EQ(std::count(shown.begin(), shown.end(), Shown::yes), 9);
}

// Tables of offices that share their totals: what one hides, the other must not give away.
TEST(Suppress, OneTableDoesNotGiveAwayWhatAnotherHides) {
  // Numbers 0-5: offices a and b by three months; 6, 7 their totals; 8-10 months; 11 all; 12-15
  // the same offices by two types; 16, 17 types.
  const std::vector<std::int64_t> values{
      4, 20, 30, 25, 26, 27, 54, 78, 29, 46, 57, 132, 40, 14, 60, 18, 100, 32};
  const std::vector<Sum> sums{{6, {0, 1, 2}},
                              {7, {3, 4, 5}},
                              {8, {0, 3}},
                              {9, {1, 4}},
                              {10, {2, 5}},
                              {11, {6, 7}},
                              {11, {8, 9, 10}},
                              {6, {12, 13}},
                              {7, {14, 15}},
                              {16, {12, 14}},
                              {17, {13, 15}},
                              {11, {16, 17}}};
  const auto shown = suppress(values, sums, {});
  expect_safe({values, sums}, shown, {});
}

TEST(Bounds, AreThoseFoundByTrying) {
  std::mt19937_64 random(3);
  std::uniform_int_distribution<std::int64_t> number(1, 6);
  for (int round = 0; round < 40; ++round) {
    std::vector<std::vector<std::int64_t>> cells(3, std::vector<std::int64_t>(3));
    for (auto& row : cells) {
      for (auto& cell : row) {
        cell = number(random);
      }
    }
    const auto given = grid(cells);
    // Inner cells hidden at random, totals shown.
    std::vector<bool> is_shown(given.values.size(), true);
    for (std::size_t i = 0; i < 9; ++i) {
      is_shown[i] = number(random) > 4;
    }
    const auto exact = tried(given, is_shown, 18);
    const auto linear = bounds(given.values, given.sums, is_shown);
    for (std::size_t i = 0; i < 9; ++i) {
      if (!is_shown[i]) {
        EXPECT_NEAR(linear[i].low, exact[i].low, 1e-6) << "round " << round << " cell " << i;
        EXPECT_NEAR(linear[i].high, exact[i].high, 1e-6) << "round " << round << " cell " << i;
      }
    }
  }
}

TEST(Suppress, TablesAtRandomCannotBeSolved) {
  std::mt19937_64 draw(11);
  for (int round = 0; round < 60; ++round) {
    std::vector<std::vector<std::int64_t>> cells(3 + draw() % 6,
                                                 std::vector<std::int64_t>(3 + draw() % 8));
    for (auto& row : cells) {
      for (auto& cell : row) {
        const auto kind = draw() % 10;
        cell = static_cast<std::int64_t>(kind < 2   ? 0
                                         : kind < 4 ? 1 + draw() % 10
                                                    : 11 + draw() % 200);
      }
    }
    const auto given = grid(cells);
    const SuppressionRule rule{10, 3 + static_cast<int>(draw() % 4)};
    const auto shown = suppress(given.values, given.sums, rule);
    expect_safe(given, shown, rule);
    EXPECT_EQ(shown, suppress(given.values, given.sums, rule));
  }
}

}  // namespace
}  // namespace vaughn::data
