// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"

namespace vaughn::extract {

// True for a table: by its name (.csv, .tsv) if the first lines do not speak against it, or because
// they split into the same number of columns, at least three, again and again.
bool looks_delimited(base::BytesView bytes, std::string_view name);

// Comma, tab, semicolon or bar: the one that splits the first lines most evenly.
char find_delimiter(std::string_view text);

// Splits as RFC 4180 says: quotes around, doubled within. Calls row(number from 1, fields) until
// that answers false.
void for_each_row(std::string_view text,
                  char delimiter,
                  const std::function<bool(int, std::vector<std::string>&)>& row);

}  // namespace vaughn::extract
