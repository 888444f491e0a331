// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "sample/detail/bitmap.h"
#include "sample/detail/random.h"

namespace vaughn::sample {

// The pages as an office scanner sees them: a little turned, with specks.
base::Result<std::vector<Bitmap>> scan(base::BytesView pdf, int dpi, Random& random);
// The first page as it is.
base::Result<Bitmap> picture(base::BytesView pdf, int dpi);

}  // namespace vaughn::sample
