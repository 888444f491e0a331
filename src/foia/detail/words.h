// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <fmt/format.h>

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "base/result.h"

namespace vaughn::foia::detail {

// The words of an enum, in the order of its enumerators.
template <typename E, std::size_t N>
using Words = std::array<std::pair<E, std::string_view>, N>;

template <typename E, std::size_t N>
constexpr bool is_in_order(const Words<E, N>& words) {
  for (std::size_t i = 0; i < N; ++i) {
    if (words[i].first != static_cast<E>(i)) {
      return false;
    }
  }
  return true;
}

template <typename E, std::size_t N>
std::string_view word_of(const Words<E, N>& words, E value) {
  const auto index = static_cast<std::size_t>(value);
  base::check(index < N, "every enumerator has a word");
  return words[index].second;
}

template <typename E, std::size_t N>
base::Result<E> value_of(const Words<E, N>& words, std::string_view word, std::string_view what) {
  std::string known;
  for (const auto& [value, text] : words) {
    if (text == word) {
      return value;
    }
    known += known.empty() ? "" : ", ";
    known += text;
  }
  return base::Error{base::ErrorCode::invalid_argument,
                     fmt::format("'{}' is not a {}", word, what),
                     fmt::format("use one of: {}", known)};
}

}  // namespace vaughn::foia::detail
