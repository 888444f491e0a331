// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>

#include "base/bytes.h"

namespace vaughn::sample {

// Compression of our own, so that the sample's bytes do not depend on a library's version.
// RFC 1951, fixed codes, greedy matching.
base::Bytes deflate(base::BytesView bytes);
base::Bytes zlib_compress(base::BytesView bytes);  // RFC 1950 around it, for PDF and PNG
std::uint32_t crc32(base::BytesView bytes, std::uint32_t start = 0);

}  // namespace vaughn::sample
