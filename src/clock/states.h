// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "base/dates.h"
#include "clock/request_life.h"
#include "foia/determination.h"
#include "foia/production.h"
#include "foia/tasking.h"

// The other machines of a matter: taskings, pages, volumes, submitters and consultations. Each is a
// table of what may follow what; the guards quote the rule that forbids the rest. Pure: whoever
// keeps the state passes it in.
namespace vaughn::clock {

// --- taskings: office by system by custodian ---
using foia::TaskingState;
using foia::TaskingStep;
// None: the step may not follow.
std::optional<TaskingState> next(TaskingState state, TaskingStep step);
// Why the tasking may not take the step, with the rule and what to do instead.
std::optional<Refusal> tasking_refusal(std::int64_t tasking, TaskingState state, TaskingStep step);

// --- pages of records ---
// Sealing a volume stamps its pages; they are produced once it is sent.
enum class PageState {
  collected,
  duplicate,
  non_responsive,
  responsive,
  out_consultation,
  referred,
  out_submitter,
  first_review,
  second_review,
  approved,
  stamped,
  produced,
  reprocessed,
};
enum class PageStep {
  find_duplicate,
  code_responsive,
  code_non_responsive,
  consult,
  refer,
  send_to_submitter,
  come_back,
  review,
  review_again,
  approve,
  stamp,
  produce,
  reprocess,
};
std::string_view to_string(PageState state);
std::string_view to_string(PageStep step);
std::optional<PageState> next(PageState state, PageStep step);
// `what` names the page: "page 2 of R-000017".
std::optional<Refusal> page_refusal(std::string_view what, PageState state, PageStep step);

// --- submitters (EO 12600) ---
enum class SubmitterState {
  not_required,
  required,
  notice_sent,
  extended,
  objected,
  no_objection,
  no_response,
  decided,
  intent_sent,
  releasable,
  withheld,
  enjoined,  // a reverse-FOIA suit stops the disclosure
};
enum class SubmitterStep {
  send_notice,
  extend,
  object,
  do_not_object,
  let_pass,  // the time to object ran out
  decide,
  send_intent,
  release,
  withhold,
  enjoin,
  lift,  // the suit ended without an injunction; a page goes back to where it was
};
std::string_view to_string(SubmitterState state);
std::string_view to_string(SubmitterStep step);
std::optional<SubmitterState> next(SubmitterState state, SubmitterStep step);

// --- consultations with other agencies and components, and referrals to them ---
enum class ConsultationState {
  sent,
  received_back,
  adopted,
  rejected,
  no_response,
  referred,  // theirs to answer
  answered,  // and they did
};
enum class ConsultationStep { receive_back, adopt, reject, let_pass, refer, answer };
std::string_view to_string(ConsultationState state);
std::string_view to_string(ConsultationStep step);
std::optional<ConsultationState> next(ConsultationState state, ConsultationStep step);

// --- volumes ---
using foia::VolumeState;
using foia::VolumeStep;
std::optional<VolumeState> next(VolumeState state, VolumeStep step);
std::optional<Refusal> volume_refusal(std::string_view volume, VolumeState state, VolumeStep step);

// Where a page is that somebody wants to release.
struct ReleaseFacts {
  PageState page = PageState::approved;
  SubmitterState submitter = SubmitterState::not_required;
  std::optional<base::Date> objection_due{};    // of the notice
  std::optional<base::Date> disclosure_date{};  // as given to the submitter
  base::Date on{};                              // day of the release
};
// A page at the submitter, before the disclosure date, or enjoined is not released.
std::optional<Refusal> release_refusal(const ReleaseFacts& facts);

// A step of a submitter's notice that comes too early: silence before the time to object is over,
// or a decision against objections without its reasons.
std::optional<Refusal> submitter_refusal(SubmitterState state,
                                         SubmitterStep step,
                                         std::optional<base::Date> objection_due,
                                         base::Date on,
                                         std::string_view reason);

// A step of a consultation that may not follow, or silence noted before the time to answer is over.
std::optional<Refusal> consultation_refusal(ConsultationState state,
                                            ConsultationStep step,
                                            std::optional<base::Date> answer_due,
                                            base::Date on);

// Whether a part of a record can be coded: once a record is responsive, its pages are released or
// withheld on an exemption and nothing else.
std::optional<Refusal> coding_refusal(bool is_record_responsive, PageStep step);

// The outcome of a page from what is on it, and of a record from its pages.
foia::PageOutcome page_outcome(bool is_withheld, int boxes);
foia::PageOutcome record_outcome(std::span<const foia::PageOutcome> pages);

}  // namespace vaughn::clock
