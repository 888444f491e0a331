// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "annual/decimal.h"
#include "base/dates.h"

// The annual FOIA report of an agency (5 U.S.C. 552(e)(1)) as plain values: one ComponentFigures
// for each component and one for the agency overall. Sections are named as the form numbers them.
//
// Every figure may be absent: not stated, or stated in a way that is no number. A figure that is
// absent takes part in no check. Quantities a form leaves out of a list (a reason, an exemption)
// are zero.
namespace vaughn::annual {

using Count = std::optional<std::int64_t>;

// Days of a response time. "Less than one day" has a code of its own in the form and counts as 0.1
// where it is compared.
struct Days {
  Decimal value{};
  bool is_under_one = false;
  bool operator==(const Days&) const = default;
};
Decimal comparable(const Days& days);

struct CodedCount {
  std::string
      code{};  // as the form spells it: "NoRecords", "Ex. 7(C)"; a stranger's may be unknown
  Count count{};
  bool operator==(const CodedCount&) const = default;
};

struct NamedCount {
  std::string text{};
  Count count{};
  bool operator==(const NamedCount&) const = default;
};

// V.A, VI.A, XII.B. "Processed" is finished with a final response: requests, never pages.
struct Flow {
  Count pending_at_start{};
  Count received{};
  Count processed{};
  Count pending_at_end{};
  bool operator==(const Flow&) const = default;
};

// V.B(1)
struct Dispositions {
  Count full_grants{};
  Count partial_grants{};
  Count full_denials{};               // by exemptions
  std::vector<CodedCount> reasons{};  // other than exemptions
  Count total{};                      // as stated
  bool operator==(const Dispositions&) const = default;
};

// V.B(2), VI.C(3)
struct OtherReasons {
  std::vector<NamedCount> reasons{};
  Count total{};  // as stated
  bool operator==(const OtherReasons&) const = default;
};

// V.B(3), VI.C(1): requests in which the exemption was applied, each once however many boxes.
struct AppliedExemptions {
  std::vector<CodedCount> exemptions{};
  bool operator==(const AppliedExemptions&) const = default;
};

// VI.B
struct AppealOutcomes {
  Count affirmed{};
  Count partly{};
  Count reversed{};
  Count closed_otherwise{};
  Count total{};  // as stated
  bool operator==(const AppealOutcomes&) const = default;
};

// VI.C(2)
struct AppealReasons {
  std::vector<CodedCount> reasons{};
  bool operator==(const AppealReasons&) const = default;
};

// VI.C(4) and one track of VII.A, VII.B
struct ResponseTimes {
  std::optional<Days> median{};
  std::optional<Days> average{};
  std::optional<Days> lowest{};
  std::optional<Days> highest{};
  bool operator==(const ResponseTimes&) const = default;
};

// VII.A, VII.B
struct TrackTimes {
  ResponseTimes simple{};
  ResponseTimes complex{};
  ResponseTimes expedited{};
  bool operator==(const TrackTimes&) const = default;
};

// VI.C(5), VII.E, XII.C: at most ten, the longest pending first.
struct OldItem {
  std::optional<base::Date> received{};
  Count pending_days{};  // working days
  bool operator==(const OldItem&) const = default;
};
struct OldestItems {
  std::vector<OldItem> items{};
  bool operator==(const OldestItems&) const = default;
};

// VII.C: the form's thirteen spans of working days.
inline constexpr std::array<std::string_view, 13> kSpans{"1-20",
                                                         "21-40",
                                                         "41-60",
                                                         "61-80",
                                                         "81-100",
                                                         "101-120",
                                                         "121-140",
                                                         "141-160",
                                                         "161-180",
                                                         "181-200",
                                                         "201-300",
                                                         "301-400",
                                                         "401+"};
// Index into kSpans; a response on the day of receipt falls in the first.
std::size_t span_of(std::int64_t working_days);
struct Spans {
  std::vector<CodedCount> spans{};
  Count total{};  // as stated
  bool operator==(const Spans&) const = default;
};

// VII.D
struct PendingTrack {
  Count count{};
  std::optional<Decimal> median_days{};
  std::optional<Decimal> average_days{};
  bool operator==(const PendingTrack&) const = default;
};
struct PendingPerfected {
  PendingTrack simple{};
  PendingTrack complex{};
  PendingTrack expedited{};
  bool operator==(const PendingPerfected&) const = default;
};

// VIII.A, VIII.B
struct Adjudications {
  Count granted{};
  Count denied{};
  std::optional<Decimal> median_days{};
  std::optional<Decimal> average_days{};
  Count within_ten_days{};  // VIII.A only; calendar days
  bool operator==(const Adjudications&) const = default;
};
struct FeeWaivers {
  Count granted{};
  Count denied{};
  std::optional<Decimal> median_days{};
  std::optional<Decimal> average_days{};
  bool operator==(const FeeWaivers&) const = default;
};

// IX
struct Staff {
  std::optional<Decimal> full_time{};
  std::optional<Decimal> equivalent{};
  std::optional<Decimal> total_staff{};
  std::optional<Decimal> processing_cost{};
  std::optional<Decimal> litigation_cost{};
  std::optional<Decimal> total_cost{};
  bool operator==(const Staff&) const = default;
};

// X; the percentage is a fraction: 0.05 for five percent.
struct Fees {
  std::optional<Decimal> collected{};
  std::optional<Decimal> part_of_cost{};
  bool operator==(const Fees&) const = default;
};

// XI.A, XI.B
struct Exclusions {
  Count times_used{};
  bool operator==(const Exclusions&) const = default;
};
struct Postings {
  Count by_foia{};
  Count by_program{};
  bool operator==(const Postings&) const = default;
};

// XII.A. No appeals figure: the component takes none.
struct Backlog {
  Count requests{};
  Count appeals{};
  bool operator==(const Backlog&) const = default;
};

// XII.D(1), XII.E(1)
struct FlowComparison {
  Count received_last_year{};
  Count received{};
  Count processed_last_year{};
  Count processed{};
  bool operator==(const FlowComparison&) const = default;
};
// XII.D(2), XII.E(2)
struct BacklogComparison {
  Count last_year{};
  Count current_year{};
  bool operator==(const BacklogComparison&) const = default;
};

struct ComponentFigures {
  Flow requests{};                              // V.A
  Dispositions dispositions{};                  // V.B(1)
  OtherReasons other_reasons{};                 // V.B(2)
  AppliedExemptions exemptions{};               // V.B(3)
  Flow appeals{};                               // VI.A
  AppealOutcomes appeal_outcomes{};             // VI.B
  AppliedExemptions appeal_exemptions{};        // VI.C(1)
  AppealReasons appeal_reasons{};               // VI.C(2)
  OtherReasons appeal_other_reasons{};          // VI.C(3)
  ResponseTimes appeal_times{};                 // VI.C(4)
  OldestItems oldest_appeals{};                 // VI.C(5)
  TrackTimes processed_times{};                 // VII.A
  TrackTimes granted_times{};                   // VII.B
  Spans simple_spans{};                         // VII.C(1)
  Spans complex_spans{};                        // VII.C(2)
  Spans expedited_spans{};                      // VII.C(3)
  PendingPerfected pending{};                   // VII.D
  OldestItems oldest_requests{};                // VII.E
  Adjudications expedition{};                   // VIII.A
  FeeWaivers fee_waivers{};                     // VIII.B
  Staff staff{};                                // IX
  Fees fees{};                                  // X
  Exclusions exclusions{};                      // XI.A
  Postings postings{};                          // XI.B
  Backlog backlog{};                            // XII.A
  Flow consultations{};                         // XII.B
  OldestItems oldest_consultations{};           // XII.C
  FlowComparison requests_compared{};           // XII.D(1)
  BacklogComparison backlog_compared{};         // XII.D(2)
  FlowComparison appeals_compared{};            // XII.E(1)
  BacklogComparison appeal_backlog_compared{};  // XII.E(2)
  // Numbers of the sections that have a row: "V.A".
  std::set<std::string, std::less<>> sections{};
  bool operator==(const ComponentFigures&) const = default;
};

struct Component {
  std::string abbreviation{};
  std::string name{};
  ComponentFigures figures{};
  bool operator==(const Component&) const = default;
};

// IV: an Exemption 3 statute and who relied on it, how often.
struct StatuteUse {
  std::string component{};  // abbreviation; the agency's for "overall"
  Count count{};
  bool operator==(const StatuteUse&) const = default;
};
struct Statute {
  std::string statute{};
  std::string withheld{};  // kind of information
  std::vector<std::string> cases{};
  std::vector<StatuteUse> uses{};
  bool operator==(const Statute&) const = default;
};

struct Footnote {
  std::string section{};  // "V.A"
  std::string text{};
  bool operator==(const Footnote&) const = default;
};

struct Report {
  std::string abbreviation{};
  std::string name{};
  int fiscal_year = 0;
  std::optional<base::Date> created{};
  std::vector<Statute> statutes{};
  // Empty: the agency is one component, and `overall` is it.
  std::vector<Component> components{};
  ComponentFigures overall{};
  std::vector<Footnote> footnotes{};
  bool operator==(const Report&) const = default;
};

// October 1 to September 30.
base::Date first_day(int fiscal_year);
base::Date last_day(int fiscal_year);
int fiscal_year_of(base::Date date);

// The count of a code in a list, zero if the list leaves it out; absent if it is there without a
// readable number.
Count count_of(const std::vector<CodedCount>& list, std::string_view code);
// Sum of a list; absent if one of its counts is.
Count sum_of(const std::vector<CodedCount>& list);
Count sum_of(const std::vector<NamedCount>& list);

}  // namespace vaughn::annual
