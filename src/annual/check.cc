// SPDX-License-Identifier: AGPL-3.0-or-later
#include "annual/check.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "annual/detail/fields.h"
#include "base/dates.h"

namespace vaughn::annual {

namespace {

using std::chrono::July;

// LAW: 5 U.S.C. 552(e)(1): what the annual report states, and so what must agree in it.
constexpr Identity kIdentities[] = {
    {"va_flow", "V.A", Severity::error, "pending at start + received - processed = pending at end"},
    {"va_vb1", "V.A", Severity::error, "requests processed = sum of the dispositions of V.B(1)"},
    {"va_viic", "V.A", Severity::error, "requests processed >= sum of VII.C(1) to (3)"},
    {"va_viic_perfected",
     "V.A",
     Severity::warning,
     "requests processed - not described - improper = sum of VII.C(1) to (3)"},
    {"va_last_year",
     "V.A",
     Severity::warning,
     "pending at start = pending at end of last year's report"},
    {"va_outlier",
     "V.A",
     Severity::warning,
     "received is within a factor of ten of last year's (XII.D)"},
    {"vb1_total", "V.B(1)", Severity::error, "stated total = sum of its columns"},
    {"vb1_vb2", "V.B(1)", Severity::error, "other = sum of the reasons of V.B(2)"},
    {"vb1_vb3",
     "V.B(1)",
     Severity::error,
     "full denials by exemptions <= sum of the exemptions of V.B(3)"},
    {"vb2_total", "V.B(2)", Severity::error, "stated total = sum of the reasons"},
    {"vb3_count",
     "V.B(3)",
     Severity::warning,
     "an exemption counts once a request: <= partial grants + full denials"},
    {"iv_vb3", "IV", Severity::warning, "uses of statutes >= Exemption 3 in V.B(3), unless none"},
    {"via_flow",
     "VI.A",
     Severity::error,
     "pending at start + received - processed = pending at end"},
    {"via_vib", "VI.A", Severity::error, "appeals processed = sum of the outcomes of VI.B"},
    {"via_vic5", "VI.A", Severity::error, "pending at end > 0 has an oldest appeal in VI.C(5)"},
    {"vib_total", "VI.B", Severity::error, "stated total = sum of its columns"},
    {"vib_vic2",
     "VI.B",
     Severity::error,
     "closed for other reasons <= sum of the reasons of VI.C(2)"},
    {"vic2_vic3", "VI.C(2)", Severity::error, "other = sum of the reasons of VI.C(3)"},
    {"vic3_total", "VI.C(3)", Severity::error, "stated total = sum of the reasons"},
    {"days_order", "VII", Severity::error, "lowest <= median, average <= highest"},
    {"days_outlier", "VII", Severity::warning, "no more days than since FOIA took effect"},
    {"overall_median",
     "VII",
     Severity::error,
     "the median overall lies between the lowest and the highest of the components"},
    {"viic_total", "VII.C", Severity::error, "stated total = sum of the spans"},
    {"viid_va", "VII.D", Severity::error, "pending perfected <= pending at end of V.A"},
    {"oldest_order", "VII.E", Severity::error, "pending days never rise down the list"},
    {"oldest_date",
     "VII.E",
     Severity::error,
     "received after FOIA took effect and not after the year's end"},
    {"oldest_days",
     "VII.E",
     Severity::warning,
     "pending days = working days from receipt to the year's end, within one in fifty"},
    {"viiia_ten", "VIII.A", Severity::error, "within ten days <= granted + denied"},
    {"ix_staff", "IX", Severity::error, "somebody works if anything was processed"},
    {"ix_staff_total", "IX", Severity::error, "total staff = employees + equivalents"},
    {"ix_cost_total", "IX", Severity::error, "total cost = processing + litigation"},
    {"x_fraction", "X", Severity::error, "the part of the cost is a fraction from 0 to 1"},
    {"x_part",
     "X",
     Severity::warning,
     "the part of the cost = fees / processing cost of IX, within a hundredth"},
    {"xiia_viid", "XII.A", Severity::error, "request backlog <= pending perfected of VII.D"},
    {"xiia_via", "XII.A", Severity::error, "appeal backlog <= pending at end of VI.A"},
    {"xiib_flow",
     "XII.B",
     Severity::error,
     "pending at start + received - processed = pending at end"},
    {"xiib_xiic",
     "XII.B",
     Severity::error,
     "pending at end > 0 has an oldest consultation in XII.C"},
    {"xiid_va", "XII.D(1)", Severity::error, "this year's figures = V.A"},
    {"xiid_xiia", "XII.D(2)", Severity::error, "this year's backlog = XII.A"},
    {"xiie_via", "XII.E(1)", Severity::error, "this year's figures = VI.A"},
    {"xiie_xiia", "XII.E(2)", Severity::error, "this year's backlog = XII.A"},
    {"overall_sum", "all", Severity::error, "overall = sum of the components"},
};

const Identity& identity(std::string_view id) {
  const auto* row = std::find_if(std::begin(kIdentities),
                                 std::end(kIdentities),
                                 [&](const Identity& one) { return one.id == id; });
  base::check(row != std::end(kIdentities), "an identity stands in the table");
  return *row;
}

// The Freedom of Information Act took effect on July 4, 1967.
constexpr base::Date kFoiaTookEffect{std::chrono::year(1967), July, std::chrono::day(4)};
constexpr std::int64_t kOutlierFactor = 10;
constexpr std::int64_t kOutlierFloor = 100;
constexpr std::int64_t kDayTolerance = 50;   // one in fifty
constexpr std::int64_t kHundredth = 10'000;  // in millionths

std::string text_of(std::int64_t value) {
  return fmt::format("{}", value);
}
std::string text_of(const Decimal& value) {
  return value.text();
}

template <typename T>
std::optional<T> plus(std::optional<T> a, std::optional<T> b) {
  return a && b ? std::optional(*a + *b) : std::nullopt;
}

// A figure an optional list or field leaves out, counted as none.
Count or_zero(Count value) {
  return value.value_or(0);
}

// Whether a row says anything: of a row that is not there nothing is asked.
bool has(const ComponentFigures& f, std::string_view section) {
  return f.sections.contains(section);
}

class Checker {
 public:
  Checker(const Report& report, const Report* last_year, const clock::Calendar& calendar)
      : report_(report), last_year_(last_year), calendar_(calendar) {}

