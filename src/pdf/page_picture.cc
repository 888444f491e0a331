// SPDX-License-Identifier: AGPL-3.0-or-later
#include "pdf/page_picture.h"

#include <algorithm>
#include <cmath>

#include "pdf/mixed_raster.h"

namespace vaughn::pdf {

namespace {

using base::Rect;
using base::Result;

// What a word must differ from its ground by, somewhere in its box, to count as seen; red, green
// and blue weighed as the eye does, in hundredths.
constexpr int kContrast = 40;
constexpr int kWeights[3] = {30, 59, 11};
constexpr double kHiddenTextDpi = 72;
constexpr double kInkDpi = 75;
// A word of a scan's text layer must stay off a mark by this share of its height: such layers
// are often a little off the image.
constexpr double kScanClearance = 0.1;
// If fewer words of a scan's layer than this share lie on ink, the layer belongs to another image.
constexpr double kAlignedShare = 0.8;

// Points: as wide as a block of JPEG at a third of 300 dpi.
constexpr double kThinnestInLayers = 6;

// Where a box without words of its own is read: before the first word below it, or behind it on
// its line.
std::size_t place_among(const std::vector<PlacedText>& words, const Rect& box) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    const Rect& word = words[i].box;
    const double middle = (word.y0 + word.y1) / 2;
    if (middle < box.y0 || (middle <= box.y1 && word.x0 >= box.x1)) {
      return i;
    }
  }
  return kAtEnd;
}

struct PixelBox {
  int x0 = 0;
  int y0 = 0;
  int x1 = 0;
  int y1 = 0;
};

// The pixels that share a point with a box in displayed coordinates.
PixelBox pixels_of(const Pixmap& pixmap, const Rect& box, double page_height) {
  const double scale = pixmap.dpi / 72;
  auto limited = [](double value, int high) {
    return static_cast<int>(std::clamp(value, 0.0, static_cast<double>(high)));
  };
  return {limited(std::floor(box.x0 * scale), pixmap.width),
          limited(std::floor((page_height - box.y1) * scale), pixmap.height),
          limited(std::ceil(box.x1 * scale), pixmap.width),
          limited(std::ceil((page_height - box.y0) * scale), pixmap.height)};
}

bool has_ink(const Pixmap& pixmap, const PixelBox& box) {
  int low[3] = {255, 255, 255};
  int high[3] = {0, 0, 0};
  const auto differs = [&] {
    if (pixmap.components == 1) {
      return high[0] - low[0] >= kContrast;
    }
    int sum = 0;
    for (int component = 0; component < 3; ++component) {
      const int difference = high[component] - low[component];
      sum += kWeights[component] * difference * difference;
    }
    return sum >= 100 * kContrast * kContrast;
  };
  for (int y = box.y0; y < box.y1; ++y) {
    const auto row = static_cast<std::size_t>(y) * static_cast<std::size_t>(pixmap.width);
    const auto* at =
        reinterpret_cast<const unsigned char*>(pixmap.samples.data()) +
        (row + static_cast<std::size_t>(box.x0)) * static_cast<std::size_t>(pixmap.components);
    for (int x = box.x0; x < box.x1; ++x) {
      bool is_wider = false;
      for (int component = 0; component < pixmap.components; ++component, ++at) {
        is_wider = is_wider || *at < low[component] || *at > high[component];
        low[component] = std::min<int>(low[component], *at);
        high[component] = std::max<int>(high[component], *at);
      }
      if (is_wider && differs()) {
        return true;
      }
    }
  }
  return false;
}

void blacken(Pixmap& pixmap, const PixelBox& box) {
  if (box.x1 <= box.x0) {
    return;
  }
  const auto components = static_cast<std::size_t>(pixmap.components);
  const std::size_t count = static_cast<std::size_t>(box.x1 - box.x0) * components;
  for (int y = box.y0; y < box.y1; ++y) {
    const std::size_t row = static_cast<std::size_t>(y) * static_cast<std::size_t>(pixmap.width);
    pixmap.samples.replace(
        (row + static_cast<std::size_t>(box.x0)) * components, count, count, '\0');
  }
}

void blacken(Pixmap& pixmap, const std::vector<Rect>& boxes, double page_height) {
  for (const Rect& box : boxes) {
    blacken(pixmap, pixels_of(pixmap, box, page_height));
  }
}

// Two layers, if the page can be shown by them. A box is black in both: neither may tell what lies
// under the other. A box so thin that JPEG mixes it with what is beside it could not be shown to
// be.
Result<void> put_layers(const Pixmap& pixmap,
                        ImageCoding coding,
                        const PictureOptions& options,
                        ImagePage& out) {
  const bool has_thin_box =
      std::any_of(out.black_boxes.begin(), out.black_boxes.end(), [](const Rect& box) {
        return std::min(box.width(), box.height()) < kThinnestInLayers;
      });
  auto layers = has_thin_box ? std::nullopt : split_layers(pixmap);
  if (!layers) {
    return {};
  }
  blacken(layers->writing, out.black_boxes, out.height);
  blacken(layers->background, out.black_boxes, out.height);
  out.writing = encode_bilevel(layers->writing);
  out.image = TRY(encode(layers->background, coding, options.jpeg_quality));
  return {};
}

int quarter_turns(double angle) {
  return static_cast<int>(std::lround(angle / 90));
}

}  // namespace

