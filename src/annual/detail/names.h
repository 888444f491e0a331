// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string_view>

namespace vaughn::annual::detail {

// Namespaces of the exchange schema.
inline constexpr std::string_view kIepd =
    "http://leisp.usdoj.gov/niem/FoiaAnnualReport/exchange/1.03";
inline constexpr std::string_view kFoia =
    "http://leisp.usdoj.gov/niem/FoiaAnnualReport/extension/1.03";
inline constexpr std::string_view kCore = "http://niem.gov/niem/niem-core/2.0";
inline constexpr std::string_view kStructures = "http://niem.gov/niem/structures/2.0";
inline constexpr std::string_view kJustice = "http://niem.gov/niem/domains/jxdm/4.1";
inline constexpr std::string_view kInstance = "http://www.w3.org/2001/XMLSchema-instance";

}  // namespace vaughn::annual::detail
