// SPDX-License-Identifier: AGPL-3.0-or-later
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "fulltext/query.h"
#include "fulltext/words.h"

// A query that reads prints in one spelling that reads back as the same query.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto query = vaughn::fulltext::parse_query(text);
  if (query) {
    const auto again = vaughn::fulltext::parse_query(vaughn::fulltext::to_string(*query));
    vaughn::base::check(again.has_value() && again->root == query->root, "to_string parses back");
  }
  (void)vaughn::fulltext::cut_words(text).size();
  return 0;
}
