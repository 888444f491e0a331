// SPDX-License-Identifier: AGPL-3.0-or-later
#include "forecast/projection.h"

#include <gtest/gtest.h>

#include <random>

namespace vaughn::forecast {
namespace {

base::Date day(std::string_view text) {
  return *base::parse_date(text);
}

const base::Date kToday = day("2024-12-06");

// Weeks that end on kToday, oldest first, after one page in the week in which work began.
std::vector<DayCount> history(const std::vector<std::int64_t>& weeks) {
  const auto count = static_cast<std::int64_t>(weeks.size());
  std::vector<DayCount> out{{base::add_days(kToday, -7 * count), 1}};
  for (std::int64_t i = 0; i < count; ++i) {
    const auto pages = weeks[static_cast<std::size_t>(i)];
    if (pages > 0) {
      out.push_back({base::add_days(kToday, -7 * (count - 1 - i)), pages});
    }
  }
  return out;
}

TEST(Projection, SteadyWeeksEndWhenTheArithmeticSays) {
  const auto made = project(history(std::vector<std::int64_t>(10, 70)), 700, kToday);
  ASSERT_TRUE(made.projection) << made.refusal;
  EXPECT_DOUBLE_EQ(made.projection->mean_week, 70);
  EXPECT_EQ(made.projection->earliest, base::add_days(kToday, 70));
  EXPECT_EQ(made.projection->middle, base::add_days(kToday, 70));
  EXPECT_EQ(*made.projection->latest, base::add_days(kToday, 70));
  EXPECT_EQ(made.projection->band.front().high, 700);
  EXPECT_EQ(made.projection->band.back().high, 0);
}

TEST(Projection, SpreadsWithTheWeeks) {
  const auto made =
      project(history({20, 120, 60, 80, 0, 140, 70, 50, 90, 70}), 700, kToday).projection;
  ASSERT_TRUE(made);
  EXPECT_LT(made->earliest, made->middle);
  EXPECT_LT(made->middle, *made->latest);
  for (const auto& point : made->band) {
    EXPECT_LE(point.low, point.middle);
    EXPECT_LE(point.middle, point.high);
  }
}

TEST(Projection, TheSameSeedGivesTheSame) {
  const auto days = history({20, 120, 60, 80, 0, 140, 70, 50});
  ProjectionOptions other;
  other.seed = 2;
  EXPECT_EQ(project(days, 900, kToday).projection, project(days, 900, kToday).projection);
  EXPECT_NE(project(days, 900, kToday).projection, project(days, 900, kToday, other).projection);
}

TEST(Projection, RefusesTooLittleHistory) {
  const auto short_one = project(history({10, 20, 30}), 100, kToday);
  EXPECT_FALSE(short_one.projection);
  EXPECT_EQ(short_one.refusal,
            "too little history: 3 whole weeks after the one in which work began; 6 are needed");
  const auto idle = project(history({0, 0, 0, 500, 0, 0, 0, 0}), 100, kToday);
  EXPECT_EQ(idle.refusal, "too little history: pages in 1 of the last 8 weeks; 4 are needed");
  EXPECT_EQ(project({}, 100, kToday).refusal,
            "too little history: 0 whole weeks after the one in which work began; 6 are needed");
  EXPECT_EQ(project(history({9, 9, 9, 9, 9, 9}), 0, kToday).refusal, "no pages remain");
}

TEST(Projection, SaysWhereTheWeeksAreNotAlike) {
  const auto falling =
      project(history({90, 85, 80, 70, 60, 30, 20, 15, 10, 10}), 500, kToday).projection;
  ASSERT_TRUE(falling);
  EXPECT_EQ(falling->cautions.size(), 2U);
  const auto even = project(history({50, 70, 40, 60, 55, 65, 45, 75}), 500, kToday).projection;
  EXPECT_TRUE(even->cautions.empty());
}

// Of many made-up offices whose true pace is known, as many as the level says end within it. The
// weeks are negative binomial with a variance of four to sixteen times the mean.
double coverage(int weeks, double mean, double spread, double level) {
  std::mt19937_64 random(7);
  std::gamma_distribution<double> pace(mean / spread, spread);
  const auto draw = [&] {
    std::poisson_distribution<std::int64_t> pages(std::max(1e-9, pace(random)));
    return pages(random);
  };
  constexpr int kOffices = 400;
  int covered = 0;
  int tried = 0;
  for (int office = 0; office < kOffices; ++office) {
    std::vector<std::int64_t> past;
    for (int i = 0; i < weeks; ++i) {
      past.push_back(draw());
    }
    const auto remaining = static_cast<std::int64_t>(mean * 15);
    ProjectionOptions options;
    options.level = level;
    options.simulations = 500;
    options.seed = static_cast<std::uint64_t>(office) + 1;
    const auto made = project(history(past), remaining, kToday, options).projection;
    if (!made) {
      continue;
    }
    ++tried;
    auto left = remaining;
    std::int64_t days = 0;
    while (true) {
      const auto pages = draw();
      if (pages >= left) {
        days += std::max<std::int64_t>(1, (7 * left + pages - 1) / pages);
        break;
      }
      left -= pages;
      days += 7;
    }
    const auto end = base::add_days(kToday, days);
    covered += made->earliest <= end && (!made->latest || end <= *made->latest) ? 1 : 0;
  }
  EXPECT_GT(tried, kOffices * 9 / 10);
  return static_cast<double>(covered) / tried;
}

TEST(Projection, IntervalCoversAsOftenAsItSays) {
  // Three standard deviations of a share of 400 around the level, and a little for the method.
  for (const int weeks : {6, 8, 12, 26}) {
    for (const double spread : {4.0, 16.0}) {
      const auto share = coverage(weeks, 100, spread, 0.9);
      RecordProperty(
          "weeks_" + std::to_string(weeks) + "_spread_" + std::to_string(static_cast<int>(spread)),
          std::to_string(share));
      EXPECT_GE(share, 0.85) << weeks << " weeks, spread " << spread;
      EXPECT_LE(share, 0.97) << weeks << " weeks, spread " << spread;
    }
  }
  const auto half = coverage(12, 100, 8, 0.5);
  EXPECT_NEAR(half, 0.5, 0.09);
}

TEST(Rate, CountsWholeMonths) {
  const auto plan = at_rate(1234, 500, day("2024-12-09"));
  ASSERT_TRUE(plan);
  EXPECT_EQ(*plan, (RatePlan{500, 1234, 3, 234, day("2025-03-09")}));
  EXPECT_EQ(at_rate(1000, 500, day("2024-12-31"))->last, day("2025-02-28"));
  EXPECT_EQ(at_rate(0, 500, kToday)->last, kToday);
  EXPECT_FALSE(at_rate(10, 0, kToday));
  EXPECT_FALSE(at_rate(1'000'000'000, 1, kToday));
}

// ux.md 4.4: 10,461 pages at 1,500 a month from the end of March are 7 productions, the last by 30
// September.
TEST(Rate, CountsFromTheFirstInstallment) {
  const auto plan = at_rate(10'461, 1'500, day("2026-03-02"), day("2026-03-31"));
  ASSERT_TRUE(plan);
  EXPECT_EQ(plan->months, 7);
  EXPECT_EQ(plan->last, day("2026-09-30"));
  EXPECT_FALSE(at_rate(10, 5, day("2026-03-02"), day("2026-03-01")));
}

TEST(Rate, SaysWhatAPromiseWouldTake) {
  EXPECT_EQ(rate_needed(1000, day("2024-11-09"), day("2024-12-09")), 1015);
  EXPECT_FALSE(rate_needed(1000, day("2024-12-09"), day("2024-12-09")));
}

TEST(Sentences, LeaveTheNumberToTheLedger) {
  EXPECT_EQ(rate_sentence("ICE",
                          *at_rate(1234, 500, day("2024-12-09")),
                          "category.6.pages.unreviewed",
                          " of Category 6"),
            "At the rate of 500 pages per month, ICE anticipates completing its processing of the "
            "remaining [[figure:category.6.pages.unreviewed page]] of Category 6 by March 9, "
            "2025.");
  const auto made = project(history(std::vector<std::int64_t>(10, 70)), 700, kToday).projection;
  EXPECT_EQ(pace_sentence("ICE", *made, kToday, "pages.unreviewed", ""),
            "Over the 10 weeks up to December 6, 2024, ICE processed an average of 70 pages per "
            "week. At that pace, it anticipates completing its processing of the remaining "
            "[[figure:pages.unreviewed page]] by February 14, 2025; the variation of the weeks so "
            "far allows, with 90 percent confidence, for completion between February 14, 2025 and "
            "February 14, 2025.");
}

}  // namespace
}  // namespace vaughn::forecast
