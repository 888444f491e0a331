// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>

#include "annual/detail/fields.h"
#include "foia/exemption.h"

namespace vaughn::annual::detail {

namespace {

// Why a request was closed other than by exemptions. The last but two are for appeals only.
constexpr std::array<std::string_view, 11> kReasonCodes{"NoRecords",
                                                        "Referred",
                                                        "Withdrawn",
                                                        "FeeRelated",
                                                        "NotDescribed",
                                                        "ImproperRequest",
                                                        "NotAgency",
                                                        "Duplicate",
                                                        "InLitigation",
                                                        "ExpeditedDenial",
                                                        "Other"};

bool is_exemption(std::string_view code) {
  const auto rows = foia::all_exemptions();
  return std::any_of(
      rows.begin(), rows.end(), [&](const auto& row) { return row.annual_report == code; });
}

}  // namespace

bool is_known(CodeList list, std::string_view code) {
  switch (list) {
    case CodeList::reason:
      return std::find(kReasonCodes.begin(), kReasonCodes.end(), code) != kReasonCodes.end();
    case CodeList::exemption: return is_exemption(code);
    case CodeList::span: return std::find(kSpans.begin(), kSpans.end(), code) != kSpans.end();
  }
  return false;
}

}  // namespace vaughn::annual::detail
