// SPDX-License-Identifier: AGPL-3.0-or-later
#include "review/selection.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <iterator>
#include <utility>

namespace vaughn::review {
namespace {

base::Sha256 hash_of(const std::vector<foia::RecordId>& ids) {
  base::Hasher hasher;
  for (const auto id : ids) {
    hasher.add(foia::control_number(id) + "\n");
  }
  return hasher.finish();
}

bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '_' || c == '.';
}

}  // namespace

base::Result<Selection> freeze(std::string_view name,
                               std::vector<foia::RecordId> ids,
                               std::string_view query,
                               const base::Sha256& index) {
  if (name.empty() || !std::ranges::all_of(name, is_name_character)) {
    return base::Error{base::ErrorCode::invalid_argument,
                       fmt::format("'{}' cannot name a selection", name),
                       "use letters, digits, '-', '_' and '.'"};
  }
  std::ranges::sort(ids);
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  Selection out{.name = std::string(name), .ids = std::move(ids), .query = std::string(query)};
  out.sha256 = hash_of(out.ids);
  out.index = index;
  return out;
}

bool is_intact(const Selection& selection) {
  return std::ranges::adjacent_find(selection.ids, std::greater_equal<>()) == selection.ids.end() &&
         hash_of(selection.ids) == selection.sha256;
}

SelectionDifference difference(const Selection& first, const Selection& second) {
  SelectionDifference out;
  std::ranges::set_difference(first.ids, second.ids, std::back_inserter(out.only_first));
  std::ranges::set_difference(second.ids, first.ids, std::back_inserter(out.only_second));
  std::ranges::set_intersection(first.ids, second.ids, std::back_inserter(out.both));
  return out;
}

}  // namespace vaughn::review
