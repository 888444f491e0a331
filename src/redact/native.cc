// SPDX-License-Identifier: AGPL-3.0-or-later
#include "redact/native.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "base/text.h"
#include "pdf/inspect.h"
#include "pdf/page_picture.h"

namespace vaughn::redact {

namespace {

using base::Error;
using base::ErrorCode;
using base::Rect;
using base::Result;

constexpr double kBoxDpi = 300;
constexpr double kPageDpi = 150;
// Samples of one color differ by no more.
constexpr int kTolerance = 8;
// Two pictures of the same page differ by no more, one pixel to the side allowed: letters stand up
// to half a pixel off.
constexpr int kLikeness = 96;
// Of a word's height, at its upper and lower edge: words of neighbouring lines overlap there.
constexpr double kRim = 0.2;
constexpr std::size_t kShortestNeedle = 4;

Error doubt(const char* why) {
  return Error{ErrorCode::unsupported, why};
}

struct Pixels {
  int x0 = 0;
  int y0 = 0;
  int x1 = 0;
  int y1 = 0;
};

// The pixels that share a point with a rectangle.
Pixels pixels_of(const Rect& rect, const pdf::Pixmap& picture, double height) {
  const double scale = picture.dpi / 72;
  const auto limited = [](double value, int high) {
    return static_cast<int>(std::clamp(value, 0.0, static_cast<double>(high)));
  };
  return {limited(std::floor(rect.x0 * scale), picture.width),
          limited(std::floor((height - rect.y1) * scale), picture.height),
          limited(std::ceil(rect.x1 * scale), picture.width),
          limited(std::ceil((height - rect.y0) * scale), picture.height)};
}

class NativeCheck {
 public:
  NativeCheck(pdf::Document& source, int page, std::span<const Rect> boxes)
      : source_(source), page_(page), boxes_(boxes) {}

  Result<void> run(const pdf::NativePage& native) {
    pdf::PageBuilder builder;
    TRY(builder.add_native_page(native));
    const base::Bytes bytes = TRY(builder.finish());
    auto result = TRY(pdf::Document::open(bytes));
    const pdf::PageInfo info = TRY(result.page_info(1));
    if (std::abs(info.width - native.width) > 0.1 || std::abs(info.height - native.height) > 0.1) {
      return doubt("its size differs");
    }
    TRY(check_boxes(result, native.height));
    TRY(check_words(result));
    TRY(check_needles(bytes));
    return check_likeness(result, native.height);
  }

 private:
  Result<void> check_boxes(pdf::Document& result, double height) {
    const Rect whole{0, 0, 1e9, height};
    for (const Rect& box : boxes_) {
      const auto picture =
          TRY(result.render_part(1, base::intersection(box, whole), kBoxDpi, pdf::ColorMode::rgb));
      // Pixels at the rim belong to what lies beside the box, too.
      int lowest[3] = {255, 255, 255};
      int highest[3] = {0, 0, 0};
      for (int y = 1; y + 1 < picture.height; ++y) {
        for (int x = 1; x + 1 < picture.width; ++x) {
          for (int part = 0; part < 3; ++part) {
            const int sample = picture.at(x, y, part);
            lowest[part] = std::min(lowest[part], sample);
            highest[part] = std::max(highest[part], sample);
          }
        }
      }
      for (int part = 0; part < 3; ++part) {
        if (highest[part] - lowest[part] > kTolerance) {
          return doubt("ink of something else reaches into a box");
        }
      }
    }
    return {};
  }

  bool is_in_box(const Rect& word) const {
    const double cut = kRim * word.height();
    const Rect core{word.x0, word.y0 + cut, word.x1, word.y1 - cut};
    return std::any_of(boxes_.begin(), boxes_.end(), [&](const Rect& box) {
      return base::touches(core, base::grown(box, -0.02));
    });
  }

  Result<void> check_words(pdf::Document& result) {
    const pdf::PageText text = TRY(result.page_text(1));
    if (text.has_text_off_page) {
      return doubt("text lies outside of the visible page");
    }
    for (const pdf::Word& word : text.words) {
      if (is_in_box(word.box)) {
        return doubt("a word is only partly under a box");
      }
    }
    if (TRY(pdf::has_hidden_text(result, 1))) {
      return doubt("text is hidden");
    }
    return {};
  }

