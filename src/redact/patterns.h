// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "pdf/page_text.h"

namespace vaughn::redact {

// A kind of identifier that can be found by its form. Order is that of all_patterns().
enum class PatternKind { ssn, a_number, phone, email, date_of_birth };

struct Pattern {
  PatternKind kind{};
  std::string_view name;        // "ssn", as on the command line
  std::string_view describes;   // one line for people
  std::string_view expression;  // RE2; candidates only, is_valid decides
  std::string_view exemption;   // usual claim: "(b)(6)"
};

std::span<const Pattern> all_patterns();
base::Result<Pattern> find_pattern(std::string_view name);

// Candidates of the expression that pass the checks of their kind: area and group rules of social
// security numbers, digits of an A-number, a word such as "born" or "DOB" before a date of birth.
base::Result<std::vector<pdf::Match>> find_all(const Pattern& pattern, const pdf::PageText& page);

}  // namespace vaughn::redact
