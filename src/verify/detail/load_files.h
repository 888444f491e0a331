// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"

namespace vaughn::verify {

// Readers of this module alone, written against the formats and not against the writers. They
// accept exactly what domain.md calls for and name the line or byte that is not so.

// Concordance DAT in UTF-8 with byte order mark: þ qualifies, U+0014 separates, CR LF ends a row.
struct DatRow {
  std::int64_t number = 0;  // from 2: the header is row 1
  std::map<std::string, std::string> fields{};

  // Empty if there is no such column.
  const std::string& field(const std::string& column) const;
};
struct DatFile {
  std::vector<std::string> columns{};
  std::vector<DatRow> rows{};
};
base::Result<DatFile> parse_dat(base::BytesView bytes);

// Opticon OPT: seven fields, no quoting, CR LF.
struct OptRow {
  std::int64_t number = 0;  // line, from 1
  std::string key{};
  std::string volume{};
  std::string path{};
  bool is_document = false;
  std::int64_t page_count = 0;
};
base::Result<std::vector<OptRow>> parse_opt(base::BytesView bytes);

// RFC 4180, with or without byte order mark: for the Vaughn index.
using CsvRows = std::vector<std::vector<std::string>>;
base::Result<CsvRows> parse_csv(base::BytesView bytes);

}  // namespace vaughn::verify
