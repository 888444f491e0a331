// SPDX-License-Identifier: AGPL-3.0-or-later
#include "engine/consult.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/text.h"
#include "clock/consultation_life.h"
#include "clock/deadlines.h"
#include "engine/calendars.h"
#include "engine/detail/consult.h"
#include "engine/detail/pages.h"
#include "engine/detail/staged_papers.h"
#include "engine/letters.h"
#include "pdf/page_text.h"

namespace vaughn::engine {

using base::Error;
using base::ErrorCode;
using base::Result;

namespace {

using foia::ObjectionDecision;

bool becomes_mark(ObjectionDecision decision) {
  return decision == ObjectionDecision::accepted || decision == ObjectionDecision::accepted_in_part;
}

// Of the mark: those given, else what the agency recommended.
Result<std::vector<foia::ExemptionClaim>> claims_for(const foia::Consultation& consultation,
                                                     const foia::Objection& objection,
                                                     const DecideObjections& request) {
  if (!request.claims.empty()) {
    return request.claims;
  }
  if (consultation.kind != foia::ConsultationKind::submitter) {
    if (auto claims = foia::parse_claims(objection.ground); claims && !claims->empty()) {
      return *std::move(claims);
    }
  }
  return Error{ErrorCode::invalid_argument,
               "an accepted objection is withheld under an exemption",
               "add --exemption '(b)(4)'"};
}

Result<void> check_harm(const std::vector<foia::ExemptionClaim>& claims, const std::string& harm) {
  // LAW: 5 U.S.C. 552(a)(8)(A)(i): withhold only where disclosure foreseeably harms an interest.
  if (harm.empty() && !foia::is_harm_optional(claims)) {
    return Error{ErrorCode::invalid_argument,
                 "the foreseeable harm is missing",
                 "add --harm TEXT: what disclosure of this content would harm and how"};
  }
  return {};
}

bool holds_words(const foia::Objection& objection, const std::string& folded) {
  // Words that were found across a line end keep it.
  const auto text = base::fold_case(base::collapse_white_space(objection.text));
  return folded.empty() || text.find(folded) != std::string::npos;
}

// Decides what `request` names in the consultation, on top of what came before.
Result<void> rule(Workspace& workspace,
                  PageCache& cache,
                  foia::Consultation& consultation,
                  const DecideObjections& request,
                  std::int64_t& next_mark,
                  store::ObjectionsDecided& body) {
  std::set<int> wanted(request.numbers.begin(), request.numbers.end());
  const auto folded = base::fold_case(request.words);
  if (request.ruling.kept_box && request.numbers.size() != 1) {
    return Error{ErrorCode::invalid_argument,
                 "a box is part of one objection",
                 "name that one: --numbers N --box X0,Y0,X1,Y1"};
  }
  for (auto& objection : consultation.objections) {
    const bool is_named = request.numbers.empty() || wanted.contains(objection.number);
    if (!is_named || !holds_words(objection, folded)) {
      continue;
    }
    wanted.erase(objection.number);
    if (request.numbers.empty() && objection.decision != ObjectionDecision::undecided) {
      continue;
    }
    auto ruling = request.ruling;
    if (ruling.kept_box) {
      ruling.decision = ObjectionDecision::accepted_in_part;
    }
    TRY(foia::may_rule(consultation, objection, ruling));
    if (becomes_mark(ruling.decision)) {
      foia::Mark mark;
      mark.claims = TRY(claims_for(consultation, objection, request));
      TRY(check_harm(mark.claims, ruling.harm));
      mark.id.value = ++next_mark;
      mark.record = objection.record;
      mark.page = objection.page;
      mark.box = ruling.kept_box.value_or(objection.box);
      mark.author = workspace.actor().author;
      mark.reason = ruling.reason;
      mark.harm = ruling.harm;
      mark.removed_text = objection.text;
      if (ruling.kept_box) {
        const auto* pages = TRY(cache.read(objection.record));
        mark.removed_text = pdf::text_under(
            pages->at(static_cast<std::size_t>(objection.page - 1)).text, *ruling.kept_box);
      }
      body.marks.push_back(std::move(mark));
    }
    body.decisions.push_back({objection.number,
                              ruling.decision,
                              ruling.reason,
                              ruling.harm,
                              ruling.confidentiality,
                              ruling.kept_box});
    objection.decision = ruling.decision;
  }
  if (!wanted.empty() && folded.empty()) {
    return Error{
        ErrorCode::not_found,
        fmt::format("consultation {} has no objection {}", consultation.id.value, *wanted.begin()),
        "`vaughn consult status` lists them"};
  }
  return {};
}

// The objections overruled that no notice of intent covers yet.
std::vector<int> without_notice(const foia::Consultation& consultation) {
  std::set<int> out;
  for (const auto& objection : consultation.objections) {
    if (foia::is_overruled(objection)) {
      out.insert(objection.number);
    }
  }
  for (const auto& step : consultation.steps) {
    for (const int number : step.numbers) {
      out.erase(number);
    }
  }
  return {out.begin(), out.end()};
}

// LAW: EO 12600 sec. 5: a specified number of days lies between the notice and the disclosure.
Result<void> complete_intent(Workspace& workspace,
                             const foia::Consultation& consultation,
                             foia::ConsultationStep& step) {
  step.numbers = without_notice(consultation);
  const auto* submitter = workspace.matter().submitter(consultation.submitter);
  if (submitter == nullptr) {
    return {};
  }
  const auto calendars = TRY(calendars_of(workspace));
  const auto of_agency =
      TRY(clock::explain_disclosure(calendars.agency, calendars.periods(), step.on));
  auto earliest = calendars.agency.add_working_days(step.on, submitter->disclosure_working_days);
  if (of_agency.due) {
    earliest = std::max(earliest, *of_agency.due);
  }
  if (!step.until) {
    step.until = earliest;
  }
  if (*step.until > step.on && *step.until < earliest) {
    return clock::to_error(
        {fmt::format("the disclosure date {} is too early: not before {}",
                     base::to_string(*step.until),
                     base::to_string(earliest)),
         "the notice goes a specified number of days before the disclosure; disclosure_working_days"
         " in matter.toml and the agency's calendar set it",
         "EO 12600 sec. 5"});
  }
  return {};
}

// A frozen page that is out already cannot be called back by a freeze.
Result<void> check_not_produced(Workspace& workspace,
                                const foia::Consultation& consultation,
                                const foia::ConsultationStep& step) {
  const auto& pages = step.pages.empty() ? consultation.pages : step.pages;
  const auto produced = TRY(workspace.db().produced_pages());
  for (const auto& row : produced) {
    const foia::PageRef page{row.page.record, row.page.page};
    if (row.page.outcome != foia::PageOutcome::withheld_in_full &&
        std::find(pages.begin(), pages.end(), page) != pages.end()) {
      return Error{ErrorCode::conflict,
                   fmt::format("{} page {} was released in {}",
                               foia::control_number(page.record),
                               page.page,
                               row.volume),
                   "only what is not released yet can be frozen: name the pages"};
    }
  }
  return {};
}

// The letter that proves a step: to those who have the pages, or to the requester.
Result<EventLetter> letter_of_step(Workspace& workspace,
                                   foia::Consultation consultation,
                                   const foia::ConsultationStep& step) {
  using letters::LetterKind;
  std::optional<LetterKind> kind;
  if (step.kind == foia::ConsultationStepKind::reminded) {
    kind = LetterKind::reminder;
  } else if (step.kind == foia::ConsultationStepKind::extended) {
    kind = LetterKind::more_time;
  } else if (step.kind == foia::ConsultationStepKind::intent_sent) {
    kind = LetterKind::intent_to_disclose;
  } else if (step.kind == foia::ConsultationStepKind::requester_told) {
    kind =
        step.reference == "referral" ? LetterKind::referral_notice : LetterKind::requester_notice;
  }
  if (!kind) {
    return Error{ErrorCode::invalid_argument,
                 fmt::format("no letter proves '{}'", foia::to_string(step.kind)),
                 "letters are written of reminders, more time, notices of intent and what the "
                 "requester is told"};
  }
  consultation.steps.push_back(step);
  auto values = TRY(letter_values(workspace, step.on));
  TRY(add_consultation(workspace, consultation, *kind, values));
  if (*kind == LetterKind::requester_notice) {
    values.set("told.what", step.reference);
  }
  return letter_for_event(workspace, *kind, fmt::to_string(consultation.id.value), step.on, values);
}

std::string_view default_reason(foia::ConsultationStepKind kind) {
  switch (kind) {
    case foia::ConsultationStepKind::reminded: return "reminder";
    case foia::ConsultationStepKind::extended: return "more time to answer";
    case foia::ConsultationStepKind::no_response:
      return "no answer in the time given: taken as no objection (6 CFR 5.7)";
    case foia::ConsultationStepKind::intent_sent: return "notice of intent to disclose";
    case foia::ConsultationStepKind::enjoined: return "frozen by a court";
    case foia::ConsultationStepKind::lifted: return "freeze lifted";
    case foia::ConsultationStepKind::finish_planned: return "day to finish planned";
    case foia::ConsultationStepKind::requester_told: return "requester told";
    case foia::ConsultationStepKind::closed: return "consultation closed";
    case foia::ConsultationStepKind::answered: return "referral answered";
  }
  return "";
}

}  // namespace

Result<DecideObjectionsResult> decide_objections(Workspace& workspace,
                                                 Sandbox& sandbox,
                                                 const std::vector<DecideObjections>& rulings,
                                                 bool is_dry_run) {
  DecideObjectionsResult out;
  std::map<foia::ConsultationId, foia::Consultation> open;
  std::map<foia::ConsultationId, store::ObjectionsDecided> bodies;
  auto next_mark = TRY(workspace.db().last_mark());
  PageCache cache(workspace, sandbox);
  for (const auto& request : rulings) {
    if (!open.contains(request.id)) {
      open[request.id] = TRY(find_consultation(workspace, request.id));
      bodies[request.id].id = request.id;
    }
    auto& consultation = open[request.id];
    if (consultation.returns.empty()) {
      return Error{ErrorCode::conflict,
                   fmt::format("consultation {} is not back yet", request.id.value),
                   "import the reply first: vaughn consult import"};
    }
    TRY(rule(workspace, cache, consultation, request, next_mark, bodies[request.id]));
  }
  std::vector<store::Body> events;
  for (auto& [id, body] : bodies) {
    out.decided += static_cast<std::int64_t>(body.decisions.size());
    out.marks += static_cast<std::int64_t>(body.marks.size());
    for (const auto& objection : open[id].objections) {
      out.undecided += objection.decision == ObjectionDecision::undecided ? 1 : 0;
    }
    if (!body.decisions.empty()) {
      events.emplace_back(std::move(body));
    }
  }
  if (events.empty() || is_dry_run) {
    return out;
  }
  const auto recorded = TRY(workspace.record(rulings.front().ruling.reason, events));
  out.event = recorded.back().id;
  return out;
}

Result<ConsultationStepResult> take_consultation_step(Workspace& workspace,
                                                      Sandbox& sandbox,
                                                      foia::ConsultationId id,
                                                      foia::ConsultationStep step,
                                                      const std::filesystem::path& letter,
                                                      bool is_dry_run) {
  ConsultationStepResult out;
  out.consultation = TRY(find_consultation(workspace, id));
  if (step.kind == foia::ConsultationStepKind::intent_sent) {
    TRY(complete_intent(workspace, out.consultation, step));
  }
  TRY(clock::may_take(out.consultation, step));
  if (step.kind == foia::ConsultationStepKind::enjoined) {
    TRY(check_not_produced(workspace, out.consultation, step));
  }
  out.step = step;
  if (is_dry_run) {
    return out;
  }
  const auto reason = step.reason.empty() ? std::string(default_reason(step.kind)) : step.reason;
  std::vector<store::Body> bodies{store::ConsultationStepTaken{id, step}};
  const auto take = [&]() -> Result<void> {
    const auto events = TRY(workspace.record(reason, bodies));
    out.event = events.front().id;
    return {};
  };
  if (letter.empty()) {
    TRY(take());
  } else {
    const auto written = TRY(letter_of_step(workspace, out.consultation, step));
    auto staged = TRY(
        StagedPapers::make(workspace, sandbox, letter_papers(letter, written.docx, written.pdf)));
    out.outgoing = staged.outgoing();
    if (staged.is_refused()) {
      return out;
    }
    out.letter = written.body.number;
    out.notes = written.notes;
    bodies.emplace_back(written.body);
    out.files = TRY(staged.publish(take));
  }
  out.consultation = TRY(find_consultation(workspace, id));
  return out;
}

}  // namespace vaughn::engine
