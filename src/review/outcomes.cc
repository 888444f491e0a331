// SPDX-License-Identifier: AGPL-3.0-or-later
#include "review/outcomes.h"

#include <algorithm>

namespace vaughn::review {

using foia::PageOutcome;

PageOutcome page_outcome(const PageFacts& page) {
  if (page.is_duplicate) {
    return PageOutcome::duplicate;
  }
  if (page.is_non_responsive) {
    return PageOutcome::non_responsive;
  }
  if (page.is_at_submitter) {
    return PageOutcome::at_submitter;
  }
  if (page.is_referred) {
    return PageOutcome::referred;
  }
  if (!page.is_responsive || !page.is_processed) {
    return PageOutcome::pending;
  }
  if (page.is_withheld) {
    return PageOutcome::withheld_in_full;
  }
  return page.boxes > 0 ? PageOutcome::in_part : PageOutcome::in_full;
}

base::Result<PageOutcome> record_outcome(const std::vector<PageOutcome>& pages) {
  if (pages.empty()) {
    return base::Error{
        base::ErrorCode::invalid_argument, "a record without pages has no outcome", ""};
  }
  const auto has = [&](PageOutcome outcome) {
    return std::ranges::find(pages, outcome) != pages.end();
  };
  if (std::ranges::all_of(pages, [&](PageOutcome page) { return page == pages.front(); })) {
    return pages.front();
  }
  if (has(PageOutcome::pending)) {
    return PageOutcome::pending;
  }
  if (has(PageOutcome::at_submitter)) {
    return PageOutcome::at_submitter;
  }
  return PageOutcome::in_part;
}

std::int64_t OutcomeTotals::total() const {
  return processed() + duplicate + non_responsive + referred + at_submitter + pending;
}

namespace {

// The member that counts an outcome; both const and not.
template <typename Totals>
auto& member(Totals& totals, PageOutcome outcome) {
  switch (outcome) {
    case PageOutcome::in_full: return totals.in_full;
    case PageOutcome::in_part: return totals.in_part;
    case PageOutcome::withheld_in_full: return totals.withheld_in_full;
    case PageOutcome::duplicate: return totals.duplicate;
    case PageOutcome::non_responsive: return totals.non_responsive;
    case PageOutcome::referred: return totals.referred;
    case PageOutcome::at_submitter: return totals.at_submitter;
    case PageOutcome::pending: break;
  }
  return totals.pending;
}

}  // namespace

void OutcomeTotals::add(PageOutcome outcome, std::int64_t pages) {
  member(*this, outcome) += pages;
}

std::int64_t OutcomeTotals::count(PageOutcome outcome) const {
  return member(*this, outcome);
}

OutcomeTotals operator+(OutcomeTotals a, const OutcomeTotals& b) {
  a.in_full += b.in_full;
  a.in_part += b.in_part;
  a.withheld_in_full += b.withheld_in_full;
  a.duplicate += b.duplicate;
  a.non_responsive += b.non_responsive;
  a.referred += b.referred;
  a.at_submitter += b.at_submitter;
  a.pending += b.pending;
  return a;
}

}  // namespace vaughn::review
