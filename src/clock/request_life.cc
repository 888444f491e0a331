// SPDX-License-Identifier: AGPL-3.0-or-later
#include "clock/request_life.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.h"

namespace vaughn::clock {

using base::Date;
using base::Error;
using base::ErrorCode;
using base::Result;
using foia::RequestDisposition;
using foia::RequestStep;
using foia::StepKind;
using State = RequestState;

namespace {

constexpr std::array<std::string_view, kRequestStates> kWords{"not_received",
                                                              "received",
                                                              "misdirected",
                                                              "imperfect",
                                                              "perfected",
                                                              "acknowledged",
                                                              "tolled_information",
                                                              "tolled_fee",
                                                              "determined",
                                                              "interim_released",
                                                              "closed",
                                                              "appealed",
                                                              "remanded"};
constexpr std::array<std::string_view, kRequestStates> kTitles{
    "not received yet",
    "received",
    "with the wrong component",
    "imperfect: the clock has not begun",
    "perfected",
    "acknowledged",
    "waiting for information, the clock stands still",
    "waiting for an answer about fees, the clock stands still",
    "determined",
    "released in part, more to come",
    "closed",
    "on appeal",
    "remanded on appeal"};

using Mask = unsigned;
constexpr Mask in(State state) {
  return 1U << static_cast<unsigned>(state);
}
constexpr Mask kWaiting = in(State::tolled_information) | in(State::tolled_fee);
constexpr Mask kUndecided = in(State::received) | in(State::perfected) | in(State::acknowledged);
constexpr Mask kOpen = kUndecided | kWaiting | in(State::misdirected) | in(State::imperfect) |
                       in(State::determined) | in(State::interim_released) | in(State::remanded);
constexpr Mask kHere = kOpen | in(State::closed) | in(State::appealed);

// What each step asks of the state and what it makes of it; `stays` leaves it as it is.
struct Row {
  StepKind step;
  Mask from;
  State to;
  bool stays;
};
constexpr State kSame = State::not_received;
constexpr std::array<Row, foia::kStepKinds> kRows{{
    {StepKind::received, in(State::not_received), State::received, false},
    {StepKind::routed, in(State::misdirected), State::received, false},
    {StepKind::found_imperfect,
     in(State::received) | in(State::acknowledged),
     State::imperfect,
     false},
    {StepKind::perfected, in(State::imperfect) | in(State::received), State::perfected, false},
    {StepKind::acknowledged,
     in(State::received) | in(State::perfected),
     State::acknowledged,
     false},
    {StepKind::track_assigned, kOpen, kSame, true},
    {StepKind::tolled, kUndecided | kWaiting, State::tolled_information, false},
    {StepKind::toll_answered, kWaiting, kSame, false},
    {StepKind::extended, kUndecided | kWaiting, kSame, true},
    {StepKind::expedition_requested, kOpen, kSame, true},
    {StepKind::expedition_decided, kOpen, kSame, true},
    {StepKind::fee_category_set, kHere, kSame, true},
    {StepKind::fee_estimated, kHere, kSame, true},
    {StepKind::fee_waiver_requested, kHere, kSame, true},
    {StepKind::fee_waiver_decided, kHere, kSame, true},
    {StepKind::fee_paid, kHere, kSame, true},
    {StepKind::narrowing_offered, kOpen, kSame, true},
    {StepKind::narrowing_answered, kOpen, kSame, true},
    {StepKind::interest_asked, kOpen, kSame, true},
    {StepKind::interest_answered, kHere, kSame, true},
    {StepKind::determined,
     kUndecided | kWaiting | in(State::imperfect) | in(State::interim_released) |
         in(State::remanded),
     State::determined,
     false},
    {StepKind::interim_released,
     kUndecided | in(State::determined) | in(State::interim_released) | in(State::remanded),
     State::interim_released,
     false},
    {StepKind::closed, kOpen, State::closed, false},
    {StepKind::reopened, in(State::closed), State::acknowledged, false},
    {StepKind::appeal_received, kHere & ~in(State::appealed), State::appealed, false},
    {StepKind::appeal_decided, in(State::appealed), State::remanded, false},
    {StepKind::complaint_served, kHere, kSame, true},
    {StepKind::ordered, kHere, kSame, true},
    {StepKind::litigation_ended, kHere, kSame, true},
}};

constexpr bool rows_are_in_order() {
  for (std::size_t i = 0; i < kRows.size(); ++i) {
    if (static_cast<std::size_t>(kRows[i].step) != i) {
      return false;
    }
  }
  return true;
}
static_assert(rows_are_in_order());

constexpr std::size_t count_transitions() {
  std::size_t count = 0;
  for (const auto& row : kRows) {
    for (int state = 0; state < kRequestStates; ++state) {
      count += (row.from & in(static_cast<State>(state))) != 0 ? 1 : 0;
    }
  }
  return count;
}

constexpr auto list_transitions() {
  std::array<RequestTransition, count_transitions()> out{};
  std::size_t next = 0;
  for (const auto& row : kRows) {
    for (int i = 0; i < kRequestStates; ++i) {
      const auto state = static_cast<State>(i);
      if ((row.from & in(state)) != 0) {
        out[next++] = {state, row.step, row.stays || row.to == kSame ? state : row.to};
      }
    }
  }
  return out;
}
constexpr auto kTransitions = list_transitions();

const Row& row_of(StepKind step) {
  return kRows.at(static_cast<std::size_t>(step));
}

Refusal by_logic(std::string what) {
  return {std::move(what), "", ""};
}

std::string of(const std::optional<Date>& date) {
  return date ? base::to_string(*date) : "an unknown date";
}

using Guard = std::optional<Refusal> (*)(const RequestLife&, const RequestStep&, const Rules&);

std::optional<Refusal> allow(const RequestLife&, const RequestStep&, const Rules&) {
  return std::nullopt;
}

bool has_open_toll(const RequestLife& life, TollKind kind) {
  return std::any_of(life.tolls.begin(), life.tolls.end(), [&](const Toll& toll) {
    return toll.kind == kind && !toll.closed;
  });
}

std::optional<Refusal> guard_toll(const RequestLife& life,
                                  const RequestStep& step,
                                  const Rules& rules) {
  if (!step.toll) {
    return by_logic("it is not said what the question is about");
  }
  if (step.text.empty()) {
    return by_logic("a question that stops the clock is kept in its own words");
  }
  // LAW: 5 U.S.C. 552(a)(6)(A)(ii)(I): the clock is stopped for information once and no more.
  for (const auto& toll : life.tolls) {
    if (*step.toll == TollKind::information && toll.kind == TollKind::information) {
      return Refusal{fmt::format("the clock was stopped for information on {} already",
                                 base::to_string(toll.opened)),
                     "the agency may make one request to the requester for information and toll "
                     "the 20-day period while it awaits it",
                     "5 U.S.C. 552(a)(6)(A)(ii)(I)"};
    }
  }
  // LAW: 5 U.S.C. 552(a)(6)(A)(ii)(II): fee questions stop it as often as fees have to be settled.
  if (has_open_toll(life, *step.toll)) {
    return Refusal{"a question about fees is open already",
                   "the answer to the agency's question ends the tolling period; then it may ask "
                   "again",
                   "5 U.S.C. 552(a)(6)(A)(ii)(II)"};
  }
  const auto facts = life.facts();
  if (facts && working_days_used(rules.calendar, rules.periods, *facts, step.on) >= 20) {
    auto plain = *facts;
    plain.extension.reset();
    return Refusal{fmt::format("the 20 working days ran out on {}",
                               of(determination_due(rules.calendar, rules.periods, plain))),
                   "only the 20-day period can be tolled, not what comes after it",
                   "5 U.S.C. 552(a)(6)(A)(ii)"};
  }
  return std::nullopt;
}

std::optional<Refusal> guard_toll_answer(const RequestLife& life,
                                         const RequestStep& step,
                                         const Rules&) {
  if (!step.toll || !has_open_toll(life, *step.toll)) {
    return by_logic("no such question is open");
  }
  for (const auto& toll : life.tolls) {
    if (toll.kind == *step.toll && !toll.closed && step.on < toll.opened) {
      return by_logic(fmt::format("the question was sent on {}", base::to_string(toll.opened)));
    }
  }
  return std::nullopt;
}

std::optional<Refusal> guard_extension(const RequestLife& life,
                                       const RequestStep& step,
                                       const Rules& rules) {
  if (life.extension) {
    return Refusal{fmt::format("the time was extended on {} already", of(life.extension->noticed)),
                   "no notice shall specify a date that would extend the time by more than ten "
                   "working days in all",
                   "5 U.S.C. 552(a)(6)(B)(i)"};
  }
  // LAW: 5 U.S.C. 552(a)(6)(B)(iii): three unusual circumstances and no other.
  if (step.grounds.empty()) {
    return Refusal{"no unusual circumstance is named",
                   "unusual circumstances are only: records in field facilities; voluminous "
                   "records; consultation with another agency or among components",
                   "5 U.S.C. 552(a)(6)(B)(iii)"};
  }
  // LAW: 5 U.S.C. 552(a)(6)(B)(i): no more than ten working days without another arrangement.
  if (!step.is_arranged && (step.days < 1 || step.days > 10)) {
    return Refusal{fmt::format("{} working days are asked for", step.days),
                   "an extension is of one to ten working days, unless the agency offers to narrow "
                   "the request or to arrange another time frame",
                   "5 U.S.C. 552(a)(6)(B)(i)"};
  }
  // LAW: 5 U.S.C. 552(a)(6)(B)(ii): beyond ten days only by an arrangement with the requester.
  if (step.is_arranged && (!step.due || step.text.empty())) {
    return Refusal{"the arranged time frame is not told",
                   "beyond ten days the agency offers to limit the scope or to arrange an "
                   "alternative time frame, with its Public Liaison and notice of OGIS",
                   "5 U.S.C. 552(a)(6)(B)(ii)"};
  }
  const auto facts = life.facts();
  const auto due =
      facts ? determination_due(rules.calendar, rules.periods, *facts) : std::optional<Date>{};
  if (due && *due < step.on) {
    return Refusal{fmt::format("the time to be extended ran out on {}", base::to_string(*due)),
                   "the time limits may be extended by written notice before they end",
                   "5 U.S.C. 552(a)(6)(B)(i)"};
  }
  return std::nullopt;
}

std::optional<Refusal> guard_expedition_decision(const RequestLife& life,
                                                 const RequestStep&,
                                                 const Rules&) {
  if (!life.expedition_requested) {
    return by_logic("expedition was not requested");
  }
  if (life.expedition_decided) {
    return by_logic(fmt::format("expedition was decided on {}", of(life.expedition_decided)));
  }
  return std::nullopt;
}

std::optional<Refusal> guard_expedition_request(const RequestLife& life,
                                                const RequestStep& step,
                                                const Rules&) {
  if (life.expedition_requested && !life.expedition_decided) {
    return by_logic("a request for expedition is open already");
  }
  // LAW: 5 U.S.C. 552(a)(6)(E)(v): expedition rests on a compelling need.
  if (step.text.empty()) {
    return Refusal{
        "no compelling need is told",
        "compelling need: an imminent threat to life or safety, or urgency to inform the "
        "public by one primarily engaged in it; agencies may add grounds by regulation",
        "5 U.S.C. 552(a)(6)(E)(v)"};
  }
  return std::nullopt;
}

std::optional<Refusal> guard_waiver_decision(const RequestLife& life,
                                             const RequestStep&,
                                             const Rules&) {
  if (!life.waiver_requested) {
    return by_logic("a fee waiver was not requested");
  }
  return std::nullopt;
}

std::optional<Refusal> guard_narrowing_answer(const RequestLife& life,
                                              const RequestStep&,
                                              const Rules&) {
  if (life.narrowing_offers == 0) {
    return by_logic("no narrowing was offered");
  }
  return std::nullopt;
}

// LAW: OIP guidance 7: "still interested" is asked once, with reasons, and 30 working days to
// answer.
std::optional<Refusal> guard_interest(const RequestLife& life, const RequestStep&, const Rules&) {
  if (life.interest_asked) {
    return Refusal{
        fmt::format("the requester was asked on {} already", base::to_string(*life.interest_asked)),
        "whether a requester is still interested is asked on reasonable grounds and not repeatedly",
        "OIP guidance 7"};
  }
  return std::nullopt;
}

std::optional<Refusal> guard_interest_answer(const RequestLife& life,
                                             const RequestStep&,
                                             const Rules&) {
  if (!life.interest_asked) {
    return by_logic("the requester was not asked");
  }
  return std::nullopt;
}

bool rests_on_a_search(RequestDisposition disposition) {
  switch (disposition) {
    case RequestDisposition::full_grant:
    case RequestDisposition::partial_grant:
    case RequestDisposition::full_denial:
    case RequestDisposition::no_records: return true;
    case RequestDisposition::referred:
    case RequestDisposition::withdrawn:
    case RequestDisposition::fee_related:
    case RequestDisposition::not_described:
    case RequestDisposition::improper_request:
    case RequestDisposition::not_agency:
    case RequestDisposition::duplicate:
    case RequestDisposition::other: return false;
  }
  return false;
}

std::optional<Refusal> guard_determination(const RequestLife& life,
                                           const RequestStep& step,
                                           const Rules&) {
  if (!step.disposition) {
    return by_logic("a determination says how the request is answered");
  }
  if (life.state == State::imperfect && rests_on_a_search(*step.disposition)) {
    return Refusal{
        "the request is imperfect: " + life.missing,
        "records are made available on a request that reasonably describes them and is made by the "
        "published rules",
        "5 U.S.C. 552(a)(3)(A)"};
  }
  return std::nullopt;
}

std::optional<Refusal> guard_close(const RequestLife& life,
                                   const RequestStep& step,
                                   const Rules& rules) {
  if (!step.disposition) {
    return by_logic("closing says how the request ended");
  }
  if (*step.disposition == RequestDisposition::other && step.text.empty()) {
    return by_logic("'other' says in words how the request ended");
  }
  // LAW: 5 U.S.C. 552(a)(6)(A)(i)(I): the requester is told the determination and its reasons.
  if (rests_on_a_search(*step.disposition) && !life.determined) {
    return Refusal{"the requester was not told a determination",
                   "the agency determines whether to comply and notifies the requester of it, of "
                   "the reasons and of the right to appeal; acknowledging is no determination",
                   "5 U.S.C. 552(a)(6)(A)(i)(I)"};
  }
  if (*step.disposition == RequestDisposition::other && life.interest_asked &&
      !life.is_interest_answered) {
    const auto due = explain_still_interested(rules.calendar, rules.periods, *life.interest_asked);
    if (due && due->due && step.on <= *due->due) {
      return Refusal{
          fmt::format("the requester has until {} to answer", base::to_string(*due->due)),
          "a request is closed for silence only after 30 working days",
          "OIP guidance 7"};
    }
  }
  return std::nullopt;
}

// LAW: 5 U.S.C. 552(a)(6)(A)(i)(III): what can be appealed is an adverse determination.
std::optional<Refusal> guard_appeal(const RequestLife& life, const RequestStep&, const Rules&) {
  const bool is_denied =
      (life.determined || life.closed) && life.disposition && is_adverse(*life.disposition);
  const bool is_expedition_denied = life.expedition_decided && !life.is_expedited;
  const bool is_waiver_denied = life.waiver_decided && !life.is_waived;
  if (!is_denied && !is_expedition_denied && !is_waiver_denied) {
    return Refusal{"there is no adverse determination to appeal",
                   "an adverse determination can be appealed; if none comes in time the requester "
                   "may go to court without an appeal, 5 U.S.C. 552(a)(6)(C)(i)",
                   "5 U.S.C. 552(a)(6)(A)(i)(III)"};
  }
  return std::nullopt;
}

std::optional<Refusal> guard_appeal_decision(const RequestLife&,
                                             const RequestStep& step,
                                             const Rules&) {
  if (!step.outcome) {
    return by_logic("a decision on appeal has an outcome");
  }
  return std::nullopt;
}

std::optional<Refusal> guard_complaint(const RequestLife& life, const RequestStep&, const Rules&) {
  if (life.served) {
    return by_logic(fmt::format("a complaint was served on {} already", of(life.served)));
  }
  return std::nullopt;
}

std::optional<Refusal> guard_order(const RequestLife& life, const RequestStep& step, const Rules&) {
  if (!life.in_litigation) {
    return by_logic("no complaint was served: there is no court to order anything");
  }
  if (step.kind == StepKind::ordered && (step.key.empty() || !step.due)) {
    return by_logic("an order is recorded with a key and its date");
  }
  return std::nullopt;
}

Guard guard_of(StepKind kind) {
  switch (kind) {
    case StepKind::tolled: return guard_toll;
    case StepKind::toll_answered: return guard_toll_answer;
    case StepKind::extended: return guard_extension;
    case StepKind::expedition_requested: return guard_expedition_request;
    case StepKind::expedition_decided: return guard_expedition_decision;
    case StepKind::fee_waiver_decided: return guard_waiver_decision;
    case StepKind::narrowing_answered: return guard_narrowing_answer;
    case StepKind::interest_asked: return guard_interest;
    case StepKind::interest_answered: return guard_interest_answer;
    case StepKind::determined: return guard_determination;
    case StepKind::closed: return guard_close;
    case StepKind::appeal_received: return guard_appeal;
    case StepKind::appeal_decided: return guard_appeal_decision;
    case StepKind::complaint_served: return guard_complaint;
    case StepKind::ordered:
    case StepKind::litigation_ended: return guard_order;
    case StepKind::received:
    case StepKind::routed:
    case StepKind::found_imperfect:
    case StepKind::perfected:
    case StepKind::acknowledged:
    case StepKind::track_assigned:
    case StepKind::fee_category_set:
    case StepKind::fee_estimated:
    case StepKind::fee_waiver_requested:
    case StepKind::fee_paid:
    case StepKind::narrowing_offered:
    case StepKind::interim_released:
    case StepKind::reopened: return allow;
  }
  return allow;
}

void change_state(RequestLife& life, State state, Date on) {
  life.state = state;
  life.last_change = on;
}

State tolled_state(const RequestLife& life) {
  return has_open_toll(life, TollKind::information) ? State::tolled_information
         : has_open_toll(life, TollKind::fee)       ? State::tolled_fee
                                                    : life.before_toll;
}

void apply_appeal_decision(RequestLife& life, const RequestStep& step) {
  life.appeal_decided = step.on;
  life.appeal_outcome = step.outcome;
  const bool goes_back = step.outcome == foia::AppealOutcome::reversed ||
                         step.outcome == foia::AppealOutcome::partly_reversed;
  change_state(life, goes_back ? State::remanded : life.before_appeal, step.on);
}

void apply_order(RequestLife& life, const RequestStep& step) {
  OrderedDate order{step.key, step.text, step.due.value_or(step.on), step.on, step.ecf};
  const auto place = std::find_if(life.orders.begin(), life.orders.end(), [&](const auto& other) {
    return other.key == order.key;
  });
  if (place == life.orders.end()) {
    life.orders.push_back(std::move(order));
  } else {
    *place = std::move(order);
  }
}

}  // namespace

std::string_view to_string(RequestState state) {
  return kWords.at(static_cast<std::size_t>(state));
}

std::string_view title(RequestState state) {
  return kTitles.at(static_cast<std::size_t>(state));
}

bool is_clock_running(RequestState state) {
  return (in(state) & (kUndecided | in(State::misdirected))) != 0;
}

std::optional<DeterminationFacts> RequestLife::facts() const {
  if (!received) {
    return std::nullopt;
  }
  DeterminationFacts out;
  out.received = *received;
  out.reached_proper = reached_proper;
  out.perfected = perfected;
  out.is_after_hours = is_after_hours;
  out.tolls = tolls;
  out.extension = extension;
  return out;
}

std::span<const RequestTransition> request_transitions() {
  return kTransitions;
}

std::vector<StepKind> steps_from(State state) {
  std::vector<StepKind> out;
  for (const auto& row : kRows) {
    if ((row.from & in(state)) != 0) {
      out.push_back(row.step);
    }
  }
  return out;
}

std::optional<Refusal> refusal(const RequestLife& life,
                               const RequestStep& step,
                               const Rules& rules) {
  if (!Calendar::covers(step.on)) {
    return by_logic(base::to_string(step.on) + " is too far off");
  }
  const auto& row = row_of(step.kind);
  // The guard knows more than the table about a second question while one is open, and so on.
  if ((row.from & in(life.state)) == 0) {
    if (step.kind == StepKind::received) {
      return by_logic(fmt::format("the request was received on {} already", of(life.received)));
    }
    if (life.state == State::not_received) {
      return by_logic("the request is not received yet");
    }
    return by_logic(fmt::format("the request is {}", title(life.state)));
  }
  if (life.received && step.on < *life.received && step.kind != StepKind::expedition_requested) {
    return by_logic(fmt::format("{} is before the request was received, on {}",
                                base::to_string(step.on),
                                base::to_string(*life.received)));
  }
  if (!row.stays && life.last_change && step.on < *life.last_change) {
    return by_logic(fmt::format("{} is before the last change, on {}",
                                base::to_string(step.on),
                                base::to_string(*life.last_change)));
  }
  return guard_of(step.kind)(life, step, rules);
}

void apply(RequestLife& life, const RequestStep& step) {
  const auto& row = row_of(step.kind);
  if (!row.stays && row.to != kSame && step.kind != StepKind::tolled &&
      step.kind != StepKind::appeal_decided) {
    if (step.kind == StepKind::appeal_received) {
      life.before_appeal = life.state;
    }
    change_state(life, row.to, step.on);
  }
  switch (step.kind) {
    case StepKind::received:
      life.received = step.on;
      life.is_after_hours = step.is_after_hours;
      life.office = step.office;
      if (!step.is_proper) {
        life.state = State::misdirected;
      }
      break;
    case StepKind::routed:
      life.reached_proper = step.on;
      life.office = step.office;
      break;
    case StepKind::found_imperfect: life.missing = step.text; break;
    case StepKind::perfected:
      // Without a defect the clock has run since the receipt.
      if (!life.missing.empty()) {
        life.perfected = step.on;
        life.missing.clear();
      }
      break;
    case StepKind::acknowledged:
      life.acknowledged = step.on;
      life.tracking_number = step.number.empty() ? life.tracking_number : step.number;
      life.estimate = step.due ? step.due : life.estimate;
      break;
    case StepKind::track_assigned: life.track = step.text; break;
    case StepKind::tolled:
      if ((in(life.state) & kWaiting) == 0) {
        life.before_toll = life.state;
      }
      life.tolls.push_back({step.toll.value_or(TollKind::information), step.on, std::nullopt});
      change_state(life, tolled_state(life), step.on);
      break;
    case StepKind::toll_answered:
      for (auto& toll : life.tolls) {
        if (toll.kind == step.toll && !toll.closed) {
          toll.closed = step.on;
        }
      }
      change_state(life, tolled_state(life), step.on);
      break;
    case StepKind::extended:
      life.extension = Extension{
          step.on, step.is_arranged ? 0 : step.days, step.is_arranged ? step.due : std::nullopt};
      life.grounds = step.grounds;
      break;
    case StepKind::expedition_requested:
      life.expedition_requested = step.on;
      life.expedition_decided.reset();
      break;
    case StepKind::expedition_decided:
      life.expedition_decided = step.on;
      life.is_expedited = step.is_granted;
      break;
    case StepKind::fee_category_set: life.fee_category = step.text; break;
    case StepKind::fee_estimated: life.estimated_cents = step.cents; break;
    case StepKind::fee_waiver_requested:
      life.waiver_requested = step.on;
      life.waiver_decided.reset();
      break;
    case StepKind::fee_waiver_decided:
      life.waiver_decided = step.on;
      life.is_waived = step.is_granted;
      break;
    case StepKind::fee_paid: break;
    case StepKind::narrowing_offered: ++life.narrowing_offers; break;
    case StepKind::narrowing_answered:
      ++life.narrowing_answers;
      life.narrowing_refusals += step.is_granted ? 0 : 1;
      break;
    case StepKind::interest_asked: life.interest_asked = step.on; break;
    case StepKind::interest_answered: life.is_interest_answered = true; break;
    case StepKind::determined:
      life.determined = step.on;
      life.disposition = step.disposition;
      break;
    case StepKind::interim_released: break;
    case StepKind::closed:
      life.closed = step.on;
      life.disposition = step.disposition;
      break;
    case StepKind::reopened: life.closed.reset(); break;
    case StepKind::appeal_received: life.appeal_received = step.on; break;
    case StepKind::appeal_decided: apply_appeal_decision(life, step); break;
    case StepKind::complaint_served:
      life.in_litigation = true;
      life.served = step.on;
      life.case_number = step.number;
      break;
    case StepKind::ordered: apply_order(life, step); break;
    case StepKind::litigation_ended: life.in_litigation = false; break;
  }
}

Error to_error(const Refusal& refusal) {
  auto hint = refusal.rule;
  if (!refusal.citation.empty()) {
    hint = fmt::format("{}: {}", refusal.citation, refusal.rule);
  }
  if (!refusal.remedy.empty()) {
    hint += (hint.empty() ? "" : "; ") + refusal.remedy;
  }
  return Error{ErrorCode::conflict, refusal.what, std::move(hint)};
}

Result<RequestLife> advance(const RequestLife& life, const RequestStep& step, const Rules& rules) {
  if (const auto why = refusal(life, step, rules)) {
    return to_error(*why);
  }
  auto out = life;
  apply(out, step);
  return out;
}

std::string_view authority(const RequestStep& step) {
  switch (step.kind) {
    case StepKind::received:
    case StepKind::routed: return "5 U.S.C. 552(a)(6)(A)";
    case StepKind::found_imperfect:
    case StepKind::perfected: return "5 U.S.C. 552(a)(3)(A)";
    case StepKind::acknowledged: return "5 U.S.C. 552(a)(7)(A)";
    case StepKind::track_assigned: return "5 U.S.C. 552(a)(6)(D)";
    case StepKind::tolled:
      return step.toll == TollKind::fee ? "5 U.S.C. 552(a)(6)(A)(ii)(II)"
                                        : "5 U.S.C. 552(a)(6)(A)(ii)(I)";
    case StepKind::toll_answered: return "5 U.S.C. 552(a)(6)(A)(ii)";
    case StepKind::extended:
      return step.is_arranged ? "5 U.S.C. 552(a)(6)(B)(ii)" : "5 U.S.C. 552(a)(6)(B)(i)";
    case StepKind::expedition_requested: return "5 U.S.C. 552(a)(6)(E)(v)";
    case StepKind::expedition_decided: return "5 U.S.C. 552(a)(6)(E)(ii)";
    case StepKind::fee_category_set: return "5 U.S.C. 552(a)(4)(A)(ii)";
    case StepKind::fee_estimated:
    case StepKind::fee_paid: return "5 U.S.C. 552(a)(4)(A)(v)";
    case StepKind::fee_waiver_requested:
    case StepKind::fee_waiver_decided: return "5 U.S.C. 552(a)(4)(A)(iii)";
    case StepKind::narrowing_offered: return "5 U.S.C. 552(a)(6)(B)(ii)";
    case StepKind::narrowing_answered: return "5 U.S.C. 552(a)(6)(C)(iii)";
    case StepKind::interest_asked:
    case StepKind::interest_answered: return "OIP guidance 7";
    case StepKind::determined:
    case StepKind::closed: return "5 U.S.C. 552(a)(6)(A)(i)";
    case StepKind::interim_released: return "5 U.S.C. 552(a)(6)(C)(i)";
    case StepKind::reopened: return "";
    case StepKind::appeal_received: return "5 U.S.C. 552(a)(6)(A)(i)(III)";
    case StepKind::appeal_decided: return "5 U.S.C. 552(a)(6)(A)(ii)";
    case StepKind::complaint_served: return "5 U.S.C. 552(a)(4)(B)";
    case StepKind::ordered: return "5 U.S.C. 552(a)(4)(B)";
    case StepKind::litigation_ended: return "5 U.S.C. 552(a)(4)(B)";
  }
  return "";
}

}  // namespace vaughn::clock
