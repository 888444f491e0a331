// SPDX-License-Identifier: AGPL-3.0-or-later
#include "clock/states.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace vaughn::clock {
namespace {

template <typename State, typename Step>
struct Transition {
  State from{};
  Step step{};
  State to{};
};

template <typename State, typename Step, std::size_t N>
constexpr std::optional<State> look_up(const std::array<Transition<State, Step>, N>& table,
                                       State state,
                                       Step step) {
  for (const auto& row : table) {
    if (row.from == state && row.step == step) {
      return row.to;
    }
  }
  return std::nullopt;
}

// One answer for one question: no row contradicts another.
template <typename State, typename Step, std::size_t N>
constexpr bool is_unambiguous(const std::array<Transition<State, Step>, N>& table) {
  for (std::size_t i = 0; i < N; ++i) {
    for (std::size_t j = i + 1; j < N; ++j) {
      if (table[i].from == table[j].from && table[i].step == table[j].step) {
        return false;
      }
    }
  }
  return true;
}

template <typename E, std::size_t N>
std::string_view word(const std::array<std::string_view, N>& words, E value) {
  return words.at(static_cast<std::size_t>(value));
}

using TS = TaskingState;
using TT = TaskingStep;
constexpr std::array<Transition<TS, TT>, 18> kTasking{{
    {TS::drafted, TT::send, TS::sent},
    {TS::sent, TT::acknowledge, TS::acknowledged},
    {TS::sent, TT::begin, TS::searching},
    {TS::sent, TT::answer_none, TS::no_records},
    {TS::sent, TT::answer_records, TS::records_returned},
    {TS::acknowledged, TT::begin, TS::searching},
    {TS::acknowledged, TT::answer_none, TS::no_records},
    {TS::acknowledged, TT::answer_records, TS::records_returned},
    {TS::searching, TT::answer_none, TS::no_records},
    {TS::searching, TT::answer_records, TS::records_returned},
    {TS::no_records, TT::send_back, TS::sent_back},
    {TS::records_returned, TT::send_back, TS::sent_back},
    {TS::sent_back, TT::answer_none, TS::no_records},
    {TS::sent_back, TT::answer_records, TS::records_returned},
    {TS::no_records, TT::close, TS::closed},
    {TS::records_returned, TT::close, TS::closed},
    {TS::closed, TT::retask, TS::sent},
    {TS::sent_back, TT::retask, TS::sent},
}};
static_assert(is_unambiguous(kTasking));
// An office that was never asked cannot have answered.
static_assert(!look_up(kTasking, TS::drafted, TT::answer_none));
using PS = PageState;
using PT = PageStep;
constexpr std::array<Transition<PS, PT>, 31> kPage{{
    {PS::collected, PT::find_duplicate, PS::duplicate},
    {PS::collected, PT::code_responsive, PS::responsive},
    {PS::collected, PT::code_non_responsive, PS::non_responsive},
    {PS::duplicate, PT::code_responsive, PS::responsive},
    {PS::non_responsive, PT::code_responsive, PS::responsive},
    {PS::responsive, PT::code_non_responsive, PS::non_responsive},
    {PS::responsive, PT::consult, PS::out_consultation},
    {PS::responsive, PT::refer, PS::referred},
    {PS::responsive, PT::send_to_submitter, PS::out_submitter},
    {PS::responsive, PT::review, PS::first_review},
    {PS::first_review, PT::consult, PS::out_consultation},
    {PS::first_review, PT::refer, PS::referred},
    {PS::first_review, PT::send_to_submitter, PS::out_submitter},
    {PS::first_review, PT::code_non_responsive, PS::non_responsive},
    {PS::first_review, PT::review_again, PS::second_review},
    {PS::first_review, PT::approve, PS::approved},
    {PS::second_review, PT::consult, PS::out_consultation},
    {PS::second_review, PT::refer, PS::referred},
    {PS::second_review, PT::send_to_submitter, PS::out_submitter},
    {PS::second_review, PT::review, PS::first_review},
    {PS::second_review, PT::approve, PS::approved},
    {PS::out_consultation, PT::come_back, PS::first_review},
    {PS::out_submitter, PT::come_back, PS::first_review},
    {PS::referred, PT::come_back, PS::first_review},
    {PS::approved, PT::review, PS::first_review},
    {PS::approved, PT::stamp, PS::stamped},
    {PS::stamped, PT::produce, PS::produced},
    {PS::stamped, PT::reprocess, PS::reprocessed},
    {PS::produced, PT::reprocess, PS::reprocessed},
    {PS::reprocessed, PT::review, PS::first_review},
    {PS::reprocessed, PT::approve, PS::approved},
}};
static_assert(is_unambiguous(kPage));
// Nothing leaves that is out, referred, or not stamped.
static_assert(!look_up(kPage, PS::out_submitter, PT::produce));
static_assert(!look_up(kPage, PS::out_submitter, PT::approve));
static_assert(!look_up(kPage, PS::approved, PT::produce));
// A page that was stamped or produced stays so; it is corrected by a later one.
static_assert(!look_up(kPage, PS::stamped, PT::review));
static_assert(!look_up(kPage, PS::produced, PT::review));
constexpr std::array<std::string_view, 13> kPageStates{"collected",
                                                       "duplicate",
                                                       "non_responsive",
                                                       "responsive",
                                                       "out_consultation",
                                                       "referred",
                                                       "out_submitter",
                                                       "first_review",
                                                       "second_review",
                                                       "approved",
                                                       "stamped",
                                                       "produced",
                                                       "reprocessed"};
constexpr std::array<std::string_view, 13> kPageSteps{"find_duplicate",
                                                      "code_responsive",
                                                      "code_non_responsive",
                                                      "consult",
                                                      "refer",
                                                      "send_to_submitter",
                                                      "come_back",
                                                      "review",
                                                      "review_again",
                                                      "approve",
                                                      "stamp",
                                                      "produce",
                                                      "reprocess"};

using SS = SubmitterState;
using ST = SubmitterStep;
constexpr std::array<Transition<SS, ST>, 35> kSubmitter{{
    {SS::required, ST::send_notice, SS::notice_sent},
    // What will be withheld anyway needs no notice.
    {SS::required, ST::withhold, SS::withheld},
    {SS::notice_sent, ST::withhold, SS::withheld},
    {SS::notice_sent, ST::extend, SS::extended},
    {SS::notice_sent, ST::object, SS::objected},
    {SS::notice_sent, ST::do_not_object, SS::no_objection},
    {SS::notice_sent, ST::let_pass, SS::no_response},
    {SS::extended, ST::extend, SS::extended},
    {SS::extended, ST::object, SS::objected},
    {SS::extended, ST::do_not_object, SS::no_objection},
    {SS::extended, ST::let_pass, SS::no_response},
    // What comes late, or comes again, need not be considered, but may be.
    {SS::no_response, ST::object, SS::objected},
    {SS::no_response, ST::do_not_object, SS::no_objection},
    {SS::no_objection, ST::object, SS::objected},
    {SS::decided, ST::object, SS::objected},
    {SS::intent_sent, ST::object, SS::objected},
    {SS::objected, ST::decide, SS::decided},
    {SS::no_objection, ST::decide, SS::decided},
    {SS::no_response, ST::decide, SS::decided},
    {SS::decided, ST::send_intent, SS::intent_sent},
    {SS::decided, ST::withhold, SS::withheld},
    {SS::no_objection, ST::release, SS::releasable},
    {SS::no_response, ST::release, SS::releasable},
    {SS::intent_sent, ST::release, SS::releasable},
    // A court's order is obeyed wherever the page stands.
    {SS::notice_sent, ST::enjoin, SS::enjoined},
    {SS::extended, ST::enjoin, SS::enjoined},
    {SS::objected, ST::enjoin, SS::enjoined},
    {SS::no_objection, ST::enjoin, SS::enjoined},
    {SS::no_response, ST::enjoin, SS::enjoined},
    {SS::decided, ST::enjoin, SS::enjoined},
    {SS::intent_sent, ST::enjoin, SS::enjoined},
    {SS::releasable, ST::enjoin, SS::enjoined},
    {SS::withheld, ST::enjoin, SS::enjoined},
    {SS::enjoined, ST::lift, SS::intent_sent},
    {SS::enjoined, ST::withhold, SS::withheld},
}};
static_assert(is_unambiguous(kSubmitter));
// Over an objection nothing is released without a decision and a notice of intent.
static_assert(!look_up(kSubmitter, SS::objected, ST::release));
static_assert(!look_up(kSubmitter, SS::decided, ST::release));
static_assert(!look_up(kSubmitter, SS::enjoined, ST::release));
constexpr std::array<std::string_view, 12> kSubmitterStates{"not_required",
                                                            "required",
                                                            "notice_sent",
                                                            "extended",
                                                            "objected",
                                                            "no_objection",
                                                            "no_response",
                                                            "decided",
                                                            "intent_sent",
                                                            "releasable",
                                                            "withheld",
                                                            "enjoined"};
constexpr std::array<std::string_view, 11> kSubmitterSteps{"send_notice",
                                                           "extend",
                                                           "object",
                                                           "do_not_object",
                                                           "let_pass",
                                                           "decide",
                                                           "send_intent",
                                                           "release",
                                                           "withhold",
                                                           "enjoin",
                                                           "lift"};

using CS = ConsultationState;
using CT = ConsultationStep;
constexpr std::array<Transition<CS, CT>, 10> kConsultation{{
    {CS::sent, CT::receive_back, CS::received_back},
    {CS::sent, CT::let_pass, CS::no_response},
    {CS::sent, CT::refer, CS::referred},
    {CS::no_response, CT::receive_back, CS::received_back},
    {CS::received_back, CT::receive_back, CS::received_back},
    {CS::received_back, CT::adopt, CS::adopted},
    {CS::received_back, CT::reject, CS::rejected},
    {CS::adopted, CT::receive_back, CS::received_back},
    {CS::rejected, CT::receive_back, CS::received_back},
    {CS::referred, CT::answer, CS::answered},
}};
static_assert(is_unambiguous(kConsultation));
// A referral is not adopted or rejected: it is answered by those it went to.
static_assert(!look_up(kConsultation, CS::referred, CT::adopt));
constexpr std::array<std::string_view, 7> kConsultationStates{
    "sent", "received_back", "adopted", "rejected", "no_response", "referred", "answered"};
constexpr std::array<std::string_view, 6> kConsultationSteps{
    "receive_back", "adopt", "reject", "let_pass", "refer", "answer"};

using VS = VolumeState;
using VT = VolumeStep;
constexpr std::array<Transition<VS, VT>, 11> kVolume{{
    {VS::planned, VT::build, VS::built},
    {VS::built, VT::check, VS::checked},
    {VS::checked, VT::seal, VS::sealed},
    {VS::sealed, VT::send, VS::sent},
    {VS::sealed, VT::supersede, VS::superseded},
    {VS::sent, VT::supersede, VS::superseded},
    {VS::sealed, VT::recall, VS::recalled},
    {VS::sent, VT::recall, VS::recalled},
    // One volume may correct some pages of it and another one others.
    {VS::superseded, VT::supersede, VS::superseded},
    {VS::superseded, VT::recall, VS::recalled},
    {VS::recalled, VT::supersede, VS::recalled},
}};
static_assert(is_unambiguous(kVolume));
// Only what was read from the outside is sealed, and only what is sealed leaves.
static_assert(!look_up(kVolume, VS::built, VT::seal));
static_assert(!look_up(kVolume, VS::checked, VT::send));
static_assert(!look_up(kVolume, VS::recalled, VT::send));
constexpr std::string_view kNotice =
    "the submitter is given notice and a reasonable time to object, and the agency's reasons and a "
    "disclosure date when it does not sustain the objections";

}  // namespace

