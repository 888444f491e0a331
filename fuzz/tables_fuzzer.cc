// SPDX-License-Identifier: AGPL-3.0-or-later
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/text.h"
#include "extract/tables.h"

namespace extract = vaughn::extract;

// A workbook or a delimited file as rows; they come through the wire of the sandbox as they were.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using vaughn::base::check;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const extract::TableOptions options{.max_rows = 2000, .max_cells = 20'000};
  using Kind = vaughn::foia::RecordKind;
  for (const auto kind : {Kind::csv, Kind::spreadsheet}) {
    if (const auto tables = extract::read_tables(bytes, "a", kind, options)) {
      const auto again = extract::decode_tables(extract::encode(*tables));
      check(again.has_value() && *again == *tables, "tables survive the wire");
    }
  }
  (void)extract::decode_tables(bytes).has_value();
  return 0;
}
