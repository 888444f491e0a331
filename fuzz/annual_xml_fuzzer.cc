// SPDX-License-Identifier: AGPL-3.0-or-later
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "annual/read.h"
#include "annual/xml_tree.h"
#include "base/text.h"

namespace annual = vaughn::annual;

// An annual report as any agency wrote it.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (const auto file = annual::parse_xml(bytes, {})) {
    if (const auto import = annual::read_report(file->root)) {
      (void)import->is_valid();
    }
  }
  (void)annual::decode_xml_file(bytes).has_value();
  return 0;
}
