// SPDX-License-Identifier: AGPL-3.0-or-later
#include "pdf/detail/mupdf_scan.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>

namespace vaughn::pdf {

namespace {

// A scan with one bit a pixel that a stream of rows can be read of.
bool is_scan(fz_context* context, fz_image* image) {
  if (image->n != 1 || image->bpc != 1 || image->use_colorkey != 0) {
    return false;
  }
  const auto* buffer = fz_compressed_image_buffer(context, image);
  if (buffer == nullptr) {
    return false;
  }
  switch (buffer->params.type) {
    case FZ_IMAGE_RAW:
    case FZ_IMAGE_FAX:
    case FZ_IMAGE_FLATE:
    case FZ_IMAGE_LZW:
    case FZ_IMAGE_RLD:
    case FZ_IMAGE_JBIG2: return true;
    default: return false;
  }
}

// The samples that the two values of a pixel stand for, in the color space of what is made of them.
struct Shades {
  fz_colorspace* space = nullptr;
  int components = 1;
  std::uint8_t of_zero[FZ_MAX_COLORS] = {};
  std::uint8_t of_one[FZ_MAX_COLORS] = {};
  bool is_inverted = false;  // after the average is taken, not before
};

// False for a Decode array of other values than the two extremes, and for rare color spaces.
bool find_shades(fz_context* context, const fz_image* image, Shades& out) {
  const bool is_plain = image->decode[0] == 0 && image->decode[1] == 1;
  const bool is_swapped = image->decode[0] == 1 && image->decode[1] == 0;
  if (image->use_decode != 0 && !is_plain && !is_swapped) {
    return false;
  }
  const bool swaps = image->use_decode != 0 && is_swapped;
  fz_colorspace* space = image->colorspace;
  if (space != nullptr && space->type == FZ_COLORSPACE_INDEXED) {
    const auto& palette = space->u.indexed;
    out.space = palette.base;
    out.components = palette.base->n;
    const int last = std::min(1, palette.high);
    for (int i = 0; i < out.components; ++i) {
      const std::uint8_t first = palette.lookup[i];
      const std::uint8_t second = palette.lookup[last * out.components + i];
      out.of_zero[i] = swaps ? second : first;
      out.of_one[i] = swaps ? first : second;
    }
    const auto is_gray = [](const std::uint8_t* color) {
      return color[0] == color[1] && color[1] == color[2];
    };
    // The same to the eye and to MuPDF, and a third of the samples.
    if (out.space == fz_device_rgb(context) && is_gray(out.of_zero) && is_gray(out.of_one)) {
      out.space = fz_device_gray(context);
      out.components = 1;
    }
    return out.components >= 1;
  }
  if (image->imagemask != 0 ? space != nullptr : space == nullptr || space->n != 1) {
    return false;
  }
  out.space = space;
  out.of_one[0] = 255;
  // In a mask, zero is paint.
  out.is_inverted = (image->imagemask != 0) != swaps;
  return true;
}

// How many bits of each byte are set: in all of it, in its halves, in its quarters.
template <std::size_t parts>
constexpr auto set_bits() {
  std::array<std::array<std::uint16_t, parts>, 256> out{};
  constexpr unsigned width = 8 / parts;
  for (unsigned byte = 0; byte < 256; ++byte) {
    for (std::size_t part = 0; part < parts; ++part) {
      const unsigned bits = (byte << (part * width) & 0xFFU) >> (8 - width);
      out[byte][part] = static_cast<std::uint16_t>(std::popcount(bits));
    }
  }
  return out;
}
constexpr auto kInAll = set_bits<1>();
constexpr auto kInHalves = set_bits<2>();
constexpr auto kInQuarters = set_bits<4>();

template <std::size_t parts>
void add_all(const std::array<std::array<std::uint16_t, parts>, 256>& counts,
             const unsigned char* row,
             std::size_t bytes,
             std::uint16_t* squares) {
  for (std::size_t i = 0; i < bytes; ++i, squares += parts) {
    const auto& count = counts[row[i]];
    for (std::size_t part = 0; part < parts; ++part) {
      squares[part] = static_cast<std::uint16_t>(squares[part] + count[part]);
    }
  }
}

// Adds the bits of a row to the squares of 2^log2 pixels that they lie in.
void count_bits(const unsigned char* row, std::size_t bytes, int log2, std::uint16_t* squares) {
  switch (log2) {
    case 1: add_all(kInQuarters, row, bytes, squares); break;
    case 2: add_all(kInHalves, row, bytes, squares); break;
    case 3: add_all(kInAll, row, bytes, squares); break;
    default:
      for (std::size_t i = 0; i < bytes; ++i) {
        auto& square = squares[i >> (log2 - 3)];
        square = static_cast<std::uint16_t>(square + kInAll[row[i]][0]);
      }
  }
}

// The samples of a square with so many bits set.
void put_shade(const Shades& shades, int ones, int all, unsigned char* to) {
  for (int part = 0; part < shades.components; ++part) {
    const int sum = shades.of_one[part] * ones + shades.of_zero[part] * (all - ones);
    const int sample = sum / all;
    to[part] = static_cast<unsigned char>(shades.is_inverted ? 255 - sample : sample);
  }
}

constexpr int kMostLog2 = 6;

struct Reduction {
  fz_irect area{};  // of the image; begins where a square and a byte do
  int log2 = 0;
  int columns = 0;
  int rows = 0;
  std::size_t row_bytes = 0;
  std::size_t square_count = 0;  // of a row, up to the end of the last byte
};

// The memory is MuPDF's, which leaves this function by longjmp if the stream is broken.
void reduce(fz_context* context,
            fz_stream* stream,
            const Reduction& reduction,
            const Shades& shades,
            unsigned char* row,
            std::uint16_t* squares,
            unsigned char* full_squares,
            fz_pixmap* out) {
  const fz_irect& area = reduction.area;
  const int side = 1 << reduction.log2;
  const auto first_byte = static_cast<std::size_t>(area.x0) / 8;
  const int width = area.x1 - area.x0;
  const std::size_t bytes = (static_cast<std::size_t>(width) + 7) / 8;
  // What lies behind the last pixel of a row is not part of the image.
  const auto last_mask = static_cast<unsigned char>(width % 8 == 0 ? 0xFF : 0xFF00 >> (width % 8));
  const auto step = static_cast<std::size_t>(shades.components);
  for (int ones = 0; ones <= side * side; ++ones) {
    put_shade(shades, ones, side * side, full_squares + static_cast<std::size_t>(ones) * step);
  }
  bool is_at_end = false;
  for (std::size_t left = reduction.row_bytes * static_cast<std::size_t>(area.y0); left > 0;) {
    const std::size_t skipped = fz_skip(context, stream, left);
    if (skipped == 0) {
      is_at_end = true;
      break;
    }
    left -= skipped;
  }
  for (int y = area.y0; y < area.y1; y += side) {
    const int rows = std::min(side, area.y1 - y);
    std::memset(squares, 0, reduction.square_count * sizeof *squares);
    for (int i = 0; i < rows && !is_at_end; ++i) {
      const std::size_t size = fz_read(context, stream, row, reduction.row_bytes);
      std::memset(row + size, 0, reduction.row_bytes - size);
      is_at_end = size < reduction.row_bytes;
      row[first_byte + bytes - 1] &= last_mask;
      count_bits(row + first_byte, bytes, reduction.log2, squares);
    }
    auto* to = out->samples + static_cast<std::ptrdiff_t>((y - area.y0) >> reduction.log2) *
                                  static_cast<std::ptrdiff_t>(out->stride);
    const int full = rows == side ? width >> reduction.log2 : 0;
    if (step == 1) {
      for (int i = 0; i < full; ++i) {
        to[i] = full_squares[squares[i]];
      }
    } else {
      for (int i = 0; i < full; ++i) {
        std::memcpy(to + static_cast<std::size_t>(i) * step,
                    full_squares + static_cast<std::size_t>(squares[i]) * step,
                    step);
      }
    }
    for (int i = full; i < reduction.columns; ++i) {
      const int all = rows * std::min(side, width - (i << reduction.log2));
      put_shade(shades, squares[i], all, to + static_cast<std::size_t>(i) * step);
    }
  }
}

fz_pixmap* new_reduced_pixmap(fz_context* context,
                              fz_image* image,
                              const Reduction& reduction,
                              const Shades& shades) {
  fz_stream* stream = nullptr;
  fz_pixmap* out = nullptr;
  unsigned char* row = nullptr;
  unsigned char* full_squares = nullptr;
  std::uint16_t* squares = nullptr;
  fz_var(stream);
  fz_var(out);
  fz_var(row);
  fz_var(full_squares);
  fz_var(squares);
  fz_try(context) {
    stream = fz_open_image_decomp_stream_from_buffer(
        context, fz_compressed_image_buffer(context, image), nullptr);
    out = fz_new_pixmap(context,
                        shades.space,
                        reduction.columns,
                        reduction.rows,
                        nullptr,
                        shades.space == nullptr ? 1 : 0);
    out->flags = static_cast<unsigned char>(image->interpolate != 0
                                                ? out->flags | FZ_PIXMAP_FLAG_INTERPOLATE
                                                : out->flags & ~FZ_PIXMAP_FLAG_INTERPOLATE);
    row = static_cast<unsigned char*>(fz_malloc(context, reduction.row_bytes));
    squares = static_cast<std::uint16_t*>(
        fz_malloc(context, reduction.square_count * sizeof(std::uint16_t)));
    full_squares = static_cast<unsigned char*>(
        fz_malloc(context, (std::size_t{1} << (2 * kMostLog2)) * FZ_MAX_COLORS + FZ_MAX_COLORS));
    reduce(context, stream, reduction, shades, row, squares, full_squares, out);
  }
  fz_always(context) {
    fz_free(context, full_squares);
    fz_free(context, squares);
    fz_free(context, row);
    fz_drop_stream(context, stream);
  }
  fz_catch(context) {
    fz_drop_pixmap(context, out);
    fz_rethrow(context);
  }
  return out;
}

// The part of the image that holds `subarea`, widened to whole squares and bytes.
fz_irect widened(const fz_irect& subarea, int side, const fz_image* image) {
  const auto low = [](int at, int step) { return std::max(0, at) / step * step; };
  const auto high = [](int at, int step, int end) {
    return at >= end - step ? end : (at + step - 1) / step * step;
  };
  return {low(subarea.x0, side * 8),
          low(subarea.y0, side),
          high(subarea.x1, side * 8, image->w),
          high(subarea.y1, side, image->h)};
}

// Takes the place of the image's own function while it is drawn.
fz_pixmap* reduced_pixmap(
    fz_context* context, fz_image* image, fz_irect* subarea, int width, int height, int* log2) {
  image->get_pixmap = static_cast<ScanDrawing*>(fz_user_context(context))->get_pixmap;
  Shades shades;
  Reduction reduction;
  reduction.area = {0, 0, image->w, image->h};
  if (log2 != nullptr && subarea != nullptr) {
    reduction.area = widened(*subarea, 1 << *log2, image);
  }
  if (log2 == nullptr || *log2 < 1 || *log2 > kMostLog2 || reduction.area.x1 <= reduction.area.x0 ||
      reduction.area.y1 <= reduction.area.y0 || !find_shades(context, image, shades)) {
    return image->get_pixmap(context, image, subarea, width, height, log2);
  }
  const int side = 1 << *log2;
  reduction.log2 = *log2;
  reduction.columns = (reduction.area.x1 - reduction.area.x0 + side - 1) >> *log2;
  reduction.rows = (reduction.area.y1 - reduction.area.y0 + side - 1) >> *log2;
  reduction.row_bytes = (static_cast<std::size_t>(image->w) + 7) / 8;
  reduction.square_count = static_cast<std::size_t>(reduction.columns) + 4;
  fz_pixmap* out = new_reduced_pixmap(context, image, reduction, shades);
  if (subarea != nullptr) {
    *subarea = reduction.area;
  }
  *log2 = 0;
  return out;
}

// Runs a function while the image is decoded by reduced_pixmap().
template <typename Function>
void with_reduction(fz_context* context, fz_image* image, Function&& function) {
  auto& drawing = *static_cast<ScanDrawing*>(fz_user_context(context));
  if (!is_scan(context, image)) {
    function(drawing);
    return;
  }
  drawing.get_pixmap = image->get_pixmap;
  fz_try(context) {
    image->get_pixmap = reduced_pixmap;
    function(drawing);
  }
  fz_always(context) {
    image->get_pixmap = drawing.get_pixmap;
  }
  fz_catch(context) {
    fz_rethrow(context);
  }
}

void fill_image(fz_context* context,
                fz_device* device,
                fz_image* image,
                fz_matrix matrix,
                float alpha,
                fz_color_params params) {
  with_reduction(context, image, [&](const ScanDrawing& drawing) {
    drawing.fill_image(context, device, image, matrix, alpha, params);
  });
}

void fill_image_mask(fz_context* context,
                     fz_device* device,
                     fz_image* image,
                     fz_matrix matrix,
                     fz_colorspace* space,
                     const float* color,
                     float alpha,
                     fz_color_params params) {
  with_reduction(context, image, [&](const ScanDrawing& drawing) {
    drawing.fill_image_mask(context, device, image, matrix, space, color, alpha, params);
  });
}

}  // namespace

void decode_scans_quickly(fz_context* context, fz_device* device, ScanDrawing& drawing) {
  drawing = {device->fill_image, device->fill_image_mask, nullptr};
  device->fill_image = fill_image;
  device->fill_image_mask = fill_image_mask;
  fz_set_user_context(context, &drawing);
}

}  // namespace vaughn::pdf