std::optional<TaskingState> next(TaskingState state, TaskingStep step) {
  return look_up(kTasking, state, step);
}

// LAW: Oglesby v. Army, 920 F.2d 57: a search is shown by who searched where, with what terms.
std::optional<Refusal> tasking_refusal(std::int64_t tasking, TaskingState state, TaskingStep step) {
  if (next(state, step)) {
    return std::nullopt;
  }
  const auto refuse = [&](std::string_view cannot, std::string_view why, std::string remedy) {
    return Refusal{fmt::format("tasking {} cannot be {}: {}", tasking, cannot, why),
                   "a search is shown by who searched where, with what terms, and what came of it",
                   "Oglesby v. Army, 920 F.2d 57",
                   std::move(remedy)};
  };
  const auto command = [&](std::string_view verb) {
    return fmt::format("vaughn task {} {}", verb, tasking);
  };
  const bool is_answered = state == TS::no_records || state == TS::records_returned;
  switch (step) {
    case TT::send:
      return Refusal{
          fmt::format("tasking {} was sent already", tasking),
          "",
          "",
          "to ask the office again, once its answer was sent back or closed: " + command("retask")};
    case TT::acknowledge:
    case TT::begin: {
      const std::string_view cannot = step == TT::acknowledge ? "acknowledged" : "begun";
      if (state == TS::drafted) {
        return refuse(cannot, "it was not sent yet", "send it first: " + command("send"));
      }
      return refuse(cannot, fmt::format("it is {} already", foia::to_string(state)), "");
    }
    case TT::answer_none:
    case TT::answer_records:
      if (state == TS::drafted) {
        return refuse("answered", "it was not sent yet", "send it first: " + command("send"));
      }
      return refuse("answered",
                    is_answered ? "it was answered already" : "it is closed",
                    is_answered
                        ? fmt::format("if that answer will not do: {} --reason TEXT, or undo it",
                                      command("send-back"))
                        : "to search once more: " + command("retask") + " --reason TEXT");
    case TT::send_back:
      return refuse("sent back",
                    state == TS::closed ? "it is closed" : "nothing was answered",
                    state == TS::closed ? "ask anew: " + command("retask") + " --reason TEXT" : "");
    case TT::close:
      if (state == TS::closed) {
        return refuse("closed", "it is closed already", "");
      }
      return refuse("closed",
                    state == TS::drafted     ? "it was never sent and never answered"
                    : state == TS::sent_back ? "its answer was sent back and no other came"
                                             : "it was never answered",
                    (state == TS::drafted ? "send it: " + command("send")
                                          : "record the answer: " + command("answer")));
    case TT::retask:
      return refuse("tasked again",
                    state == TS::drafted ? "it was not sent yet"
                    : is_answered        ? "its answer was neither sent back nor accepted"
                                         : "it is not answered yet",
                    state == TS::drafted ? "send it: " + command("send")
                    : is_answered ? command("send-back") + " --reason TEXT, or " + command("close")
                                  : "");
  }
  return std::nullopt;
}

