// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>

#include "base/bytes.h"

namespace vaughn::pdf {

struct Jbig2 {
  base::Bytes bytes{};
  std::size_t least_g4 = 0;  // group 4 would need at least so many bytes
};

// JBIG2 (ITU-T T.88) as PDF's JBIG2Decode reads it, without loss: marks that are the same in every
// pixel are stored once, larger ones pixel by pixel. Nothing is ever stored as something like it.
// `bits` as for encode_g4(). None if the picture is not made of many small marks.
std::optional<Jbig2> encode_jbig2(base::BytesView bits, int width, int height);

}  // namespace vaughn::pdf