  std::vector<Finding> run() {
    for (const auto& component : report_.components) {
      one(component.abbreviation, component.figures, false, last_year_of(component.abbreviation));
    }
    one(report_.abbreviation,
        report_.overall,
        true,
        last_year_ == nullptr ? nullptr : &last_year_->overall);
    if (!report_.components.empty()) {
      overall_sums();
      overall_medians();
    }
    return std::move(findings_);
  }

 private:
  template <typename T>
  void add(std::string_view id, const T& left, const T& right, std::string item = "") {
    const auto& row = identity(id);
    findings_.push_back({.identity = std::string(id),
                         .section = std::string(section_.empty() ? row.section : section_),
                         .severity = row.severity,
                         .component = component_,
                         .is_overall = is_overall_,
                         .item = std::move(item),
                         .left = text_of(left),
                         .right = text_of(right)});
  }

  template <typename T>
  void equal(std::string_view id,
             const std::optional<T>& left,
             const std::optional<T>& right,
             std::string item = "") {
    if (left && right && *left != *right) {
      add(id, *left, *right, std::move(item));
    }
  }

  template <typename T>
  void at_most(std::string_view id,
               const std::optional<T>& left,
               const std::optional<T>& right,
               std::string item = "") {
    if (left && right && *left > *right) {
      add(id, *left, *right, std::move(item));
    }
  }

  const ComponentFigures* last_year_of(std::string_view abbreviation) const {
    if (last_year_ == nullptr) {
      return nullptr;
    }
    for (const auto& component : last_year_->components) {
      if (component.abbreviation == abbreviation) {
        return &component.figures;
      }
    }
    return nullptr;
  }

  void one(const std::string& abbreviation,
           const ComponentFigures& f,
           bool is_overall,
           const ComponentFigures* last_year) {
    component_ = abbreviation;
    is_overall_ = is_overall;
    requests(f, last_year);
    appeals(f);
    times(f);
    pending(f);
    costs(f);
    comparisons(f);
  }

  void flow(std::string_view id, const Flow& f) {
    if (f.pending_at_start && f.received && f.processed && f.pending_at_end) {
      const auto end = *f.pending_at_start + *f.received - *f.processed;
      if (end != *f.pending_at_end) {
        add(id, end, *f.pending_at_end);
      }
    }
  }