std::string_view to_string(PageState state) {
  return word(kPageStates, state);
}
std::string_view to_string(PageStep step) {
  return word(kPageSteps, step);
}
std::optional<PageState> next(PageState state, PageStep step) {
  return look_up(kPage, state, step);
}

std::optional<Refusal> page_refusal(std::string_view what, PageState state, PageStep step) {
  if (next(state, step)) {
    return std::nullopt;
  }
  switch (state) {
    case PS::out_submitter:
      return Refusal{fmt::format("{} is at the submitter", what),
                     std::string(kNotice),
                     "EO 12600 sec. 4",
                     "`vaughn consult status` says until when"};
    case PS::out_consultation:
      return Refusal{fmt::format("{} is out for consultation", what),
                     "the agency that has the interest is heard first",
                     "5 U.S.C. 552(a)(6)(B)(iii)(III)",
                     "`vaughn consult status` says since when"};
    case PS::stamped:
    case PS::produced:
      return Refusal{
          fmt::format(
              "{} {}", what, state == PS::stamped ? "is in a sealed volume" : "was produced"),
          "what was produced stays as it left; a page is corrected by a later volume "
          "that supersedes the first",
          "",
          "say --correction, then: vaughn produce run --supersedes"};
    case PS::referred:
      return Refusal{fmt::format("{} is referred to another agency", what),
                     "the agency that got it answers for it",
                     "",
                     "decide it anew to take it back"};
    case PS::collected:
      return Refusal{fmt::format("{} is of a record that nobody coded yet", what),
                     "",
                     "",
                     "code the record first: vaughn code"};
    case PS::duplicate:
      return Refusal{fmt::format("{} is of a copy; the first of them is processed for all", what),
                     "",
                     "",
                     "`vaughn show` names the first"};
    case PS::non_responsive:
      return Refusal{fmt::format("{} is of a record that answers no category", what),
                     "",
                     "",
                     "code the record first: vaughn code --overwrite"};
    case PS::second_review:
      if (step == PT::review_again) {
        return Refusal{fmt::format("{} is before a second reviewer already", what),
                       "",
                       "",
                       "another person than the one who asked decides it: vaughn decide"};
      }
      [[fallthrough]];
    case PS::approved:
    case PS::reprocessed:
      if (step == PT::code_non_responsive) {
        auto why = *coding_refusal(true, step);
        why.what = fmt::format("{} was decided as part of a responsive record", what);
        why.remedy =
            "if the whole record was taken for responsive by mistake, take the decisions on its "
            "pages back first: vaughn undo";
        return why;
      }
      break;
    case PS::responsive:
    case PS::first_review: break;
  }
  return Refusal{
      fmt::format("'{}' cannot follow '{}' for {}", to_string(step), to_string(state), what),
      "",
      "",
      ""};
}

