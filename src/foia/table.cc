// SPDX-License-Identifier: AGPL-3.0-or-later
#include "foia/table.h"

#include <algorithm>

namespace vaughn::foia {

const TableCell* TableRow::at(int column) const {
  const auto found =
      std::lower_bound(cells.begin(), cells.end(), column, [](const TableCell& cell, int wanted) {
        return cell.column < wanted;
      });
  return found == cells.end() || found->column != column ? nullptr : &*found;
}

}  // namespace vaughn::foia
