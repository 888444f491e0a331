// SPDX-License-Identifier: AGPL-3.0-or-later
#include "clock/consultation_life.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace vaughn::clock {

using base::Error;
using base::ErrorCode;
using base::Result;
using foia::Consultation;
using foia::ConsultationKind;
using foia::ConsultationStepKind;
using foia::Objection;
using foia::ObjectionDecision;
using foia::PageRef;

namespace {

constexpr std::string_view kIntentRule =
    "the submitter is told why its objections are not sustained a specified number of days before "
    "a specified disclosure date";
constexpr std::string_view kIntentLaw = "EO 12600 sec. 5";

// A step that the table does not know leaves the state: what is in the ledger has happened.
template <typename State, typename Step>
void take(State& state, Step step) {
  state = next(state, step).value_or(state);
}

std::set<PageRef> enjoined_pages(const Consultation& consultation) {
  std::set<PageRef> out;
  for (const auto& step : consultation.steps) {
    const auto& pages = step.pages.empty() ? consultation.pages : step.pages;
    if (step.kind == ConsultationStepKind::enjoined) {
      out.insert(pages.begin(), pages.end());
    } else if (step.kind == ConsultationStepKind::lifted) {
      for (const auto& page : pages) {
        out.erase(page);
      }
    }
  }
  return out;
}

std::optional<base::Date> disclosure_date(const Consultation& consultation, int number) {
  std::optional<base::Date> out;
  for (const auto& step : consultation.steps) {
    if (step.kind == ConsultationStepKind::intent_sent &&
        std::find(step.numbers.begin(), step.numbers.end(), number) != step.numbers.end()) {
      out = step.until;
    }
  }
  return out;
}

// The objections on one page by what became of them.
struct PageObjections {
  int all = 0;
  int undecided = 0;
  int accepted = 0;
  int overruled = 0;
  int without_notice = 0;  // of the overruled
  std::optional<base::Date> disclosure{};
  std::vector<base::Rect> overruled_places{};
  std::vector<base::Rect> sustained_places{};
};

PageObjections objections_on(const Consultation& consultation, const PageRef& page) {
  PageObjections out;
  for (const auto& objection : consultation.objections) {
    if (PageRef{objection.record, objection.page} != page) {
      continue;
    }
    ++out.all;
    out.undecided += objection.decision == ObjectionDecision::undecided ? 1 : 0;
    if (objection.decision == ObjectionDecision::accepted ||
        objection.decision == ObjectionDecision::accepted_in_part) {
      ++out.accepted;
      out.sustained_places.push_back(objection.kept_box.value_or(objection.box));
    }
    if (foia::is_overruled(objection)) {
      ++out.overruled;
      out.overruled_places.push_back(objection.box);
      const auto until = disclosure_date(consultation, objection.number);
      out.without_notice += until ? 0 : 1;
      if (until) {
        out.disclosure = std::max(out.disclosure.value_or(*until), *until);
      }
    }
  }
  return out;
}

// The parts of a consultation that are the same for all its pages.
struct Facts {
  std::set<PageRef> unanswered{};
  std::set<PageRef> enjoined{};
};

Facts facts_of(const Consultation& consultation) {
  return {foia::unanswered_pages(consultation), enjoined_pages(consultation)};
}

// Whether anything that came back speaks of the page.
bool is_answered(const Consultation& consultation, const Facts& facts, const PageRef& page) {
  return !consultation.returns.empty() && !facts.unanswered.contains(page);
}

// Without the freeze, which lies over the state and gives it back when it is lifted.
SubmitterState disputed_state(const Consultation& consultation,
                              const Facts& facts,
                              const PageRef& page) {
  auto state = SubmitterState::required;
  take(state, SubmitterStep::send_notice);
  if (foia::has_step(consultation, ConsultationStepKind::extended)) {
    take(state, SubmitterStep::extend);
  }
  const auto objections = objections_on(consultation, page);
  if (foia::has_step(consultation, ConsultationStepKind::no_response)) {
    take(state, SubmitterStep::let_pass);
  }
  if (is_answered(consultation, facts, page) || objections.all > 0) {
    take(state, objections.all > 0 ? SubmitterStep::object : SubmitterStep::do_not_object);
  }
  if (objections.all > 0 && objections.undecided == 0) {
    take(state, SubmitterStep::decide);
    if (objections.overruled == 0) {
      take(state, SubmitterStep::withhold);
    } else if (objections.without_notice == 0) {
      take(state, SubmitterStep::send_intent);
    }
  }
  return state;
}

SubmitterState submitter_state(const Consultation& consultation,
                               const Facts& facts,
                               const PageRef& page) {
  auto state = disputed_state(consultation, facts, page);
  if (facts.enjoined.contains(page)) {
    take(state, SubmitterStep::enjoin);
  }
  return state;
}

ConsultationState consultation_state(const Consultation& consultation,
                                     const Facts& facts,
                                     const PageRef& page) {
  auto state = ConsultationState::sent;
  if (consultation.kind == ConsultationKind::referral) {
    take(state, ConsultationStep::refer);
    if (foia::has_step(consultation, ConsultationStepKind::answered)) {
      take(state, ConsultationStep::answer);
    }
    return state;
  }
  if (foia::has_step(consultation, ConsultationStepKind::no_response)) {
    take(state, ConsultationStep::let_pass);
  }
  const auto recommendations = objections_on(consultation, page);
  if (is_answered(consultation, facts, page) || recommendations.all > 0) {
    take(state, ConsultationStep::receive_back);
    // Without a recommendation to withhold there is nothing to decide.
    if (recommendations.undecided == 0) {
      const bool is_rejected = recommendations.all > 0 && recommendations.accepted == 0;
      take(state, is_rejected ? ConsultationStep::reject : ConsultationStep::adopt);
    }
  }
  return state;
}

Standing standing(const Consultation& consultation, const Facts& facts, const PageRef& page) {
  if (consultation.kind == ConsultationKind::submitter) {
    return submitter_state(consultation, facts, page);
  }
  return consultation_state(consultation, facts, page);
}

// Higher: more is left to do, first what the agency itself has to do. Of the same kind only.
int weight(const Standing& standing) {
  if (const auto* state = std::get_if<SubmitterState>(&standing)) {
    switch (*state) {
      case SubmitterState::enjoined: return 11;
      case SubmitterState::objected: return 10;
      case SubmitterState::required: return 9;
      case SubmitterState::notice_sent: return 8;
      case SubmitterState::extended: return 7;
      case SubmitterState::decided: return 6;
      case SubmitterState::intent_sent: return 5;
      case SubmitterState::withheld: return 4;
      case SubmitterState::no_response: return 3;
      case SubmitterState::no_objection: return 2;
      case SubmitterState::releasable: return 1;
      case SubmitterState::not_required: return 0;
    }
  }
  switch (std::get<ConsultationState>(standing)) {
    case ConsultationState::received_back: return 6;
    case ConsultationState::sent: return 5;
    case ConsultationState::referred: return 4;
    case ConsultationState::rejected: return 3;
    case ConsultationState::adopted: return 2;
    case ConsultationState::no_response: return 1;
    case ConsultationState::answered: return 0;
  }
  return 0;
}

Error refused(std::string what, std::string_view rule, std::string_view citation = "") {
  return to_error(Refusal{std::move(what), std::string(rule), std::string(citation)});
}

Result<void> unless(const std::optional<Refusal>& refusal) {
  if (refusal) {
    return to_error(*refusal);
  }
  return {};
}

std::string named(const Consultation& consultation) {
  return fmt::format("consultation {}", consultation.id.value);
}

std::string named(const PageRef& page) {
  return fmt::format("{} page {}", foia::control_number(page.record), page.page);
}

// For all of its pages, as a notice and a reply are.
Result<void> may_follow(const Consultation& consultation,
                        SubmitterStep at_submitter,
                        ConsultationStep elsewhere,
                        const foia::ConsultationStep& step) {
  const auto facts = facts_of(consultation);
  const auto due = foia::due_date(consultation);
  for (const auto& page : consultation.pages) {
    if (consultation.kind == ConsultationKind::submitter) {
      TRY(unless(submitter_refusal(
          disputed_state(consultation, facts, page), at_submitter, due, step.on, step.reason)));
    } else {
      TRY(unless(consultation_refusal(
          consultation_state(consultation, facts, page), elsewhere, due, step.on)));
    }
  }
  return {};
}

std::int64_t undecided(const Consultation& consultation) {
  return std::count_if(consultation.objections.begin(),
                       consultation.objections.end(),
                       [](const Objection& objection) {
                         return objection.decision == ObjectionDecision::undecided;
                       });
}

Result<void> need_out(const Consultation& consultation, std::string_view rule) {
  if (consultation.kind == ConsultationKind::referral) {
    return refused("a referral awaits no answer", "the other agency answers the requester");
  }
  if (!foia::is_out(consultation)) {
    return refused(named(consultation) + " is not out any more", rule);
  }
  return {};
}

Result<void> may_extend(const Consultation& consultation, const foia::ConsultationStep& step) {
  TRY(need_out(consultation, "time to answer is given only while an answer is awaited"));
  const auto due = foia::due_date(consultation);
  if (!step.until || *step.until <= due) {
    return refused("an extension ends after the present due date, " + base::to_string(due),
                   "give a later date");
  }
  if (step.reason.empty()) {
    return Error{ErrorCode::invalid_argument,
                 "an extension needs a reason",
                 "add --reason TEXT: the statutory clock runs on meanwhile"};
  }
  return {};
}

// LAW: 6 CFR 5.7: a submitter who does not answer in the time given is taken to have no objection.
Result<void> may_note_no_response(const Consultation& consultation,
                                  const foia::ConsultationStep& step) {
  TRY(need_out(consultation, "it came back, or its silence was recorded already"));
  const auto due = foia::due_date(consultation);
  if (consultation.kind == ConsultationKind::submitter && step.on <= due) {
    return refused(
        fmt::format("{} may answer until {}", consultation.submitter, base::to_string(due)),
        "only a submitter who fails to answer within the time of the notice is taken to have no "
        "objection",
        "6 CFR 5.7");
  }
  return may_follow(consultation, SubmitterStep::let_pass, ConsultationStep::let_pass, step);
}

// LAW: EO 12600 sec. 5: overruled, the submitter is told why and on which later day it is
// disclosed.
Result<void> may_send_intent(const Consultation& consultation, const foia::ConsultationStep& step) {
  if (consultation.kind != ConsultationKind::submitter) {
    return refused(named(consultation) + " is not with a submitter",
                   "notice of intent to disclose goes to submitters",
                   kIntentLaw);
  }
  if (const auto open = undecided(consultation); open > 0) {
    return refused(open == 1 ? "1 objection is not decided"
                             : fmt::format("{} objections are not decided", open),
                   "the notice says why objections were not sustained: decide them first",
                   kIntentLaw);
  }
  if (std::none_of(
          consultation.objections.begin(), consultation.objections.end(), foia::is_overruled)) {
    return refused("no objection was overruled",
                   "notice of intent to disclose goes where the agency discloses over an objection",
                   kIntentLaw);
  }
  for (const auto& reply : consultation.returns) {
    if (step.on < reply.returned) {
      return refused("the notice cannot lie before the reply of " + base::to_string(reply.returned),
                     "add --on DATE: the day the notice went");
    }
  }
  const bool is_due = std::any_of(
      consultation.objections.begin(), consultation.objections.end(), [&](const auto& objection) {
        return foia::is_overruled(objection) && !disclosure_date(consultation, objection.number);
      });
  if (!is_due) {
    return refused("every overruled objection has its notice already",
                   "`vaughn consult status` shows the disclosure date");
  }
  if (!step.until || *step.until <= step.on) {
    return refused("the disclosure date has to lie after the notice", kIntentRule, kIntentLaw);
  }
  const auto facts = facts_of(consultation);
  for (const auto& page : consultation.pages) {
    const auto objections = objections_on(consultation, page);
    if (objections.overruled > 0 && objections.without_notice > 0) {
      TRY(unless(submitter_refusal(disputed_state(consultation, facts, page),
                                   SubmitterStep::send_intent,
                                   std::nullopt,
                                   step.on,
                                   step.reason)));
    }
  }
  return {};
}

Result<void> check_pages(const Consultation& consultation, const foia::ConsultationStep& step) {
  for (const auto& page : step.pages) {
    if (std::find(consultation.pages.begin(), consultation.pages.end(), page) ==
        consultation.pages.end()) {
      return Error{ErrorCode::not_found,
                   fmt::format("{} is not in {}", named(page), named(consultation)),
                   ""};
    }
  }
  return {};
}

// Of the pages named, or of all: the step may follow for each page named, and for one of all.
Result<void> may_follow_on_pages(const Consultation& consultation,
                                 SubmitterStep taken,
                                 const foia::ConsultationStep& step) {
  const auto facts = facts_of(consultation);
  std::optional<Refusal> last;
  for (const auto& page : step.pages.empty() ? consultation.pages : step.pages) {
    auto why = submitter_refusal(
        submitter_state(consultation, facts, page), taken, std::nullopt, step.on, step.reason);
    if (!why && step.pages.empty()) {
      return {};
    }
    if (why && !step.pages.empty()) {
      why->what = named(page) + ": " + why->what;
      return to_error(*why);
    }
    last = std::move(why);
  }
  return unless(last);
}

// LAW: Chrysler v. Brown, 441 U.S. 281: a submitter may have a decision to disclose reviewed; the
// pages of the suit stay until it ends.
Result<void> may_freeze(const Consultation& consultation, const foia::ConsultationStep& step) {
  if (consultation.kind != ConsultationKind::submitter) {
    return refused(named(consultation) + " is not with a submitter",
                   "a submitter sues to stop disclosure",
                   "Chrysler v. Brown, 441 U.S. 281");
  }
  if (step.reference.empty()) {
    return Error{ErrorCode::invalid_argument,
                 "the court case is missing",
                 "add --case NUMBER: a freeze rests on an order or an undertaking in a case"};
  }
  TRY(check_pages(consultation, step));
  return may_follow_on_pages(consultation, SubmitterStep::enjoin, step);
}

Result<void> may_lift(const Consultation& consultation, const foia::ConsultationStep& step) {
  TRY(check_pages(consultation, step));
  const auto frozen = enjoined_pages(consultation);
  if (frozen.empty()) {
    return refused("no page of " + named(consultation) + " is frozen", "");
  }
  for (const auto& page : step.pages) {
    if (!frozen.contains(page)) {
      return refused(named(page) + " is not frozen", "");
    }
  }
  return may_follow_on_pages(consultation, SubmitterStep::lift, step);
}

// LAW: EO 12600 sec. 9: the requester is told of the notice, of the decision and of the suit.
Result<void> may_tell_requester(const Consultation& consultation,
                                const foia::ConsultationStep& step) {
  const auto kind = consultation.kind;
  // LAW: 43 CFR 2.13: a referral names the agency to the requester, a coordination does not.
  if (kind == ConsultationKind::coordination) {
    return refused("a coordination is not told to the requester",
                   "naming the other agency would itself harm an interest an exemption protects;"
                   " the agency that has the request answers as its own",
                   "43 CFR 2.13");
  }
  struct Telling {
    std::string_view word;
    bool has_happened;
  };
  const std::array<Telling, 4> tellings{{
      {"notice", kind != ConsultationKind::referral},
      {"intent", foia::has_step(consultation, ConsultationStepKind::intent_sent)},
      {"suit", foia::has_step(consultation, ConsultationStepKind::enjoined)},
      {"referral", kind == ConsultationKind::referral},
  }};
  for (const auto& telling : tellings) {
    if (telling.word == step.reference) {
      if (!telling.has_happened) {
        return refused(fmt::format("{} has no {} to tell of", named(consultation), telling.word),
                       "the requester is told when it happens");
      }
      return {};
    }
  }
  return Error{ErrorCode::invalid_argument,
               fmt::format("'{}' is nothing the requester is told", step.reference),
               "use one of: notice, intent, suit, referral"};
}

Result<void> may_note_answer(const Consultation& consultation, const foia::ConsultationStep& step) {
  if (consultation.kind != ConsultationKind::referral) {
    return refused(named(consultation) + " is no referral",
                   "only those to whom records were referred answer the requester; a reply to us is"
                   " imported: vaughn consult import");
  }
  if (step.reason.empty()) {
    return Error{ErrorCode::invalid_argument,
                 "what they answered is missing",
                 "add --outcome TEXT: \"released in part\""};
  }
  return may_follow(consultation, SubmitterStep::release, ConsultationStep::answer, step);
}

Result<void> may_close(const Consultation& consultation, const foia::ConsultationStep& step) {
  if (consultation.kind == ConsultationKind::referral) {
    if (!foia::has_step(consultation, ConsultationStepKind::requester_told)) {
      return refused("the requester was not told of the referral",
                     "a referral names the agency and its contact to the requester:"
                     " vaughn consult tell",
                     "43 CFR 2.13");
    }
    return {};
  }
  if (foia::is_out(consultation)) {
    return refused(named(consultation) + " is still out",
                   "import the reply, or record that none came: vaughn consult no-response");
  }
  if (undecided(consultation) > 0) {
    return refused("objections are not decided", "vaughn consult decide");
  }
  if (!foia::unanswered_pages(consultation).empty()) {
    return refused("pages did not come back as they left", "ask for them again, or send them anew");
  }
  for (const auto& [page, hold] : holds_of(consultation)) {
    if (const auto why = release_refusal(hold, step.on)) {
      return to_error(*why);
    }
  }
  return {};
}

HoldReason reason_of(const Standing& standing, bool& is_held) {
  is_held = true;
  if (const auto* state = std::get_if<SubmitterState>(&standing)) {
    switch (*state) {
      case SubmitterState::required:
      case SubmitterState::notice_sent:
      case SubmitterState::extended: return HoldReason::out;
      case SubmitterState::objected: return HoldReason::undecided;
      case SubmitterState::enjoined: return HoldReason::enjoined;
      case SubmitterState::decided: return HoldReason::intent_due;
      case SubmitterState::intent_sent: return HoldReason::disclosure_date;
      case SubmitterState::not_required:
      case SubmitterState::no_objection:
      case SubmitterState::no_response:
      case SubmitterState::releasable:
      case SubmitterState::withheld: break;
    }
  } else {
    switch (std::get<ConsultationState>(standing)) {
      case ConsultationState::sent: return HoldReason::out;
      case ConsultationState::received_back: return HoldReason::undecided;
      // Referred pages are decided: they stay in the count and leave the production.
      case ConsultationState::referred:
      case ConsultationState::answered:
      case ConsultationState::adopted:
      case ConsultationState::rejected:
      case ConsultationState::no_response: break;
    }
  }
  is_held = false;
  return HoldReason::out;
}

ReleaseFacts release_facts(const Consultation& consultation,
                           const Standing& standing,
                           const PageObjections& objections) {
  ReleaseFacts out;
  if (const auto* state = std::get_if<SubmitterState>(&standing)) {
    // Without an objection nothing more is needed.
    out.submitter = *state == SubmitterState::intent_sent
                        ? *state
                        : next(*state, SubmitterStep::release).value_or(*state);
    out.objection_due = foia::due_date(consultation);
    out.disclosure_date = objections.disclosure;
  } else {
    out.page = PageState::out_consultation;
  }
  return out;
}

}  // namespace