std::string_view to_string(SubmitterState state) {
  return word(kSubmitterStates, state);
}
std::string_view to_string(SubmitterStep step) {
  return word(kSubmitterSteps, step);
}
std::optional<SubmitterState> next(SubmitterState state, SubmitterStep step) {
  return look_up(kSubmitter, state, step);
}

std::string_view to_string(ConsultationState state) {
  return word(kConsultationStates, state);
}
std::string_view to_string(ConsultationStep step) {
  return word(kConsultationSteps, step);
}
std::optional<ConsultationState> next(ConsultationState state, ConsultationStep step) {
  return look_up(kConsultation, state, step);
}

std::optional<VolumeState> next(VolumeState state, VolumeStep step) {
  return look_up(kVolume, state, step);
}

std::optional<Refusal> volume_refusal(std::string_view volume, VolumeState state, VolumeStep step) {
  if (next(state, step)) {
    return std::nullopt;
  }
  const bool is_sealed = state > VS::checked;
  switch (step) {
    case VT::build:
    case VT::check:
    case VT::seal:
      return Refusal{fmt::format("{} cannot be {}: it is {}",
                                 volume,
                                 step == VT::build   ? "built"
                                 : step == VT::check ? "checked"
                                                     : "sealed",
                                 foia::to_string(state)),
                     "a volume is built once, checked from the outside, and only then sealed",
                     "",
                     ""};
    case VT::send:
      if (state == VS::sent) {
        return Refusal{fmt::format("{} was sent already", volume), "", "", ""};
      }
      return Refusal{
          is_sealed ? fmt::format("{} cannot be sent: it is {}", volume, foia::to_string(state))
                    : fmt::format("{} was never sealed", volume),
          is_sealed ? "only the volume in force is sent"
                    : "only what was checked from the outside and sealed leaves",
          "",
          is_sealed ? "send the volume that corrects it; `vaughn produce list` names it"
                    : "seal it: vaughn produce run"};
    case VT::supersede:
      return Refusal{fmt::format("{} was never sealed", volume),
                     "only a sealed volume is corrected by another",
                     "",
                     "`vaughn produce list` lists the sealed ones"};
    case VT::recall:
      return Refusal{is_sealed ? fmt::format("{} was recalled already", volume)
                               : fmt::format("{} was never sealed", volume),
                     "",
                     "",
                     ""};
  }
  return std::nullopt;
}