  // The words of the source under boxes are nowhere in the file, unless they stand elsewhere, too.
  Result<void> check_needles(const base::Bytes& bytes) {
    const pdf::PageInfo info = TRY(source_.page_info(page_));
    const pdf::PageText text = TRY(source_.page_text(page_));
    std::vector<std::string> removed;
    std::string kept;
    for (const pdf::Word& word : text.words) {
      if (is_in_box(info.to_display.apply(word.box))) {
        removed.push_back(word.text);
      } else {
        kept += base::ascii_lower(word.text);
      }
    }
    std::vector<std::string> needles;
    std::copy_if(
        removed.begin(), removed.end(), std::back_inserter(needles), [&](const auto& word) {
          return word.size() >= kShortestNeedle &&
                 kept.find(base::ascii_lower(word)) == std::string::npos;
        });
    if (needles.empty()) {
      return {};
    }
    const auto leaks = TRY(pdf::find_leaks(bytes, needles));
    if (!leaks.empty()) {
      return doubt("a removed word is still in the page");
    }
    return {};
  }

  Result<void> check_likeness(pdf::Document& result, double height) {
    const auto before = TRY(source_.render(page_, kPageDpi, pdf::ColorMode::rgb));
    auto after = TRY(result.render(1, kPageDpi, pdf::ColorMode::rgb));
    if (before.width != after.width || before.height != after.height) {
      return doubt("its size differs");
    }
    std::vector<bool> is_boxed(
        static_cast<std::size_t>(before.width) * static_cast<std::size_t>(before.height), false);
    for (const Rect& box : boxes_) {
      // What a pixel at the rim shows depends on both sides.
      const Pixels pixels = pixels_of(base::grown(box, 72 / kPageDpi), before, height);
      for (int y = pixels.y0; y < pixels.y1; ++y) {
        for (int x = pixels.x0; x < pixels.x1; ++x) {
          is_boxed[index(before, x, y)] = true;
        }
      }
    }
    for (int y = 0; y < before.height; ++y) {
      for (int x = 0; x < before.width; ++x) {
        if (!is_boxed[index(before, x, y)] &&
            (!is_near(before, after, x, y) || !is_near(after, before, x, y))) {
          return doubt("it looks different outside of the boxes");
        }
      }
    }
    return {};
  }

  static std::size_t index(const pdf::Pixmap& picture, int x, int y) {
    return static_cast<std::size_t>(y) * static_cast<std::size_t>(picture.width) +
           static_cast<std::size_t>(x);
  }

  // The pixel of the one is like those around the same place of the other.
  static bool is_near(const pdf::Pixmap& one, const pdf::Pixmap& other, int x, int y) {
    for (int part = 0; part < 3; ++part) {
      const int sample = one.at(x, y, part);
      if (std::abs(sample - other.at(x, y, part)) <= kLikeness) {
        continue;
      }
      int lowest = 255;
      int highest = 0;
      for (int j = std::max(0, y - 1); j <= std::min(one.height - 1, y + 1); ++j) {
        for (int i = std::max(0, x - 1); i <= std::min(one.width - 1, x + 1); ++i) {
          lowest = std::min<int>(lowest, other.at(i, j, part));
          highest = std::max<int>(highest, other.at(i, j, part));
        }
      }
      if (sample < lowest - kLikeness || sample > highest + kLikeness) {
        return false;
      }
    }
    return true;
  }

  pdf::Document& source_;
  int page_;
  std::span<const Rect> boxes_;
};

}  // namespace

Result<pdf::NativePage> redact_natively(pdf::Document& document,
                                        int page,
                                        std::span<const Rect> boxes) {
  pdf::NativePage native = TRY(document.native_page(page, boxes));
  if (native.shapes.empty()) {
    return doubt("no letter is left on it");  // a picture does as well
  }
  TRY(NativeCheck(document, page, boxes).run(native));
  return native;
}

}  // namespace vaughn::redact
