// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <limits>
#include <vector>

// Which numbers of tables are not shown, so that none of a few people can be singled out.
namespace vaughn::data {

// Numbers that must add up: parts[0] + parts[1] + ... = whole. All are indexes of one list, and a
// number may stand in sums of several tables: what one table shows cannot undo another.
struct Sum {
  std::size_t whole = 0;
  std::vector<std::size_t> parts{};
  bool operator==(const Sum&) const = default;
};

struct SuppressionRule {
  int upto = 10;          // 1 to this is not shown; 0: all is shown
  int least_choices = 3;  // values that a number not shown can still have, by all sums together
};

enum class Shown {
  yes,
  small,       // not shown: 1 to `upto`
  to_protect,  // not shown: with it, a small one could be worked out
};

// All with 1 to `upto`, and as many others as are needed: neither from one sum nor from all of them
// together can a number that is not shown be narrowed down to fewer than `least_choices` values.
// The reader is taken to know the rule: that what is not shown is at least 1, since 0 is shown.
// Prefers to hide small numbers and inner cells. Equal input gives equal output.
std::vector<Shown> suppress(const std::vector<std::int64_t>& values,
                            const std::vector<Sum>& sums,
                            const SuppressionRule& rule);

// What a reader can work out of one number.
struct Bounds {
  double low = 0;
  double high = std::numeric_limits<double>::infinity();
};

// The tightest bounds of each number that the shown ones and the sums allow, by linear programming:
// for shown ones both are the value. `least` is the smallest a number not shown can be.
std::vector<Bounds> bounds(const std::vector<std::int64_t>& values,
                           const std::vector<Sum>& sums,
                           const std::vector<bool>& is_shown,
                           double least = 1);

}  // namespace vaughn::data
