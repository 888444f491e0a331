// SPDX-License-Identifier: AGPL-3.0-or-later
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "annual/xml_tree.h"
#include "base/wire.h"
#include "court/paper_facts.h"
#include "extract/tables.h"
#include "extract/wire.h"
#include "received/seen_page.h"

// Answers of sandboxed children: one that a parser's bug has taken over may send anything.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  (void)vaughn::extract::decode_message(bytes).has_value();
  (void)vaughn::extract::decode_printable(bytes).has_value();
  (void)vaughn::extract::decode_tables(bytes).has_value();
  (void)vaughn::annual::decode_xml_file(bytes).has_value();
  (void)vaughn::received::decode_seen(bytes).has_value();
  (void)vaughn::court::decode_paper(bytes).has_value();
  return 0;
}
