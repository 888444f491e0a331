// SPDX-License-Identifier: AGPL-3.0-or-later
#include "clock/fees.h"

#include <fmt/format.h>

#include <algorithm>

namespace vaughn::clock {

using base::Error;
using base::ErrorCode;
using base::Result;

namespace {

constexpr std::array<std::string_view, 5> kCategories{
    "commercial", "educational", "scientific", "media", "other"};
constexpr std::array<std::string_view, 3> kHeads{"search", "review", "duplication"};
constexpr std::array<std::string_view, 5> kLateness{
    "on_time", "excused_ten_days", "excused_by_court", "excused_voluminous", "barred"};

// LAW: 5 U.S.C. 552(a)(4)(A)(viii): an agency that is late asks for no search fees, and of the news
// media, schools and scientists for no duplication fees, unless one of three excuses holds.
constexpr std::array<LatenessRow, 5> kLatenessTable{{
    {Cell::no,
     Cell::any,
     Cell::any,
     Cell::any,
     Cell::any,
     Cell::any,
     LatenessRule::on_time,
     "5 U.S.C. 552(a)(4)(A)(ii)",
     "the time limits were met"},
    {Cell::yes,
     Cell::yes,
     Cell::any,
     Cell::any,
     Cell::any,
     Cell::any,
     LatenessRule::excused_by_court,
     "5 U.S.C. 552(a)(4)(A)(viii)(II)(cc)",
     "a court found exceptional circumstances and the agency kept to the time it gave"},
    {Cell::yes,
     Cell::any,
     Cell::yes,
     Cell::yes,
     Cell::any,
     Cell::any,
     LatenessRule::excused_ten_days,
     "5 U.S.C. 552(a)(4)(A)(viii)(II)(aa)",
     "unusual circumstances were noticed in time and the ten further days were kept"},
    {Cell::yes,
     Cell::any,
     Cell::yes,
     Cell::any,
     Cell::yes,
     Cell::yes,
     LatenessRule::excused_voluminous,
     "5 U.S.C. 552(a)(4)(A)(viii)(II)(bb)",
     "more than 5,000 pages are necessary, unusual circumstances were noticed in time and "
     "narrowing "
     "was discussed, or three attempts in good faith were made to discuss it"},
    {Cell::yes,
     Cell::any,
     Cell::any,
     Cell::any,
     Cell::any,
     Cell::any,
     LatenessRule::barred,
     "5 U.S.C. 552(a)(4)(A)(viii)(I)",
     "a time limit was missed and no excuse holds"},
}};

bool fits(Cell cell, bool value) {
  return cell == Cell::any || (cell == Cell::yes) == value;
}

bool is_favored(RequesterCategory category) {
  return category == RequesterCategory::educational || category == RequesterCategory::scientific ||
         category == RequesterCategory::media;
}

constexpr std::int64_t kFreeMinutes = 120;
constexpr std::int64_t kFreePages = 100;
constexpr std::int64_t kAdvanceAbove = 25'000;  // cents

// Work is charged by the quarter hour begun. What is free is taken off the dearest hours first, as
// it would be if the requester chose.
std::int64_t cost_of(const Work& work, std::int64_t free_minutes, const foia::FeeRates& rates) {
  std::array<std::pair<int, std::int64_t>, 3> grades{{{rates.clerical, work.clerical},
                                                      {rates.professional, work.professional},
                                                      {rates.managerial, work.managerial}}};
  std::sort(
      grades.begin(), grades.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  std::int64_t cents = 0;
  for (auto& [rate, minutes] : grades) {
    const auto free = std::min(free_minutes, minutes);
    free_minutes -= free;
    cents += (minutes - free + 14) / 15 * rate;
  }
  return cents;
}

std::string dollars(std::int64_t cents) {
  return fmt::format("${}.{:02}", cents / 100, cents % 100);
}

class Decision {
 public:
  Decision(const FeeFacts& facts, const foia::FeeRates& rates) : facts_(facts), rates_(rates) {}

  FeeDecision decide() {
    const auto& lateness = lateness_row(facts_.lateness);
    out_.lateness = lateness.rule;
    say(fmt::format("{}", lateness.text), lateness.citation);
    decide_search();
    decide_review();
    decide_duplication();
    for (const auto& row : out_.rows) {
      out_.total_cents += row.cents;
    }
    decide_collection();
    return std::move(out_);
  }

 private:
  bool is_barred() const { return out_.lateness == LatenessRule::barred; }

  void decide_search() {
    auto& row = out_.rows[0];
    row.head = FeeHead::search;
    row.units = facts_.search.total();
    // LAW: 5 U.S.C. 552(a)(4)(A)(ii): who pays for search, review and duplication.
    if (is_favored(facts_.category)) {
      free_of_charge(row,
                     "schools, scientists and news media pay no search fees",
                     "5 U.S.C. 552(a)(4)(A)(ii)(II)");
      return;
    }
    if (is_barred()) {
      free_of_charge(row, "the agency was late", "5 U.S.C. 552(a)(4)(A)(viii)(I)");
      return;
    }
    // LAW: 5 U.S.C. 552(a)(4)(A)(iv)(II): two hours of search and 100 pages are free.
    const bool is_commercial = facts_.category == RequesterCategory::commercial;
    row.free = is_commercial ? 0 : std::min(kFreeMinutes, row.units);
    row.charged = row.units - row.free;
    row.cents = cost_of(facts_.search, row.free, rates_);
    row.reason = is_commercial ? "commercial requesters pay for the whole search"
                               : "the first two hours are free";
    row.citation = is_commercial ? "5 U.S.C. 552(a)(4)(A)(ii)(I)" : "5 U.S.C. 552(a)(4)(A)(iv)(II)";
  }

  void decide_review() {
    auto& row = out_.rows[1];
    row.head = FeeHead::review;
    row.units = facts_.review.total();
    if (facts_.category != RequesterCategory::commercial) {
      free_of_charge(
          row, "only commercial requesters pay for review", "5 U.S.C. 552(a)(4)(A)(ii)(I)");
      return;
    }
    // LAW: 5 U.S.C. 552(a)(4)(A)(iv): review is the first examination and no legal question.
    row.charged = row.units;
    row.cents = cost_of(facts_.review, 0, rates_);
    row.reason = "the first examination is charged; resolving questions of law or policy is not";
    row.citation = "5 U.S.C. 552(a)(4)(A)(iv)";
  }

  void decide_duplication() {
    auto& row = out_.rows[2];
    row.head = FeeHead::duplication;
    row.units = facts_.pages;
    if (is_favored(facts_.category) && is_barred()) {
      free_of_charge(row, "the agency was late", "5 U.S.C. 552(a)(4)(A)(viii)(I)");
      return;
    }
    const bool is_commercial = facts_.category == RequesterCategory::commercial;
    row.free = is_commercial ? 0 : std::min(kFreePages, row.units);
    row.charged = row.units - row.free;
    row.cents = row.charged * rates_.page;
    row.reason =
        is_commercial ? "commercial requesters pay for every page" : "the first 100 pages are free";
    row.citation = is_commercial ? "5 U.S.C. 552(a)(4)(A)(ii)(I)" : "5 U.S.C. 552(a)(4)(A)(iv)(II)";
  }

  void decide_collection() {
    out_.due_cents = out_.total_cents;
    if (facts_.is_waived) {
      out_.due_cents = 0;
      say("the fees are waived", "5 U.S.C. 552(a)(4)(A)(iii)");
    } else if (out_.total_cents > 0 && out_.total_cents <= rates_.charged_from) {
      // LAW: 5 U.S.C. 552(a)(4)(A)(iv)(I): no fee that costs more to collect than it brings.
      out_.due_cents = 0;
      say(fmt::format("{} is not charged: collecting it costs as much", dollars(out_.total_cents)),
          "5 U.S.C. 552(a)(4)(A)(iv)(I)");
    }
    out_.must_tell_estimate = rates_.notice_above > 0 && out_.due_cents > rates_.notice_above;
    if (out_.must_tell_estimate) {
      say(fmt::format("the requester is told before the work goes on: it is above {}",
                      dollars(rates_.notice_above)),
          rates_.citation);
    }
    // LAW: 5 U.S.C. 552(a)(4)(A)(v): in advance only above $250 or after an unpaid fee.
    out_.may_ask_in_advance =
        out_.due_cents > 0 && (out_.due_cents > kAdvanceAbove || facts_.failed_to_pay_before);
    if (out_.due_cents > 0) {
      say(out_.may_ask_in_advance ? "payment may be asked in advance"
                                  : "payment may not be asked in advance",
          "5 U.S.C. 552(a)(4)(A)(v)");
    }
  }

  static void free_of_charge(FeeRow& row, std::string reason, std::string citation) {
    row.free = row.units;
    row.reason = std::move(reason);
    row.citation = std::move(citation);
  }

  void say(std::string text, std::string_view citation) {
    out_.reasons.push_back(fmt::format("{} [{}]", text, citation));
  }

  const FeeFacts& facts_;
  const foia::FeeRates& rates_;
  FeeDecision out_{};
};

}  // namespace

std::string_view to_string(RequesterCategory category) {
  return kCategories.at(static_cast<std::size_t>(category));
}

Result<RequesterCategory> parse_requester_category(std::string_view word) {
  for (std::size_t i = 0; i < kCategories.size(); ++i) {
    if (kCategories[i] == word) {
      return static_cast<RequesterCategory>(i);
    }
  }
  return Error{ErrorCode::invalid_argument,
               fmt::format("'{}' is no category of requesters", word),
               "use one of: commercial, educational, scientific, media, other"};
}

std::string_view to_string(FeeHead head) {
  return kHeads.at(static_cast<std::size_t>(head));
}

std::string_view to_string(LatenessRule rule) {
  return kLateness.at(static_cast<std::size_t>(rule));
}

std::span<const LatenessRow> lateness_table() {
  return kLatenessTable;
}

const LatenessRow& lateness_row(const Lateness& facts) {
  for (const auto& row : kLatenessTable) {
    if (fits(row.is_late, facts.is_late) &&
        fits(row.is_excused_by_court, facts.is_excused_by_court) &&
        fits(row.has_timely_notice, facts.has_timely_notice) &&
        fits(row.met_extended, facts.met_extended) &&
        fits(row.is_above_5000_pages, facts.pages_necessary > 5000) &&
        fits(row.has_discussed, facts.discussed_narrowing || facts.good_faith_attempts >= 3)) {
      return row;
    }
  }
  base::check(false, "the last rows of the table fit everything");
  return kLatenessTable.back();
}

FeeDecision decide_fees(const FeeFacts& facts, const foia::FeeRates& rates) {
  return Decision(facts, rates).decide();
}

// LAW: 5 U.S.C. 552(a)(4)(A)(iii): a waiver rests on the public's understanding of the government
// and on the absence of a primary commercial interest.
WaiverDecision decide_waiver(const WaiverFactors& factors) {
  WaiverDecision out;
  const auto need = [&](bool holds, std::string_view text) {
    if (!holds) {
      out.reasons.emplace_back(text);
    }
  };
  need(factors.concerns_government_operations,
       "the records do not concern the operations or activities of the government");
  need(factors.is_informative, "disclosure is not likely to contribute to understanding them");
  need(factors.reaches_the_public,
       "the understanding would be the requester's and not the public's");
  need(factors.is_significant, "the contribution to public understanding is not significant");
  need(!factors.has_commercial_interest || !factors.is_interest_primary,
       "disclosure is primarily in the commercial interest of the requester");
  out.is_granted = out.reasons.empty();
  if (out.is_granted) {
    out.reasons.emplace_back(
        "disclosure is in the public interest and not primarily in a commercial one");
  }
  return out;
}

}  // namespace vaughn::clock
