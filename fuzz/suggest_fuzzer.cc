// SPDX-License-Identifier: AGPL-3.0-or-later
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "suggest/detector.h"

// Findings lie in the text, in order, and do not overlap; names of a hostile list do no harm.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace base = vaughn::base;
  namespace suggest = vaughn::suggest;
  static const auto detector = suggest::Detector::make(
      *suggest::built_in_kinds(),
      suggest::parse_staff_list("Hana Whitlock\nOsei-Blake, Garrett T.\nVasquelle\nM. O'Neil\n"));
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto findings = detector->find(text);
  base::check(findings.has_value(), "any bytes can be searched");
  std::size_t last = 0;
  for (const auto& finding : *findings) {
    base::check(finding.offset >= last && finding.size > 0, "findings are in order and apart");
    last = finding.offset + finding.size;
    base::check(last <= text.size(), "findings lie in the text");
  }
  // A database is compiled: slow, so only where it is asked for.
  if (text.starts_with("#!")) {
    (void)suggest::Detector::make(*suggest::built_in_kinds(), suggest::parse_staff_list(text));
    (void)suggest::parse_kinds(text, "kinds.toml");
  }
  return 0;
}
