// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/bytes.h"

namespace vaughn::sample {

// Grey picture, a byte a pixel, 255 is white, rows from the top.
struct Bitmap {
  int width = 0;
  int height = 0;
  std::vector<std::uint8_t> pixels{};

  std::uint8_t at(int x, int y) const {
    return pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
                  static_cast<std::size_t>(x)];
  }
};

// Eight bits of grey; `dpi` is written into the file.
base::Bytes to_png(const Bitmap& bitmap, int dpi);
// Baseline TIFF, one bit a pixel, PackBits; one strip.
base::Bytes to_tiff(const Bitmap& bitmap, int dpi);
// One bit a pixel, 1 is black, rows padded to bytes.
base::Bytes packed_bits(const Bitmap& bitmap);

}  // namespace vaughn::sample
