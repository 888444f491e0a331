// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "paper/detail/zip.h"

namespace vaughn::paper::detail {

// The parts of a zip archive in their order. More than 2,000 parts or 128 MiB: ErrorCode::limit.
base::Result<std::vector<ZipPart>> unzip(base::BytesView bytes);

}  // namespace vaughn::paper::detail
