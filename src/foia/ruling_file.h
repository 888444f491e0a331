// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "foia/exemption.h"
#include "foia/ruling.h"

namespace vaughn::foia {

// Decisions on objections written down, in TOML, so that many can be made at once and again:
//
//   [[objection]]: numbers (a list) or word or all = true, decision (accept, reject), box (of one
//   that is accepted in part), exemption (a list), reason, harm, kept_private, assurance,
//   indications ("yes: EVIDENCE" or "no: EVIDENCE")
struct RulingRule {
  std::vector<int> numbers{};  // empty: all undecided
  std::string word{};
  Ruling ruling{};
  std::vector<ExemptionClaim> claims{};
};

// Errors as parse_matter(): "FILE:LINE: what", with a hint.
base::Result<std::vector<RulingRule>> parse_ruling_file(std::string_view toml,
                                                        std::string_view file);

// "yes: EVIDENCE", "no: EVIDENCE"; anything else is invalid_argument.
base::Result<AnswerWithEvidence> parse_answer_with_evidence(std::string_view text);

}  // namespace vaughn::foia