  static Count columns(const Dispositions& d) {
    return plus(plus(d.full_grants, d.partial_grants), plus(d.full_denials, sum_of(d.reasons)));
  }

  static Count columns(const AppealOutcomes& a) {
    return plus(plus(a.affirmed, a.partly), plus(a.reversed, a.closed_otherwise));
  }

  // Overall the form states a sum and lists no reasons.
  static Count other_reasons(const OtherReasons& o) {
    return o.reasons.empty() ? o.total : sum_of(o.reasons);
  }

  static Count spans(const ComponentFigures& f) {
    return plus(plus(sum_of(f.simple_spans.spans), sum_of(f.complex_spans.spans)),
                sum_of(f.expedited_spans.spans));
  }

  void requests(const ComponentFigures& f, const ComponentFigures* last_year) {
    flow("va_flow", f.requests);
    if (last_year != nullptr) {
      equal("va_last_year", f.requests.pending_at_start, last_year->requests.pending_at_end);
    }
    const auto& before = f.requests_compared.received_last_year;
    const auto& received = f.requests.received;
    if (before && received && std::max(*before, *received) >= kOutlierFloor &&
        (*received > *before * kOutlierFactor || *before > *received * kOutlierFactor)) {
      add("va_outlier", *received, *before);
    }
    const auto& d = f.dispositions;
    if (has(f, "V.B(1)")) {
      equal("va_vb1", f.requests.processed, columns(d));
      equal("vb1_total", d.total, columns(d));
      at_most("vb1_vb3", d.full_denials, sum_of(f.exemptions.exemptions));
      const auto other = count_of(d.reasons, "Other");
      equal("vb1_vb2", other, has(f, "V.B(2)") ? other_reasons(f.other_reasons) : Count());
      const auto most = plus(d.partial_grants, d.full_denials);
      for (const auto& row : f.exemptions.exemptions) {
        at_most("vb3_count", row.count, most, row.code);
      }
    }
    if (has(f, "V.B(2)")) {
      equal("vb2_total", f.other_reasons.total, other_reasons(f.other_reasons));
    }
    if (has(f, "VII.C(1)") && has(f, "VII.C(2)") && has(f, "VII.C(3)")) {
      at_most("va_viic", spans(f), f.requests.processed);
      const auto unperfected =
          plus(count_of(d.reasons, "NotDescribed"), count_of(d.reasons, "ImproperRequest"));
      if (f.requests.processed && unperfected && spans(f)) {
        equal("va_viic_perfected", Count(*f.requests.processed - *unperfected), spans(f));
      }
    }
    statutes(f);
  }

  void statutes(const ComponentFigures& f) {
    const auto claimed = count_of(f.exemptions.exemptions, "Ex. 3");
    std::int64_t uses = 0;
    for (const auto& statute : report_.statutes) {
      for (const auto& use : statute.uses) {
        if (use.component == component_) {
          uses += use.count.value_or(0);
        }
      }
    }
    if (claimed && *claimed > 0) {
      at_most("iv_vb3", claimed, Count(uses));
    }
  }

  void appeals(const ComponentFigures& f) {
    flow("via_flow", f.appeals);
    if (has(f, "VI.B")) {
      equal("via_vib", f.appeals.processed, columns(f.appeal_outcomes));
      equal("vib_total", f.appeal_outcomes.total, columns(f.appeal_outcomes));
      if (has(f, "VI.C(2)")) {
        at_most("vib_vic2", f.appeal_outcomes.closed_otherwise, sum_of(f.appeal_reasons.reasons));
      }
    }
    if (has(f, "VI.C(3)")) {
      equal("vic2_vic3",
            count_of(f.appeal_reasons.reasons, "Other"),
            other_reasons(f.appeal_other_reasons));
      equal("vic3_total", f.appeal_other_reasons.total, other_reasons(f.appeal_other_reasons));
    }
    oldest_needed("via_vic5", f.appeals, f.oldest_appeals);
    oldest("VI.C(5)", f.oldest_appeals);
    response("VI.C(4)", "", f.appeal_times);
  }