// LAW: EO 12600 sec. 4: nothing is disclosed while the submitter may object.
// LAW: EO 12600 sec. 5: nothing is disclosed over an objection before the date that was given.
std::optional<Refusal> release_refusal(const ReleaseFacts& facts) {
  switch (facts.submitter) {
    case SS::not_required:
    case SS::releasable:
      if (facts.page == PS::out_submitter) {
        return Refusal{"the page is at the submitter", std::string(kNotice), "EO 12600 sec. 4"};
      }
      break;
    case SS::withheld:
      return Refusal{"the page is withheld at the submitter's objection",
                     "trade secrets and confidential commercial information are exempt",
                     "5 U.S.C. 552(b)(4)"};
    case SS::enjoined:
      return Refusal{"a court keeps the page from being disclosed",
                     "a submitter may have the disclosure reviewed under the Administrative "
                     "Procedure Act",
                     "Chrysler v. Brown, 441 U.S. 281"};
    case SS::required:
    case SS::notice_sent:
    case SS::extended:
      return Refusal{facts.objection_due
                         ? fmt::format("the page is at the submitter, who has until {} to object",
                                       base::to_string(*facts.objection_due))
                         : std::string("the page is at the submitter"),
                     std::string(kNotice),
                     "EO 12600 sec. 4"};
    case SS::objected:
      return Refusal{"an objection of the submitter is not decided",
                     "the submitter's objections are considered before anything is disclosed",
                     "EO 12600 sec. 5"};
    case SS::decided:
      return Refusal{
          "the submitter was not told that its objection is overruled and when it is "
          "disclosed",
          std::string(kNotice),
          "EO 12600 sec. 5"};
    case SS::no_objection:
    case SS::no_response:
      return Refusal{"the submitter's answer is not dealt with to the end",
                     std::string(kNotice),
                     "EO 12600 sec. 5"};
    case SS::intent_sent: break;
  }
  if (facts.disclosure_date && facts.on < *facts.disclosure_date) {
    return Refusal{fmt::format("the submitter was told that the page is disclosed on {}",
                               base::to_string(*facts.disclosure_date)),
                   std::string(kNotice),
                   "EO 12600 sec. 5"};
  }
  if (facts.page == PS::out_consultation || facts.page == PS::referred) {
    return Refusal{fmt::format("the page is {}",
                               facts.page == PS::referred ? "referred to another agency"
                                                          : "out for consultation"),
                   "the agency that has the interest is heard, or answers itself",
                   ""};
  }
  return std::nullopt;
}

