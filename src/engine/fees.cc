// SPDX-License-Identifier: AGPL-3.0-or-later
#include "engine/fees.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/calendars.h"
#include "engine/census.h"
#include "engine/request.h"
#include "foia/tasking.h"

namespace vaughn::engine {

using base::Date;
using base::Error;
using base::ErrorCode;
using base::Result;

namespace {

Result<clock::RequesterCategory> category_of(const FeeRequest& request,
                                             const clock::RequestLife& life) {
  if (request.category) {
    return *request.category;
  }
  if (life.fee_category.empty()) {
    return Error{ErrorCode::not_found,
                 "it is not known in which category the requester is",
                 "--category commercial, educational, scientific, media or other"};
  }
  return clock::parse_requester_category(life.fee_category);
}

// An answer does not say the grade of who searched: analysts and officers are professional staff.
Result<clock::Work> search_minutes(Workspace& workspace) {
  const auto taskings = TRY(workspace.db().taskings());
  clock::Work out;
  for (const auto& tasking : taskings) {
    out.professional += tasking.answer ? tasking.answer->minutes : 0;
  }
  return out;
}

void count_pages(const Census& census, clock::FeeFacts& facts) {
  for (const auto& page : census.pages) {
    switch (page.outcome) {
      case foia::PageOutcome::in_full:
      case foia::PageOutcome::in_part:
        ++facts.pages;
        ++facts.lateness.pages_necessary;
        break;
      case foia::PageOutcome::withheld_in_full:
      case foia::PageOutcome::referred:
      case foia::PageOutcome::at_submitter:
      case foia::PageOutcome::pending: ++facts.lateness.pages_necessary; break;
      case foia::PageOutcome::duplicate:
      case foia::PageOutcome::non_responsive: break;
    }
  }
}

// Late is what missed the first 20 days, be the ten further ones kept or not.
void judge_lateness(const MatterCalendars& calendars,
                    const clock::RequestLife& life,
                    Date today,
                    clock::Lateness& out) {
  const auto facts = life.facts();
  if (facts) {
    const auto answered = life.determined.value_or(life.closed.value_or(today));
    auto plain = *facts;
    plain.extension.reset();
    const auto due = clock::determination_due(calendars.agency, calendars.periods(), plain);
    out.is_late = due && *due < answered;
    if (life.extension) {
      const auto extended = clock::determination_due(calendars.agency, calendars.periods(), *facts);
      out.has_timely_notice = !due || life.extension->noticed <= *due;
      out.met_extended = !extended || answered <= *extended;
    }
  }
  out.discussed_narrowing = life.narrowing_answers > 0;
  out.good_faith_attempts = life.narrowing_offers;
}

}  // namespace

Result<FeeResult> fees(Workspace& workspace, const FeeRequest& request, Date today) {
  const auto calendars = TRY(calendars_of(workspace));
  const auto life = TRY(request_life(workspace));
  const auto& rates = calendars.agency.file().fees;
  if (!rates) {
    return Error{ErrorCode::not_found,
                 fmt::format("calendar '{}' states no fees", calendars.agency.key()),
                 "choose the agency's own under [calendar] of matter.toml, or add [fees] to a copy "
                 "and import it: vaughn calendar import FILE"};
  }
  FeeResult out;
  out.rates = rates->citation;
  out.calendar = calendars.agency.key();
  out.facts.category = TRY(category_of(request, life));
  const auto census = TRY(Census::take(workspace));
  count_pages(census, out.facts);
  judge_lateness(calendars, life, today, out.facts.lateness);
  out.facts.search = request.search ? *request.search : TRY(search_minutes(workspace));
  out.facts.review = request.review.value_or(clock::Work{});
  out.facts.pages = request.pages.value_or(out.facts.pages);
  out.facts.lateness.pages_necessary =
      request.pages_necessary.value_or(out.facts.lateness.pages_necessary);
  out.facts.lateness.is_excused_by_court = request.is_excused_by_court;
  out.facts.failed_to_pay_before = request.failed_to_pay_before;
  out.facts.is_waived = life.is_waived;
  out.decision = clock::decide_fees(out.facts, *rates);
  return out;
}

}  // namespace vaughn::engine