  void oldest_needed(std::string_view id, const Flow& flow, const OldestItems& list) {
    const bool has_oldest = std::any_of(list.items.begin(), list.items.end(), [](const auto& item) {
      return item.pending_days.value_or(1) > 0;
    });
    if (flow.pending_at_end.value_or(0) > 0 && !has_oldest) {
      add("" + std::string(id), *flow.pending_at_end, std::int64_t{0});
    }
  }

  void response(std::string_view section, std::string_view track, const ResponseTimes& t) {
    section_ = section;
    const auto days = [](const std::optional<Days>& d) {
      return d ? std::optional(comparable(*d)) : std::nullopt;
    };
    const auto lowest = days(t.lowest);
    const auto highest = days(t.highest);
    const auto item = [&](std::string_view what) {
      return track.empty() ? std::string(what) : fmt::format("{}, {}", track, what);
    };
    at_most("days_order", lowest, highest, item("lowest and highest"));
    at_most("days_order", lowest, days(t.median), item("lowest and median"));
    at_most("days_order", days(t.median), highest, item("median and highest"));
    at_most("days_order", lowest, days(t.average), item("lowest and average"));
    at_most("days_order", days(t.average), highest, item("average and highest"));
    if (report_.fiscal_year > 0) {
      const auto most =
          Decimal::whole(base::days_between(kFoiaTookEffect, last_day(report_.fiscal_year)));
      at_most("days_outlier", highest, std::optional(most), item("highest"));
    }
    section_ = {};
  }

  void times(const ComponentFigures& f) {
    const auto tracks = [&](std::string_view section, const TrackTimes& t) {
      response(section, "simple", t.simple);
      response(section, "complex", t.complex);
      response(section, "expedited", t.expedited);
    };
    tracks("VII.A", f.processed_times);
    tracks("VII.B", f.granted_times);
    const auto total = [&](std::string_view section, const Spans& spans) {
      if (has(f, section)) {
        section_ = section;
        equal("viic_total", spans.total, sum_of(spans.spans));
        section_ = {};
      }
    };
    total("VII.C(1)", f.simple_spans);
    total("VII.C(2)", f.complex_spans);
    total("VII.C(3)", f.expedited_spans);
  }

  void oldest(std::string_view section, const OldestItems& list) {
    section_ = section;
    for (std::size_t i = 0; i < list.items.size(); ++i) {
      const auto& item = list.items[i];
      const auto place = fmt::format("item {}", i + 1);
      if (i > 0) {
        at_most("oldest_order", item.pending_days, list.items[i - 1].pending_days, place);
      }
      if (!item.received || report_.fiscal_year == 0) {
        continue;
      }
      const auto year_end = last_day(report_.fiscal_year);
      if (*item.received < kFoiaTookEffect || *item.received > year_end) {
        findings_.push_back({.identity = "oldest_date",
                             .section = std::string(section),
                             .severity = Severity::error,
                             .component = component_,
                             .is_overall = is_overall_,
                             .item = place,
                             .left = base::to_string(*item.received),
                             .right = base::to_string(year_end)});
        continue;
      }
      if (item.pending_days && clock::Calendar::covers(*item.received) &&
          clock::Calendar::covers(year_end)) {
        const std::int64_t counted = calendar_.working_days_between(*item.received, year_end);
        const auto apart = std::abs(counted - *item.pending_days);
        if (apart > 1 && apart * kDayTolerance > counted) {
          add("oldest_days", *item.pending_days, counted, place);
        }
      }
    }
    section_ = {};
  }

  static Count perfected(const ComponentFigures& f) {
    const auto& p = f.pending;
    return plus(plus(p.simple.count, p.complex.count), p.expedited.count);
  }

  void pending(const ComponentFigures& f) {
    at_most("viid_va", perfected(f), f.requests.pending_at_end);
    oldest("VII.E", f.oldest_requests);
    at_most(
        "viiia_ten", f.expedition.within_ten_days, plus(f.expedition.granted, f.expedition.denied));
    at_most("xiia_viid", f.backlog.requests, perfected(f));
    at_most("xiia_via", f.backlog.appeals, f.appeals.pending_at_end);
    flow("xiib_flow", f.consultations);
    oldest_needed("xiib_xiic", f.consultations, f.oldest_consultations);
    oldest("XII.C", f.oldest_consultations);
  }

