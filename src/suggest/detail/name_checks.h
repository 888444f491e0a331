// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "suggest/detail/checks.h"
#include "suggest/names.h"

namespace vaughn::suggest::detail {

// How a last name may be written: with and without its hyphen and apostrophe.
std::vector<std::string> spellings(const std::string& last);

// A place where a last name of the list stands, and the people who bear it.
struct NamePlace {
  std::size_t begin = 0;
  std::size_t end = 0;
  const std::vector<const Person*>* people = nullptr;
};
Checked check_name(const Reader& page, const NamePlace& place);

}  // namespace vaughn::suggest::detail
