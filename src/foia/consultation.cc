// SPDX-License-Identifier: AGPL-3.0-or-later
#include "foia/consultation.h"

#include <algorithm>

#include "foia/detail/words.h"

namespace vaughn::foia {
namespace {

constexpr detail::Words<ConsultationKind, 4> kKinds{{
    {ConsultationKind::submitter, "submitter"},
    {ConsultationKind::consultation, "consultation"},
    {ConsultationKind::coordination, "coordination"},
    {ConsultationKind::referral, "referral"},
}};
static_assert(detail::is_in_order(kKinds));

constexpr detail::Words<ObjectionDecision, 4> kDecisions{{
    {ObjectionDecision::undecided, "undecided"},
    {ObjectionDecision::accepted, "accepted"},
    {ObjectionDecision::rejected, "rejected"},
    {ObjectionDecision::accepted_in_part, "accepted_in_part"},
}};
static_assert(detail::is_in_order(kDecisions));

constexpr detail::Words<Answer, 3> kAnswers{{
    {Answer::none, "none"},
    {Answer::yes, "yes"},
    {Answer::no, "no"},
}};
static_assert(detail::is_in_order(kAnswers));

constexpr detail::Words<PageReturn, 5> kReturns{{
    {PageReturn::same, "same"},
    {PageReturn::redrawn, "redrawn"},
    {PageReturn::altered, "altered"},
    {PageReturn::missing, "missing"},
    {PageReturn::added, "added"},
}};
static_assert(detail::is_in_order(kReturns));

constexpr detail::Words<ConsultationStepKind, 10> kSteps{{
    {ConsultationStepKind::reminded, "reminded"},
    {ConsultationStepKind::extended, "extended"},
    {ConsultationStepKind::no_response, "no_response"},
    {ConsultationStepKind::intent_sent, "intent_sent"},
    {ConsultationStepKind::enjoined, "enjoined"},
    {ConsultationStepKind::lifted, "lifted"},
    {ConsultationStepKind::finish_planned, "finish_planned"},
    {ConsultationStepKind::requester_told, "requester_told"},
    {ConsultationStepKind::closed, "closed"},
    {ConsultationStepKind::answered, "answered"},
}};
static_assert(detail::is_in_order(kSteps));

}  // namespace

std::string_view to_string(ConsultationKind kind) {
  return detail::word_of(kKinds, kind);
}

base::Result<ConsultationKind> parse_consultation_kind(std::string_view word) {
  return detail::value_of(kKinds, word, "kind of consultation");
}

std::string_view to_string(ObjectionDecision decision) {
  return detail::word_of(kDecisions, decision);
}

base::Result<ObjectionDecision> parse_objection_decision(std::string_view word) {
  return detail::value_of(kDecisions, word, "decision on an objection");
}

std::string_view to_string(Answer answer) {
  return detail::word_of(kAnswers, answer);
}

base::Result<Answer> parse_answer(std::string_view word) {
  return detail::value_of(kAnswers, word, "answer");
}

std::string_view to_string(PageReturn value) {
  return detail::word_of(kReturns, value);
}

base::Result<PageReturn> parse_page_return(std::string_view word) {
  return detail::value_of(kReturns, word, "way for a page to come back");
}

std::string_view to_string(ConsultationStepKind kind) {
  return detail::word_of(kSteps, kind);
}

base::Result<ConsultationStepKind> parse_consultation_step_kind(std::string_view word) {
  return detail::value_of(kSteps, word, "step of a consultation");
}

bool has_step(const Consultation& consultation, ConsultationStepKind kind) {
  return std::any_of(consultation.steps.begin(), consultation.steps.end(), [&](const auto& step) {
    return step.kind == kind;
  });
}

base::Date due_date(const Consultation& consultation) {
  auto due = consultation.due;
  for (const auto& step : consultation.steps) {
    if (step.kind == ConsultationStepKind::extended && step.until) {
      due = *step.until;
    }
  }
  return due;
}

std::optional<base::Date> finish_date(const Consultation& consultation) {
  std::optional<base::Date> out;
  for (const auto& step : consultation.steps) {
    if (step.kind == ConsultationStepKind::finish_planned ||
        step.kind == ConsultationStepKind::intent_sent) {
      out = step.until;
    }
  }
  return out;
}

bool is_out(const Consultation& consultation) {
  return consultation.returns.empty() &&
         !has_step(consultation, ConsultationStepKind::no_response) &&
         !has_step(consultation, ConsultationStepKind::answered) &&
         !has_step(consultation, ConsultationStepKind::closed);
}

bool is_overruled(const Objection& objection) {
  return objection.decision == ObjectionDecision::rejected ||
         objection.decision == ObjectionDecision::accepted_in_part;
}

std::set<PageRef> unanswered_pages(const Consultation& consultation) {
  std::set<PageRef> out;
  bool is_first = true;
  for (const auto& reply : consultation.returns) {
    const std::set<PageRef> here(reply.unanswered.begin(), reply.unanswered.end());
    if (is_first) {
      out = here;
    } else {
      std::erase_if(out, [&](const PageRef& page) { return !here.contains(page); });
    }
    is_first = false;
  }
  return out;
}

}  // namespace vaughn::foia
