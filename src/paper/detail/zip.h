// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"

namespace vaughn::paper::detail {

struct ZipPart {
  std::string name{};
  base::Bytes bytes{};
};

// The parts in the order given, deflated, all dated 1980-01-01: equal parts give equal bytes.
base::Result<base::Bytes> zip(const std::vector<ZipPart>& parts);

}  // namespace vaughn::paper::detail
