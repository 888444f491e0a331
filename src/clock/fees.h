// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "foia/calendar.h"

// What a requester may be charged, 5 U.S.C. 552(a)(4)(A): who pays for what, what is free, and what
// an agency that answers late may no longer ask for.
namespace vaughn::clock {

enum class RequesterCategory { commercial, educational, scientific, media, other };
std::string_view to_string(RequesterCategory category);
base::Result<RequesterCategory> parse_requester_category(std::string_view word);

enum class FeeHead { search, review, duplication };
std::string_view to_string(FeeHead head);

// Minutes of work by the grade of who did it.
struct Work {
  std::int64_t clerical = 0;
  std::int64_t professional = 0;
  std::int64_t managerial = 0;
  std::int64_t total() const { return clerical + professional + managerial; }
};

// What the lateness bar turns on, (a)(4)(A)(viii).
struct Lateness {
  bool is_late = false;            // a time limit of (a)(6) was missed, the first 20 days included
  bool has_timely_notice = false;  // of unusual circumstances, before the 20 days ended
  bool met_extended = false;       // answered within the ten further days
  std::int64_t pages_necessary = 0;
  bool discussed_narrowing = false;
  int good_faith_attempts = 0;       // to discuss it
  bool is_excused_by_court = false;  // exceptional circumstances, and within the court's time
};

enum class LatenessRule { on_time, excused_ten_days, excused_by_court, excused_voluminous, barred };
std::string_view to_string(LatenessRule rule);

// One row of the decision table. A condition that does not matter is `any`.
enum class Cell { no, yes, any };
struct LatenessRow {
  Cell is_late{};
  Cell is_excused_by_court{};
  Cell has_timely_notice{};
  Cell met_extended{};
  Cell is_above_5000_pages{};
  Cell has_discussed{};  // or tried three times in good faith
  LatenessRule rule{};
  std::string_view citation{};
  std::string_view text{};
};
// The first row that fits decides; the last fits everything.
std::span<const LatenessRow> lateness_table();
const LatenessRow& lateness_row(const Lateness& facts);

struct FeeFacts {
  RequesterCategory category = RequesterCategory::other;
  Work search{};
  Work review{};           // the first examination only
  std::int64_t pages = 0;  // duplicated for the requester
  Lateness lateness{};
  bool is_waived = false;
  bool failed_to_pay_before = false;
};

struct FeeRow {
  FeeHead head{};
  std::int64_t units = 0;    // minutes, or pages
  std::int64_t free = 0;     // of them
  std::int64_t charged = 0;  // of them
  std::int64_t cents = 0;
  std::string reason{};
  std::string citation{};
};

struct FeeDecision {
  std::array<FeeRow, 3> rows{};
  std::int64_t total_cents = 0;
  std::int64_t due_cents = 0;  // 0 if waived, or not worth collecting
  bool may_ask_in_advance = false;
  bool must_tell_estimate = false;
  LatenessRule lateness{};
  std::vector<std::string> reasons{};  // sentences with their citations, in order
};

FeeDecision decide_fees(const FeeFacts& facts, const foia::FeeRates& rates);

// What a waiver turns on, (a)(4)(A)(iii). Inability to pay is not among them.
struct WaiverFactors {
  bool concerns_government_operations = false;
  bool is_informative = false;      // likely to contribute to understanding
  bool reaches_the_public = false;  // and not the requester alone
  bool is_significant = false;      // the understanding gained
  bool has_commercial_interest = false;
  bool is_interest_primary = false;  // outweighs that of the public
};
struct WaiverDecision {
  bool is_granted = false;
  std::vector<std::string> reasons{};
};
WaiverDecision decide_waiver(const WaiverFactors& factors);

}  // namespace vaughn::clock
