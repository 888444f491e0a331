// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "letters/kind.h"

namespace vaughn::letters {

// The templates of data/letters, part of the program. Names are those of the files: "final.txt";
// parts that several letters share are "part-NAME.txt".
struct BuiltInTemplate {
  std::string_view name;
  std::string_view text;
};
std::span<const BuiltInTemplate> built_in_templates();
std::string_view built_in(LetterKind kind);
std::optional<std::string_view> built_in_part(std::string_view name);

}  // namespace vaughn::letters
