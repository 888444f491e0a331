// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"

namespace vaughn::package::detail {

using Part = std::pair<std::string, base::Bytes>;

// In the order given, all dated 1980-01-01: equal parts give equal bytes.
base::Result<base::Bytes> zip(const std::vector<Part>& parts);

// Regular files only, at most 64 of them and `most` bytes together; a name that is no plain
// relative path, or stands twice, is damaged.
base::Result<std::vector<Part>> unzip(base::BytesView bytes, std::size_t most);

}  // namespace vaughn::package::detail
