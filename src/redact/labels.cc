// SPDX-License-Identifier: AGPL-3.0-or-later
#include "redact/labels.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "base/text.h"

namespace vaughn::redact {

namespace {

using base::Rect;
using pdf::PlacedLabel;

constexpr double kSmallest = 8;  // points; below, print is hard to read
constexpr double kLargest = 11;
constexpr double kTiny = 3;  // if there is no blank paper at all
constexpr double kLeading = 1.1;
constexpr double kPadding = 1.5;
constexpr double kEdge = 6;  // distance of a call-out from the edge of the paper
constexpr double kStep = 4;  // of the search for blank paper
constexpr int kPaper = 245;

struct Block {
  std::vector<std::string> lines{};
  double width = 0;
  double height = 0;
  double size = 0;
};

// The label in lines no wider than `room`, broken after ";".
Block break_label(const pdf::TextRuler& ruler, const std::string& label, double size, double room) {
  Block block;
  block.size = size;
  for (const std::string_view part : base::split(label, ';')) {
    const std::string piece(base::trim(part));
    if (piece.empty()) {
      continue;
    }
    if (!block.lines.empty()) {
      const std::string joined = block.lines.back() + "; " + piece;
      const double width = ruler.width(joined, size);
      if (width <= room) {
        block.lines.back() = joined;
        continue;
      }
      block.lines.back() += ";";
    }
    block.lines.push_back(piece);
  }
  for (const std::string& line : block.lines) {
    block.width = std::max(block.width, ruler.width(line, size));
  }
  block.height = static_cast<double>(block.lines.size()) * size * kLeading;
  return block;
}

bool fits(const Block& block, const Rect& box) {
  // The leading of a single line may hang over: capitals and brackets do not fill it.
  const double height = block.height - block.size * 0.2;
  return block.width + 2 * kPadding <= box.width() && height <= box.height();
}

std::vector<PlacedLabel> parts_in(const Block& block,
                                  const Rect& box,
                                  pdf::Ink ink,
                                  const std::string& alt) {
  std::vector<PlacedLabel> parts;
  const double line_height = block.size * kLeading;
  double top = (box.y0 + box.y1 + block.height) / 2;
  for (const std::string& line : block.lines) {
    parts.push_back({line,
                     parts.empty() ? alt : std::string(),
                     {box.x0, top - line_height, box.x1, top},
                     block.size,
                     ink});
    top -= line_height;
  }
  return parts;
}

class Placer {
 public:
  Placer(const pdf::Pixmap& page, double width, double height)
      : page_(page), width_(width), height_(height) {}

  void occupy(const Rect& box) { taken_.push_back(box); }

  std::optional<Rect> find(const Rect& near, double width, double height) const {
    const double y = std::clamp((near.y0 + near.y1 - height) / 2, kEdge, height_ - kEdge - height);
    for (const double x : {near.x1 + 2, near.x0 - 2 - width, width_ - kEdge - width, kEdge}) {
      const Rect place{x, y, x + width, y + height};
      if (is_free(place)) {
        return place;
      }
    }
    std::optional<Rect> best;
    double best_distance = 0;
    for (double y0 = kEdge; y0 + height <= height_ - kEdge; y0 += kStep) {
      for (double x0 = kEdge; x0 + width <= width_ - kEdge; x0 += kStep) {
        const Rect place{x0, y0, x0 + width, y0 + height};
        const double distance = std::hypot((place.x0 + place.x1 - near.x0 - near.x1) / 2,
                                           (place.y0 + place.y1 - near.y0 - near.y1) / 2);
        if ((!best || distance < best_distance) && is_free(place)) {
          best = place;
          best_distance = distance;
        }
      }
    }
    return best;
  }

 private:
  bool is_free(const Rect& place) const {
    if (place.x0 < kEdge / 2 || place.y0 < kEdge / 2 || place.x1 > width_ - kEdge / 2 ||
        place.y1 > height_ - kEdge / 2) {
      return false;
    }
    for (const Rect& other : taken_) {
      if (base::touches(other, place)) {
        return false;
      }
    }
    const double scale = page_.dpi / 72;
    const int x0 = std::max(0, static_cast<int>(std::floor(place.x0 * scale)));
    const int x1 = std::min(page_.width, static_cast<int>(std::ceil(place.x1 * scale)));
    const int y0 = std::max(0, static_cast<int>(std::floor((height_ - place.y1) * scale)));
    const int y1 =
        std::min(page_.height, static_cast<int>(std::ceil((height_ - place.y0) * scale)));
    for (int y = y0; y < y1; ++y) {
      for (int x = x0; x < x1; ++x) {
        if (page_.at(x, y) < kPaper) {
          return false;
        }
      }
    }
    return true;
  }

  const pdf::Pixmap& page_;
  double width_;
  double height_;
  std::vector<Rect> taken_;
};

}  // namespace

std::vector<LabelPlace> place_labels(const pdf::TextRuler& ruler,
                                     std::span<const LabelWish> wishes,
                                     const pdf::Pixmap& page,
                                     double page_width,
                                     double page_height) {
  std::vector<LabelPlace> places(wishes.size());
  Placer placer(page, page_width, page_height);
  for (const LabelWish& wish : wishes) {
    placer.occupy(wish.box);
  }
  for (std::size_t i = 0; i < wishes.size(); ++i) {
    const LabelWish& wish = wishes[i];
    const Rect& box = wish.box;
    if (wish.label.empty()) {
      places[i].box = box;
      continue;
    }
    const double wanted = std::clamp(box.height() * 0.7, kSmallest, kLargest);
    for (const double size : {wanted, kSmallest}) {
      const Block block = break_label(ruler, wish.label, size, box.width() - 2 * kPadding);
      if (fits(block, box)) {
        places[i] = {box, true, parts_in(block, box, pdf::Ink::white, wish.alt)};
        break;
      }
    }
    if (!places[i].parts.empty()) {
      continue;
    }
    const double middle = (box.y0 + box.y1) / 2;
    bool is_shared = false;
    for (std::size_t j = 0; j < i && !is_shared; ++j) {
      is_shared = !places[j].is_inside && wishes[j].label == wish.label &&
                  std::abs((wishes[j].box.y0 + wishes[j].box.y1) / 2 - middle) < kSmallest;
      if (is_shared) {
        places[i] = {places[j].box, false, {}};
      }
    }
    if (is_shared) {
      continue;
    }
    const Block block = break_label(ruler, wish.label, kSmallest, page_width / 4);
    const auto place = placer.find(box, block.width + 4 * kPadding, block.height + kPadding);
    if (place) {
      placer.occupy(*place);
      places[i] = {*place, false, parts_in(block, *place, pdf::Ink::black, wish.alt)};
      continue;
    }
    // Nowhere to go: as large as the box allows.
    const Block unit = break_label(ruler, wish.label, 1, 1e9);
    const double size = std::max(kTiny,
                                 std::min(box.width() / std::max(0.1, unit.width + 0.2),
                                          box.height() / (unit.height + 0.1)));
    const Block small = break_label(ruler, wish.label, size, 1e9);
    places[i] = {box, true, parts_in(small, box, pdf::Ink::white, wish.alt)};
  }
  return places;
}

}  // namespace vaughn::redact
