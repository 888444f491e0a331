// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "base/bytes.h"
#include "base/result.h"

namespace vaughn::pdf {

// Of pages that are a picture with a stencil of black writing painted over it (mixed_raster.h).
enum class Layer { background, writing };

// The document with one of the layers alone, the other blank; all other pages as they are. Made
// without a renderer, to see what each layer shows by itself.
base::Result<base::Bytes> with_only(base::BytesView pdf, Layer layer);

}  // namespace vaughn::pdf
