// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/dates.h"
#include "base/result.h"
#include "forecast/pace.h"

namespace vaughn::forecast {

// Method "bootstrap1". The history is cut into weeks that end on `as_of`; the week in which work
// began is left out. Each of the simulations first draws how likely each of these weeks is
// (Dirichlet, all weights alike: the Bayesian bootstrap), then draws weeks by that until the pages
// are used up; within the last week work is spread evenly. The weight of the Dirichlet is smaller
// than 1 for a short history, so that the mean pace is as uncertain as Student's t makes it. The
// interval leaves (1 - level) / 2 of the simulations on each side. It supposes that the weeks to
// come are like those that were, and that one does not hang on the last; where the history speaks
// against that, `cautions` says so.
inline constexpr std::string_view kMethod = "bootstrap1";

struct ProjectionOptions {
  double level = 0.9;  // of the interval: 0.5 to 0.99
  std::uint64_t seed = 1;
  int simulations = 4000;
  int least_weeks = 6;         // whole weeks of history
  int least_active_weeks = 4;  // of them with pages
  int most_weeks = 26;         // older ones are not looked at
};

struct BandPoint {
  base::Date date{};
  // Pages that remain at the ends of the interval and in the middle; not monotone in the level.
  std::int64_t low = 0;
  std::int64_t middle = 0;
  std::int64_t high = 0;
  bool operator==(const BandPoint&) const = default;
};

struct Projection {
  std::int64_t remaining = 0;
  std::vector<PeriodCount> weeks{};  // the history used, oldest first
  double mean_week = 0;
  double mean_month = 0;  // of 365.2425 / 12 days
  double level = 0;
  std::uint64_t seed = 0;
  int simulations = 0;
  base::Date earliest{};  // interval, both ends included
  base::Date middle{};    // half of the simulations end by then
  // None: more than (1 - level) / 2 of the simulations did not end within 20 years.
  std::optional<base::Date> latest{};
  std::vector<BandPoint> band{};  // by week from as_of to the latest end
  std::vector<std::string> cautions{};
  bool operator==(const Projection&) const = default;
};

// Too little history is no projection but a reason why there is none.
struct ProjectionOutcome {
  std::optional<Projection> projection{};
  std::string refusal{};  // "only 3 whole weeks of history; 6 are needed"
};
ProjectionOutcome project(std::span<const DayCount> days,
                          std::int64_t remaining,
                          base::Date as_of,
                          const ProjectionOptions& options = {});

// When the pages are done at a fixed pace.
struct RatePlan {
  std::int64_t rate = 0;  // pages a month
  std::int64_t remaining = 0;
  int months = 0;
  std::int64_t last_pages = 0;  // of the last month
  base::Date last{};
  bool operator==(const RatePlan&) const = default;
};
// Month k ends as many months after `as_of`, or k - 1 months after `first` where that is given; on
// the last day of a month that is too short. invalid_argument for a rate below 1.
base::Result<RatePlan> at_rate(std::int64_t remaining,
                               std::int64_t rate,
                               base::Date as_of,
                               std::optional<base::Date> first = {});

// The rate at which the pages would be done by the date, in pages a month; none if it is past.
std::optional<std::int64_t> rate_needed(std::int64_t remaining, base::Date as_of, base::Date due);

// "At the rate of 500 pages per month, ICE anticipates completing its processing of the remaining
// [[figure:pages.unreviewed page]] by June 9, 2025." The number is left to the figure, so that the
// report takes it from the ledger.
std::string rate_sentence(std::string_view agency,
                          const RatePlan& plan,
                          std::string_view figure,
                          std::string_view of_what);
// "Over the 12 weeks before December 6, 2024, ICE processed an average of 214 pages a week. ..."
std::string pace_sentence(std::string_view agency,
                          const Projection& projection,
                          base::Date as_of,
                          std::string_view figure,
                          std::string_view of_what);

}  // namespace vaughn::forecast
