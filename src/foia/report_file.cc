// SPDX-License-Identifier: AGPL-3.0-or-later
#include "foia/report_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "foia/detail/toml_reader.h"

namespace vaughn::foia {

using base::Error;
using base::ErrorCode;
using base::Result;
using detail::Problems;

namespace {

constexpr std::array<std::string_view, 3> kSides{"agreed", "plaintiffs", "defendants"};
constexpr std::string_view kFile = "_file";

bool is_side(std::string_view word) {
  return std::find(kSides.begin(), kSides.end(), word) != kSides.end();
}

int line_of(const toml::node& node) {
  return static_cast<int>(node.source().begin.line);
}

// Calls `take` with each key and its text, as it is: Markdown lives by its lines.
template <typename Take>
void read_texts(Problems& problems, const toml::table& file, std::string_view name, Take take) {
  const auto* node = file.get(name);
  if (node == nullptr) {
    return;
  }
  const auto* table = node->as_table();
  if (table == nullptr) {
    problems.push_back({line_of(*node),
                        fmt::format("{} must be a table", name),
                        fmt::format("write [{}] and below it key = \"text\"", name)});
    return;
  }
  for (const auto& [key, value] : *table) {
    const auto* text = value.as_string();
    if (text == nullptr || base::trim(text->get()).empty()) {
      problems.push_back({line_of(value),
                          fmt::format("{} must be text", key.str()),
                          "write it between quotation marks"});
      continue;
    }
    take(key.str(), text->get(), line_of(value));
  }
}

}  // namespace

Result<std::string> position_side(std::string_view word) {
  if (is_side(word)) {
    return std::string(word);
  }
  return Error{ErrorCode::invalid_argument,
               fmt::format("'{}' is no side", word),
               fmt::format("sides are: {}", "agreed, plaintiffs, defendants")};
}

Result<ReportFile> parse_report_file(std::string_view toml, std::string_view file) {
  ReportFile out;
  const auto read = [&](Problems& problems, const toml::table& table) {
    for (const auto& [key, value] : table) {
      if (key.str() != "positions" && key.str() != "explanations") {
        problems.push_back({line_of(value),
                            fmt::format("unknown key '{}'", key.str()),
                            "there are [positions] and [explanations]"});
      }
    }
    read_texts(
        problems, table, "positions", [&](std::string_view key, const std::string& text, int line) {
          const bool is_file = key.ends_with(kFile);
          const auto side = is_file ? key.substr(0, key.size() - kFile.size()) : key;
          if (!is_side(side)) {
            problems.push_back({line,
                                fmt::format("'{}' is no side", side),
                                "sides are: agreed, plaintiffs, defendants"});
            return;
          }
          (is_file ? out.position_files : out.positions).emplace_back(side, text);
        });
    read_texts(
        problems, table, "explanations", [&](std::string_view key, const std::string& text, int) {
          out.explanations.emplace_back(key, base::collapse_white_space(base::trim(text)));
        });
  };
  TRY(detail::parse_toml(toml, file, read));
  return out;
}

}  // namespace vaughn::foia
