// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "foia/exemption.h"

// Finds what may have to be redacted, in text. Pure: text and lists in, findings out.
namespace vaughn::suggest {

enum class Kind {
  ssn,
  a_number,
  date_of_birth,
  phone,
  email,
  address,
  card,
  routing,
  account,
  badge,
  coordinates,
  staff_name,
  mail_name,
};
inline constexpr int kKindCount = static_cast<int>(Kind::mail_name) + 1;
std::string_view to_string(Kind kind);  // as in kinds.toml and on the command line
base::Result<Kind> parse_kind(std::string_view word);
std::vector<std::string_view> kind_names();
// Found by a list of people rather than by a form.
bool is_name(Kind kind);

// How a kind is named and claimed: one [[kind]] of a kinds file (data/suggest/kinds.toml says what
// each key means).
struct KindSettings {
  Kind kind{};
  std::string title{};
  std::vector<foia::ExemptionClaim> claims{};
  std::string reason{};
  std::string harm{};
  std::vector<std::string> words{};  // small letters
};

// An unknown key, a missing one, an exemption that does not exist and a kind twice are errors that
// name the line.
base::Result<std::vector<KindSettings>> parse_kinds(std::string_view toml, std::string_view file);
// Those built into the program.
base::Result<std::vector<KindSettings>> built_in_kinds();

}  // namespace vaughn::suggest
