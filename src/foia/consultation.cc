// SPDX-License-Identifier: AGPL-3.0-or-later
#include "foia/consultation.h"

#include "foia/detail/words.h"

namespace vaughn::foia {
namespace {

constexpr detail::Words<ConsultationState, 3> kStates{{
    {ConsultationState::sent, "sent"},
    {ConsultationState::returned, "returned"},
    {ConsultationState::decided, "decided"},
}};
static_assert(detail::is_in_order(kStates));

constexpr detail::Words<ObjectionDecision, 3> kDecisions{{
    {ObjectionDecision::undecided, "undecided"},
    {ObjectionDecision::accepted, "accepted"},
    {ObjectionDecision::rejected, "rejected"},
}};
static_assert(detail::is_in_order(kDecisions));

}  // namespace

std::string_view to_string(ConsultationState state) {
  return detail::word_of(kStates, state);
}

base::Result<ConsultationState> parse_consultation_state(std::string_view word) {
  return detail::value_of(kStates, word, "consultation state");
}

std::string_view to_string(ObjectionDecision decision) {
  return detail::word_of(kDecisions, decision);
}

base::Result<ObjectionDecision> parse_objection_decision(std::string_view word) {
  return detail::value_of(kDecisions, word, "decision on an objection");
}

}  // namespace vaughn::foia
