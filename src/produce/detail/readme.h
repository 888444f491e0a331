// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "base/bytes.h"
#include "foia/production.h"
#include "produce/detail/written_record.h"
#include "produce/volume.h"

namespace vaughn::produce {

// README.txt: what the volume is, the policies it follows and how anyone can check it. Plain text
// with LF, lines of at most 78 columns where the inputs allow it.
base::Bytes readme_text(const foia::VolumePlan& plan,
                        const std::vector<WrittenRecord>& records,
                        const VolumeCounts& counts,
                        const VolumeInputs& inputs);

}  // namespace vaughn::produce
