// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.h"
#include "clock/states.h"
#include "foia/consultation.h"

// Pages that are out at others, through the machines of clock/states.h: what came back, what was
// decided and the steps taken say where each page stands. Nothing here stops the statutory clock:
// neither a submitter's time nor a consultation tolls the 20 days.
namespace vaughn::clock {

// By the kind of the consultation.
using Standing = std::variant<SubmitterState, ConsultationState>;
std::string_view to_string(const Standing& standing);

// Of one page of it. A submitter is heard page by page: one may be released while another is still
// disputed.
Standing standing(const foia::Consultation& consultation, const foia::PageRef& page);
// Of the whole: that of the page with most left to do.
Standing standing(const foia::Consultation& consultation);
// The word for it, or "closed".
std::string_view standing_word(const foia::Consultation& consultation);
// Nothing is left to wait for or to decide: later steps are notices.
bool is_settled(const foia::Consultation& consultation);

// Whether the step may be taken now: invalid_argument if it lacks something, conflict with the rule
// quoted if it may not follow.
base::Result<void> may_take(const foia::Consultation& consultation,
                            const foia::ConsultationStep& step);

enum class HoldReason {
  out,              // they have it
  undecided,        // an objection on it is not decided
  enjoined,         // a court forbids its release
  intent_due,       // an objection was overruled and no notice of intent to disclose has gone
  disclosure_date,  // the notice names a later day
  sustained,        // an objection was accepted: its place stays withheld
};
std::string_view to_string(HoldReason reason);

// Why a page may not be released. From intent_due on it may be processed, and only its production
// waits.
struct PageHold {
  foia::ConsultationId consultation{};
  HoldReason reason{};
  std::optional<base::Date> until{};  // disclosure_date: it may be released from that day on
  // From intent_due on: what would be disclosed. If all of it is withheld, nothing is held.
  std::vector<base::Rect> places{};
  ReleaseFacts facts{};  // but for the day
};
// The pages that this consultation holds; the gravest reason of each, up to disclosure_date.
std::map<foia::PageRef, PageHold> holds_of(const foia::Consultation& consultation);
// The places of objections that were accepted; they outlast the consultation.
std::map<foia::PageRef, PageHold> sustained_of(const foia::Consultation& consultation);
// None: the page may be released on that day.
std::optional<Refusal> release_refusal(const PageHold& hold, base::Date on);

}  // namespace vaughn::clock
