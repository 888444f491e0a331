// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <vector>

#include "base/bytes.h"

namespace vaughn::pdf {

// CCITT group 4 (ITU-T T.6) as PDF's CCITTFaxDecode with K -1 reads it. One bit per pixel, 0 is
// black, rows begin at whole bytes. `bits` holds `height` rows.
base::Bytes encode_g4(base::BytesView bits, int width, int height);

// Where a row of such bits changes between white and black, beginning with white; then `width`
// three times.
void find_changes(const unsigned char* row, int width, std::vector<int>& out);

}  // namespace vaughn::pdf
