// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>

#include "base/bytes.h"
#include "base/result.h"

namespace vaughn::pdf {

enum class ColorMode { gray, rgb };

// A page as seen, upright, without transparency. Row 0 is the top; no padding between rows.
struct Pixmap {
  int width = 0;
  int height = 0;
  int components = 1;  // 1 gray, 3 RGB
  double dpi = 0;
  base::Bytes samples{};  // width * height * components bytes

  std::uint8_t at(int x, int y, int component = 0) const {
    const std::size_t row = static_cast<std::size_t>(y) * static_cast<std::size_t>(width);
    const std::size_t pixel =
        (row + static_cast<std::size_t>(x)) * static_cast<std::size_t>(components);
    return static_cast<std::uint8_t>(samples[pixel + static_cast<std::size_t>(component)]);
  }
};

// A gray picture of a `factor` times lower resolution; each pixel is the darkest sample of those it
// stands for, so that nothing printed gets lost.
Pixmap darkest(const Pixmap& pixmap, int factor);

// How a page image is stored in a PDF. G4 and JBIG2 hold the same: every pixel, black or white.
enum class ImageCoding { g4, gray_jpeg, rgb_jpeg, jbig2 };

struct EncodedImage {
  ImageCoding coding{};
  int width = 0;
  int height = 0;
  base::Bytes bytes{};
};

// G4 if the page is black and white, else gray or colour JPEG, by what is on it.
ImageCoding best_coding(const Pixmap& pixmap);
base::Result<EncodedImage> encode(const Pixmap& pixmap, ImageCoding coding, int jpeg_quality = 75);
// In black and white, whichever of G4 and JBIG2 is smaller.
EncodedImage encode_bilevel(const Pixmap& pixmap);
base::Result<base::Bytes> encode_png(const Pixmap& pixmap);

}  // namespace vaughn::pdf
