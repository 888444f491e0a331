// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>
#include <set>

#include "extract/formats/formats.h"

namespace vaughn::extract {
namespace {

using foia::FindingCode;

constexpr std::size_t kMaxTiffPages = 10'000;
constexpr double kInchesPerMetre = 39.37007874;

struct Picture {
  std::uint64_t width = 0;
  std::uint64_t height = 0;
  double dpi = 0;  // 0 if it is not stated
  int pages = 1;
};

enum class Order { big, little };

std::optional<std::uint32_t> number(base::BytesView bytes,
                                    std::size_t at,
                                    std::size_t size,
                                    Order order) {
  if (at > bytes.size() || bytes.size() - at < size) {
    return {};
  }
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < size; ++i) {
    const auto byte =
        static_cast<unsigned char>(bytes[at + (order == Order::big ? i : size - 1 - i)]);
    value = value << 8 | byte;
  }
  return value;
}

std::uint32_t big(base::BytesView bytes, std::size_t at, std::size_t size) {
  return number(bytes, at, size, Order::big).value_or(0);
}
std::uint32_t little(base::BytesView bytes, std::size_t at, std::size_t size) {
  return number(bytes, at, size, Order::little).value_or(0);
}

Picture read_png(base::BytesView bytes) {
  Picture picture{big(bytes, 16, 4), big(bytes, 20, 4), 0, 1};
  for (std::size_t at = 8; at + 12 <= bytes.size();) {
    const auto size = big(bytes, at, 4);
    const auto type = bytes.substr(at + 4, 4);
    if (type == "pHYs" && at + 17 <= bytes.size() && bytes[at + 16] == 1) {
      picture.dpi = std::round(big(bytes, at + 8, 4) / kInchesPerMetre);
    }
    if (type == "IDAT" || size > bytes.size()) {
      break;
    }
    at += 12 + static_cast<std::size_t>(size);
  }
  return picture;
}

Picture read_jpeg(base::BytesView bytes) {
  Picture picture;
  for (std::size_t at = 2; at + 4 <= bytes.size();) {
    if (bytes[at] != '\xFF') {
      ++at;
      continue;
    }
    const auto marker = static_cast<unsigned char>(bytes[at + 1]);
    if (marker == 0xFF || marker == 0x00 || marker == 0x01 || (marker >= 0xD0 && marker <= 0xD8)) {
      at += marker == 0xFF ? 1 : 2;
      continue;
    }
    if (marker == 0xD9 || marker == 0xDA) {
      break;
    }
    const auto size = big(bytes, at + 2, 2);
    if (marker == 0xE0 && bytes.substr(at + 4, 5) == std::string_view("JFIF\0", 5)) {
      const auto unit = big(bytes, at + 11, 1);
      const double density = big(bytes, at + 12, 2);
      picture.dpi = unit == 1 ? density : unit == 2 ? std::round(density * 2.54) : 0;
    }
    const bool is_frame =
        marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    if (is_frame) {
      picture.height = big(bytes, at + 5, 2);
      picture.width = big(bytes, at + 7, 2);
      break;
    }
    at += 2 + std::max<std::size_t>(size, 2);
  }
  return picture;
}

Picture read_tiff(base::BytesView bytes) {
  const auto order = bytes.starts_with("II") ? Order::little : Order::big;
  const auto get = [&](std::size_t at, std::size_t size) {
    return number(bytes, at, size, order).value_or(0);
  };
  Picture picture;
  picture.pages = 0;
  std::set<std::size_t> seen;
  std::size_t at = get(4, 4);
  // A directory that points back to one already read would never end.
  while (at != 0 && at + 2 <= bytes.size() && seen.insert(at).second &&
         seen.size() <= kMaxTiffPages) {
    ++picture.pages;
    const auto count = get(at, 2);
    double resolution = 0;
    std::uint32_t unit = 2;
    for (std::size_t i = 0; i < count; ++i) {
      const auto entry = at + 2 + i * 12;
      if (entry + 12 > bytes.size()) {
        break;
      }
      const auto value = get(entry + 2, 2) == 3 ? get(entry + 8, 2) : get(entry + 8, 4);
      switch (get(entry, 2)) {
        case 256: picture.width = std::max<std::uint64_t>(picture.width, value); break;
        case 257: picture.height = std::max<std::uint64_t>(picture.height, value); break;
        case 282: {
          const double below = get(value + 4, 4);
          resolution = below > 0 ? get(value, 4) / below : 0;
          break;
        }
        case 296: unit = value; break;
        default: break;
      }
    }
    if (picture.pages == 1) {
      picture.dpi = unit == 3 ? std::round(resolution * 2.54) : std::round(resolution);
    }
    at = get(at + 2 + count * 12, 4);
  }
  return picture;
}

Picture read_bmp(base::BytesView bytes) {
  const auto height = static_cast<std::int32_t>(little(bytes, 22, 4));
  return {little(bytes, 18, 4),
          static_cast<std::uint64_t>(std::abs(static_cast<double>(height))),
          std::round(little(bytes, 38, 4) / kInchesPerMetre),
          1};
}

Picture read_webp(base::BytesView bytes) {
  const auto type = bytes.substr(std::min<std::size_t>(12, bytes.size()), 4);
  if (type == "VP8X") {
    return {little(bytes, 24, 3) + 1, little(bytes, 27, 3) + 1, 0, 1};
  }
  if (type == "VP8L") {
    const auto bits = little(bytes, 21, 4);
    return {(bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1, 0, 1};
  }
  return {little(bytes, 26, 2) & 0x3FFF, little(bytes, 28, 2) & 0x3FFF, 0, 1};
}

Picture measure(base::BytesView bytes, std::string_view format) {
  if (format == "png") {
    return read_png(bytes);
  }
  if (format == "jpeg") {
    return read_jpeg(bytes);
  }
  if (format == "tiff") {
    return read_tiff(bytes);
  }
  if (format == "gif") {
    return {little(bytes, 6, 2), little(bytes, 8, 2), 0, 1};
  }
  if (format == "bmp") {
    return read_bmp(bytes);
  }
  if (format == "webp") {
    return read_webp(bytes);
  }
  const auto header = bytes.substr(0, 4096).find("ihdr");  // JPEG 2000
  if (header == base::BytesView::npos) {
    return {};
  }
  return {big(bytes, header + 8, 4), big(bytes, header + 4, 4), 0, 1};
}

void read(const Input& input, Part& part, std::vector<Child>&) {
  const auto picture = measure(input.bytes, part.format);
  if (picture.width == 0 || picture.height == 0 || picture.pages == 0) {
    fail(part, FindingCode::damaged, "the picture has no readable size");
    return;
  }
  part.metadata.page_count = picture.pages;
  part.metadata.extra.push_back(fmt::format("pixels={}x{}", picture.width, picture.height));
  if (picture.dpi > 0) {
    part.metadata.extra.push_back(fmt::format("dpi={:.0f}", picture.dpi));
  }
  note(part, FindingCode::no_text, "a picture: its text is not read");
}

}  // namespace

const Format& image_format() {
  static constexpr Format kFormat{"image", foia::RecordKind::image, read, nullptr, nullptr};
  return kFormat;
}

}  // namespace vaughn::extract
