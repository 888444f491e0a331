// SPDX-License-Identifier: AGPL-3.0-or-later
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/dates.h"
#include "base/text.h"
#include "base/wire.h"

// The reader of sandboxed answers trusts no length.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  vaughn::base::WireReader reader(bytes);
  while (reader.bytes()) {
  }
  (void)vaughn::base::parse_instant(bytes).has_value();
  vaughn::base::check(vaughn::base::is_utf8(vaughn::base::repair_utf8(bytes)),
                      "repaired text is UTF-8");
  return 0;
}
