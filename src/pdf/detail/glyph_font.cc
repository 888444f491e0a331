// SPDX-License-Identifier: AGPL-3.0-or-later
// Tables head, hhea, hmtx, maxp, loca, glyf of a TrueType file, as far as a PDF needs them.
#include "pdf/detail/glyph_font.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace vaughn::pdf {

namespace {

using base::Bytes;

void put16(Bytes& out, int value) {
  out += static_cast<char>((value >> 8) & 0xFF);
  out += static_cast<char>(value & 0xFF);
}

void put32(Bytes& out, std::uint32_t value) {
  put16(out, static_cast<int>(value >> 16));
  put16(out, static_cast<int>(value & 0xFFFF));
}

std::uint32_t checksum(const Bytes& table) {
  std::uint32_t sum = 0;
  for (std::size_t at = 0; at < table.size(); at += 4) {
    std::uint32_t word = 0;
    for (std::size_t i = 0; i < 4; ++i) {
      word = word << 8 | (at + i < table.size() ? static_cast<unsigned char>(table[at + i]) : 0U);
    }
    sum += word;
  }
  return sum;
}

struct Extent {
  int x0 = 0;
  int y0 = 0;
  int x1 = 0;
  int y1 = 0;
};

Extent extent(const GlyphShape& shape) {
  Extent out;
  bool is_first = true;
  for (const GlyphPoint& point : shape.points) {
    out.x0 = is_first ? point.x : std::min<int>(out.x0, point.x);
    out.y0 = is_first ? point.y : std::min<int>(out.y0, point.y);
    out.x1 = is_first ? point.x : std::max<int>(out.x1, point.x);
    out.y1 = is_first ? point.y : std::max<int>(out.y1, point.y);
    is_first = false;
  }
  return out;
}

Bytes outline_of(const GlyphShape& shape) {
  Bytes out;
  if (shape.points.empty()) {
    return out;
  }
  const Extent box = extent(shape);
  const auto contours = std::count_if(shape.points.begin(),
                                      shape.points.end(),
                                      [](const GlyphPoint& point) { return point.ends_contour; });
  put16(out, static_cast<int>(contours));
  for (const int edge : {box.x0, box.y0, box.x1, box.y1}) {
    put16(out, edge);
  }
  for (std::size_t i = 0; i < shape.points.size(); ++i) {
    if (shape.points[i].ends_contour) {
      put16(out, static_cast<int>(i));
    }
  }
  put16(out, 0);  // no instructions
  Bytes xs;
  Bytes ys;
  GlyphPoint before;
  for (const GlyphPoint& point : shape.points) {
    int flags = point.is_on_line ? 1 : 0;
    const auto put = [&](Bytes& to, int step, int is_short, int is_same_or_positive) {
      if (step == 0) {
        flags |= is_same_or_positive;
      } else if (step > -256 && step < 256) {
        flags |= is_short | (step > 0 ? is_same_or_positive : 0);
        to += static_cast<char>(std::abs(step));
      } else {
        put16(to, step);
      }
    };
    put(xs, point.x - before.x, 2, 16);
    put(ys, point.y - before.y, 4, 32);
    before = point;
    out += static_cast<char>(flags);
  }
  out += xs;
  out += ys;
  out.resize((out.size() + 3) / 4 * 4, '\0');
  return out;
}

}  // namespace

Bytes glyph_font(std::span<const GlyphShape> shapes) {
  const auto count = static_cast<int>(shapes.size()) + 1;
  Bytes glyf;
  Bytes loca;
  Bytes hmtx;
  put32(loca, 0);
  put32(loca, 0);
  put16(hmtx, 0);
  put16(hmtx, 0);
  Extent all;
  int most_points = 0;
  int most_contours = 0;
  int widest = 0;
  for (const GlyphShape& shape : shapes) {
    glyf += outline_of(shape);
    put32(loca, static_cast<std::uint32_t>(glyf.size()));
    const Extent box = extent(shape);
    put16(hmtx, shape.advance);
    put16(hmtx, box.x0);
    all = {std::min(all.x0, box.x0),
           std::min(all.y0, box.y0),
           std::max(all.x1, box.x1),
           std::max(all.y1, box.y1)};
    most_points = std::max(most_points, static_cast<int>(shape.points.size()));
    const auto contours = std::count_if(shape.points.begin(),
                                        shape.points.end(),
                                        [](const auto& point) { return point.ends_contour; });
    most_contours = std::max(most_contours, static_cast<int>(contours));
    widest = std::max(widest, shape.advance);
  }
  if (glyf.empty()) {
    glyf.resize(4, '\0');  // readers take an empty table for a damaged file
  }
  Bytes head;
  put32(head, 0x00010000);
  put32(head, 0x00010000);
  put32(head, 0);  // checksum of the file, below
  put32(head, 0x5F0F3CF5);
  put16(head, 0x0003);  // base line and left edge at zero
  put16(head, 1000);
  head.resize(head.size() + 16, '\0');  // no dates
  for (const int edge : {all.x0, all.y0, all.x1, all.y1}) {
    put16(head, edge);
  }
  put16(head, 0);
  put16(head, 3);
  put16(head, 2);
  put16(head, 1);  // long offsets
  put16(head, 0);
  Bytes hhea;
  put32(hhea, 0x00010000);
  for (const int value : {800, -200, 0, widest, all.x0, 0, all.x1, 1, 0, 0, 0, 0, 0, 0, 0, count}) {
    put16(hhea, value);
  }
  Bytes maxp;
  put32(maxp, 0x00010000);
  put16(maxp, count);
  put16(maxp, most_points);
  put16(maxp, most_contours);
  for (const int value : {0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0}) {
    put16(maxp, value);
  }

  struct Table {
    std::string_view tag;
    const Bytes* data;
  };
  const std::array<Table, 6> tables{{{"glyf", &glyf},
                                     {"head", &head},
                                     {"hhea", &hhea},
                                     {"hmtx", &hmtx},
                                     {"loca", &loca},
                                     {"maxp", &maxp}}};
  Bytes out;
  put32(out, 0x00010000);
  put16(out, static_cast<int>(tables.size()));
  put16(out, 64);  // 4 * 16, the largest power of two in 6 tables
  put16(out, 2);
  put16(out, static_cast<int>(tables.size()) * 16 - 64);
  std::size_t offset = 12 + tables.size() * 16;
  std::size_t head_at = 0;
  for (const Table& table : tables) {
    out += table.tag;
    put32(out, checksum(*table.data));
    put32(out, static_cast<std::uint32_t>(offset));
    put32(out, static_cast<std::uint32_t>(table.data->size()));
    head_at = table.tag == "head" ? offset : head_at;
    offset += (table.data->size() + 3) / 4 * 4;
  }
  for (const Table& table : tables) {
    out += *table.data;
    out.resize((out.size() + 3) / 4 * 4, '\0');
  }
  Bytes whole;
  put32(whole, 0xB1B0AFBA - checksum(out));
  out.replace(head_at + 8, 4, whole);
  return out;
}

}  // namespace vaughn::pdf
