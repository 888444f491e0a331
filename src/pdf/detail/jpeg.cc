// SPDX-License-Identifier: AGPL-3.0-or-later
#include "pdf/detail/jpeg.h"

#include <csetjmp>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include <jpeglib.h>

namespace vaughn::pdf {

namespace {

using base::Bytes;
using base::Error;
using base::ErrorCode;
using base::Result;

struct ErrorHandler {
  jpeg_error_mgr manager;
  std::jmp_buf jump;
};

[[noreturn]] void leave(j_common_ptr info) {
  std::longjmp(reinterpret_cast<ErrorHandler*>(info->err)->jump, 1);
}

void stay_silent(j_common_ptr) {}

struct Encoded {
  unsigned char* data = nullptr;
  unsigned long size = 0;
};

// No object with a destructor in here: libjpeg leaves by longjmp.
bool run_encoder(const Pixmap& pixmap, int quality, Encoded& out) {
  jpeg_compress_struct info = {};
  ErrorHandler handler;
  info.err = jpeg_std_error(&handler.manager);
  handler.manager.error_exit = leave;
  handler.manager.output_message = stay_silent;
  if (setjmp(handler.jump) != 0) {
    jpeg_destroy_compress(&info);
    return false;
  }
  jpeg_create_compress(&info);
  jpeg_mem_dest(&info, &out.data, &out.size);
  info.image_width = static_cast<JDIMENSION>(pixmap.width);
  info.image_height = static_cast<JDIMENSION>(pixmap.height);
  info.input_components = pixmap.components;
  info.in_color_space = pixmap.components == 1 ? JCS_GRAYSCALE : JCS_RGB;
  jpeg_set_defaults(&info);
  jpeg_set_quality(&info, quality, TRUE);
  info.optimize_coding = TRUE;
  info.dct_method = JDCT_ISLOW;
  jpeg_start_compress(&info, TRUE);
  const std::size_t stride =
      static_cast<std::size_t>(pixmap.width) * static_cast<std::size_t>(pixmap.components);
  while (info.next_scanline < info.image_height) {
    const char* row = pixmap.samples.data() + stride * info.next_scanline;
    JSAMPROW rows[1] = {reinterpret_cast<JSAMPROW>(const_cast<char*>(row))};
    jpeg_write_scanlines(&info, rows, 1);
  }
  jpeg_finish_compress(&info);
  jpeg_destroy_compress(&info);
  return true;
}

}  // namespace

Result<Bytes> encode_jpeg(const Pixmap& pixmap, int quality) {
  Encoded encoded;
  const bool is_done = run_encoder(pixmap, quality, encoded);
  Bytes out;
  if (is_done) {
    out.assign(reinterpret_cast<const char*>(encoded.data), encoded.size);
  }
  std::free(encoded.data);
  if (!is_done) {
    return Error{ErrorCode::limit, "cannot compress the page image"};
  }
  return out;
}

Result<Bytes> strip_jpeg(base::BytesView jpeg) {
  const Error broken{ErrorCode::damaged, "a JPEG image is damaged"};
  auto byte = [&](std::size_t at) { return static_cast<unsigned char>(jpeg[at]); };
  if (jpeg.size() < 4 || byte(0) != 0xFF || byte(1) != 0xD8) {
    return broken;
  }
  Bytes out(jpeg.substr(0, 2));
  std::size_t at = 2;
  while (at + 4 <= jpeg.size()) {
    if (byte(at) != 0xFF) {
      return broken;
    }
    const unsigned char marker = byte(at + 1);
    if (marker == 0xFF) {  // fill byte
      ++at;
      continue;
    }
    if (marker == 0xD9) {
      break;
    }
    if (marker == 0x01 || (marker >= 0xD0 && marker <= 0xD8)) {
      at += 2;
      continue;
    }
    const std::size_t length = static_cast<std::size_t>(byte(at + 2)) << 8 | byte(at + 3);
    if (length < 2 || at + 2 + length > jpeg.size()) {
      return broken;
    }
    const bool is_dropped = (marker >= 0xE1 && marker <= 0xEF && marker != 0xEE) || marker == 0xFE;
    if (marker == 0xE0) {
      // Only the fixed part of the JFIF header: it may carry a thumbnail.
      constexpr std::size_t kFixed = 16;
      if (length >= kFixed && jpeg.substr(at + 4, 5) == std::string_view("JFIF\0", 5)) {
        Bytes header(jpeg.substr(at, kFixed + 2));
        header[2] = 0;
        header[3] = kFixed;
        header[16] = 0;
        header[17] = 0;
        out += header;
      }
    } else if (!is_dropped) {
      out += jpeg.substr(at, length + 2);
    }
    at += length + 2;
    if (marker == 0xDA) {
      // Entropy-coded data runs to the next marker that is neither stuffing nor a restart.
      const std::size_t begin = at;
      while (at + 1 < jpeg.size() && !(byte(at) == 0xFF && byte(at + 1) != 0 &&
                                       (byte(at + 1) < 0xD0 || byte(at + 1) > 0xD7))) {
        ++at;
      }
      if (at + 1 >= jpeg.size()) {
        at = jpeg.size();
      }
      out += jpeg.substr(begin, at - begin);
    }
  }
  out += "\xFF\xD9";
  return out;
}

Result<Bytes> strip_jpeg2000(base::BytesView jp2) {
  if (jp2.substr(0, 2) == "\xFF\x4F") {
    return Bytes(jp2);  // a bare code stream
  }
  const Error broken{ErrorCode::damaged, "a JPEG 2000 image is damaged"};
  auto number = [&](std::size_t at, int bytes) {
    std::uint64_t value = 0;
    for (int i = 0; i < bytes; ++i) {
      value = value << 8 | static_cast<unsigned char>(jp2[at + static_cast<std::size_t>(i)]);
    }
    return value;
  };
  Bytes out;
  for (std::size_t at = 0; at < jp2.size();) {
    if (jp2.size() - at < 8) {
      return broken;
    }
    std::uint64_t length = number(at, 4);
    if (length == 1 && jp2.size() - at >= 16) {
      length = number(at + 8, 8);
    } else if (length == 0) {
      length = jp2.size() - at;
    }
    if (length < 8 || length > jp2.size() - at) {
      return broken;
    }
    const base::BytesView type = jp2.substr(at + 4, 4);
    if (type == "jP  " || type == "ftyp" || type == "jp2h" || type == "jp2c") {
      out += jp2.substr(at, length);
    }
    at += length;
  }
  return out;
}

}  // namespace vaughn::pdf
