// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "foia/determination.h"

// The arithmetic of outcomes: boxes make pages, pages make records, records make totals.
namespace vaughn::review {

// What is known of one page before its outcome is.
struct PageFacts {
  bool is_duplicate = false;  // its record repeats another
  bool is_responsive = false;
  bool is_non_responsive = false;  // decided; neither flag: undecided
  bool is_processed = false;       // a person released it, marked it or withheld it
  bool is_withheld = false;        // the whole page
  bool is_referred = false;
  bool is_at_submitter = false;
  int boxes = 0;
};

// Exactly one outcome per page, the first that holds: duplicate, non-responsive, at the submitter,
// referred, pending, withheld in full, in part, in full.
foia::PageOutcome page_outcome(const PageFacts& page);

// The word for a record, from its pages (at least one, else invalid_argument): all in full -> in
// full; all withheld -> withheld in full; another outcome on all pages -> that one; any page
// pending or at the submitter -> that; else in part.
base::Result<foia::PageOutcome> record_outcome(const std::vector<foia::PageOutcome>& pages);

struct OutcomeTotals {
  std::int64_t in_full = 0;
  std::int64_t in_part = 0;
  std::int64_t withheld_in_full = 0;
  std::int64_t duplicate = 0;
  std::int64_t non_responsive = 0;
  std::int64_t referred = 0;
  std::int64_t at_submitter = 0;
  std::int64_t pending = 0;

  std::int64_t processed() const { return in_full + in_part + withheld_in_full; }
  std::int64_t total() const;
  void add(foia::PageOutcome outcome, std::int64_t pages = 1);
  std::int64_t count(foia::PageOutcome outcome) const;
  bool operator==(const OutcomeTotals&) const = default;
};
OutcomeTotals operator+(OutcomeTotals a, const OutcomeTotals& b);

}  // namespace vaughn::review
