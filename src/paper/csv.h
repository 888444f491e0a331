// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"

namespace vaughn::paper {

enum class ByteOrderMark { no, yes };  // yes: Excel then reads the file as UTF-8

// What to do with a field that a spreadsheet would run as a formula: it begins with = + - @, a tab
// or a carriage return. `quote` puts an apostrophe before it, as OWASP advises, unless the field is
// a plain number such as -12.5. `keep` writes it as it is: for files that programs read.
enum class Formulas { quote, keep };

struct CsvOptions {
  ByteOrderMark byte_order_mark = ByteOrderMark::yes;
  Formulas formulas = Formulas::quote;
};

// RFC 4180: commas, CRLF, and quotes around fields that hold a comma, a quote, CR or LF.
base::Bytes to_csv(const std::vector<std::vector<std::string>>& rows,
                   const CsvOptions& options = {});

// One field, with quotes if it needs them.
std::string csv_field(std::string_view utf8, Formulas formulas = Formulas::quote);

}  // namespace vaughn::paper
