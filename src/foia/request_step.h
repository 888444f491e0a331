// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/dates.h"
#include "base/hash.h"

namespace vaughn::foia {

// What happens to a request from the day it arrives to the day the case closes. The words are
// stored in the ledger. clock/request_states.h says which step may follow which.
enum class StepKind {
  received,         // office: by whom; is_proper: the component that has the records
  routed,           // arrived at the proper component: office
  found_imperfect,  // text: what is missing
  perfected,        // described well enough, and made by the published rules
  acknowledged,     // number: tracking number; due: estimated completion date
  track_assigned,   // text: simple, complex or expedited
  tolled,           // toll; text: what was asked
  toll_answered,    // toll
  extended,         // grounds; days; due: expected date, or the arranged one with `is_arranged`
  expedition_requested,  // text: the need shown
  expedition_decided,    // is_granted; text: why
  fee_category_set,      // text: commercial, educational, scientific, media or other
  fee_estimated,         // cents; text: of what
  fee_waiver_requested,  // text: the reasons given
  fee_waiver_decided,    // is_granted; text: why
  fee_paid,              // cents
  narrowing_offered,     // text
  narrowing_answered,    // is_granted: accepted; text
  interest_asked,        // "still interested?"; text: how the requester was reached
  interest_answered,     // is_granted: still interested
  determined,            // disposition; text: the scope in short
  interim_released,      // text: the volume
  closed,                // disposition; text for other
  reopened,              // text: why
  appeal_received,       // text: the grounds
  appeal_decided,        // outcome; text
  complaint_served,      // on the United States Attorney; number: the case's
  ordered,               // key, text, due: a date certain; ecf
  litigation_ended,      // text: judgment or dismissal; ecf
};
inline constexpr int kStepKinds = static_cast<int>(StepKind::litigation_ended) + 1;
std::string_view to_string(StepKind kind);
base::Result<StepKind> parse_step_kind(std::string_view word);
std::string_view title(StepKind kind);  // "question sent"

// The clock stands still for one question about the request, and for questions about fees.
enum class TollKind { information, fee };
std::string_view to_string(TollKind kind);
base::Result<TollKind> parse_toll_kind(std::string_view word);

// The three of the statute; there is no other.
enum class UnusualGround { field_facilities, voluminous, consultation };
std::string_view to_string(UnusualGround ground);
base::Result<UnusualGround> parse_unusual_ground(std::string_view word);
std::string_view title(UnusualGround ground);  // as a letter says it

// How a request ended; one for each column of the annual report.
enum class RequestDisposition {
  full_grant,
  partial_grant,
  full_denial,
  no_records,
  referred,
  withdrawn,
  fee_related,
  not_described,
  improper_request,
  not_agency,
  duplicate,
  other,
};
std::string_view to_string(RequestDisposition disposition);
base::Result<RequestDisposition> parse_request_disposition(std::string_view word);
std::string_view title(RequestDisposition disposition);
// Whether the requester may appeal: everything but a full grant and a request taken back.
bool is_adverse(RequestDisposition disposition);

enum class AppealOutcome { affirmed, partly_reversed, reversed, closed_otherwise };
std::string_view to_string(AppealOutcome outcome);
base::Result<AppealOutcome> parse_appeal_outcome(std::string_view word);
std::string_view title(AppealOutcome outcome);

// The paper that proves a step: the letter that was sent, the message that came.
struct StepDocument {
  std::string name{};     // file name
  base::Sha256 sha256{};  // zero: named but not kept
  bool operator==(const StepDocument&) const = default;
};

// One step. Which members count is said beside each kind; the others keep their defaults.
struct RequestStep {
  StepKind kind{};
  base::Date on{};              // the day it happened, in the office's time zone
  bool is_after_hours = false;  // received after the close of business
  std::string office{};
  bool is_proper = false;
  std::string number{};
  std::string text{};
  std::optional<TollKind> toll{};
  std::vector<UnusualGround> grounds{};
  int days = 0;
  std::optional<base::Date> due{};
  bool is_arranged = false;
  bool is_granted = false;
  std::optional<RequestDisposition> disposition{};
  std::optional<AppealOutcome> outcome{};
  std::string key{};
  int ecf = 0;
  std::int64_t cents = 0;
  std::string authority{};  // the rule it rests on; filled in by clock::advance()
  StepDocument document{};
  bool operator==(const RequestStep&) const = default;
};

}  // namespace vaughn::foia
