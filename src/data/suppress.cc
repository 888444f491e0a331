// SPDX-License-Identifier: AGPL-3.0-or-later
#include "data/suppress.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <numeric>
#include <optional>
#include <tuple>
#include <utility>

namespace vaughn::data {
namespace {

constexpr double kTiny = 1e-7;
constexpr double kInfinity = std::numeric_limits<double>::infinity();

// A sum in which only the numbers not shown are left: sum of sign * number = total.
struct Equation {
  std::map<std::size_t, double> terms{};  // by index of the unknown
  double total = 0;
};

// Numbers not shown that sums tie together, with those sums.
struct Part {
  std::vector<std::size_t> unknowns{};  // indexes of values, ascending
  std::vector<Equation> equations{};    // terms by position in `unknowns`
};

// Linear programming over unknowns >= 0 (the least value is moved to 0), by the simplex method on a
// dense tableau with Bland's rule, which cannot go in circles. One of these serves all the goals of
// a part: the first phase is done once.
class Simplex {
 public:
  explicit Simplex(const Part& part, double least) : columns_(part.unknowns.size()) {
    for (const auto& equation : part.equations) {
      std::vector<double> row(columns_ + 1);
      row[columns_] = equation.total;
      for (const auto& [column, sign] : equation.terms) {
        row[column] = sign;
        row[columns_] -= sign * least;
      }
      rows_.push_back(std::move(row));
    }
    make_feasible();
  }

  // The largest value of sign * unknown; infinity if there is none.
  double most(std::size_t unknown, double sign) {
    std::vector<double> goal(columns_);
    goal[unknown] = sign;
    return maximise(goal) ? sign * value(unknown) : kInfinity;
  }
  double value(std::size_t unknown) const {
    for (std::size_t i = 0; i < basis_.size(); ++i) {
      if (basis_[i] == unknown) {
        return rows_[i][columns_];
      }
    }
    return 0;
  }

 private:
  // Gives each row an artificial unknown and drives these out. The true numbers solve the sums, so
  // a solution exists; what stays in at 0 belongs to a row that the others imply.
  void make_feasible() {
    const auto own = columns_;
    const auto count = rows_.size();
    for (std::size_t i = 0; i < count; ++i) {
      auto& row = rows_[i];
      const auto total = row[own];
      row.resize(own + count + 1);
      row[own] = 0;
      row[own + count] = total;
      if (total < 0) {
        for (auto& entry : row) {
          entry = -entry;
        }
      }
      row[own + i] = 1;
      basis_.push_back(own + i);
    }
    columns_ = own + count;
    std::vector<double> goal(columns_);
    std::fill(goal.begin() + static_cast<std::ptrdiff_t>(own), goal.end(), -1.0);
    maximise(goal);
    for (std::size_t i = 0; i < basis_.size();) {
      if (basis_[i] < own) {
        ++i;
        continue;
      }
      std::size_t column = 0;
      while (column < own && std::abs(rows_[i][column]) < kTiny) {
        ++column;
      }
      if (column < own) {
        pivot(i, column);
        ++i;
      } else {
        rows_.erase(rows_.begin() + static_cast<std::ptrdiff_t>(i));
        basis_.erase(basis_.begin() + static_cast<std::ptrdiff_t>(i));
      }
    }
    for (auto& row : rows_) {
      row[own] = row[columns_];
      row.resize(own + 1);
    }
    columns_ = own;
  }

  void pivot(std::size_t row, std::size_t column) {
    const auto by = rows_[row][column];
    for (auto& entry : rows_[row]) {
      entry /= by;
    }
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      const auto factor = rows_[i][column];
      if (i != row && factor != 0) {
        for (std::size_t j = 0; j <= columns_; ++j) {
          rows_[i][j] -= factor * rows_[row][j];
        }
      }
    }
    basis_[row] = column;
  }

