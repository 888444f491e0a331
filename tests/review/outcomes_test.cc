// SPDX-License-Identifier: AGPL-3.0-or-later
#include "review/outcomes.h"

#include <gtest/gtest.h>

namespace vaughn::review {
namespace {

using foia::PageOutcome;

TEST(PageOutcome, IsTheFirstThatHolds) {
  const std::pair<PageFacts, PageOutcome> cases[] = {
      {{}, PageOutcome::pending},
      {{.is_responsive = true}, PageOutcome::pending},
      {{.is_responsive = true, .is_processed = true}, PageOutcome::in_full},
      {{.is_responsive = true, .is_processed = true, .boxes = 2}, PageOutcome::in_part},
      {{.is_responsive = true, .is_processed = true, .is_withheld = true, .boxes = 2},
       PageOutcome::withheld_in_full},
      {{.is_responsive = true, .is_processed = true, .is_referred = true}, PageOutcome::referred},
      {{.is_responsive = true, .is_referred = true, .is_at_submitter = true},
       PageOutcome::at_submitter},
      {{.is_non_responsive = true, .is_processed = true}, PageOutcome::non_responsive},
      {{.is_duplicate = true, .is_non_responsive = true}, PageOutcome::duplicate},
  };
  for (const auto& [page, outcome] : cases) {
    EXPECT_EQ(page_outcome(page), outcome) << foia::to_string(outcome);
  }
}

TEST(RecordOutcome, FollowsFromItsPages) {
  using enum PageOutcome;
  const std::pair<std::vector<PageOutcome>, PageOutcome> cases[] = {
      {{in_full, in_full}, in_full},
      {{withheld_in_full, withheld_in_full}, withheld_in_full},
      {{in_full, withheld_in_full}, in_part},
      {{in_full, in_part}, in_part},
      {{in_part}, in_part},
      {{referred, referred}, referred},
      {{in_full, referred}, in_part},
      {{in_full, at_submitter}, at_submitter},
      {{in_full, at_submitter, pending}, pending},
      {{duplicate}, duplicate},
  };
  for (const auto& [pages, outcome] : cases) {
    EXPECT_EQ(*record_outcome(pages), outcome) << foia::to_string(outcome);
  }
  EXPECT_FALSE(record_outcome({}));
}

TEST(OutcomeTotals, AddUp) {
  OutcomeTotals totals;
  std::int64_t pages = 0;
  for (const auto outcome : {PageOutcome::in_full,
                             PageOutcome::in_part,
                             PageOutcome::withheld_in_full,
                             PageOutcome::duplicate,
                             PageOutcome::non_responsive,
                             PageOutcome::referred,
                             PageOutcome::at_submitter,
                             PageOutcome::pending}) {
    totals.add(outcome, ++pages);
    EXPECT_EQ(totals.count(outcome), pages);
  }
  EXPECT_EQ(totals.processed(), 1 + 2 + 3);
  EXPECT_EQ(totals.total(), 36);
  EXPECT_EQ((totals + totals).total(), 72);
  EXPECT_EQ((totals + OutcomeTotals{}), totals);
}

}  // namespace
}  // namespace vaughn::review
