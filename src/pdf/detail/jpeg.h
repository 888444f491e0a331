// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "pdf/pixmap.h"

namespace vaughn::pdf {

// Baseline JPEG with no other marker than the JFIF one.
base::Result<base::Bytes> encode_jpeg(const Pixmap& pixmap, int quality);

// The same picture without what cameras and programs add: only APP0 and APP14 survive of the
// application markers, no comments, nothing after the end. Bytes that are not JPEG come back as
// an error.
base::Result<base::Bytes> strip_jpeg(base::BytesView jpeg);

// The same for JPEG 2000: the boxes with XML, UUIDs and labels are left out.
base::Result<base::Bytes> strip_jpeg2000(base::BytesView jp2);

}  // namespace vaughn::pdf
