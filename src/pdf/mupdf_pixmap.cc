// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <cstring>

#include "pdf/detail/g4.h"
#include "pdf/detail/jbig2.h"
#include "pdf/detail/jpeg.h"
#include "pdf/detail/mupdf_context.h"
#include "pdf/pixmap.h"

namespace vaughn::pdf {

namespace {

using base::Bytes;
using base::Result;

// A pixel with a higher value is paper. Above the middle, so that thin strokes survive.
constexpr int kPaper = 160;

// Values between are neither ink nor paper.
constexpr int kInk = 24;
constexpr int kBright = 235;
// Neighbours that differ by no more belong to one area.
constexpr int kLevel = 6;
// Neighbours that differ by more are the edge of a letter, not a shade.
constexpr int kSoft = 56;
// Shares of the page from which on shades are kept.
constexpr double kFlatShare = 0.002;  // shades that are not the soft edge of a letter
constexpr double kShadeShare = 0.08;  // any soft shades: photographs, grainy scans
constexpr double kColorShare = 0.0001;
constexpr int kChroma = 24;

// Eight samples at once: most of a page is white, and white needs no further look.
constexpr std::uint64_t kEightWhite = ~std::uint64_t{0};
std::uint64_t eight_at(const unsigned char* samples) {
  std::uint64_t out = 0;
  std::memcpy(&out, samples, sizeof out);
  return out;
}

Bytes to_bits(const Pixmap& gray) {
  const auto width = static_cast<std::size_t>(gray.width);
  const std::size_t stride = (width + 7) / 8;
  Bytes bits(stride * static_cast<std::size_t>(gray.height), '\xFF');
  const auto* samples = reinterpret_cast<const unsigned char*>(gray.samples.data());
  auto* row = reinterpret_cast<unsigned char*>(bits.data());
  for (int y = 0; y < gray.height; ++y, row += stride, samples += width) {
    for (std::size_t x = 0; x < width; x += 8) {
      const std::size_t count = width - x < 8 ? width - x : 8;
      if (count == 8 && eight_at(samples + x) == kEightWhite) {
        continue;
      }
      unsigned byte = 0xFF;
      for (std::size_t i = 0; i < count; ++i) {
        byte &= ~((samples[x + i] < kPaper ? 0x80U : 0U) >> i);
      }
      row[x / 8] = static_cast<unsigned char>(byte);
    }
  }
  return bits;
}

Pixmap to_gray(const Pixmap& pixmap) {
  if (pixmap.components == 1) {
    return pixmap;
  }
  Pixmap gray;
  gray.width = pixmap.width;
  gray.height = pixmap.height;
  gray.dpi = pixmap.dpi;
  gray.samples.resize(pixmap.samples.size() / 3);
  const auto* from = reinterpret_cast<const unsigned char*>(pixmap.samples.data());
  for (char& sample : gray.samples) {
    sample = static_cast<char>((from[0] * 77 + from[1] * 151 + from[2] * 28 + 128) >> 8);
    from += 3;
  }
  return gray;
}

Bytes copy_of(fz_context* context, fz_buffer* buffer) {
  unsigned char* data = nullptr;
  const std::size_t size = fz_buffer_storage(context, buffer, &data);
  return Bytes(reinterpret_cast<const char*>(data), size);
}

}  // namespace

Pixmap darkest(const Pixmap& pixmap, int factor) {
  Pixmap out;
  out.width = (pixmap.width + factor - 1) / factor;
  out.height = (pixmap.height + factor - 1) / factor;
  out.dpi = pixmap.dpi / factor;
  out.samples.assign(static_cast<std::size_t>(out.width) * static_cast<std::size_t>(out.height),
                     '\xFF');
  const auto* at = reinterpret_cast<const unsigned char*>(pixmap.samples.data());
  const auto row_bytes =
      static_cast<std::size_t>(pixmap.width) * static_cast<std::size_t>(pixmap.components);
  const auto cell = static_cast<std::size_t>(factor) * static_cast<std::size_t>(pixmap.components);
  for (int y = 0; y < pixmap.height; ++y, at += row_bytes) {
    auto* row = reinterpret_cast<unsigned char*>(out.samples.data()) +
                static_cast<std::size_t>(y / factor) * static_cast<std::size_t>(out.width);
    for (std::size_t x = 0; x < row_bytes;) {
      if (x + 8 <= row_bytes && eight_at(at + x) == kEightWhite) {
        x += 8;
        continue;
      }
      for (const std::size_t end = std::min(x + 8, row_bytes); x < end; ++x) {
        row[x / cell] = std::min(row[x / cell], at[x]);
      }
    }
  }
  return out;
}

ImageCoding best_coding(const Pixmap& pixmap) {
  const auto* data = reinterpret_cast<const unsigned char*>(pixmap.samples.data());
  const auto step = static_cast<std::size_t>(pixmap.components);
  const std::size_t total = pixmap.samples.size() / step;
  if (pixmap.components == 3) {
    std::size_t colored = 0;
    for (std::size_t i = 0; i < total; ++i) {
      if (i + 8 <= total && eight_at(data + 3 * i) == kEightWhite &&
          eight_at(data + 3 * i + 8) == kEightWhite && eight_at(data + 3 * i + 16) == kEightWhite) {
        i += 7;
        continue;
      }
      const int r = data[3 * i];
      const int g = data[3 * i + 1];
      const int b = data[3 * i + 2];
      const int high = r > g ? (r > b ? r : b) : (g > b ? g : b);
      const int low = r < g ? (r < b ? r : b) : (g < b ? g : b);
      colored += high - low > kChroma ? 1 : 0;
    }
    if (static_cast<double>(colored) > kColorShare * static_cast<double>(total)) {
      return ImageCoding::rgb_jpeg;
    }
  }
  const std::size_t row_bytes = static_cast<std::size_t>(pixmap.width) * step;
  std::size_t shades = 0;
  std::size_t flat = 0;
  for (int y = 0; y + 1 < pixmap.height; ++y) {
    const unsigned char* row = data + static_cast<std::size_t>(y) * row_bytes;
    for (std::size_t i = 0; i + step < row_bytes; i += step) {
      if (step == 1 && i + 8 < row_bytes && eight_at(row + i) == kEightWhite) {
        i += 7;
        continue;
      }
      const int value = row[i];
      if (value >= kInk && value <= kBright) {
        const int beside = std::abs(value - row[i + step]);
        const int below = std::abs(value - row[i + row_bytes]);
        shades += beside <= kSoft && below <= kSoft ? 1 : 0;
        flat += beside <= kLevel && below <= kLevel ? 1 : 0;
      }
    }
  }
  const bool has_shades = static_cast<double>(flat) > kFlatShare * static_cast<double>(total) ||
                          static_cast<double>(shades) > kShadeShare * static_cast<double>(total);
  return has_shades ? ImageCoding::gray_jpeg : ImageCoding::g4;
}

Result<EncodedImage> encode(const Pixmap& pixmap, ImageCoding coding, int jpeg_quality) {
  EncodedImage out{coding, pixmap.width, pixmap.height, {}};
  switch (coding) {
    case ImageCoding::g4:
      out.bytes = encode_g4(
          to_bits(pixmap.components == 1 ? pixmap : to_gray(pixmap)), pixmap.width, pixmap.height);
      break;
    case ImageCoding::gray_jpeg:
      out.bytes = TRY(pixmap.components == 1 ? encode_jpeg(pixmap, jpeg_quality)
                                             : encode_jpeg(to_gray(pixmap), jpeg_quality));
      break;
    case ImageCoding::rgb_jpeg: out.bytes = TRY(encode_jpeg(pixmap, jpeg_quality)); break;
    case ImageCoding::jbig2: out = encode_bilevel(pixmap); break;
  }
  return out;
}

EncodedImage encode_bilevel(const Pixmap& pixmap) {
  EncodedImage out{ImageCoding::g4, pixmap.width, pixmap.height, {}};
  const Bytes bits = to_bits(pixmap.components == 1 ? pixmap : to_gray(pixmap));
  auto jbig2 = encode_jbig2(bits, pixmap.width, pixmap.height);
  const bool is_surely_smaller = jbig2 && jbig2->bytes.size() < jbig2->least_g4;
  if (!is_surely_smaller) {
    out.bytes = encode_g4(bits, pixmap.width, pixmap.height);
  }
  if (jbig2 && (is_surely_smaller || jbig2->bytes.size() < out.bytes.size())) {
    out.coding = ImageCoding::jbig2;
    out.bytes = std::move(jbig2->bytes);
  }
  return out;
}

Result<Bytes> encode_png(const Pixmap& pixmap) {
  const ContextPtr context = TRY(new_mupdf_context());
  fz_context* ctx = context.get();
  PixmapPtr wrapped(ctx);
  BufferPtr buffer(ctx);
  Bytes samples = pixmap.samples;
  TRY(guard_mupdf(ctx, "cannot write the page as PNG", [&] {
    fz_colorspace* space = pixmap.components == 1 ? fz_device_gray(ctx) : fz_device_rgb(ctx);
    wrapped.adopt(fz_new_pixmap_with_data(ctx,
                                          space,
                                          pixmap.width,
                                          pixmap.height,
                                          nullptr,
                                          0,
                                          pixmap.width * pixmap.components,
                                          reinterpret_cast<unsigned char*>(samples.data())));
    fz_set_pixmap_resolution(
        ctx, wrapped.get(), static_cast<int>(pixmap.dpi + 0.5), static_cast<int>(pixmap.dpi + 0.5));
    buffer.adopt(fz_new_buffer_from_pixmap_as_png(ctx, wrapped.get(), fz_default_color_params));
  }));
  return copy_of(ctx, buffer.get());
}

}  // namespace vaughn::pdf