  // False if there is no largest value.
  bool maximise(std::vector<double> goal) {
    while (true) {
      std::optional<std::size_t> enters;
      for (std::size_t column = 0; column < columns_ && !enters; ++column) {
        double gain = goal[column];
        for (std::size_t i = 0; i < rows_.size(); ++i) {
          gain -= goal[basis_[i]] * rows_[i][column];
        }
        if (gain > kTiny) {
          enters = column;
        }
      }
      if (!enters) {
        return true;
      }
      std::optional<std::size_t> leaves;
      double least = kInfinity;
      for (std::size_t i = 0; i < rows_.size(); ++i) {
        if (rows_[i][*enters] > kTiny) {
          const auto ratio = rows_[i][columns_] / rows_[i][*enters];
          const bool is_better = ratio < least - kTiny;
          const bool is_tie =
              !is_better && ratio < least + kTiny && leaves && basis_[i] < basis_[*leaves];
          if (is_better || is_tie) {
            least = std::min(least, ratio);
            leaves = i;
          }
        }
      }
      if (!leaves) {
        return false;
      }
      pivot(*leaves, *enters);
    }
  }

  std::size_t columns_;
  std::vector<std::vector<double>> rows_{};
  std::vector<std::size_t> basis_{};
};

std::vector<Part> parts_of(const std::vector<std::int64_t>& values,
                           const std::vector<Sum>& sums,
                           const std::vector<bool>& is_shown) {
  // Union of the unknowns of each sum.
  std::vector<std::size_t> root(values.size());
  std::iota(root.begin(), root.end(), std::size_t{0});
  const std::function<std::size_t(std::size_t)> find = [&](std::size_t i) {
    while (root[i] != i) {
      root[i] = root[root[i]];
      i = root[i];
    }
    return i;
  };
  std::vector<Equation> equations;
  for (const auto& sum : sums) {
    Equation equation;
    const auto add = [&](std::size_t index, double sign) {
      if (is_shown[index]) {
        equation.total -= sign * static_cast<double>(values[index]);
      } else {
        equation.terms[index] += sign;
      }
    };
    add(sum.whole, -1);
    for (const auto part : sum.parts) {
      add(part, 1);
    }
    std::erase_if(equation.terms, [](const auto& term) { return term.second == 0; });
    if (!equation.terms.empty()) {
      for (const auto& [index, sign] : equation.terms) {
        root[find(index)] = find(equation.terms.begin()->first);
      }
      equations.push_back(std::move(equation));
    }
  }
  std::map<std::size_t, Part> by_root;
  std::vector<std::size_t> position(values.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!is_shown[i]) {
      auto& part = by_root[find(i)];
      position[i] = part.unknowns.size();
      part.unknowns.push_back(i);
    }
  }
  for (auto& equation : equations) {
    Equation moved{{}, equation.total};
    for (const auto& [index, sign] : equation.terms) {
      moved.terms[position[index]] = sign;
    }
    by_root[find(equation.terms.begin()->first)].equations.push_back(std::move(moved));
  }
  std::vector<Part> out;
  for (auto& [index, part] : by_root) {
    out.push_back(std::move(part));
  }
  return out;
}

class Suppression {
 public:
  Suppression(const std::vector<std::int64_t>& values,
              const std::vector<Sum>& sums,
              const SuppressionRule& rule)
      : values_(values), sums_(sums), rule_(rule), shown_(values.size(), Shown::yes) {
    is_whole_.resize(values.size());
    sums_with_.resize(values.size());
    for (std::size_t i = 0; i < sums.size(); ++i) {
      is_whole_[sums[i].whole] = true;
      sums_with_[sums[i].whole].push_back(i);
      for (const auto part : sums[i].parts) {
        sums_with_[part].push_back(i);
      }
    }
  }

  std::vector<Shown> run() {
    for (std::size_t i = 0; i < values_.size(); ++i) {
      if (values_[i] >= 1 && values_[i] <= rule_.upto) {
        shown_[i] = Shown::small;
      }
    }
    do {
      while (hide_in_lonely_sums()) {
      }
    } while (hide_where_bounds_are_tight());
    return shown_;
  }

 private:
  bool is_hidden(std::size_t index) const { return shown_[index] != Shown::yes; }

  template <typename Visit>
  void for_each_of(const Sum& sum, Visit visit) const {
    visit(sum.whole);
    for (const auto part : sum.parts) {
      visit(part);
    }
  }
  std::size_t hidden_in(const Sum& sum) const {
    std::size_t count = 0;
    for_each_of(sum, [&](std::size_t index) { count += is_hidden(index) ? 1 : 0; });
    return count;
  }

