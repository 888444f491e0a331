// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "fulltext/query.h"

namespace vaughn::fulltext {

// The text columns of a segment, in order. ("from" and "to" are words of SQL.)
inline constexpr std::array<std::string_view, 6> kColumns{
    "subject", "sender", "recipient", "cc", "body", "name"};
inline constexpr std::uint32_t kAllColumns = 0x3F;
inline constexpr int kBodyColumn = 4;

// The columns a field looks in, as bits.
constexpr std::uint32_t column_mask(Field field) {
  switch (field) {
    case Field::subject: return 1U << 0U;
    case Field::from: return 1U << 1U;
    case Field::to: return (1U << 2U) | (1U << 3U);
    case Field::cc: return 1U << 3U;
    case Field::body: return 1U << 4U;
    case Field::name: return 1U << 5U;
    case Field::any:
    case Field::office:
    case Field::custodian:
    case Field::type:
    case Field::sent:
    case Field::id:
    case Field::other: break;
  }
  return kAllColumns;
}

// Where a word stands, in one number that sorts by record, column and offset:
//
//   63      32 31   29 28       0
//   | record  | column | offset |
//
// Neighbours differ by one. Two words of different columns or records are always further apart than
// any w/n: a column holds less than 2^28 words, which add() sees to.
using Place = std::uint64_t;
using Places = std::vector<Place>;

constexpr Place make_place(std::uint64_t record, std::uint64_t column, std::uint64_t offset) {
  return (record << 32U) | (column << 29U) | offset;
}
constexpr std::uint32_t record_of(Place place) {
  return static_cast<std::uint32_t>(place >> 32U);
}
constexpr std::uint32_t column_of(Place place) {
  return static_cast<std::uint32_t>(place >> 29U) & 7U;
}
constexpr std::uint32_t offset_of(Place place) {
  return static_cast<std::uint32_t>(place) & 0x1FFFFFFFU;
}

// Rising record numbers.
using Records = std::vector<std::uint32_t>;

}  // namespace vaughn::fulltext
