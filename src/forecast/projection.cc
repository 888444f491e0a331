// SPDX-License-Identifier: AGPL-3.0-or-later
#include "forecast/projection.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <numeric>

#include "base/text.h"

namespace vaughn::forecast {

using base::Date;
using base::Error;
using base::ErrorCode;
using base::Result;

namespace {

constexpr int kMostFutureWeeks = 1044;  // 20 years
constexpr double kDaysPerMonth = 365.2425 / 12;
constexpr int kNever = std::numeric_limits<int>::max();

// SplitMix64: the same numbers on every machine, unlike those of <random>'s distributions.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  std::uint64_t next() {
    state_ += 0x9E3779B97F4A7C15ULL;
    auto z = state_;
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31U);
  }
  // Within (0, 1).
  double unit() { return (static_cast<double>(next() >> 11U) + 0.5) * 0x1.0p-53; }
  double normal() {
    const auto radius = std::sqrt(-2 * std::log(unit()));
    return radius * std::cos(2 * std::numbers::pi * unit());
  }
  // Marsaglia and Tsang's method; below 1 by raising the shape.
  double gamma(double shape) {
    if (shape < 1) {
      const auto scale = std::pow(unit(), 1 / shape);
      return gamma(shape + 1) * scale;
    }
    const auto d = shape - 1.0 / 3;
    const auto c = 1 / std::sqrt(9 * d);
    while (true) {
      const auto x = normal();
      const auto v = std::pow(1 + c * x, 3);
      if (v > 0 && std::log(unit()) < 0.5 * x * x + d - d * v + d * std::log(v)) {
        return d * v;
      }
    }
  }

 private:
  std::uint64_t state_;
};

// The p-quantile of the normal distribution for p above one half, by bisection.
double normal_quantile(double p) {
  double low = 0;
  double high = 10;
  for (int i = 0; i < 60; ++i) {
    const auto middle = (low + high) / 2;
    const auto below = 0.5 * std::erfc(-middle / std::numbers::sqrt2);
    (below < p ? low : high) = middle;
  }
  return low;
}

// Student's t by the expansion of Cornish and Fisher: right to a percent from 5 degrees on.
double student_quantile(double p, int degrees) {
  const auto z = normal_quantile(p);
  const auto n = static_cast<double>(degrees);
  const auto z3 = z * z * z;
  const auto z5 = z3 * z * z;
  return z + (z3 + z) / (4 * n) + (5 * z5 + 16 * z3 + 3 * z) / (96 * n * n) +
         (3 * z5 * z * z + 19 * z5 + 17 * z3 - 15 * z) / (384 * n * n * n);
}

// With this weight the mean of the weeks, as the Dirichlet draws it, is as far spread as the t
// interval of the mean: (n - 1) / (n (n a + 1)) = (t / z)^2 / n.
double dirichlet_weight(int weeks, double level) {
  const auto p = 0.5 + level / 2;
  const auto ratio = normal_quantile(p) / student_quantile(p, weeks - 1);
  return std::max(0.05, ((weeks - 1) * ratio * ratio - 1) / weeks);
}

struct Path {
  int end_day = kNever;                   // days after as_of
  std::vector<std::int64_t> remaining{};  // after each week
};

Path simulate(Random& random,
              const std::vector<std::int64_t>& weeks,
              double weight,
              std::int64_t remaining) {
  std::vector<double> upto;
  double sum = 0;
  for (std::size_t i = 0; i < weeks.size(); ++i) {
    sum += random.gamma(weight);
    upto.push_back(sum);
  }
  Path path;
  auto left = remaining;
  for (int week = 0; week < kMostFutureWeeks; ++week) {
    const auto at = std::upper_bound(upto.begin(), upto.end(), random.unit() * sum);
    const auto index =
        std::min<std::size_t>(static_cast<std::size_t>(at - upto.begin()), weeks.size() - 1);
    const auto pages = weeks[index];
    if (pages >= left) {
      const auto part = std::ceil(7.0 * static_cast<double>(left) / static_cast<double>(pages));
      path.end_day = 7 * week + std::max(1, static_cast<int>(part));
      path.remaining.push_back(0);
      return path;
    }
    left -= pages;
    path.remaining.push_back(left);
  }
  return path;
}

