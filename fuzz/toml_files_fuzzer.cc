// SPDX-License-Identifier: AGPL-3.0-or-later
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "foia/calendar.h"
#include "foia/court_profile.h"
#include "foia/markup.h"
#include "foia/report_file.h"
#include "foia/review_file.h"
#include "foia/ruling_file.h"
#include "foia/table_map.h"

namespace foia = vaughn::foia;

// The files that people write beside matter.toml.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  (void)foia::parse_calendar(text, "a.toml").has_value();
  (void)foia::parse_court_profile(text, "a.toml").has_value();
  (void)foia::parse_report_file(text, "a.toml").has_value();
  (void)foia::parse_review_file(text, "a.toml").has_value();
  (void)foia::parse_tasking_file(text, "a.toml").has_value();
  (void)foia::parse_ruling_file(text, "a.toml").has_value();
  (void)foia::parse_answer_with_evidence(text).has_value();
  (void)foia::parse_table_map(text, "a.toml").has_value();
  (void)foia::parse_markup(text).has_value();
  return 0;
}