std::string_view to_string(const Standing& standing) {
  return std::visit([](auto state) { return to_string(state); }, standing);
}

Standing standing(const Consultation& consultation, const PageRef& page) {
  return standing(consultation, facts_of(consultation), page);
}

Standing standing(const Consultation& consultation) {
  const auto facts = facts_of(consultation);
  std::optional<Standing> out;
  for (const auto& page : consultation.pages) {
    const auto of_page = standing(consultation, facts, page);
    if (!out || weight(of_page) > weight(*out)) {
      out = of_page;
    }
  }
  return out.value_or(standing(consultation, facts, PageRef{}));
}

std::string_view standing_word(const Consultation& consultation) {
  return foia::has_step(consultation, ConsultationStepKind::closed)
             ? "closed"
             : to_string(standing(consultation));
}

bool is_settled(const Consultation& consultation) {
  const auto holds = holds_of(consultation);
  return std::none_of(holds.begin(), holds.end(), [](const auto& row) {
    return row.second.reason < HoldReason::intent_due;
  });
}

Result<void> may_take(const Consultation& consultation, const foia::ConsultationStep& step) {
  if (foia::has_step(consultation, ConsultationStepKind::closed)) {
    return refused(named(consultation) + " is closed", "undo the closing first: vaughn undo");
  }
  if (step.on < consultation.sent) {
    return refused(
        fmt::format("{} left on {}", named(consultation), base::to_string(consultation.sent)),
        "a step cannot lie before that day");
  }
  switch (step.kind) {
    case ConsultationStepKind::reminded:
      return need_out(consultation, "only who has yet to answer is reminded");
    case ConsultationStepKind::extended: return may_extend(consultation, step);
    case ConsultationStepKind::no_response: return may_note_no_response(consultation, step);
    case ConsultationStepKind::intent_sent: return may_send_intent(consultation, step);
    case ConsultationStepKind::enjoined: return may_freeze(consultation, step);
    case ConsultationStepKind::lifted: return may_lift(consultation, step);
    case ConsultationStepKind::finish_planned:
      if (!step.until || *step.until < step.on) {
        return refused("the day to finish lies in the past", "give a day to come");
      }
      return {};
    case ConsultationStepKind::requester_told: return may_tell_requester(consultation, step);
    case ConsultationStepKind::closed: return may_close(consultation, step);
    case ConsultationStepKind::answered: return may_note_answer(consultation, step);
  }
  return {};
}

