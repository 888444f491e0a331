// SPDX-License-Identifier: AGPL-3.0-or-later
#include "sample/detail/random.h"

namespace vaughn::sample {

Random Random::fork(std::string_view purpose, std::uint64_t number) const {
  std::uint64_t mixed = state_ ^ (number * 0x9E3779B97F4A7C15ull);
  for (const char c : purpose) {  // FNV-1a
    mixed = (mixed ^ static_cast<unsigned char>(c)) * 0x100000001B3ull;
  }
  Random out(mixed);
  out.next();
  return out;
}

std::uint64_t Random::next() {
  state_ += 0x9E3779B97F4A7C15ull;
  std::uint64_t z = state_;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ull;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBull;
  return z ^ (z >> 31);
}

std::size_t Random::below(std::size_t bound) {
  return static_cast<std::size_t>(next() % bound);
}

int Random::between(int first, int last) {
  return first + static_cast<int>(below(static_cast<std::size_t>(last - first + 1)));
}

bool Random::chance(int percent) {
  return between(1, 100) <= percent;
}

}  // namespace vaughn::sample
