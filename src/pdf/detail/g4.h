// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "base/bytes.h"

namespace vaughn::pdf {

// CCITT group 4 (ITU-T T.6) as PDF's CCITTFaxDecode with K -1 reads it. One bit per pixel, 0 is
// black, rows begin at whole bytes. `bits` holds `height` rows.
base::Bytes encode_g4(base::BytesView bits, int width, int height);

}  // namespace vaughn::pdf
