// SPDX-License-Identifier: AGPL-3.0-or-later
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/text.h"
#include "received/load_file.h"
#include "received/production.h"

namespace received = vaughn::received;

namespace {

using vaughn::base::check;

// The same bytes as each of the load files of an installment.
void plan(std::string_view bytes) {
  const auto made = received::plan_installment(
      "VOL", {"a.dat", "a.lfp", "a.opt", "b.csv", "1.tif", "2.pdf"}, [&](const std::string&) {
        return vaughn::base::Result<vaughn::base::Bytes>(vaughn::base::Bytes(bytes));
      });
  for (const auto& document : made.documents) {
    for (const auto& source : document.sources) {
      check(!source.path.empty(), "what a document is made of is a file that is there");
    }
  }
}

}  // namespace

// Load files of other agencies, whatever they call themselves.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (const auto table = received::read_delimited(bytes)) {
    for (const auto& row : table->rows) {
      check(row.size() == table->names.size(), "a row is as long as the names");
    }
    (void)received::is_load_table(*table);
    check(received::rows_of(*table).size() == table->rows.size(), "every row is read");
  }
  (void)received::read_opticon(bytes).has_value();
  (void)received::read_ipro(bytes).has_value();
  plan(bytes);
  return 0;
}
