// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include "base/result.h"
#include "foia/ids.h"

// Simple random samples and what they allow to say, with exact (Clopper-Pearson) limits.
namespace vaughn::review {

struct Sample {
  std::uint64_t seed = 0;
  std::int64_t population = 0;
  std::vector<foia::RecordId> ids{};  // in the order drawn; its first n are the sample of size n
};

// Draws without replacement. The same ids (in any order) and seed give the same sample on every
// machine and release: SplitMix64 seeds xoshiro256**, an unbiased bounded draw drives
// Fisher-Yates over the sorted ids. More than there are is an error.
base::Result<Sample> draw_sample(std::vector<foia::RecordId> ids,
                                 std::int64_t size,
                                 std::uint64_t seed);

struct Interval {
  double low = 0;
  double high = 0;
};

// Exact two-sided limits for a proportion of `hits` in `size`; confidence in (0, 1).
base::Result<Interval> clopper_pearson(std::int64_t hits, std::int64_t size, double confidence);

// I_x(a, b), a > 0, b > 0, 0 <= x <= 1; absolute error below 1e-10 up to a + b of 100,000.
double incomplete_beta(double a, double b, double x);

// From a sample of the records nobody reviewed ("elusion test").
struct Elusion {
  double rate = 0;
  Interval rate_limits{};
  std::int64_t missed = 0;  // estimate, to the nearest record
  std::int64_t missed_low = 0;
  std::int64_t missed_high = 0;
  double recall = 0;  // found / (found + missed); 1 if both are zero
  Interval recall_limits{};
  double confidence = 0;
};
// `unreviewed` records, of which `sampled` were drawn and `responsive` proved responsive, beside
// `found` responsive records in the reviewed part.
base::Result<Elusion> estimate_elusion(std::int64_t unreviewed,
                                       std::int64_t sampled,
                                       std::int64_t responsive,
                                       std::int64_t found,
                                       double confidence = 0.95);

// Smallest sample whose limits are no wider than +-margin at any proportion (normal approximation
// with finite population correction): what is quoted as "95 % +-2 % needs 2,401".
std::int64_t sample_size(std::int64_t population, double confidence, double margin);

}  // namespace vaughn::review
