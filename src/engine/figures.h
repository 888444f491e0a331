// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "engine/workspace.h"
#include "foia/figure.h"

namespace vaughn::engine {

// One thing that a figure counts: what it is and where to look.
struct FigureRow {
  std::string
      record{};  // "R-000042", or the key of what is counted (office, volume, exception path)
  int page = 0;  // from 1; 0 if it is not about a page
  std::string bates{};  // number as stamped; empty if not produced
  std::string note{};   // outcome, state or reason
};

struct Explanation {
  std::string id{};
  std::int64_t value = 0;  // always the number of rows
  std::string meaning{};
  std::vector<FigureRow> rows{};
};

// Every figure of the matter. docs/figures.md lists the ids.
base::Result<foia::Figures> figures(Workspace& workspace);
// The rows behind one figure; not_found with the nearest known id as hint.
base::Result<Explanation> explain(Workspace& workspace, std::string_view id);

}  // namespace vaughn::engine
