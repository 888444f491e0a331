// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "clock/deadlines.h"
#include "foia/request_step.h"

namespace vaughn::clock {

// Where a request stands. Searching, reviewing and what is out at others are states of taskings,
// pages and consultations; extension, expedition and litigation run beside every state.
enum class RequestState {
  not_received,
  received,
  misdirected,  // with a component that does not have the records
  imperfect,    // not described well enough, or not by the rules
  perfected,
  acknowledged,
  tolled_information,
  tolled_fee,
  determined,
  interim_released,
  closed,
  appealed,
  remanded,
};
inline constexpr int kRequestStates = static_cast<int>(RequestState::remanded) + 1;
std::string_view to_string(RequestState state);
std::string_view title(RequestState state);
// Whether the 20 days run: neither standing still, nor not begun, nor over.
bool is_clock_running(RequestState state);

struct OrderedDate {
  std::string key{};
  std::string text{};
  base::Date due{};
  base::Date on{};
  int ecf = 0;
};

// What the steps so far add up to.
struct RequestLife {
  RequestState state = RequestState::not_received;
  RequestState before_toll = RequestState::received;  // to go back to
  RequestState before_appeal = RequestState::determined;
  std::optional<base::Date> dated{};  // of the request itself; none: that of its receipt
  std::optional<base::Date> received{};
  bool is_after_hours = false;
  std::string office{};  // that has it
  std::optional<base::Date> reached_proper{};
  std::optional<base::Date> perfected{};  // only after it was found imperfect
  std::string missing{};                  // while imperfect
  std::optional<base::Date> acknowledged{};
  std::string tracking_number{};
  std::optional<base::Date> estimate{};
  std::string track{};
  std::vector<Toll> tolls{};
  std::optional<Extension> extension{};
  std::vector<foia::UnusualGround> grounds{};
  std::optional<base::Date> expedition_requested{};
  std::optional<base::Date> expedition_decided{};
  bool is_expedited = false;
  std::string fee_category{};
  std::optional<std::int64_t> estimated_cents{};
  std::optional<base::Date> waiver_requested{};
  std::optional<base::Date> waiver_decided{};
  bool is_waived = false;
  int narrowing_offers = 0;
  int narrowing_answers = 0;
  int narrowing_refusals = 0;
  std::optional<base::Date> interest_asked{};
  bool is_interest_answered = false;
  std::optional<base::Date> determined{};
  std::optional<foia::RequestDisposition> disposition{};
  std::optional<base::Date> closed{};
  std::optional<base::Date> appeal_received{};
  std::optional<base::Date> appeal_decided{};
  std::optional<foia::AppealOutcome> appeal_outcome{};
  bool in_litigation = false;
  std::optional<base::Date> served{};
  std::string case_number{};
  std::vector<OrderedDate> orders{};        // the latest of each key
  std::optional<base::Date> last_change{};  // of the state

  // What the 20 days are counted from; none before the receipt.
  std::optional<DeterminationFacts> facts() const;
};

// How the office of the request counts.
struct Rules {
  const Calendar& calendar;
  const foia::AgencyPeriods& periods;
};

// Why a step may not be taken: the rule, and where it stands.
struct Refusal {
  std::string what{};      // "the clock was stopped for information on 2026-03-10 already"
  std::string rule{};      // "the agency may make one request to the requester for information"
  std::string citation{};  // empty: logic forbids it
  std::string remedy{};    // "send it first: vaughn task send 4"; may be empty
};

// One row for each step that a state allows. Steps that leave the state as it is have to == from.
struct RequestTransition {
  RequestState from{};
  foia::StepKind step{};
  RequestState to{};
};
std::span<const RequestTransition> request_transitions();
// The steps a state allows, in the order of their kinds; guards may still refuse one.
std::vector<foia::StepKind> steps_from(RequestState state);

// None: the step may be taken now.
std::optional<Refusal> refusal(const RequestLife& life,
                               const foia::RequestStep& step,
                               const Rules& rules);
// Takes the step without asking. For history: what is in the ledger has happened.
void apply(RequestLife& life, const foia::RequestStep& step);
// Both: conflict with the rule quoted in the hint, or the life after the step.
base::Result<RequestLife> advance(const RequestLife& life,
                                  const foia::RequestStep& step,
                                  const Rules& rules);
base::Error to_error(const Refusal& refusal);
// The rule a step rests on, for the ledger: "5 U.S.C. 552(a)(6)(B)(i)".
std::string_view authority(const foia::RequestStep& step);

}  // namespace vaughn::clock
