// SPDX-License-Identifier: AGPL-3.0-or-later
#include "letters/built_in.h"

#include <fmt/format.h>

#include "base/result.h"

namespace vaughn::letters {
namespace {

std::optional<std::string_view> find(std::string_view file) {
  for (const auto& row : built_in_templates()) {
    if (row.name == file) {
      return row.text;
    }
  }
  return std::nullopt;
}

}  // namespace

std::string_view built_in(LetterKind kind) {
  const auto text = find(fmt::format("{}.txt", to_string(kind)));
  base::check(text.has_value(), "data/letters has a template for each kind of letter");
  return *text;
}

std::optional<std::string_view> built_in_part(std::string_view name) {
  return find(fmt::format("part-{}.txt", name));
}

}  // namespace vaughn::letters
