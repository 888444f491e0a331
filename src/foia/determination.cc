// SPDX-License-Identifier: AGPL-3.0-or-later
#include "foia/determination.h"

#include <algorithm>

#include "foia/detail/words.h"

namespace vaughn::foia {
namespace {

constexpr detail::Words<Responsiveness, 3> kResponsiveness{{
    {Responsiveness::responsive, "responsive"},
    {Responsiveness::not_responsive, "not_responsive"},
    {Responsiveness::unsure, "unsure"},
}};
static_assert(detail::is_in_order(kResponsiveness));

constexpr detail::Words<Disposition, 4> kDispositions{{
    {Disposition::release, "release"},
    {Disposition::withhold, "withhold"},
    {Disposition::refer, "refer"},
    {Disposition::review_again, "review_again"},
}};
static_assert(detail::is_in_order(kDispositions));

constexpr detail::Words<PageOutcome, 8> kOutcomes{{
    {PageOutcome::in_full, "in_full"},
    {PageOutcome::in_part, "in_part"},
    {PageOutcome::withheld_in_full, "withheld_in_full"},
    {PageOutcome::duplicate, "duplicate"},
    {PageOutcome::non_responsive, "non_responsive"},
    {PageOutcome::referred, "referred"},
    {PageOutcome::at_submitter, "at_submitter"},
    {PageOutcome::pending, "pending"},
}};
static_assert(detail::is_in_order(kOutcomes));

}  // namespace

std::string_view to_string(Responsiveness value) {
  return detail::word_of(kResponsiveness, value);
}

base::Result<Responsiveness> parse_responsiveness(std::string_view word) {
  return detail::value_of(kResponsiveness, word, "responsiveness");
}

std::string_view to_string(Disposition value) {
  return detail::word_of(kDispositions, value);
}

base::Result<Disposition> parse_disposition(std::string_view word) {
  return detail::value_of(kDispositions, word, "disposition");
}

std::string_view to_string(PageOutcome outcome) {
  return detail::word_of(kOutcomes, outcome);
}

base::Result<PageOutcome> parse_page_outcome(std::string_view word) {
  return detail::value_of(kOutcomes, word, "page outcome");
}

std::string_view title(PageOutcome outcome) {
  switch (outcome) {
    case PageOutcome::in_full: return "released in full";
    case PageOutcome::in_part: return "released in part";
    case PageOutcome::withheld_in_full: return "withheld in full";
    case PageOutcome::duplicate: return "duplicate";
    case PageOutcome::non_responsive: return "not responsive";
    case PageOutcome::referred: return "referred";
    case PageOutcome::at_submitter: return "with the submitter";
    case PageOutcome::pending: return "not yet processed";
  }
  base::check(false, "every page outcome has a title");
  return {};
}

// LAW: 5 U.S.C. 552(a)(8)(B): what (b)(3) exempts is withheld without a showing of harm.
bool is_harm_optional(const std::vector<ExemptionClaim>& claims) {
  return !claims.empty() && std::all_of(claims.begin(), claims.end(), [](const auto& claim) {
    return claim.exemption().row().needs_statute;
  });
}

}  // namespace vaughn::foia
