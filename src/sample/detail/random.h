// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace vaughn::sample {

// SplitMix64 (Steele, Lea and Flood 2014): the same numbers for the same seed on every machine,
// which the standard library's distributions do not promise.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  // A stream of its own for each purpose, so that adding a record here does not change one there.
  Random fork(std::string_view purpose, std::uint64_t number = 0) const;

  std::uint64_t next();
  // 0 <= result < bound; bound > 0.
  std::size_t below(std::size_t bound);
  // Both ends included.
  int between(int first, int last);
  bool chance(int percent);
  template <typename T>
  const T& pick(const std::vector<T>& from) {
    return from[below(from.size())];
  }
  template <typename T>
  void shuffle(std::vector<T>& items) {
    for (std::size_t i = items.size(); i > 1; --i) {
      std::swap(items[i - 1], items[below(i)]);
    }
  }

 private:
  std::uint64_t state_;
};

}  // namespace vaughn::sample