std::optional<Refusal> submitter_refusal(SubmitterState state,
                                         SubmitterStep step,
                                         std::optional<base::Date> objection_due,
                                         base::Date on,
                                         std::string_view reason) {
  if (!next(state, step)) {
    return Refusal{fmt::format("'{}' cannot follow '{}'", to_string(step), to_string(state)),
                   std::string(kNotice),
                   "EO 12600 sec. 4"};
  }
  if (step == ST::let_pass && objection_due && on <= *objection_due) {
    return Refusal{
        fmt::format("the submitter has until {} to object", base::to_string(*objection_due)),
        std::string(kNotice),
        "EO 12600 sec. 4"};
  }
  if (step == ST::decide && state == SS::objected && reason.empty()) {
    return Refusal{
        "the decision on the objections has no reason", std::string(kNotice), "EO 12600 sec. 5"};
  }
  return std::nullopt;
}

std::optional<Refusal> consultation_refusal(ConsultationState state,
                                            ConsultationStep step,
                                            std::optional<base::Date> answer_due,
                                            base::Date on) {
  if (!next(state, step)) {
    return Refusal{fmt::format("'{}' cannot follow '{}'", to_string(step), to_string(state)),
                   "the agency that has the interest is heard, or answers itself",
                   ""};
  }
  if (step == CT::let_pass && answer_due && on <= *answer_due) {
    return Refusal{fmt::format("they have until {} to answer", base::to_string(*answer_due)),
                   "the agency that has the interest is heard, or answers itself",
                   ""};
  }
  return std::nullopt;
}

// LAW: AILA v. EOIR, 830 F.3d 667: a responsive record has no non-responsive parts.
std::optional<Refusal> coding_refusal(bool is_record_responsive, PageStep step) {
  if (is_record_responsive && step == PT::code_non_responsive) {
    return Refusal{"a part of a responsive record cannot be coded non-responsive",
                   "once a record is found responsive the only reason to withhold a part of it is "
                   "an exemption",
                   "AILA v. EOIR, 830 F.3d 667"};
  }
  return std::nullopt;
}

foia::PageOutcome page_outcome(bool is_withheld, int boxes) {
  return is_withheld ? foia::PageOutcome::withheld_in_full
         : boxes > 0 ? foia::PageOutcome::in_part
                     : foia::PageOutcome::in_full;
}

foia::PageOutcome record_outcome(std::span<const foia::PageOutcome> pages) {
  const auto all = [&](foia::PageOutcome outcome) {
    return !pages.empty() &&
           std::all_of(pages.begin(), pages.end(), [&](auto page) { return page == outcome; });
  };
  return all(foia::PageOutcome::in_full)            ? foia::PageOutcome::in_full
         : all(foia::PageOutcome::withheld_in_full) ? foia::PageOutcome::withheld_in_full
                                                    : foia::PageOutcome::in_part;
}

}  // namespace vaughn::clock
