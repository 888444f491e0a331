// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace vaughn::received {

// An exemption as agencies write it on pages: "(b)(6)", "b7C", "b(5)", "(B) (7) (C)", "(k)(2)".
struct CodeHit {
  std::string code{};     // "(b)(7)(C)"; "(b)(7)" where the page names no sub-part
  std::size_t begin = 0;  // bytes of the text
  std::size_t end = 0;
  bool operator==(const CodeHit&) const = default;
};

// In the order of the text. Codes of 5 U.S.C. 552(b), and (j)(2) and (k)(1) to (k)(7) of 552a.
std::vector<CodeHit> find_codes(std::string_view text);
// Codes alone, with separators and the small numbers by which agencies explain them ("b6 -2,-5").
bool is_only_codes(std::string_view text);
// "Exemption 5", "Ex. 7(C)" as well: where a sheet says why it stands for a page.
std::vector<std::string> codes_of_statement(std::string_view text);

}  // namespace vaughn::received
