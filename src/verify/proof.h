// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "verify/verify.h"

namespace vaughn::verify {

// What was shown of a redaction, check by check, by programs that did not carry it out.
struct ProofCheck {
  int number = 0;           // 1 to 14
  std::string_view name{};  // "words"
  std::string_view means{};
  std::string engine{};  // "poppler 22.12.0, MuPDF 1.21.1"
  std::int64_t examined = 0;
  std::int64_t failed = 0;
  bool was_run = true;
};
std::vector<ProofCheck> proof_of(const Report& report);

// The check that a finding speaks against; 0: all of them, since something could not be checked.
int proof_number(std::string_view code);

// "vaughn.proof/1": every check with its engine, every box with its result, every finding. `facts`
// are more members, as JSON ("{\"input\": ...}"). The same report gives the same bytes.
std::string proof_json(const Report& report, const std::string& facts);

}  // namespace vaughn::verify