  void costs(const ComponentFigures& f) {
    const auto& s = f.staff;
    if (s.total_staff && *s.total_staff == Decimal() && f.requests.processed.value_or(0) > 0) {
      add("ix_staff", *s.total_staff, Decimal::whole(*f.requests.processed));
    }
    equal("ix_staff_total", s.total_staff, plus(s.full_time, s.equivalent));
    equal("ix_cost_total", s.total_cost, plus(s.processing_cost, s.litigation_cost));
    const auto& part = f.fees.part_of_cost;
    if (!part) {
      return;
    }
    if (*part > Decimal::whole(1) || *part < Decimal()) {
      add("x_fraction", *part, Decimal::whole(1));
      return;
    }
    if (f.fees.collected && s.processing_cost && *s.processing_cost > Decimal()) {
      const double computed = static_cast<double>(f.fees.collected->in_millionths()) /
                              static_cast<double>(s.processing_cost->in_millionths());
      constexpr double kMillion = 1e6;
      const auto expected = Decimal::millionths(static_cast<std::int64_t>(computed * kMillion));
      if (std::abs((expected - *part).in_millionths()) > kHundredth) {
        add("x_part", *part, expected);
      }
    }
  }

  void comparisons(const ComponentFigures& f) {
    equal("xiid_va", f.requests_compared.received, f.requests.received, "received");
    equal("xiid_va", f.requests_compared.processed, f.requests.processed, "processed");
    equal("xiid_xiia", f.backlog_compared.current_year, f.backlog.requests);
    equal("xiie_via", f.appeals_compared.received, f.appeals.received, "received");
    equal("xiie_via", f.appeals_compared.processed, f.appeals.processed, "processed");
    equal("xiie_xiia", f.appeal_backlog_compared.current_year, f.backlog.appeals);
  }

  // --- overall against the components ---

  void sum(std::string_view section,
           std::string item,
           const std::function<Count(const ComponentFigures&)>& figure) {
    Count total = 0;
    for (const auto& component : report_.components) {
      total = plus(total, or_zero(figure(component.figures)));
    }
    section_ = section;
    equal("overall_sum", figure(report_.overall), total, std::move(item));
    section_ = {};
  }

  void flow_sums(std::string_view section, Flow ComponentFigures::*member) {
    sum(section, "pending at start", [=](const auto& f) { return (f.*member).pending_at_start; });
    sum(section, "received", [=](const auto& f) { return (f.*member).received; });
    sum(section, "processed", [=](const auto& f) { return (f.*member).processed; });
    sum(section, "pending at end", [=](const auto& f) { return (f.*member).pending_at_end; });
  }

  void code_sums(
      std::string_view section,
      const std::function<const std::vector<CodedCount>&(const ComponentFigures&)>& list) {
    std::set<std::string> codes;
    const auto gather = [&](const ComponentFigures& f) {
      for (const auto& row : list(f)) {
        codes.insert(row.code);
      }
    };
    gather(report_.overall);
    for (const auto& component : report_.components) {
      gather(component.figures);
    }
    for (const auto& code : codes) {
      sum(section, code, [&](const auto& f) { return count_of(list(f), code); });
    }
  }

