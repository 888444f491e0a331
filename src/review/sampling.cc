// SPDX-License-Identifier: AGPL-3.0-or-later
#include "review/sampling.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <utility>

namespace vaughn::review {
namespace {

// xoshiro256** 1.0 by D. Blackman and S. Vigna, seeded with SplitMix64 as they advise. Written out
// because the standard library leaves its distributions to each implementation.
class Generator {
 public:
  explicit Generator(std::uint64_t seed) {
    for (auto& word : state_) {
      seed += 0x9E3779B97F4A7C15U;
      auto z = seed;
      z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
      z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
      word = z ^ (z >> 31U);
    }
  }

  std::uint64_t next() {
    const auto result = std::rotl(state_[1] * 5, 7) * 9;
    const auto t = state_[1] << 17U;
    state_[2] ^= state_[0];
    state_[3] ^= state_[1];
    state_[1] ^= state_[2];
    state_[0] ^= state_[3];
    state_[2] ^= t;
    state_[3] = std::rotl(state_[3], 45);
    return result;
  }

  // Every value below n equally likely: draws that would favour the low ones are thrown away.
  std::uint64_t below(std::uint64_t n) {
    const auto unfair = (0 - n) % n;  // 2^64 mod n
    for (;;) {
      const auto draw = next();
      if (draw >= unfair) {
        return draw % n;
      }
    }
  }

