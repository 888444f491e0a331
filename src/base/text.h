// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace vaughn::base {

bool is_utf8(std::string_view bytes);
// Invalid sequences become U+FFFD; NUL and other C0 controls but tab, LF, CR, FF become spaces.
std::string repair_utf8(std::string_view bytes);

std::string_view trim(std::string_view text);  // ASCII white space
std::vector<std::string_view> split(std::string_view text, char separator);
std::string join(const std::vector<std::string>& parts, std::string_view separator);
std::string ascii_lower(std::string_view text);
// Upper case by Unicode's rules, whatever the locale: for captions.
std::string upper_case(std::string_view utf8);
// Unicode default case folding (ICU); for comparison only.
std::string fold_case(std::string_view utf8);
std::string collapse_white_space(
    std::string_view utf8);                             // runs of Unicode white space to one space
std::string remove_white_space(std::string_view utf8);  // all Unicode white space
std::string compose(std::string_view utf8);             // Unicode normal form C
bool starts_with_no_case(std::string_view text, std::string_view ascii_prefix);
std::string replace_all(std::string text, std::string_view from, std::string_view to);

// "1,234,567"
std::string with_commas(long long number);
// plural(1, "page") is "1 page", plural(1234, "page") "1,234 pages", plural(2, "entry") "2
// entries".
std::string plural(long long count, std::string_view noun);
// Straight quotation marks and apostrophes as a typesetter sets them. What stands before the text
// decides whether its first mark opens or closes.
std::string curly_quotes(std::string_view text, std::string_view before = {});
// & < > " ' for XML and HTML text and attributes; characters XML 1.0 forbids are dropped.
std::string escape_xml(std::string_view utf8);

}  // namespace vaughn::base
