// SPDX-License-Identifier: AGPL-3.0-or-later
#include "annual/complete.h"

#include <algorithm>

#include "annual/detail/fields.h"

namespace vaughn::annual {

using detail::Coded;
using detail::Need;
using detail::Section;

namespace {

constexpr std::size_t kOldest = 10;

void set_if_absent(auto& figure, const auto& value) {
  if (!figure) {
    figure = value;
  }
}

template <typename T>
std::optional<T> plus(const std::optional<T>& a, const std::optional<T>& b) {
  return a && b ? std::optional<T>(*a + *b) : std::nullopt;
}

// Required figures that are absent become 0.
struct Zeros {
  void count(std::string_view, std::string_view, Count& x, Need need = Need::required) {
    if (need == Need::required) {
      set_if_absent(x, std::int64_t{0});
    }
  }
  void decimal(std::string_view,
               std::string_view,
               std::optional<Decimal>& x,
               Need need = Need::required) {
    if (need == Need::required) {
      set_if_absent(x, Decimal());
    }
  }
  void fraction(std::string_view, std::string_view, std::optional<Decimal>& x) {
    set_if_absent(x, Decimal());
  }
  void days(std::string_view, std::string_view, std::optional<Days>&) {}
  void group(std::string_view, std::string_view, auto& x) { detail::walk(*this, x); }
  void coded(const Coded&, std::string_view, std::vector<CodedCount>&) {}
  void named(std::string_view,
             std::string_view,
             std::string_view,
             std::string_view,
             std::vector<NamedCount>&) {}
  void items(std::string_view,
             std::string_view,
             std::string_view,
             std::string_view,
             std::vector<OldItem>&) {}
};

// Where the figures of one section lie, in the order of the form; those of two components match.
struct Places {
  std::vector<Count*> counts{};
  std::vector<std::optional<Decimal>*> decimals{};
  std::vector<std::vector<CodedCount>*> lists{};
  std::vector<std::vector<OldItem>*> oldest{};

