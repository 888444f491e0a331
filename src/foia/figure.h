// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "base/result.h"

namespace vaughn::foia {

// A number that papers print, by a stable id ("pages.in_part", "category.6.records.responsive",
// "volume.VOL001.pages"). engine computes them from the ledger and `vaughn explain ID` lists the
// rows behind each; papers take numbers from nowhere else.
struct Figure {
  std::int64_t value = 0;
  std::string meaning{};  // "pages released in part, all volumes"
};

class Figures {
 public:
  void set(std::string id, Figure figure) { rows_[std::move(id)] = std::move(figure); }
  // not_found with the nearest known id as hint.
  base::Result<std::int64_t> value(std::string_view id) const;
  const std::map<std::string, Figure, std::less<>>& rows() const { return rows_; }

 private:
  std::map<std::string, Figure, std::less<>> rows_{};
};

}  // namespace vaughn::foia