  void overall_sums() {
    component_ = report_.abbreviation;
    is_overall_ = true;
    flow_sums("V.A", &ComponentFigures::requests);
    sum("V.B(1)", "full grants", [](const auto& f) { return f.dispositions.full_grants; });
    sum("V.B(1)", "partial grants", [](const auto& f) { return f.dispositions.partial_grants; });
    sum("V.B(1)", "full denials", [](const auto& f) { return f.dispositions.full_denials; });
    code_sums(
        "V.B(1)", [](const auto& f) -> const auto& { return f.dispositions.reasons; });
    code_sums(
        "V.B(3)", [](const auto& f) -> const auto& { return f.exemptions.exemptions; });
    sum("V.B(2)", "other reasons", [](const auto& f) { return other_reasons(f.other_reasons); });
    flow_sums("VI.A", &ComponentFigures::appeals);
    sum("VI.B", "affirmed", [](const auto& f) { return f.appeal_outcomes.affirmed; });
    sum("VI.B", "partly", [](const auto& f) { return f.appeal_outcomes.partly; });
    sum("VI.B", "reversed", [](const auto& f) { return f.appeal_outcomes.reversed; });
    sum("VI.B", "closed otherwise", [](const auto& f) {
      return f.appeal_outcomes.closed_otherwise;
    });
    code_sums(
        "VI.C(1)", [](const auto& f) -> const auto& { return f.appeal_exemptions.exemptions; });
    code_sums(
        "VI.C(2)", [](const auto& f) -> const auto& { return f.appeal_reasons.reasons; });
    sum("VI.C(3)", "other reasons", [](const auto& f) {
      return other_reasons(f.appeal_other_reasons);
    });
    code_sums(
        "VII.C(1)", [](const auto& f) -> const auto& { return f.simple_spans.spans; });
    code_sums(
        "VII.C(2)", [](const auto& f) -> const auto& { return f.complex_spans.spans; });
    code_sums(
        "VII.C(3)", [](const auto& f) -> const auto& { return f.expedited_spans.spans; });
    sum("VII.D", "simple", [](const auto& f) { return f.pending.simple.count; });
    sum("VII.D", "complex", [](const auto& f) { return f.pending.complex.count; });
    sum("VII.D", "expedited", [](const auto& f) { return f.pending.expedited.count; });
    sum("VIII.A", "granted", [](const auto& f) { return f.expedition.granted; });
    sum("VIII.A", "denied", [](const auto& f) { return f.expedition.denied; });
    sum("VIII.B", "granted", [](const auto& f) { return f.fee_waivers.granted; });
    sum("VIII.B", "denied", [](const auto& f) { return f.fee_waivers.denied; });
    sum("XI.A", "times used", [](const auto& f) { return f.exclusions.times_used; });
    sum("XII.A", "requests", [](const auto& f) { return f.backlog.requests; });
    sum("XII.A", "appeals", [](const auto& f) { return f.backlog.appeals; });
    flow_sums("XII.B", &ComponentFigures::consultations);
  }

  void median(std::string_view section,
              std::string_view track,
              const std::function<const ResponseTimes&(const ComponentFigures&)>& times) {
    const auto& overall = times(report_.overall).median;
    if (!overall) {
      return;
    }
    std::optional<Decimal> lowest;
    std::optional<Decimal> highest;
    for (const auto& component : report_.components) {
      const auto& own = times(component.figures).median;
      // A component that processed none has a median of nothing, written 0.
      if (own && comparable(*own) > Decimal()) {
        lowest = lowest ? std::min(*lowest, comparable(*own)) : comparable(*own);
        highest = highest ? std::max(*highest, comparable(*own)) : comparable(*own);
      }
    }
    section_ = section;
    const auto value = std::optional(comparable(*overall));
    const auto item = [&](std::string_view what) {
      return track.empty() ? std::string(what) : fmt::format("{}, {}", track, what);
    };
    at_most("overall_median", lowest, value, item("lowest of the components"));
    at_most("overall_median", value, highest, item("highest of the components"));
    section_ = {};
  }

  void overall_medians() {
    median(
        "VI.C(4)", "", [](const auto& f) -> const auto& { return f.appeal_times; });
    median(
        "VII.A", "simple", [](const auto& f) -> const auto& { return f.processed_times.simple; });
    median(
        "VII.A", "complex", [](const auto& f) -> const auto& { return f.processed_times.complex; });
    median(
        "VII.A", "expedited", [](const auto& f) -> const auto& {
          return f.processed_times.expedited;
        });
    median(
        "VII.B", "simple", [](const auto& f) -> const auto& { return f.granted_times.simple; });
    median(
        "VII.B", "complex", [](const auto& f) -> const auto& { return f.granted_times.complex; });
    median(
        "VII.B", "expedited", [](const auto& f) -> const auto& {
          return f.granted_times.expedited;
        });
  }

  const Report& report_;
  const Report* last_year_;
  const clock::Calendar& calendar_;
  std::vector<Finding> findings_{};
  std::string component_{};
  bool is_overall_ = false;
  std::string_view section_{};  // where a rule that serves several sections is at
};

}  // namespace

std::string_view to_string(Severity severity) {
  switch (severity) {
    case Severity::error: return "error";
    case Severity::warning: return "warning";
  }
  return "";
}

std::span<const Identity> all_identities() {
  return kIdentities;
}

std::vector<Finding> check(const Report& report,
                           const Report* last_year,
                           const clock::Calendar& calendar) {
  return Checker(report, last_year, calendar).run();
}

}  // namespace vaughn::annual
