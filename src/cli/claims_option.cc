// SPDX-License-Identifier: AGPL-3.0-or-later
#include "cli/detail/claims_option.h"

namespace vaughn::cli {

std::vector<Option> claims_options() {
  return {{.name = "--exemption",
           .value_name = "CODE",
           .help = "(b)(6), '(b)(3): STATUTE', '(b)(5): PRIVILEGE'; repeated",
           .repeats = true,
           .words = Words::exemption},
          {.name = "--harm",
           .value_name = "TEXT",
           .help = "the harm that release would foreseeably do"}};
}

base::Result<std::vector<foia::ExemptionClaim>> claims_of(const Arguments& arguments) {
  std::vector<foia::ExemptionClaim> out;
  for (const auto& word : arguments.words("--exemption")) {
    auto parsed = foia::parse_claims(word);
    if (!parsed) {
      auto error = base::with_context(parsed.error(), "--exemption");
      error.code = base::ErrorCode::invalid_argument;
      return error;
    }
    out.insert(out.end(), parsed->begin(), parsed->end());
  }
  return out;
}

}  // namespace vaughn::cli
