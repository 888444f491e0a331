// SPDX-License-Identifier: AGPL-3.0-or-later
#include "foia/figure.h"

#include <fmt/format.h>

#include <vector>

#include "base/nearest.h"

namespace vaughn::foia {

base::Result<std::int64_t> Figures::value(std::string_view id) const {
  if (const auto row = rows_.find(id); row != rows_.end()) {
    return row->second.value;
  }
  std::vector<std::string> known;
  known.reserve(rows_.size());
  for (const auto& [name, figure] : rows_) {
    known.push_back(name);
  }
  const auto meant = base::nearest(id, known);
  return base::Error{base::ErrorCode::not_found,
                     fmt::format("there is no figure '{}'", id),
                     meant.empty() ? "vaughn explain lists the figures of the matter"
                                   : fmt::format("did you mean '{}'?", meant)};
}

}  // namespace vaughn::foia