  void count(std::string_view, std::string_view, Count& x, Need = Need::required) {
    counts.push_back(&x);
  }
  void decimal(std::string_view,
               std::string_view,
               std::optional<Decimal>& x,
               Need = Need::required) {
    decimals.push_back(&x);
  }
  void fraction(std::string_view, std::string_view, std::optional<Decimal>&) {}
  void days(std::string_view, std::string_view, std::optional<Days>&) {}
  void group(std::string_view, std::string_view, auto& x) { detail::walk(*this, x); }
  void coded(const Coded&, std::string_view, std::vector<CodedCount>& x) { lists.push_back(&x); }
  void named(std::string_view,
             std::string_view,
             std::string_view,
             std::string_view,
             std::vector<NamedCount>&) {}
  void items(std::string_view,
             std::string_view,
             std::string_view,
             std::string_view,
             std::vector<OldItem>& x) {
    oldest.push_back(&x);
  }
};

void fill_spans(Spans& spans, bool is_counted) {
  if (spans.spans.empty() && !is_counted) {
    return;
  }
  std::vector<CodedCount> all;
  for (const auto code : kSpans) {
    all.push_back({.code = std::string(code), .count = count_of(spans.spans, code)});
  }
  spans.spans = std::move(all);
  set_if_absent(spans.total, sum_of(spans.spans));
}

// What follows within one component; of a sum, an addend may be taken for zero.
void derive(ComponentFigures& f, Unstated unstated, bool is_overall) {
  const auto given = [&](const auto& x) {
    using Figure = std::remove_cvref_t<decltype(x)>;
    return x || unstated == Unstated::leave ? x : Figure(typename Figure::value_type{});
  };
  auto& d = f.dispositions;
  set_if_absent(d.total,
                plus(plus(given(d.full_grants), given(d.partial_grants)),
                     plus(given(d.full_denials), sum_of(d.reasons))));
  // Overall the form lists no reasons; their sum is that of the components.
  if (!is_overall || !f.other_reasons.reasons.empty()) {
    set_if_absent(f.other_reasons.total, sum_of(f.other_reasons.reasons));
  }
  if (!is_overall || !f.appeal_other_reasons.reasons.empty()) {
    set_if_absent(f.appeal_other_reasons.total, sum_of(f.appeal_other_reasons.reasons));
  }
  auto& a = f.appeal_outcomes;
  set_if_absent(a.total,
                plus(plus(given(a.affirmed), given(a.partly)),
                     plus(given(a.reversed), given(a.closed_otherwise))));
  auto& s = f.staff;
  set_if_absent(s.total_staff, plus(given(s.full_time), given(s.equivalent)));
  set_if_absent(s.total_cost, plus(given(s.processing_cost), given(s.litigation_cost)));
  if (!f.fees.part_of_cost && f.fees.collected && s.processing_cost &&
      *s.processing_cost > Decimal()) {
    constexpr double kMillion = 1e6;
    const double part = static_cast<double>(f.fees.collected->in_millionths()) /
                        static_cast<double>(s.processing_cost->in_millionths());
    f.fees.part_of_cost = Decimal::millionths(std::min<std::int64_t>(
        static_cast<std::int64_t>(part * kMillion), static_cast<std::int64_t>(kMillion)));
  }
  set_if_absent(f.requests_compared.received, f.requests.received);
  set_if_absent(f.requests_compared.processed, f.requests.processed);
  set_if_absent(f.backlog_compared.current_year, f.backlog.requests);
  set_if_absent(f.appeals_compared.received, f.appeals.received);
  set_if_absent(f.appeals_compared.processed, f.appeals.processed);
  set_if_absent(f.appeal_backlog_compared.current_year, f.backlog.appeals);
}

void prepare(ComponentFigures& f, Unstated unstated, bool is_overall) {
  const bool is_counted = unstated == Unstated::zero;
  fill_spans(f.simple_spans, is_counted);
  fill_spans(f.complex_spans, is_counted);
  fill_spans(f.expedited_spans, is_counted);
  derive(f, unstated, is_overall);
  detail::each_section([&](const Section& section, auto member) {
    f.sections.insert(std::string(section.number));
    if (is_counted) {
      Zeros zeros;
      detail::walk(zeros, f.*member);
    }
  });
}

void add_codes(std::vector<CodedCount>& total, const std::vector<CodedCount>& part) {
  for (const auto& row : part) {
    const auto at = std::find_if(
        total.begin(), total.end(), [&](const auto& one) { return one.code == row.code; });
    if (at == total.end()) {
      total.push_back(row);
    } else {
      at->count = plus(at->count, row.count);
    }
  }
}

void keep_oldest(std::vector<OldItem>& items) {
  std::stable_sort(items.begin(), items.end(), [](const OldItem& a, const OldItem& b) {
    return a.pending_days.value_or(0) > b.pending_days.value_or(0);
  });
  items.resize(std::min(items.size(), kOldest));
}

// Money and staff add up; medians and averages do not.
bool has_sums_of_decimals(std::string_view section) {
  return section == "IX" || section == "X";
}

void sum_up(Report& report) {
  detail::each_section([&](const Section& section, auto member) {
    Places overall;
    detail::walk(overall, report.overall.*member);
    std::vector<Places> parts;
    for (auto& component : report.components) {
      parts.emplace_back();
      detail::walk(parts.back(), component.figures.*member);
    }
    for (std::size_t i = 0; i < overall.counts.size(); ++i) {
      Count sum = 0;
      bool is_stated = false;
      for (const auto& part : parts) {
        // A component that takes no appeals has no such figure; the others still add up.
        is_stated |= part.counts[i]->has_value();
        sum = *sum + part.counts[i]->value_or(0);
      }
      if (is_stated) {
        set_if_absent(*overall.counts[i], sum);
      }
    }
    for (std::size_t i = 0; has_sums_of_decimals(section.number) && i < overall.decimals.size();
         ++i) {
      std::optional<Decimal> sum = Decimal();
      for (const auto& part : parts) {
        sum = plus(sum, *part.decimals[i]);
      }
      set_if_absent(*overall.decimals[i], sum);
    }
    for (std::size_t i = 0; i < overall.lists.size(); ++i) {
      if (overall.lists[i]->empty()) {
        for (const auto& part : parts) {
          add_codes(*overall.lists[i], *part.lists[i]);
        }
      }
    }
    for (std::size_t i = 0; i < overall.oldest.size(); ++i) {
      if (overall.oldest[i]->empty()) {
        for (const auto& part : parts) {
          overall.oldest[i]->insert(
              overall.oldest[i]->end(), part.oldest[i]->begin(), part.oldest[i]->end());
        }
        keep_oldest(*overall.oldest[i]);
      }
    }
  });
}

}  // namespace

void complete(Report& report, Unstated unstated) {
  for (auto& component : report.components) {
    prepare(component.figures, unstated, false);
  }
  if (!report.components.empty()) {
    sum_up(report);
  }
  prepare(report.overall, unstated, !report.components.empty());
}

}  // namespace vaughn::annual