std::string_view to_string(HoldReason reason) {
  switch (reason) {
    case HoldReason::out: return "out";
    case HoldReason::undecided: return "undecided";
    case HoldReason::enjoined: return "enjoined";
    case HoldReason::intent_due: return "intent_due";
    case HoldReason::disclosure_date: return "disclosure_date";
    case HoldReason::sustained: return "sustained";
  }
  return "";
}

std::map<PageRef, PageHold> holds_of(const Consultation& consultation) {
  std::map<PageRef, PageHold> out;
  const auto facts = facts_of(consultation);
  const bool is_closed = foia::has_step(consultation, ConsultationStepKind::closed);
  for (const auto& page : consultation.pages) {
    const auto now = standing(consultation, facts, page);
    bool is_held = false;
    const auto reason = reason_of(now, is_held);
    if (!is_held || (is_closed && reason != HoldReason::enjoined)) {
      continue;
    }
    const auto objections = objections_on(consultation, page);
    PageHold hold;
    hold.consultation = consultation.id;
    hold.reason = reason;
    hold.facts = release_facts(consultation, now, objections);
    if (reason == HoldReason::disclosure_date) {
      hold.until = objections.disclosure;
    }
    if (reason >= HoldReason::intent_due) {
      hold.places = objections.overruled_places;
    }
    out.emplace(page, std::move(hold));
  }
  return out;
}

std::map<PageRef, PageHold> sustained_of(const Consultation& consultation) {
  std::map<PageRef, PageHold> out;
  if (consultation.kind != ConsultationKind::submitter) {
    return out;
  }
  for (const auto& objection : consultation.objections) {
    if (objection.decision != ObjectionDecision::accepted &&
        objection.decision != ObjectionDecision::accepted_in_part) {
      continue;
    }
    auto& hold = out[{objection.record, objection.page}];
    hold.consultation = consultation.id;
    hold.reason = HoldReason::sustained;
    hold.facts.submitter = SubmitterState::withheld;
    hold.places.push_back(objection.kept_box.value_or(objection.box));
  }
  return out;
}

std::optional<Refusal> release_refusal(const PageHold& hold, base::Date on) {
  auto facts = hold.facts;
  facts.on = on;
  return release_refusal(facts);
}

}  // namespace vaughn::clock
