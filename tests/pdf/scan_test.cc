// SPDX-License-Identifier: AGPL-3.0-or-later
// Scans of one bit a pixel are shown as the same pictures of eight bits are.
#include <functional>

#include <gtest/gtest.h>

#include "../support/pdf_text.h"
#include "pdf/detail/g4.h"
#include "pdf/document.h"

namespace vaughn::pdf {
namespace {

using base::Bytes;
using test::PdfText;

constexpr int kWidth = 637;  // neither whole bytes nor whole squares
constexpr int kHeight = 811;

// Strokes, grain and a black area up to the right edge.
bool is_set(int x, int y) {
  const bool is_stroke = (x / 7 + y / 31) % 5 == 0;
  const bool is_grain = (x * 37 + y * 101) % 89 == 0;
  return (is_stroke != is_grain) || (x > 500 && y > 350 && y < 450);
}

Bytes bits() {
  const std::size_t stride = (kWidth + 7) / 8;
  Bytes out(stride * kHeight, '\0');
  for (int y = 0; y < kHeight; ++y) {
    for (int x = 0; x < kWidth; ++x) {
      if (is_set(x, y)) {
        char& byte = out[static_cast<std::size_t>(y) * stride + static_cast<std::size_t>(x) / 8];
        byte = static_cast<char>(byte | (0x80 >> (x % 8)));
      }
    }
  }
  return out;
}

Bytes samples(const std::string& of_zero, const std::string& of_one) {
  Bytes out;
  for (int y = 0; y < kHeight; ++y) {
    for (int x = 0; x < kWidth; ++x) {
      out += is_set(x, y) ? of_one : of_zero;
    }
  }
  return out;
}

Document with_image(const std::string& keys, const Bytes& data) {
  PdfText pdf;
  const int image = pdf.stream(
      fmt::format("/Type/XObject/Subtype/Image/Width {} /Height {} {}", kWidth, kHeight, keys),
      data);
  pdf.page("1 0 0 rg q 600 0 0 780 5 7 cm /I Do Q", fmt::format("/XObject<</I {} 0 R>>", image));
  return *Document::open(pdf.bytes());
}

void expect_same(Document one, Document other, int tolerance = 0) {
  const auto compare = [&](const Pixmap& a, const Pixmap& b) {
    ASSERT_EQ(a.samples.size(), b.samples.size());
    int most = 0;
    for (std::size_t i = 0; i < a.samples.size(); ++i) {
      most = std::max(most,
                      std::abs(static_cast<unsigned char>(a.samples[i]) -
                               static_cast<unsigned char>(b.samples[i])));
    }
    EXPECT_LE(most, tolerance) << a.dpi << " dpi, " << a.components << " components";
  };
  for (const double dpi : {5.0, 10.0, 25.0, 35.0, 50.0, 100.0}) {
    for (const auto mode : {ColorMode::gray, ColorMode::rgb}) {
      compare(*one.render(1, dpi, mode), *other.render(1, dpi, mode));
      const base::Rect part{250.5, 300.25, 611, 420};
      compare(*one.render_part(1, part, dpi, mode), *other.render_part(1, part, dpi, mode));
    }
  }
}

const std::string kBlack(1, '\0');
const std::string kWhite(1, '\xFF');

TEST(Scan, GrayIsShownAsWithEightBits) {
  expect_same(with_image("/ColorSpace/DeviceGray/BitsPerComponent 1", bits()),
              with_image("/ColorSpace/DeviceGray/BitsPerComponent 8", samples(kBlack, kWhite)));
  expect_same(
      with_image("/ColorSpace/DeviceGray/BitsPerComponent 1/Decode[1 0]", bits()),
      with_image("/ColorSpace/DeviceGray/BitsPerComponent 8/Decode[1 0]", samples(kBlack, kWhite)));
  expect_same(with_image("/ColorSpace/DeviceGray/BitsPerComponent 1/Decode[0.2 0.9]", bits()),
              with_image("/ColorSpace/DeviceGray/BitsPerComponent 8/Decode[0.2 0.9]",
                         samples(kBlack, kWhite)));
}

TEST(Scan, PalettesAreShownAsTheirColors) {
  for (const auto& [first, second] : {std::pair<std::string, std::string>{"000000", "FFFFFF"},
                                      {"FFFFFF", "000000"},
                                      {"202020", "F0F0F0"},
                                      {"102A80", "F8E0D1"}}) {
    const auto bytes_of = [](const std::string& hex) {
      std::string out;
      for (std::size_t i = 0; i < hex.size(); i += 2) {
        out += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
      }
      return out;
    };
    const std::string palette =
        fmt::format("/ColorSpace[/Indexed/DeviceRGB 1<{}{}>]/BitsPerComponent 1", first, second);
    const std::string plain = "/ColorSpace/DeviceRGB/BitsPerComponent 8";
    const auto zero = bytes_of(first);
    const auto one = bytes_of(second);
    expect_same(with_image(palette, bits()), with_image(plain, samples(zero, one)));
    expect_same(with_image(palette + "/Decode[1 0]", bits()),
                with_image(plain, samples(one, zero)));
  }
}

TEST(Scan, PaletteOfOneColor) {
  expect_same(with_image("/ColorSpace[/Indexed/DeviceGray 0<60>]/BitsPerComponent 1", bits()),
              with_image("/ColorSpace/DeviceGray/BitsPerComponent 8", samples("\x60", "\x60")));
}

TEST(Scan, FaxIsShownAsWithEightBits) {
  const auto fax = fmt::format(
      "/ColorSpace/DeviceGray/BitsPerComponent 1/Filter/CCITTFaxDecode"
      "/DecodeParms<</K -1/Columns {}/Rows {}>>",
      kWidth,
      kHeight);
  expect_same(with_image(fax, encode_g4(bits(), kWidth, kHeight)),
              with_image("/ColorSpace/DeviceGray/BitsPerComponent 8", samples(kBlack, kWhite)));
}

TEST(Scan, MasksArePaintedWhereTheyAreZero) {
  const std::string red("\xFF\0\0", 3);
  const std::string white(3, '\xFF');
  // What shines through is rounded once more.
  constexpr int kRounding = 3;
  expect_same(with_image("/ImageMask true/BitsPerComponent 1", bits()),
              with_image("/ColorSpace/DeviceRGB/BitsPerComponent 8", samples(red, white)),
              kRounding);
  expect_same(with_image("/ImageMask true/BitsPerComponent 1/Decode[1 0]", bits()),
              with_image("/ColorSpace/DeviceRGB/BitsPerComponent 8", samples(white, red)),
              kRounding);
}

TEST(Scan, EndsWhereItsDataEnd) {
  const std::string keys = "/ColorSpace/DeviceGray/BitsPerComponent 1";
  auto document = with_image(keys, bits().substr(0, 4500));
  const auto picture = document.render(1, 25, ColorMode::gray);
  ASSERT_TRUE(picture);
  EXPECT_EQ(picture->at(100, picture->height - 20), 0);  // as MuPDF shows what is missing
  EXPECT_TRUE(with_image(keys, "").render(1, 25, ColorMode::gray));
  EXPECT_TRUE(with_image(keys + "/Filter/FlateDecode", "nothing").render(1, 25, ColorMode::gray));
}

}  // namespace
}  // namespace vaughn::pdf