Result<Picture> picture_of_page(Document& document,
                                int page,
                                std::span<const Rect> black_boxes,
                                const PictureOptions& options,
                                Pixmap& pixmap) {
  const PageInfo info = TRY(document.page_info(page));
  const auto has_color = document.has_color(page);
  const ColorMode mode = has_color && !*has_color ? ColorMode::gray : ColorMode::rgb;
  TRY(document.render_into(pixmap, page, options.dpi, mode));
  const ImageCoding coding = best_coding(pixmap);

  Picture out;
  out.page.width = info.width;
  out.page.height = info.height;
  out.dpi = pixmap.dpi;
  for (const Rect& box : black_boxes) {
    out.page.black_boxes.push_back(info.to_display.apply(box));
  }

  // A page whose text cannot be read keeps none.
  auto read = document.page_text(page);
  const PageText text = read ? *std::move(read) : PageText{};
  struct Candidate {
    PlacedText placed;
    bool is_scan_text = false;
  };
  std::vector<Candidate> candidates;
  int scan_words = 0;
  int scan_words_on_ink = 0;
  const Rect whole{0, 0, info.width, info.height};
  int paragraph = 0;
  std::vector<std::size_t> first_removed(out.page.black_boxes.size(), kAtEnd);
  for (const Word& word : text.words) {
    paragraph += word.offset >= 2 && text.text.compare(word.offset - 2, 2, "\n\n") == 0 ? 1 : 0;
    const Rect box = info.to_display.apply(word.box);
    const bool is_on_ink =
        base::touches(box, whole) && has_ink(pixmap, pixels_of(pixmap, box, info.height));
    scan_words += word.is_invisible ? 1 : 0;
    scan_words_on_ink += word.is_invisible && is_on_ink ? 1 : 0;
    const double clearance = word.is_invisible ? kScanClearance * box.height() : 0;
    bool is_removed = false;
    for (std::size_t i = 0; i < first_removed.size(); ++i) {
      if (base::touches(base::grown(out.page.black_boxes[i], clearance), box)) {
        is_removed = true;
        first_removed[i] = std::min(first_removed[i], candidates.size());
      }
    }
    if (is_removed || !is_on_ink || (word.is_invisible && !options.keeps_scan_text)) {
      ++out.words_removed;
      continue;
    }
    const TextLine& line = text.lines[static_cast<std::size_t>(word.line)];
    candidates.push_back({{word.text,
                           box,
                           line.is_slanted ? 0 : quarter_turns(line.angle - info.rotation),
                           paragraph},
                          word.is_invisible});
  }
  const bool is_aligned =
      static_cast<double>(scan_words_on_ink) >= kAlignedShare * static_cast<double>(scan_words);
  std::vector<std::size_t> kept_before;  // of each candidate: how many are kept before it
  for (Candidate& candidate : candidates) {
    kept_before.push_back(out.page.invisible_text.size());
    if (candidate.is_scan_text && !is_aligned) {
      ++out.words_removed;
      continue;
    }
    out.page.invisible_text.push_back(std::move(candidate.placed));
    ++out.words_kept;
  }

  for (std::size_t i = 0; i < first_removed.size(); ++i) {
    const std::size_t at = first_removed[i];
    out.reading_places.push_back(at == kAtEnd
                                     ? place_among(out.page.invisible_text, out.page.black_boxes[i])
                                 : at < kept_before.size() ? kept_before[at]
                                                           : kAtEnd);
  }
  blacken(pixmap, out.page.black_boxes, info.height);
  if (coding == ImageCoding::g4) {
    out.page.image = encode_bilevel(pixmap);
  } else {
    TRY(put_layers(pixmap, coding, options, out.page));
    Pixmap coarse;
    if (options.jpeg_dpi < options.dpi) {
      TRY(document.render_into(coarse, page, options.jpeg_dpi, mode));
      blacken(coarse, out.page.black_boxes, info.height);
    }
    EncodedImage image =
        TRY(encode(coarse.samples.empty() ? pixmap : coarse, coding, options.jpeg_quality));
    const std::size_t layers = out.page.image.bytes.size() + out.page.writing.bytes.size();
    if (layers == 0 || image.bytes.size() <= layers) {
      out.page.image = std::move(image);
      out.page.writing = {};
      out.dpi = coarse.samples.empty() ? pixmap.dpi : coarse.dpi;
    }
  }
  out.ink = darkest(pixmap, std::max(1, static_cast<int>(std::lround(pixmap.dpi / kInkDpi))));
  return out;
}

Result<Picture> picture_of_page(Document& document,
                                int page,
                                std::span<const Rect> black_boxes,
                                const PictureOptions& options) {
  Pixmap canvas;
  return picture_of_page(document, page, black_boxes, options, canvas);
}

Result<bool> has_hidden_text(Document& document, int page) {
  const PageText text = TRY(document.page_text(page));
  const bool has_unpainted = std::any_of(
      text.words.begin(), text.words.end(), [](const Word& word) { return word.is_invisible; });
  if (text.words.empty() || (!text.may_hide_text && !has_unpainted)) {
    return false;
  }
  const PageInfo info = TRY(document.page_info(page));
  const Pixmap pixmap = TRY(document.render(page, kHiddenTextDpi, ColorMode::gray));
  return std::any_of(text.words.begin(), text.words.end(), [&](const Word& word) {
    return !has_ink(pixmap, pixels_of(pixmap, info.to_display.apply(word.box), info.height));
  });
}

}  // namespace vaughn::pdf