  // The number of this sum that is best hidden with the others: first one whose other sums already
  // have a gap, then an inner one, then a small one. 0 stays shown.
  std::optional<std::size_t> best_in(const Sum& sum) const {
    std::optional<std::size_t> best;
    std::tuple<std::int64_t, int, std::int64_t> least{};
    for_each_of(sum, [&](std::size_t index) {
      if (is_hidden(index) || values_[index] == 0) {
        return;
      }
      std::int64_t gaps_made = 0;
      for (const auto other : sums_with_[index]) {
        gaps_made += &sums_[other] != &sum && hidden_in(sums_[other]) == 0 ? 1 : 0;
      }
      const std::tuple cost{gaps_made, is_whole_[index] ? 1 : 0, values_[index]};
      if (!best || cost < least) {
        best = index;
        least = cost;
      }
    });
    return best;
  }

  // A single gap is filled by subtraction.
  bool hide_in_lonely_sums() {
    bool any = false;
    for (const auto& sum : sums_) {
      if (hidden_in(sum) == 1) {
        if (const auto index = best_in(sum)) {
          shown_[*index] = Shown::to_protect;
          any = true;
        }
      }
    }
    return any;
  }

  bool hide_where_bounds_are_tight() {
    std::vector<bool> is_shown;
    for (const auto shown : shown_) {
      is_shown.push_back(shown == Shown::yes);
    }
    const auto known = bounds(values_, sums_, is_shown);
    for (std::size_t i = 0; i < values_.size(); ++i) {
      // The numbers are whole, so that between 2.5 and 4.2 lie only 3 and 4.
      const auto choices = std::floor(known[i].high + kTiny) - std::ceil(known[i].low - kTiny) + 1;
      if (is_hidden(i) && choices < rule_.least_choices && widen(i)) {
        return true;
      }
    }
    return false;
  }

  // Hides one more number of a sum with this one, or, if all there are hidden, of a sum next to it.
  bool widen(std::size_t index) {
    std::vector<bool> seen(sums_.size());
    std::vector<std::size_t> front = sums_with_[index];
    while (!front.empty()) {
      std::optional<std::size_t> best;
      for (const auto sum : front) {
        seen[sum] = true;
        const auto candidate = best_in(sums_[sum]);
        if (candidate && (!best || std::pair(is_whole_[*candidate], values_[*candidate]) <
                                       std::pair(is_whole_[*best], values_[*best]))) {
          best = candidate;
        }
      }
      if (best) {
        shown_[*best] = Shown::to_protect;
        return true;
      }
      std::vector<std::size_t> next;
      for (const auto sum : front) {
        for_each_of(sums_[sum], [&](std::size_t other) {
          for (const auto beside : sums_with_[other]) {
            if (!seen[beside]) {
              seen[beside] = true;
              next.push_back(beside);
            }
          }
        });
      }
      front = std::move(next);
    }
    return false;
  }

  const std::vector<std::int64_t>& values_;
  const std::vector<Sum>& sums_;
  const SuppressionRule& rule_;
  std::vector<Shown> shown_;
  std::vector<bool> is_whole_{};
  std::vector<std::vector<std::size_t>> sums_with_{};
};

}  // namespace

std::vector<Bounds> bounds(const std::vector<std::int64_t>& values,
                           const std::vector<Sum>& sums,
                           const std::vector<bool>& is_shown,
                           double least) {
  std::vector<Bounds> out(values.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (is_shown[i]) {
      out[i] = {static_cast<double>(values[i]), static_cast<double>(values[i])};
    }
  }
  for (const auto& part : parts_of(values, sums, is_shown)) {
    Simplex simplex(part, least);
    for (std::size_t i = 0; i < part.unknowns.size(); ++i) {
      out[part.unknowns[i]] = {least - simplex.most(i, -1), least + simplex.most(i, 1)};
    }
  }
  return out;
}

std::vector<Shown> suppress(const std::vector<std::int64_t>& values,
                            const std::vector<Sum>& sums,
                            const SuppressionRule& rule) {
  return Suppression(values, sums, rule).run();
}

}  // namespace vaughn::data
