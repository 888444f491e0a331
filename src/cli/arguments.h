// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/dates.h"
#include "base/result.h"
#include "cli/command.h"

namespace vaughn::cli {

// What was typed after a command, by the names of its table ("--office", "PATH"). Asking for a name
// that the command does not have is a bug.
class Arguments {
 public:
  Arguments() = default;
  Arguments(const Command* command, std::map<std::string, std::vector<std::string>> values);

  bool has(std::string_view name) const;
  // How often a switch was given.
  int count(std::string_view name) const;
  // The word given, or empty.
  std::string word(std::string_view name) const;
  // Each word given, as typed.
  const std::vector<std::string>& words(std::string_view name) const;
  // Each word given, also those separated by commas: "--category 1,2 --category 3".
  std::vector<std::string> keys(std::string_view name) const;

  // Errors are invalid_argument and name the option.
  base::Result<std::optional<base::Date>> date(std::string_view name) const;
  base::Result<std::optional<std::int64_t>> number(std::string_view name) const;
  // "1,3-5"; none given: empty.
  base::Result<std::vector<int>> pages(std::string_view name) const;

 private:
  const std::vector<std::string>& values_of(std::string_view name) const;

  const Command* command_ = nullptr;
  std::map<std::string, std::vector<std::string>, std::less<>> values_{};
};

// Whole numbers, commas allowed as in "6,904".
base::Result<std::int64_t> parse_whole_number(std::string_view text);

}  // namespace vaughn::cli
