// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <compare>
#include <cstdint>
#include <functional>

namespace vaughn::base {

// A number that names one row of one kind of thing. Ids of different tags do not mix. 0 is "none";
// real ids start at 1.
template <typename Tag>
struct Id {
  std::int64_t value = 0;

  explicit operator bool() const { return value != 0; }
  auto operator<=>(const Id&) const = default;
};

}  // namespace vaughn::base

template <typename Tag>
struct std::hash<vaughn::base::Id<Tag>> {
  std::size_t operator()(const vaughn::base::Id<Tag>& id) const noexcept {
    return std::hash<std::int64_t>{}(id.value);
  }
};
