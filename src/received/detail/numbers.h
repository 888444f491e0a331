// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "received/seen_page.h"

namespace vaughn::received {

// A page number of a production: "2022-ICLI-00028 00001" is 1 of the series "2022-ICLI-00028 ".
struct Number {
  std::string prefix{};
  std::int64_t value = 0;
  int width = 0;
  std::string text{};  // as written, white space collapsed
  bool operator==(const Number&) const = default;
};
std::optional<Number> parse_number(std::string_view text);
std::string number_text(const Number& like, std::int64_t value);

// What could be a page number in the top and bottom margins of a page.
std::vector<Number> margin_numbers(const SeenPage& page);

// Of each page the number of the series that counts up through the production, or none.
std::vector<std::optional<Number>> choose_numbers(const std::vector<std::vector<Number>>& pages);

}  // namespace vaughn::received
