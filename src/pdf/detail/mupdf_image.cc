// SPDX-License-Identifier: AGPL-3.0-or-later
#include "pdf/detail/mupdf_image.h"

#include <algorithm>

#include "pdf/detail/jpeg.h"

namespace vaughn::pdf {

namespace {

Pixmap samples_of(const fz_pixmap& from) {
  Pixmap out;
  out.width = from.w;
  out.height = from.h;
  out.components = from.n;
  out.dpi = 72;
  const auto row = static_cast<std::size_t>(from.w) * from.n;
  for (int y = 0; y < from.h; ++y) {
    out.samples.append(reinterpret_cast<const char*>(from.samples + y * from.stride), row);
  }
  return out;
}

}  // namespace

std::optional<NativeImage> plain_jpeg(fz_context* context, fz_image* image) {
  unsigned char* data = nullptr;
  std::size_t size = 0;
  bool is_plain = false;
  const auto read = guard_mupdf(context, "cannot read an image", [&] {
    fz_compressed_buffer* buffer = fz_compressed_image_buffer(context, image);
    is_plain = buffer != nullptr && buffer->params.type == FZ_IMAGE_JPEG &&
               image->use_decode == 0 && image->bpc == 8 && image->colorspace != nullptr &&
               ((image->n == 1 && fz_colorspace_is_gray(context, image->colorspace) != 0) ||
                (image->n == 3 && fz_colorspace_is_rgb(context, image->colorspace) != 0));
    if (is_plain) {
      size = fz_buffer_storage(context, buffer->buffer, &data);
    }
  });
  if (!read || !is_plain) {
    return std::nullopt;
  }
  auto stripped = strip_jpeg({reinterpret_cast<const char*>(data), size});
  if (!stripped) {
    return std::nullopt;
  }
  NativeImage out;
  out.kind = NativeImage::Kind::jpeg;
  out.width = image->w;
  out.height = image->h;
  out.components = image->n;
  out.bytes = *std::move(stripped);
  return out;
}

std::optional<Pixmap> gray_or_rgb(fz_context* context, fz_image* image) {
  PixmapPtr stored(context);
  PixmapPtr converted(context);
  const auto done = guard_mupdf(context, "cannot read an image", [&] {
    stored.adopt(fz_get_pixmap_from_image(context, image, nullptr, nullptr, nullptr, nullptr));
    const bool is_gray = stored.get()->colorspace != nullptr &&
                         fz_colorspace_is_gray(context, stored.get()->colorspace) != 0;
    converted.adopt(fz_convert_pixmap(context,
                                      stored.get(),
                                      is_gray ? fz_device_gray(context) : fz_device_rgb(context),
                                      nullptr,
                                      nullptr,
                                      fz_default_color_params,
                                      0));
  });
  if (!done || converted.get()->alpha != 0) {
    return std::nullopt;
  }
  return samples_of(*converted.get());
}

std::optional<Pixmap> one_plane(fz_context* context, fz_image* image) {
  PixmapPtr stored(context);
  const auto done = guard_mupdf(context, "cannot read an image", [&] {
    stored.adopt(fz_get_pixmap_from_image(context, image, nullptr, nullptr, nullptr, nullptr));
  });
  if (!done || stored.get()->n != 1) {
    return std::nullopt;
  }
  return samples_of(*stored.get());
}

void invert(Pixmap& pixmap) {
  for (char& sample : pixmap.samples) {
    sample = static_cast<char>(~static_cast<unsigned char>(sample));
  }
}

bool is_bilevel(const Pixmap& pixmap) {
  return pixmap.components == 1 &&
         std::all_of(pixmap.samples.begin(), pixmap.samples.end(), [](char sample) {
           return sample == '\0' || sample == '\xFF';
         });
}

Pixmap cropped(const Pixmap& pixmap, const base::Rect& part) {
  Pixmap out;
  out.width = static_cast<int>(part.width());
  out.height = static_cast<int>(part.height());
  out.components = pixmap.components;
  out.dpi = pixmap.dpi;
  const auto components = static_cast<std::size_t>(pixmap.components);
  const auto row = static_cast<std::size_t>(out.width) * components;
  for (int y = 0; y < out.height; ++y) {
    const auto at = (static_cast<std::size_t>(y) + static_cast<std::size_t>(part.y0)) *
                        static_cast<std::size_t>(pixmap.width) +
                    static_cast<std::size_t>(part.x0);
    out.samples.append(pixmap.samples, at * components, row);
  }
  return out;
}

bool code_image(Pixmap pixmap, bool is_stencil, NativeImage& out) {
  out.width = pixmap.width;
  out.height = pixmap.height;
  out.components = pixmap.components;
  if (!is_bilevel(pixmap)) {
    out.kind = NativeImage::Kind::samples;
    out.bytes = std::move(pixmap.samples);
    return true;
  }
  auto encoded = encode(pixmap, ImageCoding::g4);
  if (!encoded) {
    return false;
  }
  out.kind = is_stencil ? NativeImage::Kind::stencil : NativeImage::Kind::bilevel;
  out.bytes = std::move(encoded->bytes);
  return true;
}

}  // namespace vaughn::pdf