// The value below which the part p of the sorted list lies; cautious: the next one up.
template <typename T>
T quantile(const std::vector<T>& sorted, double p) {
  const auto place = std::ceil(p * static_cast<double>(sorted.size())) - 1;
  const auto index = std::clamp(place, 0.0, static_cast<double>(sorted.size() - 1));
  return sorted[static_cast<std::size_t>(index)];
}

// How much a week is like the one before it, from -1 to 1.
double correlation_with_next(const std::vector<std::int64_t>& weeks, double mean) {
  double of_pairs = 0;
  double of_all = 0;
  for (std::size_t i = 0; i < weeks.size(); ++i) {
    const auto off = static_cast<double>(weeks[i]) - mean;
    of_all += off * off;
    if (i > 0) {
      of_pairs += off * (static_cast<double>(weeks[i - 1]) - mean);
    }
  }
  return of_all > 0 ? of_pairs / of_all : 0;
}

void add_cautions(const std::vector<std::int64_t>& weeks, Projection& out) {
  const auto count = static_cast<double>(weeks.size());
  if (correlation_with_next(weeks, out.mean_week) > 2 / std::sqrt(count)) {
    out.cautions.emplace_back(
        "a week is much like the one before it: the true interval is wider than this one");
  }
  const auto half = weeks.size() / 2;
  const auto early = std::accumulate(
      weeks.begin(), weeks.begin() + static_cast<std::ptrdiff_t>(half), std::int64_t{0});
  const auto late = std::accumulate(
      weeks.end() - static_cast<std::ptrdiff_t>(half), weeks.end(), std::int64_t{0});
  if (early > 2 * late) {
    out.cautions.emplace_back(
        "the later half of the weeks has less than half the pages of the earlier one");
  } else if (late > 2 * early) {
    out.cautions.emplace_back(
        "the later half of the weeks has more than twice the pages of the earlier one");
  }
}

void add_band(std::vector<Path>& paths, Date as_of, Projection& out) {
  const auto until = out.latest.value_or(out.middle);
  const auto last_day = base::days_between(as_of, until);
  const auto longest = static_cast<std::size_t>(std::min<std::int64_t>((last_day + 6) / 7, 520));
  out.band.push_back({as_of, out.remaining, out.remaining, out.remaining});
  std::vector<std::int64_t> at(paths.size());
  const auto tail = (1 - out.level) / 2;
  for (std::size_t week = 0; week < longest; ++week) {
    for (std::size_t i = 0; i < paths.size(); ++i) {
      const auto& remaining = paths[i].remaining;
      at[i] = week < remaining.size() ? remaining[week] : 0;
    }
    std::sort(at.begin(), at.end());
    out.band.push_back({base::add_days(as_of, 7 * (static_cast<std::int64_t>(week) + 1)),
                        quantile(at, tail),
                        quantile(at, 0.5),
                        quantile(at, 1 - tail)});
  }
}

Date add_months(Date date, int months) {
  const auto month =
      std::chrono::year_month(date.year(), date.month()) + std::chrono::months(months);
  const Date last(month / std::chrono::last);
  return {month.year(), month.month(), std::min(date.day(), last.day())};
}

std::string percent(double level) {
  return fmt::format("{:.0f} percent", level * 100);
}

}  // namespace

