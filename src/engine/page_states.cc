// SPDX-License-Identifier: AGPL-3.0-or-later
#include "engine/page_states.h"

#include <fmt/format.h>

#include <vector>

#include "clock/consultation_life.h"

namespace vaughn::engine {

using base::Result;
using clock::PageState;
using clock::PageStep;

namespace {

// The steps of the machine that one decision takes.
std::vector<PageStep> steps_of(PageState state, foia::Disposition disposition) {
  std::vector<PageStep> out;
  const bool is_referral = disposition == foia::Disposition::refer;
  const bool is_asking = disposition == foia::Disposition::review_again;
  switch (state) {
    case PageState::stamped:
    case PageState::produced: out.push_back(PageStep::reprocess); break;
    case PageState::referred: out.push_back(PageStep::come_back); break;
    case PageState::responsive:
    case PageState::approved:
      if (!is_referral || state == PageState::approved) {
        out.push_back(PageStep::review);
      }
      break;
    case PageState::collected:
    case PageState::duplicate:
    case PageState::non_responsive:
    case PageState::out_consultation:
    case PageState::out_submitter:
    case PageState::first_review:
    case PageState::second_review:
    case PageState::reprocessed: break;
  }
  const bool is_of_volume = state == PageState::stamped || state == PageState::produced ||
                            state == PageState::reprocessed;
  if ((is_referral || is_asking) && is_of_volume) {
    out.push_back(PageStep::review);
  }
  out.push_back(is_asking     ? PageStep::review_again
                : is_referral ? PageStep::refer
                              : PageStep::approve);
  return out;
}

}  // namespace

Result<PageStates> PageStates::take(Workspace& workspace, const Census&) {
  PageStates out;
  for (const auto& row : TRY(workspace.db().marks())) {
    ++out.marks_[{row.mark.record, row.mark.page}];
  }
  for (const auto& consultation : TRY(workspace.db().consultations())) {
    if (consultation.kind == foia::ConsultationKind::submitter) {
      continue;
    }
    for (const auto& [page, hold] : clock::holds_of(consultation)) {
      if (hold.reason < clock::HoldReason::intent_due) {
        out.out_at_agencies_.insert(page);
      }
    }
  }
  for (const auto& row : TRY(workspace.db().volume_steps())) {
    (row.step.step == foia::VolumeStep::recall ? out.recalled_ : out.sent_).insert(row.step.volume);
  }
  return out;
}

PageState PageStates::of(const Census& census, const PageRow& page) const {
  const auto found = marks_.find({census.records[page.record].record.id, page.page});
  const int marks = found == marks_.end() ? 0 : found->second;
  if (page.is_produced) {
    const bool is_changed = page.decided != page.outcome || page.decided_claims != page.claims ||
                            (page.outcome == foia::PageOutcome::in_part && marks != page.boxes);
    const bool is_out = page.decided == foia::PageOutcome::at_submitter;
    if (recalled_.contains(page.volume) || (is_changed && !is_out)) {
      return PageState::reprocessed;
    }
    return sent_.contains(page.volume) ? PageState::produced : PageState::stamped;
  }
  switch (page.decided) {
    case foia::PageOutcome::in_full:
    case foia::PageOutcome::in_part:
    case foia::PageOutcome::withheld_in_full: return PageState::approved;
    case foia::PageOutcome::referred: return PageState::referred;
    case foia::PageOutcome::at_submitter:
      return out_at_agencies_.contains({census.records[page.record].record.id, page.page})
                 ? PageState::out_consultation
                 : PageState::out_submitter;
    case foia::PageOutcome::duplicate: return PageState::duplicate;
    case foia::PageOutcome::non_responsive: return PageState::non_responsive;
    case foia::PageOutcome::pending: break;
  }
  if (!page.asked_by.empty()) {
    return PageState::second_review;
  }
  return marks > 0 ? PageState::first_review : PageState::responsive;
}

PageState page_state(RecordState state) {
  switch (state) {
    case RecordState::undecided: return PageState::collected;
    case RecordState::non_responsive: return PageState::non_responsive;
    case RecordState::duplicate: return PageState::duplicate;
    case RecordState::responsive: return PageState::responsive;
  }
  return PageState::collected;
}

std::string page_name(foia::RecordId record, int page) {
  return fmt::format("page {} of {}", page, foia::control_number(record));
}

std::optional<clock::Refusal> decision_refusal(std::string_view what,
                                               PageState state,
                                               foia::Disposition disposition,
                                               bool is_correction) {
  const bool is_of_volume = state == PageState::stamped || state == PageState::produced;
  if (is_of_volume && !is_correction) {
    return clock::page_refusal(what, state, PageStep::review);
  }
  auto at = state;
  for (const auto step : steps_of(state, disposition)) {
    if (auto why = clock::page_refusal(what, at, step)) {
      return why;
    }
    at = *clock::next(at, step);
  }
  return std::nullopt;
}

}  // namespace vaughn::engine
