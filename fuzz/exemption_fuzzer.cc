// SPDX-License-Identifier: AGPL-3.0-or-later
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "foia/exemption.h"

// A claim that reads prints a label that reads back as the same claim.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto claim = vaughn::foia::ExemptionClaim::parse(text);
  if (claim) {
    const auto again = vaughn::foia::ExemptionClaim::parse(claim->label());
    vaughn::base::check(again.has_value() && *again == *claim, "label() parses back");
  }
  const auto claims = vaughn::foia::parse_claims(text);
  vaughn::base::check(!claims || !claims->empty(), "claims are never an empty list");
  return 0;
}
