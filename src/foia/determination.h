// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/geometry.h"
#include "foia/exemption.h"
#include "foia/ids.h"

namespace vaughn::foia {

enum class Responsiveness { responsive, not_responsive, unsure };
std::string_view to_string(Responsiveness value);
base::Result<Responsiveness> parse_responsiveness(std::string_view word);

// Whether a record answers one category. The current one is the latest that is not undone.
struct Determination {
  EventId event{};
  RecordId record{};
  std::string category{};  // empty: not responsive to any
  Responsiveness value{};
  bool operator==(const Determination&) const = default;
};

// What a reviewer decides for a page. In full or in part is not decided but follows from the marks.
// review_again decides nothing: a second reviewer is asked, another person than the one who asks.
enum class Disposition { release, withhold, refer, review_again };
std::string_view to_string(Disposition value);
base::Result<Disposition> parse_disposition(std::string_view word);

struct PageDecision {
  EventId event{};
  RecordId record{};
  int page = 0;  // from 1
  Disposition disposition{};
  std::vector<ExemptionClaim> claims{};  // withhold: at least one
  std::string referred_to{};             // refer: the agency
  std::string harm{};
  std::string reason{};
};

// Where a page stands; the words of letters, load files and reports (domain.md 1 and 2.3). Every
// page of every record has exactly one.
enum class PageOutcome {
  in_full,
  in_part,
  withheld_in_full,
  duplicate,
  non_responsive,
  referred,
  at_submitter,  // out, or back with objections not yet decided
  pending,       // responsive or undecided, not yet processed
};
std::string_view to_string(PageOutcome outcome);
base::Result<PageOutcome> parse_page_outcome(std::string_view word);
std::string_view title(PageOutcome outcome);  // "released in part"

// A box to remove from a page. Coordinates: PDF user space of the rendition, in points.
struct Mark {
  MarkId id{};
  EventId event{};
  RecordId record{};
  int page = 0;  // from 1
  base::Rect box{};
  std::vector<ExemptionClaim> claims{};  // at least one
  std::string author{};
  std::string reason{};
  std::string harm{};          // foreseeable harm, 5 U.S.C. 552(a)(8)(A)(i)
  std::string removed_text{};  // the words under it, kept in the ledger only
};

// True if the claim may stand without harm text: (b)(3), or disclosure prohibited by law.
bool is_harm_optional(const std::vector<ExemptionClaim>& claims);

}  // namespace vaughn::foia
