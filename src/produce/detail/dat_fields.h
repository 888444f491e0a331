// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include "base/result.h"
#include "foia/production.h"
#include "produce/detail/written_record.h"
#include "produce/load_files/dat.h"

namespace vaughn::produce {

struct FieldTable {
  DatTable table{};
  std::int64_t withheld = 0;  // fields, or values of multi-value fields, that became "[withheld]"
};

// One row per record. The hash is that of the produced PDF: a hash of the original would let anyone
// who guesses a redacted file's content confirm the guess. Paths of the originals are left out.
base::Result<FieldTable> dat_fields(const foia::VolumePlan& plan,
                                    const std::vector<WrittenRecord>& records);

}  // namespace vaughn::produce
