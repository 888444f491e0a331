// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>

#include "base/bytes.h"
#include "base/result.h"
#include "foia/record.h"
#include "foia/table.h"

// The rows of a workbook (XLSX) or a delimited file as typed values, hidden ones included.
namespace vaughn::extract {

struct TableOptions {
  int max_rows = 1'048'576;            // of one sheet
  std::int64_t max_cells = 5'000'000;  // of one file
};

// A cell counts as a date if its number has a date's format; merged cells each hold the value of
// the one at their upper left, at most a million of them. Of a delimited file all values are text;
// its charset and delimiter are detected. unsupported for other kinds, damaged for what is none.
base::Result<foia::Tables> read_tables(base::BytesView bytes,
                                       std::string_view name,
                                       foia::RecordKind kind,
                                       const TableOptions& options = {});

// How tables travel from the sandboxed child. The decoder trusts nothing.
base::Bytes encode(const foia::Tables& tables);
base::Result<foia::Tables> decode_tables(base::BytesView bytes);
base::Bytes encode_tables_request(std::string_view name, foia::RecordKind kind);

// A handler for work::Zygote: emits the encoded tables.
base::Result<void> serve_tables(base::BytesView arguments,
                                base::BytesView input,
                                const std::function<void(base::BytesView)>& emit);

}  // namespace vaughn::extract
