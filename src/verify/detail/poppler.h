// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/geometry.h"
#include "base/result.h"

namespace vaughn::verify {

// poppler's programs, each call a process of its own. Whatever is not as expected is an error:
// a program that is missing, a non-zero exit, output that does not parse.

// Size and place of a page as pdfinfo states them.
struct PageFrame {
  base::Rect media{};
  base::Rect crop{};  // the part that viewers show; inside `media`
  int rotation = 0;   // 0, 90, 180, 270

  // From PDF user space to the whole sheet as poppler draws it, turned: origin at the upper left of
  // the MediaBox, y downwards, points. What lies outside the CropBox is there too, so that nothing
  // can hide beside the part that viewers show.
  base::Rect to_shown(const base::Rect& user_space) const;
  // The CropBox on that sheet.
  base::Rect visible() const { return to_shown(crop); }
};

struct DocumentFacts {
  bool is_encrypted = false;
  std::vector<PageFrame> pages{};
};

struct Word {
  std::string text{};
  base::Rect box{};  // on the sheet, see PageFrame::to_shown
};

struct PageWords {
  double width = 0;
  double height = 0;
  std::vector<Word> words{};
};

// An 8-bit gray picture of the sheet.
struct GrayPage {
  int width = 0;
  int height = 0;
  double scale = 1;  // pixels per point
  std::string pixels{};

  int at(int x, int y) const {
    return static_cast<unsigned char>(
        pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
               static_cast<std::size_t>(x)]);
  }
};

// The same in red, green and blue.
struct ColorPage {
  int width = 0;
  int height = 0;
  std::string pixels{};

  int at(int x, int y, int part) const {
    const auto pixel =
        static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x);
    return static_cast<unsigned char>(pixels[3 * pixel + static_cast<std::size_t>(part)]);
  }
};

struct PixelRange {
  int x0 = 0;  // both ends included; empty if x1 < x0
  int y0 = 0;
  int x1 = -1;
  int y1 = -1;
  bool is_empty() const { return x1 < x0 || y1 < y0; }
};
// The pixels that lie wholly inside, cut at the edges of the sheet.
PixelRange pixels_inside(const GrayPage& page, const base::Rect& shown);

class Poppler {
 public:
  explicit Poppler(std::chrono::seconds timeout) : timeout_(timeout) {}

  static std::string version();  // "22.12.0"; "unknown" if it does not say

  base::Result<DocumentFacts> facts(const std::filesystem::path& pdf) const;
  base::Result<std::vector<PageWords>> words(const std::filesystem::path& pdf) const;
  // Pages first to last, both included, from 1.
  base::Result<std::vector<GrayPage>> render(const std::filesystem::path& pdf,
                                             int first,
                                             int last,
                                             int dpi) const;
  base::Result<std::vector<ColorPage>> render_in_color(const std::filesystem::path& pdf,
                                                       int first,
                                                       int last,
                                                       int dpi) const;

 private:
  base::Result<std::string> run(const std::vector<std::string>& argv) const;

  std::chrono::seconds timeout_;
};

// For tests of the parsers.
base::Result<DocumentFacts> parse_facts(std::string_view pdfinfo);
base::Result<std::vector<PageWords>> parse_words(std::string_view bbox_html);
base::Result<std::vector<GrayPage>> parse_pages(std::string_view pgm, double scale);
base::Result<std::vector<ColorPage>> parse_color_pages(std::string_view ppm);

}  // namespace vaughn::verify
