// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "suggest/kinds.h"

namespace vaughn::suggest {

// A person to look for. Folded: small letters without accents, as detail/plain_text.h folds pages.
struct Person {
  Kind kind = Kind::staff_name;
  std::vector<std::string> first{};  // given names or initials, in order; empty: only a last name
  std::string last{};                // "osei-blake", "de la cruz"
  bool operator==(const Person&) const = default;
};

// "First M. Last", "Last, First M." or "Last". Titles, degrees and what follows a tab, ";", "(" or
// "<" are left out. None: no name (fewer than two letters, or with digits).
std::optional<Person> parse_person(std::string_view text, Kind kind);

// One person a line; empty lines and those that begin with "#" are skipped. Sorted, each once.
std::vector<Person> parse_staff_list(std::string_view text);

// The names of mail headers, without mailboxes that are no persons ("FOIA Help Desk"). A single
// word is not taken for a name here. Sorted, each once.
std::vector<Person> people_of_mail(const std::vector<std::string>& display_names);

}  // namespace vaughn::suggest
