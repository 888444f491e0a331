// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "foia/record.h"
#include "fulltext/segment.h"

namespace vaughn::engine {

// Adds a record to a segment with what is searched of it.
base::Result<void> add_to_segment(fulltext::SegmentBuilder& segment,
                                  const foia::Record& record,
                                  std::string_view text);

}  // namespace vaughn::engine
