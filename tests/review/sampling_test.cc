// SPDX-License-Identifier: AGPL-3.0-or-later
#include "review/sampling.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace vaughn::review {
namespace {

using Numbers = std::vector<std::int64_t>;

std::vector<foia::RecordId> ids_to(std::int64_t last) {
  std::vector<foia::RecordId> out;
  for (std::int64_t id = 1; id <= last; ++id) {
    out.push_back({id});
  }
  return out;
}

Numbers drawn(std::int64_t population, std::int64_t size, std::uint64_t seed) {
  Numbers out;
  const auto sample = draw_sample(ids_to(population), size, seed);
  for (const auto id : sample->ids) {
    out.push_back(id.value);
  }
  return out;
}

// Worked out by a second implementation of the published algorithms, in another language.
TEST(Sample, IsTheSameForEver) {
  EXPECT_EQ(drawn(100, 10, 42), (Numbers{43, 20, 22, 16, 9, 90, 49, 74, 63, 99}));
  EXPECT_EQ(drawn(3, 3, 0), (Numbers{3, 2, 1}));
  EXPECT_EQ(drawn(1'000'000, 5, std::numeric_limits<std::uint64_t>::max()),
            (Numbers{168393, 637588, 468001, 455920, 241607}));
}

TEST(Sample, DoesNotDependOnTheOrderOrRepeatsOfTheIds) {
  auto ids = ids_to(50);
  std::ranges::reverse(ids);
  ids.push_back({7});
  EXPECT_EQ(draw_sample(ids, 20, 9)->ids, draw_sample(ids_to(50), 20, 9)->ids);
  EXPECT_EQ(draw_sample(ids, 20, 9)->population, 50);
}

TEST(Sample, OfASmallerSizeIsItsBeginning) {
  auto large = drawn(1000, 400, 5);
  large.resize(100);
  EXPECT_EQ(drawn(1000, 100, 5), large);
}

TEST(Sample, DrawsEachRecordAtMostOnceAndAllAlike) {
  std::vector<int> counts(11);
  for (std::uint64_t seed = 0; seed < 10'000; ++seed) {
    auto sample = drawn(10, 4, seed);
    std::ranges::sort(sample);
    ASSERT_EQ(std::ranges::adjacent_find(sample), sample.end());
    for (const auto id : sample) {
      ++counts[static_cast<std::size_t>(id)];
    }
  }
  // 4,000 expected; the standard deviation is 49.
  for (std::size_t id = 1; id <= 10; ++id) {
    EXPECT_NEAR(counts[id], 4000, 250) << id;
  }
}

TEST(Sample, CannotBeLargerThanThePopulation) {
  EXPECT_FALSE(draw_sample(ids_to(3), 4, 1));
  EXPECT_FALSE(draw_sample(ids_to(3), -1, 1));
  EXPECT_TRUE(draw_sample({}, 0, 1)->ids.empty());
}

TEST(IncompleteBeta, AgreesWithFiftyDigitSums) {
  struct Case {
    double a = 0;
    double b = 0;
    double x = 0;
    double value = 0;
  };
  const Case cases[] = {
      {0.5, 0.5, 0.3, 0.369010119565545383},
      {2, 3, 0.4, 0.5248},
      {10, 10, 0.5, 0.5},
      {3, 398, 0.0075, 0.577653419097638853},
      {1, 2568, 0.001, 0.923409701113212932},
      {5000, 5000, 0.505, 0.841344746371036602},
      {100000, 3, 0.99997, 0.423173277938061826},
      {0.001, 2, 0.5, 0.999806746536947748},
      {40, 0.5, 0.75, 1.72919918079324502e-6},
  };
  for (const auto& [a, b, x, value] : cases) {
    EXPECT_NEAR(incomplete_beta(a, b, x), value, 1e-11) << a << " " << b << " " << x;
  }
  EXPECT_EQ(incomplete_beta(2, 3, 0), 0);
  EXPECT_EQ(incomplete_beta(2, 3, 1), 1);
}

// Newcombe, Statistics in Medicine 17 (1998) 857-872, table I, method 5 (Clopper-Pearson).
TEST(ClopperPearson, GivesThePublishedLimits) {
  struct Case {
    std::int64_t hits = 0;
    std::int64_t size = 0;
    double low = 0;
    double high = 0;
  };
  const Case cases[] = {{81, 263, 0.2527, 0.3676},
                        {15, 148, 0.0578, 0.1617},
                        {0, 20, 0.0000, 0.1684},
                        {1, 29, 0.0009, 0.1776}};
  for (const auto& [hits, size, low, high] : cases) {
    const auto interval = clopper_pearson(hits, size, 0.95);
    ASSERT_TRUE(interval);
    EXPECT_NEAR(interval->low, low, 5e-5) << hits;
    EXPECT_NEAR(interval->high, high, 5e-5) << hits;
  }
}

TEST(ClopperPearson, HasClosedFormsAtTheEnds) {
  for (const std::int64_t size : {1, 5, 400, 100'000}) {
    const auto root = std::pow(0.025, 1.0 / static_cast<double>(size));
    const auto none = clopper_pearson(0, size, 0.95);
    EXPECT_EQ(none->low, 0);
    EXPECT_NEAR(none->high, 1 - root, 1e-12);
    const auto all = clopper_pearson(size, size, 0.95);
    EXPECT_EQ(all->high, 1);
    EXPECT_NEAR(all->low, root, 1e-12);
  }
}

TEST(ClopperPearson, RefusesWhatIsNoSample) {
  EXPECT_FALSE(clopper_pearson(1, 0, 0.95));
  EXPECT_FALSE(clopper_pearson(-1, 5, 0.95));
  EXPECT_FALSE(clopper_pearson(6, 5, 0.95));
  EXPECT_FALSE(clopper_pearson(1, 5, 1.0));
  EXPECT_FALSE(clopper_pearson(1, 5, 0.0));
}

TEST(Elusion, SaysWhatMayHaveBeenMissed) {
  const auto elusion = estimate_elusion(2568, 400, 3, 3184);
  ASSERT_TRUE(elusion);
  EXPECT_NEAR(elusion->rate, 0.0075, 1e-12);
  EXPECT_NEAR(elusion->rate_limits.low, 0.0015, 6e-5);
  EXPECT_NEAR(elusion->rate_limits.high, 0.0218, 5e-5);
  EXPECT_EQ(elusion->missed, 19);
  EXPECT_EQ(elusion->missed_low, 4);
  EXPECT_EQ(elusion->missed_high, 56);
  EXPECT_NEAR(elusion->recall, 0.994, 5e-4);
  EXPECT_NEAR(elusion->recall_limits.low, 0.983, 5e-4);
  EXPECT_NEAR(elusion->recall_limits.high, 0.999, 5e-4);
}

TEST(Elusion, OfAFullCountIsCertain) {
  const auto elusion = estimate_elusion(10, 10, 2, 8);
  ASSERT_TRUE(elusion);
  EXPECT_EQ(elusion->missed_low, 2);
  EXPECT_EQ(elusion->missed_high, 2);
  EXPECT_NEAR(elusion->recall_limits.low, 0.8, 1e-12);
}

TEST(Elusion, RefusesImpossibleNumbers) {
  EXPECT_FALSE(estimate_elusion(10, 11, 0, 0));
  EXPECT_FALSE(estimate_elusion(10, 0, 0, 0));
  EXPECT_FALSE(estimate_elusion(10, 5, 6, 0));
  EXPECT_FALSE(estimate_elusion(10, 5, 1, -1));
}

TEST(SampleSize, IsWhatTablesSay) {
  EXPECT_EQ(sample_size(1'000'000'000, 0.95, 0.02), 2401);
  EXPECT_EQ(sample_size(1'000'000'000, 0.95, 0.05), 385);
  EXPECT_EQ(sample_size(10'000, 0.95, 0.05), 370);
  EXPECT_EQ(sample_size(1'000, 0.95, 0.05), 278);
  EXPECT_EQ(sample_size(100, 0.99, 0.01), 100);
}

}  // namespace
}  // namespace vaughn::review
