// SPDX-License-Identifier: AGPL-3.0-or-later
#include "foia/matter.h"

#include <algorithm>

#include <fmt/format.h>

#include "foia/detail/words.h"

namespace vaughn::foia {
namespace {

constexpr detail::Words<Side, 2> kSides{{
    {Side::plaintiffs, "plaintiffs"},
    {Side::defendants, "defendants"},
}};
static_assert(detail::is_in_order(kSides));

constexpr detail::Words<FilingKind, 3> kFilingKinds{{
    {FilingKind::status_report, "status_report"},
    {FilingKind::stipulation, "stipulation"},
    {FilingKind::case_management, "case_management"},
}};
static_assert(detail::is_in_order(kFilingKinds));

constexpr detail::Words<OfficeKind, 5> kOfficeKinds{{
    {OfficeKind::field_office, "field_office"},
    {OfficeKind::statistics_unit, "statistics_unit"},
    {OfficeKind::headquarters, "headquarters"},
    {OfficeKind::contractor, "contractor"},
    {OfficeKind::other, "other"},
}};
static_assert(detail::is_in_order(kOfficeKinds));

template <typename T>
const T* find_by_key(const std::vector<T>& values, std::string_view key) {
  for (const auto& value : values) {
    if (value.key == key) {
      return &value;
    }
  }
  return nullptr;
}

}  // namespace

std::string_view to_string(Side side) {
  return detail::word_of(kSides, side);
}

base::Result<Side> parse_side(std::string_view word) {
  return detail::value_of(kSides, word, "side");
}

std::string_view to_string(FilingKind kind) {
  return detail::word_of(kFilingKinds, kind);
}

base::Result<FilingKind> parse_filing_kind(std::string_view word) {
  return detail::value_of(kFilingKinds, word, "kind of filing");
}

std::string_view to_string(OfficeKind kind) {
  return detail::word_of(kOfficeKinds, kind);
}

base::Result<OfficeKind> parse_office_kind(std::string_view word) {
  return detail::value_of(kOfficeKinds, word, "kind of office");
}

const Category* Matter::category(std::string_view key) const {
  return find_by_key(categories, key);
}

const Office* Matter::office(std::string_view key) const {
  return find_by_key(offices, key);
}

const Submitter* Matter::submitter(std::string_view key) const {
  return find_by_key(submitters, key);
}

const Agency* Matter::agency(std::string_view key) const {
  return find_by_key(agencies, key);
}

const Filing* Matter::filing(std::string_view key) const {
  return find_by_key(filings, key);
}

const Promise* Matter::promise(std::string_view key) const {
  return find_by_key(promises, key);
}

const DocketEntry* Matter::docket_entry(int ecf) const {
  for (const auto& entry : docket) {
    if (entry.ecf == ecf) {
      return &entry;
    }
  }
  return nullptr;
}

int Matter::redaction_width(const std::vector<ExemptionClaim>& claims) const {
  int widest = 0;
  for (const auto& width : redaction_widths) {
    const bool is_claimed = std::any_of(claims.begin(), claims.end(), [&](const auto& claim) {
      return claim.exemption() == width.exemption;
    });
    widest = is_claimed ? std::max(widest, width.points) : widest;
  }
  return widest;
}

const Counsel* Matter::counsel_of(Side side) const {
  for (const auto& block : counsel) {
    if (block.side == side) {
      return &block;
    }
  }
  return nullptr;
}

// LAW: N.D. Cal. Civil L.R. 3-4(a)(3): the initials of the judge follow the case number.
std::string Matter::case_number_with_initials() const {
  return judge.initials.empty() ? case_number : fmt::format("{}-{}", case_number, judge.initials);
}

}  // namespace vaughn::foia
