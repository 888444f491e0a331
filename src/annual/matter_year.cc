// SPDX-License-Identifier: AGPL-3.0-or-later
#include "annual/matter_year.h"

#include <algorithm>
#include <iterator>
#include <map>

#include "annual/detail/fields.h"

namespace vaughn::annual {

using base::Date;
using foia::RequestDisposition;

namespace {

constexpr int kMonthsInAQuarter = 3;
constexpr std::size_t kOldest = 10;
constexpr int kStatutoryDays = 20;
constexpr std::int64_t kExpeditionDays = 10;

enum class Track { simple, complex, expedited };

// LAW: 5 U.S.C. 552(a)(6)(D)(i): tracks by the amount of work; what none was given to is simple.
Track track_of(const clock::RequestLife& life) {
  if (life.is_expedited) {
    return Track::expedited;
  }
  return life.track == "complex" ? Track::complex : Track::simple;
}

// Counts begin when the right component has a request that it can answer.
std::optional<Date> day_zero(const clock::RequestLife& life) {
  if (life.perfected) {
    return life.perfected;
  }
  return life.reached_proper ? life.reached_proper : life.received;
}

bool is_perfected(const clock::RequestLife& life) {
  return day_zero(life).has_value() && life.missing.empty() &&
         life.disposition != RequestDisposition::not_described &&
         life.disposition != RequestDisposition::improper_request;
}

std::int64_t days_to(const clock::RequestLife& life, Date last, const clock::Calendar& calendar) {
  const auto first = day_zero(life);
  if (!first || !clock::Calendar::covers(*first) || !clock::Calendar::covers(last)) {
    return 0;
  }
  return calendar.working_days_between(*first, last);
}

// 1:1 to the codes of the form; none for grants and denials, which have columns.
std::string_view reason_code(RequestDisposition disposition) {
  switch (disposition) {
    case RequestDisposition::full_grant:
    case RequestDisposition::partial_grant:
    case RequestDisposition::full_denial: return "";
    case RequestDisposition::no_records: return "NoRecords";
    case RequestDisposition::referred: return "Referred";
    case RequestDisposition::withdrawn: return "Withdrawn";
    case RequestDisposition::fee_related: return "FeeRelated";
    case RequestDisposition::not_described: return "NotDescribed";
    case RequestDisposition::improper_request: return "ImproperRequest";
    case RequestDisposition::not_agency: return "NotAgency";
    case RequestDisposition::duplicate: return "Duplicate";
    case RequestDisposition::other: return "Other";
  }
  return "";
}

bool is_granted(RequestDisposition disposition) {
  return disposition == RequestDisposition::full_grant ||
         disposition == RequestDisposition::partial_grant;
}

Days as_days(std::int64_t days) {
  // "Less than one day" is the form's word for the day of receipt.
  return days == 0 ? Days{.is_under_one = true} : Days{.value = Decimal::whole(days)};
}

Decimal average_of(const std::vector<std::int64_t>& days) {
  std::int64_t sum = 0;
  for (const auto one : days) {
    sum += one;
  }
  constexpr std::int64_t kMillion = 1'000'000;
  return Decimal::millionths(sum * kMillion / static_cast<std::int64_t>(days.size()));
}

// Of sorted days.
Decimal median_of(const std::vector<std::int64_t>& days) {
  const auto half = days.size() / 2;
  constexpr std::int64_t kHalfADay = 500'000;
  return days.size() % 2 == 1 ? Decimal::whole(days[half])
                              : Decimal::millionths((days[half - 1] + days[half]) * kHalfADay);
}

Days as_days(const Decimal& days) {
  return days < Decimal::whole(1) ? Days{.is_under_one = true} : Days{.value = days};
}

ResponseTimes times_of(std::vector<std::int64_t> days) {
  if (days.empty()) {
    return {};
  }
  std::sort(days.begin(), days.end());
  return {.median = as_days(median_of(days)),
          .average = as_days(average_of(days)),
          .lowest = as_days(days.front()),
          .highest = as_days(days.back())};
}

Spans spans_of(const std::vector<std::int64_t>& days) {
  Spans out;
  for (const auto code : kSpans) {
    out.spans.push_back({.code = std::string(code), .count = 0});
  }
  for (const auto one : days) {
    auto& row = out.spans[span_of(one)];
    row.count = *row.count + 1;
  }
  out.total = static_cast<std::int64_t>(days.size());
  return out;
}

PendingTrack pending_of(std::vector<std::int64_t> days) {
  PendingTrack out{.count = static_cast<std::int64_t>(days.size())};
  if (!days.empty()) {
    std::sort(days.begin(), days.end());
    out.median_days = median_of(days);
    out.average_days = average_of(days);
  }
  return out;
}

std::vector<CodedCount> coded(const std::map<std::string, std::int64_t>& counts) {
  std::vector<CodedCount> out;
  for (const auto& [code, count] : counts) {
    out.push_back({.code = code, .count = count});
  }
  return out;
}

bool is_received_by(const clock::RequestLife& life, Date date) {
  return life.received && *life.received <= date;
}

bool is_within(const std::optional<Date>& date, const Span& span) {
  return date && span.first <= *date && *date <= span.last;
}

// Pending beyond the time the statute gives, an extension included.
bool is_backlogged(const clock::RequestLife& life, Date date, const clock::Calendar& calendar) {
  const auto allowed = kStatutoryDays + (life.extension ? life.extension->days : 0);
  return is_pending_at(life, date) && is_perfected(life) && days_to(life, date, calendar) > allowed;
}

// LAW: 5 U.S.C. 552(a)(6)(E)(ii)(I): ten days to decide on expedition, calendar days from the
// request.
void count_adjudications(ComponentFigures& out,
                         const std::vector<MatterFacts>& matters,
                         const Span& span,
                         const clock::Calendar& calendar) {
  std::vector<std::int64_t> expedition;
  std::vector<std::int64_t> waivers;
  out.expedition = {.granted = 0, .denied = 0, .within_ten_days = 0};
  out.fee_waivers = {.granted = 0, .denied = 0};
  for (const auto& one : matters) {
    const auto& life = one.life;
    if (life.expedition_requested && is_within(life.expedition_decided, span)) {
      auto& column = life.is_expedited ? out.expedition.granted : out.expedition.denied;
      column = *column + 1;
      const auto days = base::days_between(*life.expedition_requested, *life.expedition_decided);
      out.expedition.within_ten_days =
          *out.expedition.within_ten_days + (days <= kExpeditionDays ? 1 : 0);
      expedition.push_back(days);
    }
    if (life.waiver_requested && is_within(life.waiver_decided, span)) {
      auto& column = life.is_waived ? out.fee_waivers.granted : out.fee_waivers.denied;
      column = *column + 1;
      waivers.push_back(
          calendar.working_days_between(*life.waiver_requested, *life.waiver_decided));
    }
  }
  if (!expedition.empty()) {
    std::sort(expedition.begin(), expedition.end());
    out.expedition.median_days = median_of(expedition);
    out.expedition.average_days = average_of(expedition);
  }
  if (!waivers.empty()) {
    std::sort(waivers.begin(), waivers.end());
    out.fee_waivers.median_days = median_of(waivers);
    out.fee_waivers.average_days = average_of(waivers);
  }
}

void add(Count& count, bool is_counted) {
  count = *count + (is_counted ? 1 : 0);
}

void keep_oldest(std::vector<OldItem>& items) {
  std::stable_sort(items.begin(), items.end(), [](const OldItem& a, const OldItem& b) {
    return *a.received < *b.received;
  });
  items.resize(std::min(items.size(), kOldest));
}

bool is_appeal_pending_at(const clock::RequestLife& life, Date end_of_day) {
  return life.appeal_received && *life.appeal_received <= end_of_day &&
         !(life.appeal_decided && *life.appeal_decided <= end_of_day);
}

// LAW: 5 U.S.C. 552(e)(1)(B)(i): appeals made, and what became of them. Only where there was one:
// appeals are often another component's to count.
void count_appeals(ComponentFigures& out,
                   const std::vector<MatterFacts>& matters,
                   const Span& span,
                   const clock::Calendar& calendar) {
  const auto before = base::add_days(span.first, -1);
  Flow flow{.pending_at_start = 0, .received = 0, .processed = 0, .pending_at_end = 0};
  AppealOutcomes outcomes{.affirmed = 0, .partly = 0, .reversed = 0, .closed_otherwise = 0};
  std::vector<std::int64_t> days;
  std::int64_t backlog = 0;
  for (const auto& one : matters) {
    const auto& life = one.life;
    add(flow.pending_at_start, is_appeal_pending_at(life, before));
    add(flow.received, is_within(life.appeal_received, span));
    add(flow.pending_at_end, is_appeal_pending_at(life, span.last));
    if (life.appeal_received && is_within(life.appeal_decided, span)) {
      add(flow.processed, true);
      const auto outcome = life.appeal_outcome.value_or(foia::AppealOutcome::closed_otherwise);
      add(outcomes.affirmed, outcome == foia::AppealOutcome::affirmed);
      add(outcomes.partly, outcome == foia::AppealOutcome::partly_reversed);
      add(outcomes.reversed, outcome == foia::AppealOutcome::reversed);
      add(outcomes.closed_otherwise, outcome == foia::AppealOutcome::closed_otherwise);
      days.push_back(calendar.working_days_between(*life.appeal_received, *life.appeal_decided));
    }
    if (is_appeal_pending_at(life, span.last)) {
      const auto open = calendar.working_days_between(*life.appeal_received, span.last);
      backlog += open > kStatutoryDays ? 1 : 0;
      out.oldest_appeals.items.push_back({.received = life.appeal_received, .pending_days = open});
    }
  }
  if (*flow.pending_at_start + *flow.received == 0) {
    return;
  }
  outcomes.total = flow.processed;
  if (*outcomes.closed_otherwise > 0) {
    out.appeal_reasons.reasons.push_back({.code = "Other", .count = outcomes.closed_otherwise});
    out.appeal_other_reasons.reasons.push_back(
        {.text = "other", .count = outcomes.closed_otherwise});
  }
  out.appeal_other_reasons.total = outcomes.closed_otherwise;
  out.appeals = flow;
  out.appeal_outcomes = outcomes;
  out.appeal_times = times_of(std::move(days));
  keep_oldest(out.oldest_appeals.items);
  out.backlog.appeals = backlog;
  out.sections.insert({"VI.A", "VI.B", "VI.C(2)", "VI.C(3)", "VI.C(4)", "VI.C(5)"});
}

std::vector<MatterFacts> only(const std::vector<MatterFacts>& matters, bool are_consultations) {
  std::vector<MatterFacts> out;
  std::copy_if(
      matters.begin(), matters.end(), std::back_inserter(out), [&](const MatterFacts& one) {
        return one.is_consultation == are_consultations;
      });
  return out;
}

// LAW: 5 U.S.C. 552(e)(1): consultations are another agency's requests: their number and age are
// reported apart. Only where there was one.
void count_consultations(ComponentFigures& out,
                         const std::vector<MatterFacts>& consultations,
                         const Span& span,
                         const clock::Calendar& calendar) {
  const auto before = base::add_days(span.first, -1);
  Flow flow{.pending_at_start = 0, .received = 0, .processed = 0, .pending_at_end = 0};
  for (const auto& one : consultations) {
    const auto& life = one.life;
    add(flow.pending_at_start, is_pending_at(life, before));
    add(flow.received, is_within(life.received, span));
    add(flow.processed, is_within(life.closed, span));
    if (is_pending_at(life, span.last)) {
      add(flow.pending_at_end, true);
      out.oldest_consultations.items.push_back(
          {.received = life.received,
           .pending_days = calendar.working_days_between(*life.received, span.last)});
    }
  }
  if (*flow.pending_at_start + *flow.received == 0) {
    return;
  }
  out.consultations = flow;
  keep_oldest(out.oldest_consultations.items);
  out.sections.insert({"XII.B", "XII.C"});
}

// Days by track.
using Tracks = std::map<Track, std::vector<std::int64_t>>;

}  // namespace

Span fiscal_year(int year) {
  return {.first = first_day(year), .last = last_day(year)};
}

Span quarter_of(int year, int quarter) {
  const auto begin = first_day(year);
  const auto first = std::chrono::year_month(begin.year(), begin.month()) +
                     std::chrono::months(kMonthsInAQuarter * (quarter - 1));
  const auto next = first + std::chrono::months(kMonthsInAQuarter);
  return {.first = first / std::chrono::day(1),
          .last = base::add_days(next / std::chrono::day(1), -1)};
}

bool is_pending_at(const clock::RequestLife& life, Date end_of_day) {
  return is_received_by(life, end_of_day) && !(life.closed && *life.closed <= end_of_day);
}

RequestsProcessed requests_processed(const std::vector<MatterFacts>& matters, const Span& span) {
  return RequestsProcessed(
      std::count_if(matters.begin(), matters.end(), [&](const MatterFacts& one) {
        return !one.is_consultation && is_within(one.life.closed, span);
      }));
}

PagesProcessed pages_processed(const std::vector<MatterFacts>& matters) {
  std::int64_t sum = 0;
  for (const auto& one : matters) {
    sum += one.pages.value();
  }
  return PagesProcessed(sum);
}

// LAW: 5 U.S.C. 552(e)(1): requests received, processed and pending, their outcomes and days.
ComponentFigures figures_of(const std::vector<MatterFacts>& all,
                            int year,
                            const clock::Calendar& calendar) {
  const auto span = fiscal_year(year);
  const auto matters = only(all, false);
  const auto before = base::add_days(span.first, -1);
  ComponentFigures out;
  out.requests = {.pending_at_start = 0,
                  .received = 0,
                  .processed = requests_processed(matters, span).value(),
                  .pending_at_end = 0};
  out.dispositions = {.full_grants = 0, .partial_grants = 0, .full_denials = 0};
  std::map<std::string, std::int64_t> reasons;
  std::map<std::string, std::int64_t> exemptions;
  Tracks processed;
  Tracks granted;
  Tracks pending;
  std::int64_t backlog = 0;
  for (const auto& one : matters) {
    const auto& life = one.life;
    out.requests.pending_at_start =
        *out.requests.pending_at_start + (is_pending_at(life, before) ? 1 : 0);
    out.requests.received = *out.requests.received + (is_within(life.received, span) ? 1 : 0);
    if (is_within(life.closed, span) && life.disposition) {
      const auto disposition = *life.disposition;
      auto& d = out.dispositions;
      auto& column = disposition == RequestDisposition::full_grant      ? d.full_grants
                     : disposition == RequestDisposition::partial_grant ? d.partial_grants
                                                                        : d.full_denials;
      if (const auto code = reason_code(disposition); !code.empty()) {
        ++reasons[std::string(code)];
      } else {
        column = *column + 1;
      }
      const auto days = days_to(life, *life.closed, calendar);
      if (is_perfected(life)) {
        processed[track_of(life)].push_back(days);
      }
      if (is_granted(disposition)) {
        granted[track_of(life)].push_back(days);
      }
      // Once for the request, however many boxes and pages.
      for (const auto& code : one.exemptions) {
        ++exemptions[code];
      }
    }
    if (is_pending_at(life, span.last)) {
      out.requests.pending_at_end = *out.requests.pending_at_end + 1;
      const auto days = days_to(life, span.last, calendar);
      if (is_perfected(life)) {
        pending[track_of(life)].push_back(days);
        out.oldest_requests.items.push_back({.received = day_zero(life), .pending_days = days});
        backlog += is_backlogged(life, span.last, calendar) ? 1 : 0;
      }
    }
  }
  count_adjudications(out, matters, span, calendar);
  out.dispositions.reasons = coded(reasons);
  out.dispositions.total = out.requests.processed;
  out.exemptions.exemptions = coded(exemptions);
  if (const auto other = reasons.find("Other"); other != reasons.end()) {
    out.other_reasons.reasons.push_back({.text = "other", .count = other->second});
  }
  out.other_reasons.total = sum_of(out.other_reasons.reasons);
  out.processed_times = {.simple = times_of(processed[Track::simple]),
                         .complex = times_of(processed[Track::complex]),
                         .expedited = times_of(processed[Track::expedited])};
  out.granted_times = {.simple = times_of(granted[Track::simple]),
                       .complex = times_of(granted[Track::complex]),
                       .expedited = times_of(granted[Track::expedited])};
  out.simple_spans = spans_of(processed[Track::simple]);
  out.complex_spans = spans_of(processed[Track::complex]);
  out.expedited_spans = spans_of(processed[Track::expedited]);
  out.pending = {.simple = pending_of(pending[Track::simple]),
                 .complex = pending_of(pending[Track::complex]),
                 .expedited = pending_of(pending[Track::expedited])};
  keep_oldest(out.oldest_requests.items);
  out.backlog.requests = backlog;
  out.sections = {"V.A",
                  "V.B(1)",
                  "V.B(2)",
                  "V.B(3)",
                  "VII.A",
                  "VII.B",
                  "VII.C(1)",
                  "VII.C(2)",
                  "VII.C(3)",
                  "VII.D",
                  "VII.E",
                  "VIII.A",
                  "VIII.B",
                  "XII.A"};
  count_appeals(out, matters, span, calendar);
  count_consultations(out, only(all, true), span, calendar);
  return out;
}

std::string take_sections(ComponentFigures& into, const ComponentFigures& counted) {
  std::string stated;
  detail::each_section([&](const detail::Section& section, auto member) {
    if (!stated.empty() || !counted.sections.contains(section.number)) {
      return;
    }
    const bool is_backlog = section.number == "XII.A";
    const auto appeals = into.backlog.appeals;
    if (into.sections.contains(section.number) && !(is_backlog && !into.backlog.requests)) {
      stated = std::string(section.number);
      return;
    }
    into.*member = counted.*member;
    into.sections.insert(std::string(section.number));
    if (is_backlog && appeals) {
      into.backlog.appeals = appeals;
    }
  });
  return stated;
}

Quarterly quarterly_of(const std::vector<MatterFacts>& all,
                       std::string agency,
                       int year,
                       int quarter,
                       const clock::Calendar& calendar) {
  const auto matters = only(all, false);
  const auto span = quarter_of(year, quarter);
  const auto count = [&](const std::string& name, const std::vector<MatterFacts>& list) {
    QuarterCounts out{.component = name, .processed = requests_processed(list, span)};
    for (const auto& one : list) {
      out.received += is_within(one.life.received, span) ? 1 : 0;
      out.backlogged += is_backlogged(one.life, span.last, calendar) ? 1 : 0;
    }
    return out;
  };
  std::map<std::string, std::vector<MatterFacts>> by_component;
  for (const auto& one : matters) {
    by_component[one.component].push_back(one);
  }
  Quarterly out{.agency = agency,
                .year = year,
                .quarter = quarter,
                .overall = count(agency, matters),
                .pages = pages_processed(matters)};
  for (const auto& [name, list] : by_component) {
    out.components.push_back(count(name, list));
  }
  const auto before = last_day(year - 1);
  std::vector<const MatterFacts*> oldest;
  for (const auto& one : matters) {
    if (is_pending_at(one.life, before) && is_perfected(one.life)) {
      oldest.push_back(&one);
    }
  }
  std::stable_sort(oldest.begin(), oldest.end(), [](const auto* a, const auto* b) {
    return *day_zero(a->life) < *day_zero(b->life);
  });
  oldest.resize(std::min(oldest.size(), kOldest));
  out.oldest_pending = static_cast<std::int64_t>(oldest.size());
  out.oldest_closed = std::count_if(oldest.begin(), oldest.end(), [&](const auto* one) {
    return is_within(one->life.closed, {.first = first_day(year), .last = span.last});
  });
  return out;
}

}  // namespace vaughn::annual
