// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "foia/record.h"

namespace vaughn::report {

// Straight quotation marks and apostrophes as a typesetter sets them.
std::string curly_quotes(std::string_view text);

// "a", "a and b", "a, b and c"
std::string list(const std::vector<std::string>& items);

// "1–3, 5" of page numbers in any order, each once.
std::string page_list(std::vector<int> pages);
// "p. 2", "pp. 2, 4–6"
std::string pages_phrase(const std::vector<int>& pages);

// "e-mail", "table of values"
std::string_view kind_words(foia::RecordKind kind);

// The text as a sentence: a capital at its beginning (ASCII), a full stop at its end. Empty stays
// empty.
std::string sentence(std::string_view text);

}  // namespace vaughn::report
