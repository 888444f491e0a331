// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"

namespace vaughn::produce {

// Concordance DAT, header row first:
//
//   byte order mark EF BB BF
//   þ FIELD þ U+0014 þ FIELD þ U+0014 ... þ FIELD þ CR LF
//
// þ (U+00FE) qualifies every field, also an empty one; U+0014 separates fields; ® (U+00AE) stands
// for a line break inside a field; ";" separates the values of a multi-value field.

struct DatTable {
  std::vector<std::string> columns{};
  std::vector<std::vector<std::string>> rows{};  // each as long as `columns`
  bool operator==(const DatTable&) const = default;
};

struct DatText {
  base::Bytes bytes{};
  // Characters of the data that mean something to the format and were replaced: þ by "th", ® by
  // "(R)", U+0014 and other control characters by a space.
  std::int64_t replaced = 0;
};

// UTF-8 with BOM, CRLF. A row of another length than the header is a bug of the caller.
DatText write_dat(const DatTable& table);

// Values of one multi-value field, joined by "; ". A ";" inside a value becomes ",".
std::string join_values(const std::vector<std::string>& values);

// Reads UTF-8 (with or without BOM), CP1252 and UTF-16LE, also with bare line breaks inside
// qualified fields. ® comes back as LF. Errors name the row.
base::Result<DatTable> read_dat(base::BytesView bytes);

}  // namespace vaughn::produce
