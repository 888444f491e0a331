// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <array>
#include <string_view>

#include "annual/report.h"

// The form, once: which fields a section has, in the order of the schema, with the name of the XML
// element and the key in a figures file. Reader, writer, figures file and JSON all walk it.
namespace vaughn::annual::detail {

enum class Need { required, optional };

// ReasonCode, ExemptionCode and SpanCode are the closed lists of the schema.
enum class CodeList { reason, exemption, span };

struct Coded {
  std::string_view item;
  std::string_view code;
  std::string_view quantity;
  CodeList list;
};

inline constexpr Coded kReasons{"NonExemptionDenial",
                                "NonExemptionDenialReasonCode",
                                "NonExemptionDenialQuantity",
                                CodeList::reason};
inline constexpr Coded kExemptions{
    "AppliedExemption", "AppliedExemptionCode", "AppliedExemptionQuantity", CodeList::exemption};
inline constexpr Coded kTimeSpans{
    "TimeIncrement", "TimeIncrementCode", "TimeIncrementProcessedQuantity", CodeList::span};

template <typename Visitor>
void fields(Visitor& v, auto& x, const Flow*) {
  v.count("ProcessingStatisticsPendingAtStartQuantity", "pending_at_start", x.pending_at_start);
  v.count("ProcessingStatisticsReceivedQuantity", "received", x.received);
  v.count("ProcessingStatisticsProcessedQuantity", "processed", x.processed);
  v.count("ProcessingStatisticsPendingAtEndQuantity", "pending_at_end", x.pending_at_end);
}

template <typename Visitor>
void fields(Visitor& v, auto& x, const Dispositions*) {
  v.count("RequestDispositionFullGrantQuantity", "full_grants", x.full_grants);
  v.count("RequestDispositionPartialGrantQuantity", "partial_grants", x.partial_grants);
  v.count("RequestDispositionFullExemptionDenialQuantity", "full_denials", x.full_denials);
  v.coded(kReasons, "reasons", x.reasons);
  v.count("RequestDispositionTotalQuantity", "total", x.total);
}

template <typename Visitor>
void fields(Visitor& v, auto& x, const OtherReasons*) {
  v.named("OtherDenialReason",
          "OtherDenialReasonDescriptionText",
          "OtherDenialReasonQuantity",
          "reasons",
          x.reasons);
  v.count("ComponentOtherDenialReasonQuantity", "total", x.total);
}

template <typename Visitor>
void fields(Visitor& v, auto& x, const AppliedExemptions*) {
  v.coded(kExemptions, "exemptions", x.exemptions);
}

template <typename Visitor>
void fields(Visitor& v, auto& x, const AppealOutcomes*) {
  v.count("AppealDispositionAffirmedQuantity", "affirmed", x.affirmed);
  v.count("AppealDispositionPartialQuantity", "partly", x.partly);
  v.count("AppealDispositionReversedQuantity", "reversed", x.reversed);
  v.count("AppealDispositionOtherQuantity", "closed_otherwise", x.closed_otherwise);
  v.count("AppealDispositionTotalQuantity", "total", x.total);
}

template <typename Visitor>
void fields(Visitor& v, auto& x, const AppealReasons*) {
  v.coded(kReasons, "reasons", x.reasons);
}

template <typename Visitor>
void fields(Visitor& v, auto& x, const ResponseTimes*) {
  v.days("ResponseTimeMedianDays", "median", x.median);
  v.days("ResponseTimeAverageDays", "average", x.average);
  v.days("ResponseTimeLowestDays", "lowest", x.lowest);
  v.days("ResponseTimeHighestDays", "highest", x.highest);
}

template <typename Visitor>
void fields(Visitor& v, auto& x, const TrackTimes*) {
  v.group("SimpleResponseTime", "simple", x.simple);
  v.group("ComplexResponseTime", "complex", x.complex);
  v.group("ExpeditedResponseTime", "expedited", x.expedited);
}

template <typename Visitor>
void fields(Visitor& v, auto& x, const OldestItems*) {
  v.items("OldItem", "OldItemReceiptDate", "OldItemPendingDaysQuantity", "items", x.items);
}

template <typename Visitor>
void fields(Visitor& v, auto& x, const Spans*) {
  v.coded(kTimeSpans, "spans", x.spans);
  v.count("TimeIncrementTotalQuantity", "total", x.total);
}

template <typename Visitor>
void fields(Visitor& v, auto& x, const PendingTrack*) {
  v.count("PendingRequestQuantity", "count", x.count);
  v.decimal("PendingRequestMedianDaysValue", "median_days", x.median_days, Need::optional);
  v.decimal("PendingRequestAverageDaysValue", "average_days", x.average_days, Need::optional);
}

template <typename Visitor>
void fields(Visitor& v, auto& x, const PendingPerfected*) {
  v.group("SimplePendingRequestStatistics", "simple", x.simple);
  v.group("ComplexPendingRequestStatistics", "complex", x.complex);
  v.group("ExpeditedPendingRequestStatistics", "expedited", x.expedited);
}

template <typename Visitor>
void fields(Visitor& v, auto& x, const FeeWaivers*) {
  v.count("RequestGrantedQuantity", "granted", x.granted);
  v.count("RequestDeniedQuantity", "denied", x.denied);
  v.decimal("AdjudicationMedianDaysValue", "median_days", x.median_days, Need::optional);
  v.decimal("AdjudicationAverageDaysValue", "average_days", x.average_days, Need::optional);
}

template <typename Visitor>
void fields(Visitor& v, auto& x, const Adjudications*) {
  fields(v, x, static_cast<const FeeWaivers*>(nullptr));
  v.count(
      "AdjudicationWithinTenDaysQuantity", "within_ten_days", x.within_ten_days, Need::optional);
}

template <typename Visitor>
void fields(Visitor& v, auto& x, const Staff*) {
  v.decimal("FullTimeEmployeeQuantity", "full_time", x.full_time);
  v.decimal("EquivalentFullTimeEmployeeQuantity", "equivalent", x.equivalent);
  v.decimal("TotalFullTimeStaffQuantity", "total_staff", x.total_staff);
  v.decimal("ProcessingCostAmount", "processing_cost", x.processing_cost);
  v.decimal("LitigationCostAmount", "litigation_cost", x.litigation_cost);
  v.decimal("TotalCostAmount", "total_cost", x.total_cost);
}

template <typename Visitor>
void fields(Visitor& v, auto& x, const Fees*) {
  v.decimal("FeesCollectedAmount", "collected", x.collected);
  v.fraction("FeesCollectedCostPercent", "part_of_cost", x.part_of_cost);
}

template <typename Visitor>
void fields(Visitor& v, auto& x, const Exclusions*) {
  v.count("TimesUsedQuantity", "times_used", x.times_used, Need::optional);
}

template <typename Visitor>
void fields(Visitor& v, auto& x, const Postings*) {
  v.count("PostedbyFOIAQuantity", "by_foia", x.by_foia, Need::optional);
  v.count("PostedbyProgramQuantity", "by_program", x.by_program, Need::optional);
}

template <typename Visitor>
void fields(Visitor& v, auto& x, const Backlog*) {
  v.count("BackloggedRequestQuantity", "requests", x.requests, Need::optional);
  v.count("BackloggedAppealQuantity", "appeals", x.appeals, Need::optional);
}

template <typename Visitor>
void fields(Visitor& v, auto& x, const FlowComparison*) {
  v.count("ItemsReceivedLastYearQuantity", "received_last_year", x.received_last_year);
  v.count("ItemsReceivedCurrentYearQuantity", "received", x.received);
  v.count("ItemsProcessedLastYearQuantity", "processed_last_year", x.processed_last_year);
  v.count("ItemsProcessedCurrentYearQuantity", "processed", x.processed);
}

template <typename Visitor>
void fields(Visitor& v, auto& x, const BacklogComparison*) {
  v.count("BacklogLastYearQuantity", "last_year", x.last_year);
  v.count("BacklogCurrentYearQuantity", "current_year", x.current_year);
}

template <typename Visitor, typename Values>
void walk(Visitor& visitor, Values& values) {
  fields(visitor, values, static_cast<const std::remove_const_t<Values>*>(nullptr));
}

struct Section {
  std::string_view number;       // as in the form
  std::string_view key;          // in a figures file
  std::string_view element;      // of the section
  std::string_view prefix;       // of s:id
  std::string_view data;         // element of one component's figures
  std::string_view association;  // element that says whose they are
};

inline constexpr Section kStatuteSection{"IV",
                                         "statutes",
                                         "Exemption3StatuteSection",
                                         "ES",
                                         "ReliedUponStatute",
                                         "ReliedUponStatuteOrganizationAssociation"};

// In the order of the schema; `visit(section, member)` for each of 31, with a pointer to the member
// of ComponentFigures.
template <typename Visit>
void each_section(Visit&& visit) {
  constexpr std::string_view kFlow = "ProcessingStatistics";
  constexpr std::string_view kFlowOf = "ProcessingStatisticsOrganizationAssociation";
  constexpr std::string_view kExemptionsData = "ComponentAppliedExemptions";
  constexpr std::string_view kExemptionsOf = "ComponentAppliedExemptionsOrganizationAssociation";
  constexpr std::string_view kOther = "ComponentOtherDenialReason";
  constexpr std::string_view kOtherOf = "OtherDenialReasonOrganizationAssociation";
  constexpr std::string_view kOldest = "OldestPendingItems";
  constexpr std::string_view kOldestOf = "OldestPendingItemsOrganizationAssociation";
  constexpr std::string_view kTimes = "ProcessedResponseTime";
  constexpr std::string_view kTimesOf = "ProcessedResponseTimeOrganizationAssociation";
  constexpr std::string_view kSpansData = "ComponentResponseTimeIncrements";
  constexpr std::string_view kSpansOf = "ResponseTimeIncrementsOrganizationAssociation";
  constexpr std::string_view kCompared = "ProcessingComparison";
  constexpr std::string_view kComparedOf = "ProcessingComparisonOrganizationAssociation";
  constexpr std::string_view kBacklog = "BacklogComparison";
  constexpr std::string_view kBacklogOf = "BacklogComparisonOrganizationAssociation";
  visit(Section{"V.A", "requests", "ProcessedRequestSection", "PS", kFlow, kFlowOf},
        &ComponentFigures::requests);
  visit(Section{"V.B(1)",
                "dispositions",
                "RequestDispositionSection",
                "RD",
                "RequestDisposition",
                "RequestDispositionOrganizationAssociation"},
        &ComponentFigures::dispositions);
  visit(
      Section{
          "V.B(2)", "other_reasons", "RequestDenialOtherReasonSection", "CODR", kOther, kOtherOf},
      &ComponentFigures::other_reasons);
  visit(Section{"V.B(3)",
                "exemptions",
                "RequestDispositionAppliedExemptionsSection",
                "RDE",
                kExemptionsData,
                kExemptionsOf},
        &ComponentFigures::exemptions);
  visit(Section{"VI.A", "appeals", "ProcessedAppealSection", "PA", kFlow, kFlowOf},
        &ComponentFigures::appeals);
  visit(Section{"VI.B",
                "appeal_outcomes",
                "AppealDispositionSection",
                "AD",
                "AppealDisposition",
                "AppealDispositionOrganizationAssociation"},
        &ComponentFigures::appeal_outcomes);
  visit(Section{"VI.C(1)",
                "appeal_exemptions",
                "AppealDispositionAppliedExemptionsSection",
                "ADE",
                kExemptionsData,
                kExemptionsOf},
        &ComponentFigures::appeal_exemptions);
  visit(Section{"VI.C(2)",
                "appeal_reasons",
                "AppealNonExemptionDenialSection",
                "ANE",
                "AppealNonExemptionDenial",
                "AppealNonExemptionDenialOrganizationAssociation"},
        &ComponentFigures::appeal_reasons);
  visit(Section{"VI.C(3)",
                "appeal_other_reasons",
                "AppealDenialOtherReasonSection",
                "ADOR",
                kOther,
                kOtherOf},
        &ComponentFigures::appeal_other_reasons);
  visit(Section{"VI.C(4)",
                "appeal_times",
                "AppealResponseTimeSection",
                "ART",
                "ResponseTime",
                "ResponseTimeOrganizationAssociation"},
        &ComponentFigures::appeal_times);
  visit(
      Section{"VI.C(5)", "oldest_appeals", "OldestPendingAppealSection", "OPA", kOldest, kOldestOf},
      &ComponentFigures::oldest_appeals);
  visit(
      Section{"VII.A", "processed_times", "ProcessedResponseTimeSection", "PRT", kTimes, kTimesOf},
      &ComponentFigures::processed_times);
  visit(Section{"VII.B",
                "granted_times",
                "InformationGrantedResponseTimeSection",
                "IGR",
                kTimes,
                kTimesOf},
        &ComponentFigures::granted_times);
  visit(Section{"VII.C(1)",
                "simple_spans",
                "SimpleResponseTimeIncrementsSection",
                "SRT",
                kSpansData,
                kSpansOf},
        &ComponentFigures::simple_spans);
  visit(Section{"VII.C(2)",
                "complex_spans",
                "ComplexResponseTimeIncrementsSection",
                "CRT",
                kSpansData,
                kSpansOf},
        &ComponentFigures::complex_spans);
  visit(Section{"VII.C(3)",
                "expedited_spans",
                "ExpeditedResponseTimeIncrementsSection",
                "ERT",
                kSpansData,
                kSpansOf},
        &ComponentFigures::expedited_spans);
  visit(Section{"VII.D",
                "pending",
                "PendingPerfectedRequestsSection",
                "PPR",
                "PendingPerfectedRequests",
                "PendingPerfectedRequestsOrganizationAssociation"},
        &ComponentFigures::pending);
  visit(
      Section{"VII.E", "oldest_requests", "OldestPendingRequestSection", "OPR", kOldest, kOldestOf},
      &ComponentFigures::oldest_requests);
  visit(Section{"VIII.A",
                "expedition",
                "ExpeditedProcessingSection",
                "EP",
                "ExpeditedProcessing",
                "ExpeditedProcessingOrganizationAssociation"},
        &ComponentFigures::expedition);
  visit(Section{"VIII.B",
                "fee_waivers",
                "FeeWaiverSection",
                "FW",
                "FeeWaiver",
                "FeeWaiverOrganizationAssociation"},
        &ComponentFigures::fee_waivers);
  visit(Section{"IX",
                "staff",
                "PersonnelAndCostSection",
                "PC",
                "PersonnelAndCost",
                "PersonnelAndCostOrganizationAssociation"},
        &ComponentFigures::staff);
  visit(Section{"X",
                "fees",
                "FeesCollectedSection",
                "FC",
                "FeesCollected",
                "FeesCollectedOrganizationAssociation"},
        &ComponentFigures::fees);
  visit(Section{"XI.A",
                "exclusions",
                "SubsectionUsedSection",
                "SU",
                "SubsectionUsed",
                "SubsectionUsedOrganizationAssociation"},
        &ComponentFigures::exclusions);
  visit(Section{"XI.B",
                "postings",
                "SubsectionPostSection",
                "SP",
                "Subsection",
                "SubsectionPostOrganizationAssociation"},
        &ComponentFigures::postings);
  visit(
      Section{
          "XII.A", "backlog", "BacklogSection", "BK", "Backlog", "BacklogOrganizationAssociation"},
      &ComponentFigures::backlog);
  visit(Section{"XII.B", "consultations", "ProcessedConsultationSection", "PCN", kFlow, kFlowOf},
        &ComponentFigures::consultations);
  visit(Section{"XII.C",
                "oldest_consultations",
                "OldestPendingConsultationSection",
                "OPC",
                kOldest,
                kOldestOf},
        &ComponentFigures::oldest_consultations);
  visit(Section{"XII.D(1)",
                "requests_compared",
                "ProcessedRequestComparisonSection",
                "RPC",
                kCompared,
                kComparedOf},
        &ComponentFigures::requests_compared);
  visit(Section{"XII.D(2)",
                "backlog_compared",
                "BackloggedRequestComparisonSection",
                "RBC",
                kBacklog,
                kBacklogOf},
        &ComponentFigures::backlog_compared);
  visit(Section{"XII.E(1)",
                "appeals_compared",
                "ProcessedAppealComparisonSection",
                "APC",
                kCompared,
                kComparedOf},
        &ComponentFigures::appeals_compared);
  visit(Section{"XII.E(2)",
                "appeal_backlog_compared",
                "BackloggedAppealComparisonSection",
                "ABC",
                kBacklog,
                kBacklogOf},
        &ComponentFigures::appeal_backlog_compared);
}

// Whether the closed list has the code.
bool is_known(CodeList list, std::string_view code);

}  // namespace vaughn::annual::detail