 private:
  std::array<std::uint64_t, 4> state_{};
};

base::Error invalid(std::string message) {
  return {base::ErrorCode::invalid_argument, std::move(message), ""};
}

// ln Gamma(x) for x > 0: Stirling's series, with the recurrence for small x. std::lgamma writes to
// a global and differs between libraries.
double log_gamma(double x) {
  double shift = 0;
  while (x < 20) {
    shift -= std::log(x);
    x += 1;
  }
  constexpr double kHalfLogTwoPi = 0.91893853320467274178;
  const double y = 1 / (x * x);
  const double series =
      (1.0 / 12 +
       y * (-1.0 / 360 +
            y * (1.0 / 1260 + y * (-1.0 / 1680 + y * (1.0 / 1188 - y * 691.0 / 360360))))) /
      x;
  return shift + (x - 0.5) * std::log(x) - x + kHalfLogTwoPi + series;
}

// The continued fraction of I_x(a, b) by Lentz's method; converges quickly for
// x < (a + 1) / (a + b + 2).
double beta_fraction(double a, double b, double x) {
  constexpr double kTiny = 1e-300;
  constexpr int kSteps = 100'000;
  const auto away_from_zero = [](double v) { return std::fabs(v) < kTiny ? kTiny : v; };
  double c = 1;
  double d = 1 / away_from_zero(1 - (a + b) * x / (a + 1));
  double fraction = d;
  for (int step = 1; step < kSteps; ++step) {
    const double m = step;
    const double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / away_from_zero(1 + even * d);
    c = away_from_zero(1 + even / c);
    fraction *= d * c;
    const double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / away_from_zero(1 + odd * d);
    c = away_from_zero(1 + odd / c);
    fraction *= d * c;
    if (std::fabs(d * c - 1) < 1e-16) {
      break;
    }
  }
  return fraction;
}

// The x at which I_x(a, b) is p, by halving: 200 times is more than a double can tell apart.
double beta_quantile(double a, double b, double p) {
  double low = 0;
  double high = 1;
  for (int i = 0; i < 200 && low < high; ++i) {
    const double middle = (low + high) / 2;
    (incomplete_beta(a, b, middle) < p ? low : high) = middle;
  }
  return (low + high) / 2;
}

// The two-sided standard normal quantile: P(|Z| < z) = confidence.
double normal_quantile(double confidence) {
  double low = 0;
  double high = 40;
  for (int i = 0; i < 200; ++i) {
    const double middle = (low + high) / 2;
    (std::erf(middle / std::sqrt(2.0)) < confidence ? low : high) = middle;
  }
  return (low + high) / 2;
}

bool is_confidence(double value) {
  return value > 0 && value < 1;
}

}  // namespace

base::Result<Sample> draw_sample(std::vector<foia::RecordId> ids,
                                 std::int64_t size,
                                 std::uint64_t seed) {
  std::ranges::sort(ids);
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  const auto population = static_cast<std::int64_t>(ids.size());
  if (size < 0 || size > population) {
    return base::Error{base::ErrorCode::invalid_argument,
                       fmt::format("cannot draw {} of {} records", size, population),
                       "draw fewer, or review them all"};
  }
  Generator generator(seed);
  const auto count = static_cast<std::size_t>(size);
  for (std::size_t i = 0; i < count; ++i) {
    const auto j = i + static_cast<std::size_t>(generator.below(ids.size() - i));
    std::swap(ids[i], ids[j]);
  }
  ids.resize(count);
  return Sample{seed, population, std::move(ids)};
}

double incomplete_beta(double a, double b, double x) {
  if (x <= 0) {
    return 0;
  }
  if (x >= 1) {
    return 1;
  }
  const double front = std::exp(log_gamma(a + b) - log_gamma(a) - log_gamma(b) + a * std::log(x) +
                                b * std::log1p(-x));
  if (x < (a + 1) / (a + b + 2)) {
    return front * beta_fraction(a, b, x) / a;
  }
  return 1 - front * beta_fraction(b, a, 1 - x) / b;
}

base::Result<Interval> clopper_pearson(std::int64_t hits, std::int64_t size, double confidence) {
  if (size < 1 || hits < 0 || hits > size) {
    return invalid(fmt::format("{} of {} is not a sample", hits, size));
  }
  if (!is_confidence(confidence)) {
    return invalid("the confidence must lie between 0 and 1");
  }
  const double tail = (1 - confidence) / 2;
  const auto k = static_cast<double>(hits);
  const auto n = static_cast<double>(size);
  return Interval{hits == 0 ? 0 : beta_quantile(k, n - k + 1, tail),
                  hits == size ? 1 : beta_quantile(k + 1, n - k, 1 - tail)};
}

base::Result<Elusion> estimate_elusion(std::int64_t unreviewed,
                                       std::int64_t sampled,
                                       std::int64_t responsive,
                                       std::int64_t found,
                                       double confidence) {
  if (sampled > unreviewed || found < 0) {
    return invalid(fmt::format("a sample of {} from {} is not possible", sampled, unreviewed));
  }
  Elusion out{.confidence = confidence};
  out.rate_limits = TRY(clopper_pearson(responsive, sampled, confidence));
  out.rate = static_cast<double>(responsive) / static_cast<double>(sampled);
  const auto all = static_cast<double>(unreviewed);
  out.missed = std::llround(out.rate * all);
  // What the sample itself showed is certain: at least its hits, at most all but its misses.
  out.missed_low =
      std::max(std::llround(out.rate_limits.low * all), static_cast<long long>(responsive));
  out.missed_high = std::min(std::llround(out.rate_limits.high * all),
                             static_cast<long long>(unreviewed - (sampled - responsive)));
  const auto have = static_cast<double>(found);
  const auto recall = [&](double missed) { return have + missed > 0 ? have / (have + missed) : 1; };
  out.recall = recall(out.rate * all);
  out.recall_limits = {recall(static_cast<double>(out.missed_high)),
                       recall(static_cast<double>(out.missed_low))};
  return out;
}

std::int64_t sample_size(std::int64_t population, double confidence, double margin) {
  if (population < 1 || !is_confidence(confidence) || margin <= 0) {
    return 0;
  }
  const double z = normal_quantile(confidence);
  const double endless = z * z / (4 * margin * margin);
  const auto n = static_cast<double>(population);
  return static_cast<std::int64_t>(std::ceil(endless / (1 + (endless - 1) / n) - 1e-9));
}

}  // namespace vaughn::review
