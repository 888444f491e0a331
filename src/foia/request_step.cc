// SPDX-License-Identifier: AGPL-3.0-or-later
#include "foia/request_step.h"

#include <array>

#include "foia/detail/words.h"

namespace vaughn::foia {

using base::Result;

namespace {

constexpr detail::Words<StepKind, kStepKinds> kSteps{{
    {StepKind::received, "received"},
    {StepKind::routed, "routed"},
    {StepKind::found_imperfect, "found_imperfect"},
    {StepKind::perfected, "perfected"},
    {StepKind::acknowledged, "acknowledged"},
    {StepKind::track_assigned, "track_assigned"},
    {StepKind::tolled, "tolled"},
    {StepKind::toll_answered, "toll_answered"},
    {StepKind::extended, "extended"},
    {StepKind::expedition_requested, "expedition_requested"},
    {StepKind::expedition_decided, "expedition_decided"},
    {StepKind::fee_category_set, "fee_category_set"},
    {StepKind::fee_estimated, "fee_estimated"},
    {StepKind::fee_waiver_requested, "fee_waiver_requested"},
    {StepKind::fee_waiver_decided, "fee_waiver_decided"},
    {StepKind::fee_paid, "fee_paid"},
    {StepKind::narrowing_offered, "narrowing_offered"},
    {StepKind::narrowing_answered, "narrowing_answered"},
    {StepKind::interest_asked, "interest_asked"},
    {StepKind::interest_answered, "interest_answered"},
    {StepKind::determined, "determined"},
    {StepKind::interim_released, "interim_released"},
    {StepKind::closed, "closed"},
    {StepKind::reopened, "reopened"},
    {StepKind::appeal_received, "appeal_received"},
    {StepKind::appeal_decided, "appeal_decided"},
    {StepKind::complaint_served, "complaint_served"},
    {StepKind::ordered, "ordered"},
    {StepKind::litigation_ended, "litigation_ended"},
}};

constexpr std::array<std::string_view, kStepKinds> kStepTitles{
    "received",
    "reached the proper component",
    "found imperfect",
    "perfected",
    "acknowledged",
    "track assigned",
    "question sent",
    "answer received",
    "extended",
    "expedition requested",
    "expedition decided",
    "fee category set",
    "fees estimated",
    "fee waiver requested",
    "fee waiver decided",
    "fees paid",
    "narrowing offered",
    "narrowing answered",
    "asked whether still interested",
    "answered whether still interested",
    "determined",
    "interim release",
    "closed",
    "reopened",
    "appeal received",
    "appeal decided",
    "complaint served",
    "ordered by the court",
    "litigation ended",
};

constexpr detail::Words<TollKind, 2> kTolls{
    {{TollKind::information, "information"}, {TollKind::fee, "fee"}}};
constexpr detail::Words<UnusualGround, 3> kGrounds{
    {{UnusualGround::field_facilities, "field_facilities"},
     {UnusualGround::voluminous, "voluminous"},
     {UnusualGround::consultation, "consultation"}}};
constexpr std::array<std::string_view, 3> kGroundTitles{
    "the need to search for and collect records from field facilities or other establishments that "
    "are separate from the office processing the request",
    "the need to search for, collect and examine a voluminous amount of separate and distinct "
    "records demanded in a single request",
    "the need for consultation with another agency having a substantial interest in the "
    "determination, or among two or more components of the agency"};

constexpr detail::Words<RequestDisposition, 12> kDispositions{
    {{RequestDisposition::full_grant, "full_grant"},
     {RequestDisposition::partial_grant, "partial_grant"},
     {RequestDisposition::full_denial, "full_denial"},
     {RequestDisposition::no_records, "no_records"},
     {RequestDisposition::referred, "referred"},
     {RequestDisposition::withdrawn, "withdrawn"},
     {RequestDisposition::fee_related, "fee_related"},
     {RequestDisposition::not_described, "not_described"},
     {RequestDisposition::improper_request, "improper_request"},
     {RequestDisposition::not_agency, "not_agency"},
     {RequestDisposition::duplicate, "duplicate"},
     {RequestDisposition::other, "other"}}};
constexpr std::array<std::string_view, 12> kDispositionTitles{
    "granted in full",
    "granted in part and denied in part",
    "denied in full on exemptions",
    "no records",
    "all records referred to another component or agency",
    "request withdrawn",
    "closed for a fee-related reason",
    "records not reasonably described",
    "improper request for another reason",
    "not an agency record",
    "duplicate request",
    "closed for another reason"};

constexpr detail::Words<AppealOutcome, 4> kOutcomes{
    {{AppealOutcome::affirmed, "affirmed"},
     {AppealOutcome::partly_reversed, "partly_reversed"},
     {AppealOutcome::reversed, "reversed"},
     {AppealOutcome::closed_otherwise, "closed_otherwise"}}};
constexpr std::array<std::string_view, 4> kOutcomeTitles{
    "affirmed",
    "partially affirmed and partially reversed or remanded",
    "completely reversed or remanded",
    "closed for other reasons"};

static_assert(detail::is_in_order(kSteps) && detail::is_in_order(kGrounds) &&
              detail::is_in_order(kDispositions) && detail::is_in_order(kOutcomes));

}  // namespace

std::string_view to_string(StepKind kind) {
  return detail::word_of(kSteps, kind);
}
Result<StepKind> parse_step_kind(std::string_view word) {
  return detail::value_of(kSteps, word, "step of a request");
}
std::string_view title(StepKind kind) {
  return kStepTitles.at(static_cast<std::size_t>(kind));
}
std::string_view to_string(TollKind kind) {
  return detail::word_of(kTolls, kind);
}
Result<TollKind> parse_toll_kind(std::string_view word) {
  return detail::value_of(kTolls, word, "kind of question that stops the clock");
}
std::string_view to_string(UnusualGround ground) {
  return detail::word_of(kGrounds, ground);
}
Result<UnusualGround> parse_unusual_ground(std::string_view word) {
  return detail::value_of(kGrounds, word, "ground of unusual circumstances");
}
std::string_view title(UnusualGround ground) {
  return kGroundTitles.at(static_cast<std::size_t>(ground));
}
std::string_view to_string(RequestDisposition disposition) {
  return detail::word_of(kDispositions, disposition);
}
Result<RequestDisposition> parse_request_disposition(std::string_view word) {
  return detail::value_of(kDispositions, word, "disposition of a request");
}
std::string_view title(RequestDisposition disposition) {
  return kDispositionTitles.at(static_cast<std::size_t>(disposition));
}
bool is_adverse(RequestDisposition disposition) {
  return disposition != RequestDisposition::full_grant &&
         disposition != RequestDisposition::withdrawn &&
         disposition != RequestDisposition::duplicate;
}
std::string_view to_string(AppealOutcome outcome) {
  return detail::word_of(kOutcomes, outcome);
}
Result<AppealOutcome> parse_appeal_outcome(std::string_view word) {
  return detail::value_of(kOutcomes, word, "outcome of an appeal");
}
std::string_view title(AppealOutcome outcome) {
  return kOutcomeTitles.at(static_cast<std::size_t>(outcome));
}

}  // namespace vaughn::foia