ProjectionOutcome project(std::span<const DayCount> days,
                          std::int64_t remaining,
                          Date as_of,
                          const ProjectionOptions& options) {
  if (remaining <= 0) {
    return {{}, "no pages remain"};
  }
  if (!(options.level >= 0.5 && options.level <= 0.99) || options.simulations < 100) {
    return {{}, "the level is 0.5 to 0.99, and there are at least 100 simulations"};
  }
  auto periods = by_period(days, Period::week, as_of);
  std::erase_if(periods, [](const PeriodCount& period) { return !period.is_whole; });
  if (periods.size() > static_cast<std::size_t>(options.most_weeks)) {
    periods.erase(periods.begin(), periods.end() - options.most_weeks);
  }
  const auto count = static_cast<int>(periods.size());
  if (count < options.least_weeks) {
    return {{},
            fmt::format("too little history: {} after the one in which work began; {} are needed",
                        count == 1 ? "1 whole week" : fmt::format("{} whole weeks", count),
                        options.least_weeks)};
  }
  const auto active = std::count_if(
      periods.begin(), periods.end(), [](const auto& period) { return period.pages > 0; });
  if (active < options.least_active_weeks) {
    return {{},
            fmt::format("too little history: pages in {} of the last {} weeks; {} are needed",
                        active,
                        count,
                        options.least_active_weeks)};
  }
  Projection out;
  out.remaining = remaining;
  out.weeks = periods;
  out.level = options.level;
  out.seed = options.seed;
  out.simulations = options.simulations;
  std::vector<std::int64_t> weeks;
  for (const auto& period : periods) {
    weeks.push_back(period.pages);
  }
  out.mean_week = static_cast<double>(std::accumulate(weeks.begin(), weeks.end(), 0LL)) / count;
  out.mean_month = out.mean_week / 7 * kDaysPerMonth;
  Random random(options.seed);
  const auto weight = dirichlet_weight(count, options.level);
  std::vector<Path> paths;
  std::vector<int> ends;
  for (int i = 0; i < options.simulations; ++i) {
    paths.push_back(simulate(random, weeks, weight, remaining));
    ends.push_back(paths.back().end_day);
  }
  std::sort(ends.begin(), ends.end());
  const auto tail = (1 - options.level) / 2;
  const auto middle = quantile(ends, 0.5);
  if (middle == kNever) {
    return {{}, "at the measured pace the pages would not be done within 20 years"};
  }
  out.earliest = base::add_days(as_of, quantile(ends, tail));
  out.middle = base::add_days(as_of, middle);
  const auto latest = quantile(ends, 1 - tail);
  if (latest != kNever) {
    out.latest = base::add_days(as_of, latest);
  }
  add_cautions(weeks, out);
  add_band(paths, as_of, out);
  return {std::move(out), ""};
}

Result<RatePlan> at_rate(std::int64_t remaining,
                         std::int64_t rate,
                         Date as_of,
                         std::optional<Date> first) {
  if (rate < 1) {
    return Error{ErrorCode::invalid_argument, "the rate is at least 1 page a month", ""};
  }
  if (first && *first < as_of) {
    return Error{ErrorCode::invalid_argument, "the first installment is due in the past", ""};
  }
  if (remaining / rate > 12 * 100) {
    return Error{ErrorCode::invalid_argument,
                 fmt::format("at {} pages a month it would take more than 100 years", rate),
                 ""};
  }
  RatePlan plan{rate, remaining, 0, 0, as_of};
  if (remaining > 0) {
    plan.months = static_cast<int>((remaining + rate - 1) / rate);
    plan.last_pages = remaining - rate * (plan.months - 1);
    plan.last = first ? add_months(*first, plan.months - 1) : add_months(as_of, plan.months);
  }
  return plan;
}

std::optional<std::int64_t> rate_needed(std::int64_t remaining, Date as_of, Date due) {
  const auto days = base::days_between(as_of, due);
  if (days <= 0) {
    return std::nullopt;
  }
  const auto needed = static_cast<double>(remaining) * kDaysPerMonth / static_cast<double>(days);
  return static_cast<std::int64_t>(std::ceil(needed));
}

std::string rate_sentence(std::string_view agency,
                          const RatePlan& plan,
                          std::string_view figure,
                          std::string_view of_what) {
  return fmt::format(
      "At the rate of {} pages per month, {} anticipates completing its processing of the "
      "remaining [[figure:{} page]]{} by {}.",
      base::with_commas(plan.rate),
      agency,
      figure,
      of_what,
      base::long_date(plan.last));
}

std::string pace_sentence(std::string_view agency,
                          const Projection& projection,
                          Date as_of,
                          std::string_view figure,
                          std::string_view of_what) {
  const auto until = projection.latest ? base::long_date(*projection.latest)
                                       : std::string("a date that cannot be given");
  return fmt::format(
      "Over the {} weeks up to {}, {} processed an average of {} pages per week. At that pace, "
      "it anticipates completing its processing of the remaining [[figure:{} page]]{} by {}; "
      "the variation of the weeks so far allows, with {} confidence, for completion between "
      "{} and {}.",
      projection.weeks.size(),
      base::long_date(as_of),
      agency,
      projection.mean_week < 20 ? fmt::format("{:.1f}", projection.mean_week)
                                : base::with_commas(std::llround(projection.mean_week)),
      figure,
      of_what,
      base::long_date(projection.middle),
      percent(projection.level),
      base::long_date(projection.earliest),
      until);
}

}  // namespace vaughn::forecast
