// SPDX-License-Identifier: AGPL-3.0-or-later
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "foia/matter.h"
#include "foia/review_file.h"

// Whatever a file says, it is read or refused; a refusal names the file.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto matter = vaughn::foia::parse_matter(text, "m.toml");
  vaughn::base::check(matter || matter.error().message.substr(0, 7) == "m.toml:",
                      "an error names its file");
  (void)vaughn::foia::parse_review_file(text, "r.toml").has_value();
  (void)vaughn::foia::parse_tasking_file(text, "t.toml").has_value();
  return 0;
}
