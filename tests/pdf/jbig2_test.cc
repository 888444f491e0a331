// SPDX-License-Identifier: AGPL-3.0-or-later
#include "pdf/detail/jbig2.h"

#include <gtest/gtest.h>

#include "base/files.h"
#include "base/process.h"
#include "pdf/detail/g4.h"
#include "pdf/document.h"
#include "pdf/page_builder.h"

namespace vaughn::pdf {
namespace {

// A picture in black and white, 0 is black.
struct Picture {
  int width = 0;
  int height = 0;
  base::Bytes bits{};

  Picture(int w, int h) : width(w), height(h) {
    bits.assign((static_cast<std::size_t>(w) + 7) / 8 * static_cast<std::size_t>(h), '\xFF');
  }
  void ink(int x, int y) {
    const std::size_t stride = (static_cast<std::size_t>(width) + 7) / 8;
    char& byte = bits[static_cast<std::size_t>(y) * stride + static_cast<std::size_t>(x / 8)];
    byte = static_cast<char>(static_cast<unsigned char>(byte) & ~(0x80U >> (x % 8)));
  }
  bool is_ink(int x, int y) const {
    const std::size_t stride = (static_cast<std::size_t>(width) + 7) / 8;
    const auto byte = static_cast<unsigned char>(
        bits[static_cast<std::size_t>(y) * stride + static_cast<std::size_t>(x / 8)]);
    return (byte >> (7 - x % 8) & 1) == 0;
  }
  void fill(int x0, int y0, int x1, int y1) {
    for (int y = y0; y < y1; ++y) {
      for (int x = x0; x < x1; ++x) {
        ink(x, y);
      }
    }
  }
};

// A few hundred marks of twenty shapes, a frame, a bar and single pixels up to the edges.
Picture sheet(unsigned seed) {
  Picture out(611, 799);
  unsigned state = seed;
  const auto next = [&state](unsigned below) {
    state = state * 1664525 + 1013904223;
    return static_cast<int>((state >> 8) % below);
  };
  for (int i = 0; i < 400; ++i) {
    const int shape = next(20);
    const int x0 = next(580);
    const int y0 = next(760);
    unsigned pattern = static_cast<unsigned>(shape + 1) * 2654435761U;
    for (int y = 0; y < 5 + shape; ++y) {
      for (int x = 0; x < 4 + shape % 7; ++x) {
        pattern = pattern * 1664525 + 1013904223;
        if ((pattern >> 20 & 3) != 0) {
          out.ink(x0 + x, y0 + y);
        }
      }
    }
  }
  out.fill(0, 0, 611, 1);
  out.fill(0, 0, 1, 799);
  out.fill(610, 0, 611, 799);
  out.fill(300, 200, 520, 230);
  // Boxes of lines that follow each other, larger than a mark may be.
  const int shift = static_cast<int>(seed) * 7;
  out.fill(20 + shift, 600, 300, 632);
  out.fill(230, 632, 430 + shift, 660);
  out.fill(40, 660, 260 + shift, 690);
  out.fill(290 + shift, 660, 600, 690);
  return out;
}

// As another program decodes it.
std::string decoded(const base::Bytes& data, const Picture& picture) {
  ImagePage page;
  page.width = picture.width;
  page.height = picture.height;
  page.image = {ImageCoding::jbig2, picture.width, picture.height, data};
  PageBuilder builder;
  EXPECT_TRUE(builder.add_image_page(page));
  const auto pdf = builder.finish();
  EXPECT_TRUE(pdf);
  // This one, too: a pixel of the page is a pixel of the picture.
  auto document = Document::open(*pdf);
  const auto seen = document->render(1, 72, ColorMode::gray);
  EXPECT_TRUE(seen);
  int differing = 0;
  for (int y = 0; seen && y < picture.height; ++y) {
    for (int x = 0; x < picture.width; ++x) {
      differing += (seen->at(x, y) < 128) != picture.is_ink(x, y) ? 1 : 0;
    }
  }
  EXPECT_EQ(differing, 0);
  const auto folder = base::TempDir::make("/tmp");
  EXPECT_TRUE(base::write_file(folder->path() / "a.pdf", *pdf));
  const auto root = (folder->path() / "image").string();
  EXPECT_TRUE(base::run_process({"pdfimages", (folder->path() / "a.pdf").string(), root}));
  const auto image = base::read_file(root + "-000.pbm");
  EXPECT_TRUE(image);
  return image ? *image : "";
}

TEST(Jbig2, EveryPixelComesBack) {
  for (const unsigned seed : {1U, 2U, 3U}) {
    const Picture picture = sheet(seed);
    const auto data = encode_jbig2(picture.bits, picture.width, picture.height);
    ASSERT_TRUE(data);
    const auto image = decoded(data->bytes, picture);
    const std::size_t stride = (static_cast<std::size_t>(picture.width) + 7) / 8;
    ASSERT_GE(image.size(), stride * static_cast<std::size_t>(picture.height));
    const auto rows =
        image.substr(image.size() - stride * static_cast<std::size_t>(picture.height));
    int differing = 0;
    for (int y = 0; y < picture.height; ++y) {
      for (int x = 0; x < picture.width; ++x) {
        const auto byte = static_cast<unsigned char>(
            rows[static_cast<std::size_t>(y) * stride + static_cast<std::size_t>(x / 8)]);
        differing += ((byte >> (7 - x % 8) & 1) != 0) != picture.is_ink(x, y) ? 1 : 0;
      }
    }
    EXPECT_EQ(differing, 0) << seed;
  }
}

TEST(Jbig2, IsSmallerForMarksThatRepeat) {
  Picture picture(2000, 2000);
  picture.fill(10, 10, 14, 14);
  for (int i = 0; i < 900; ++i) {
    const int x = 40 + i % 30 * 60;
    const int y = 40 + i / 30 * 60;
    for (int row = 0; row < 30; ++row) {
      picture.fill(x + row % 7, y + row, x + 20 - row % 5, y + row + 1);
    }
  }
  const auto data = encode_jbig2(picture.bits, picture.width, picture.height);
  ASSERT_TRUE(data);
  const auto g4 = encode_g4(picture.bits, picture.width, picture.height);
  EXPECT_LT(5 * data->bytes.size(), g4.size());
  EXPECT_LE(data->least_g4, g4.size());
  EXPECT_EQ(encode_jbig2(picture.bits, picture.width, picture.height)->bytes, data->bytes);
}

TEST(Jbig2, LeavesEmptyPagesAndNoiseToOthers) {
  const Picture empty(100, 100);
  EXPECT_FALSE(encode_jbig2(empty.bits, 100, 100));
  Picture noise(1000, 1000);
  for (int y = 0; y < 1000; y += 2) {
    for (int x = 0; x < 1000; x += 2) {
      noise.ink(x, y);
    }
  }
  EXPECT_FALSE(encode_jbig2(noise.bits, 1000, 1000));
}

}  // namespace
}  // namespace vaughn::pdf
