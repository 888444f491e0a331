// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

namespace vaughn::pdf {

// Shares of the em by which letters are read and drawn anew alike.

// A gap wider than this ends a word.
inline constexpr double kWordGap = 0.18;
// A letter narrower than this has no width of its own; its neighbours tell.
inline constexpr double kNoWidth = 0.05;

}  // namespace vaughn::pdf
