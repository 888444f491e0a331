// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace vaughn::foia {

// What people write for one report, besides matter.toml:
//
//   [positions]
//   agreed = """..."""               Markdown
//   plaintiffs_file = "theirs.md"    or a file beside this one
//   defendants = """..."""
//
//   [explanations]
//   "pages.in_part" = "Two pages were released in full on re-review."
struct ReportFile {
  std::vector<std::pair<std::string, std::string>> positions{};       // side, text
  std::vector<std::pair<std::string, std::string>> position_files{};  // side, path as written
  std::vector<std::pair<std::string, std::string>> explanations{};    // figure, text
  bool operator==(const ReportFile&) const = default;
};

// Mistakes as of parse_matter().
base::Result<ReportFile> parse_report_file(std::string_view toml, std::string_view file);

// "agreed", "plaintiffs" or "defendants"; else invalid_argument.
base::Result<std::string> position_side(std::string_view word);

}  // namespace vaughn::foia
