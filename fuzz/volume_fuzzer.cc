// SPDX-License-Identifier: AGPL-3.0-or-later
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/text.h"
#include "verify/detail/load_files.h"
#include "verify/detail/manifest.h"
#include "verify/detail/poppler.h"

namespace verify = vaughn::verify;

// What verify reads of a volume that anyone may have made, and what it takes from the programs
// that read its pages.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  (void)verify::parse_manifest(bytes).has_value();
  (void)verify::parse_dat(bytes).has_value();
  (void)verify::parse_opt(bytes).has_value();
  (void)verify::parse_csv(bytes).has_value();
  (void)verify::parse_facts(bytes).has_value();
  (void)verify::parse_words(bytes).has_value();
  if (const auto pages = verify::parse_pages(bytes, 1)) {
    for (const auto& page : *pages) {
      const auto all = verify::pixels_inside(page, {-1e9, -1e9, 1e9, 1e9});
      vaughn::base::check(all.is_empty() || page.at(all.x1, all.y1) <= 255,
                          "pixels lie in the picture");
    }
  }
  return 0;
}
