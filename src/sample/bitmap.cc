// SPDX-License-Identifier: AGPL-3.0-or-later
#include "sample/detail/bitmap.h"

#include <string>

#include "sample/detail/deflate.h"

namespace vaughn::sample {
namespace {

constexpr std::uint8_t kThreshold = 150;

void big_u32(base::Bytes& out, std::uint32_t value) {
  for (int shift = 24; shift >= 0; shift -= 8) {
    out += static_cast<char>((value >> shift) & 0xFF);
  }
}

void little_u16(base::Bytes& out, std::uint32_t value) {
  out += static_cast<char>(value & 0xFF);
  out += static_cast<char>((value >> 8) & 0xFF);
}

void little_u32(base::Bytes& out, std::uint32_t value) {
  little_u16(out, value & 0xFFFF);
  little_u16(out, value >> 16);
}

void chunk(base::Bytes& out, const std::string& type, const base::Bytes& data) {
  big_u32(out, static_cast<std::uint32_t>(data.size()));
  out += type + data;
  big_u32(out, crc32(type + data));
}

base::Bytes pack_bits(base::BytesView row) {
  base::Bytes out;
  std::size_t at = 0;
  while (at < row.size()) {
    std::size_t run = 1;
    while (at + run < row.size() && run < 128 && row[at + run] == row[at]) {
      ++run;
    }
    if (run > 1) {
      out += static_cast<char>(257 - run);
      out += row[at];
      at += run;
      continue;
    }
    std::size_t end = at + 1;
    while (end < row.size() && end - at < 128 &&
           (end + 1 == row.size() || row[end] != row[end + 1])) {
      ++end;
    }
    out += static_cast<char>(end - at - 1);
    out += row.substr(at, end - at);
    at = end;
  }
  return out;
}

}  // namespace

base::Bytes packed_bits(const Bitmap& bitmap) {
  base::Bytes out;
  for (int y = 0; y < bitmap.height; ++y) {
    unsigned byte = 0;
    for (int x = 0; x < bitmap.width; ++x) {
      byte = (byte << 1) | (bitmap.at(x, y) < kThreshold ? 1u : 0u);
      if (x % 8 == 7) {
        out += static_cast<char>(byte);
        byte = 0;
      }
    }
    if (bitmap.width % 8 != 0) {
      out += static_cast<char>(byte << (8 - bitmap.width % 8));
    }
  }
  return out;
}

base::Bytes to_png(const Bitmap& bitmap, int dpi) {
  base::Bytes header;
  big_u32(header, static_cast<std::uint32_t>(bitmap.width));
  big_u32(header, static_cast<std::uint32_t>(bitmap.height));
  header += base::Bytes("\x08\x00\x00\x00\x00", 5);  // grey, eight bits
  base::Bytes density;
  const auto per_metre = static_cast<std::uint32_t>(dpi * 10000 / 254);
  big_u32(density, per_metre);
  big_u32(density, per_metre);
  density += '\x01';
  base::Bytes raw;
  for (int y = 0; y < bitmap.height; ++y) {
    raw += '\0';
    for (int x = 0; x < bitmap.width; ++x) {
      raw += static_cast<char>(bitmap.at(x, y));
    }
  }
  base::Bytes out = "\x89PNG\r\n\x1a\n";
  chunk(out, "IHDR", header);
  chunk(out, "pHYs", density);
  chunk(out, "IDAT", zlib_compress(raw));
  chunk(out, "IEND", {});
  return out;
}

base::Bytes to_tiff(const Bitmap& bitmap, int dpi) {
  const base::Bytes bits = packed_bits(bitmap);
  const auto stride = static_cast<std::size_t>((bitmap.width + 7) / 8);
  base::Bytes strip;
  for (std::size_t at = 0; at < bits.size(); at += stride) {
    strip += pack_bits(base::BytesView(bits).substr(at, stride));
  }
  if (strip.size() % 2 != 0) {
    strip += '\0';
  }
  // Header, strip, resolution, directory.
  base::Bytes out("II\x2a\x00", 4);
  const auto strip_at = 8u;
  const auto resolution_at = strip_at + static_cast<std::uint32_t>(strip.size());
  const auto directory_at = resolution_at + 8;
  little_u32(out, directory_at);
  out += strip;
  little_u32(out, static_cast<std::uint32_t>(dpi));
  little_u32(out, 1);
  constexpr std::uint32_t kShort = 3;
  constexpr std::uint32_t kLong = 4;
  constexpr std::uint32_t kRational = 5;
  const auto height = static_cast<std::uint32_t>(bitmap.height);
  const std::vector<std::vector<std::uint32_t>> fields = {
      {256, kLong, static_cast<std::uint32_t>(bitmap.width)},  // ImageWidth
      {257, kLong, height},                                    // ImageLength
      {258, kShort, 1},                                        // BitsPerSample
      {259, kShort, 32773},                                    // PackBits
      {262, kShort, 0},                                        // 0 is white
      {273, kLong, strip_at},
      {277, kShort, 1},
      {278, kLong, height},
      {279, kLong, static_cast<std::uint32_t>(strip.size())},
      {282, kRational, resolution_at},
      {283, kRational, resolution_at},
      {296, kShort, 2},  // inches
  };
  little_u16(out, static_cast<std::uint32_t>(fields.size()));
  for (const auto& field : fields) {
    little_u16(out, field[0]);
    little_u16(out, field[1]);
    little_u32(out, 1);
    little_u32(out, field[2]);
  }
  little_u32(out, 0);
  return out;
}

}  // namespace vaughn::sample
