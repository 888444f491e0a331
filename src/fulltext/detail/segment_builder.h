// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <array>
#include <string_view>
#include <vector>

#include "fulltext/detail/columns.h"
#include "fulltext/segment.h"

namespace vaughn::fulltext {

using CutColumns = std::array<std::vector<std::string_view>, kColumns.size()>;

// Lets merge_segments() add records whose words are cut already.
struct SegmentBuilderAccess {
  // The texts of `facts` are not looked at. A builder takes either such records or texts.
  static base::Result<void> add_words(SegmentBuilder& builder,
                                      const IndexedRecord& facts,
                                      const CutColumns& columns);
};

}  // namespace vaughn::fulltext
