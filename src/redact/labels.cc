// SPDX-License-Identifier: AGPL-3.0-or-later
#include "redact/labels.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>

#include "base/text.h"

namespace vaughn::redact {

namespace {

using base::Rect;
using pdf::PlacedLabel;

constexpr double kLargest = 11;
constexpr double kLeading = 1.1;
constexpr double kPadding = 1.5;
constexpr double kEdge = 6;           // distance of a call-out from the edge of the paper
constexpr double kStep = 4;           // of the search for blank paper
constexpr double kClearance = 1;      // of a call-out from ink
constexpr double kBeside = 4;         // a call-out as near as this needs no line to its box
constexpr double kNear = 72;          // farther away, a call-out stands better beside the page
constexpr double kMostWidening = 24;  // of a box, for its label
constexpr double kExtra = 144;        // width beside the page through which lines may run
constexpr int kPaper = 245;
constexpr int kTinted = 200;  // paper under a light colour

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

// Where paper is blank, pixel by pixel of the page, and a strip beside the page.
class Paper {
 public:
  Paper(const pdf::Pixmap& page, double width, double height)
      : width_(width),
        height_(height),
        scale_(page.dpi / 72),
        columns_(page.width + static_cast<int>(kExtra * page.dpi / 72)),
        rows_(page.height),
        blocked_(static_cast<std::size_t>(columns_) * static_cast<std::size_t>(rows_), 0) {
    for (int y = 0; y < page.height; ++y) {
      for (int x = 0; x < page.width; ++x) {
        const int shade = page.at(x, y);
        blocked_[index(x, y)] = shade >= kPaper ? 0 : shade >= kTinted ? kTint : kInk;
      }
    }
  }

  // Nothing may be put there.
  void occupy(const Rect& box) { fill(box, kTaken); }
  // Call-outs keep off it, lines need not: the boxes of words reach far beyond their ink.
  void reserve(const Rect& box) { fill(box, kWord); }

  void count() {
    sums_.assign((static_cast<std::size_t>(columns_) + 1) * (static_cast<std::size_t>(rows_) + 1),
                 0);
    for (int y = 0; y < rows_; ++y) {
      std::int32_t row = 0;
      for (int x = 0; x < columns_; ++x) {
        row += blocked_[index(x, y)] != 0 ? 1 : 0;
        sums_[sum_index(x + 1, y + 1)] = sums_[sum_index(x + 1, y)] + row;
      }
    }
  }

  bool is_blank(const Rect& place) const {
    const Cells cells = cells_of(base::grown(place, kClearance));
    const auto blocked =
        sums_[sum_index(cells.x1, cells.y1)] - sums_[sum_index(cells.x0, cells.y1)] -
        sums_[sum_index(cells.x1, cells.y0)] + sums_[sum_index(cells.x0, cells.y0)];
    return blocked == 0 && std::none_of(frames_.begin(), frames_.end(), [&](const Rect& frame) {
             return base::touches(frame, place);
           });
  }

  // Nothing but paper, tinted or not, and the thin rules of a table, beside a box, too.
  bool is_blank_but_for_rules(const Rect& place) const {
    const Cells cells = cells_of(place);
    for (int y = cells.y0; y < cells.y1; ++y) {
      for (int x = cells.x0; x < cells.x1; ++x) {
        const auto what = blocked_[index(x, y)];
        if (what != 0 && what != kTint && (what != kInk || !is_rule(x, y, true))) {
          return false;
        }
      }
    }
    return true;
  }

  // The nearest place for a call-out on the page: on the line of the box, else around it.
  std::optional<Rect> find(const Rect& near, double width, double height) const {
    const double lowest = kEdge;
    const double highest = height_ - kEdge - height;
    if (highest < lowest || width > width_ - 2 * kEdge) {
      return std::nullopt;
    }
    const double y = std::clamp((near.y0 + near.y1 - height) / 2, lowest, highest);
    for (const double x : {near.x1 + 2, near.x0 - 2 - width, width_ - kEdge - width, kEdge}) {
      const Rect place{x, y, x + width, y + height};
      if (place.x0 >= kEdge / 2 && place.x1 <= width_ - kEdge / 2 && is_blank(place)) {
        return place;
      }
    }
    std::optional<Rect> best;
    double best_distance = 0;
    for (double y0 = lowest; y0 <= highest; y0 += kStep) {
      for (double x0 = kEdge; x0 + width <= width_ - kEdge; x0 += kStep) {
        const Rect place{x0, y0, x0 + width, y0 + height};
        const double distance = std::hypot((place.x0 + place.x1 - near.x0 - near.x1) / 2,
                                           (place.y0 + place.y1 - near.y0 - near.y1) / 2);
        if (distance <= kNear && (!best || distance < best_distance) && is_blank(place)) {
          best = place;
          best_distance = distance;
        }
      }
    }
    return best;
  }

  // A place beside the page, at the height of the box if it is free.
  Rect find_beside(const Rect& near, double width, double height) const {
    const double room = std::max(0.0, height_ - height);
    const double wanted = std::clamp((near.y0 + near.y1 - height) / 2, 0.0, room);
    for (double x = width_ + kEdge;; x += width + kEdge) {
      for (double off = 0; off <= room; off += kStep / 2) {
        for (const double y : {wanted - off, wanted + off}) {
          const Rect place{x, y, x + width, y + height};
          const bool is_free = y >= 0 && y <= room &&
                               std::none_of(frames_.begin(), frames_.end(), [&](const Rect& frame) {
                                 return base::touches(frame, base::grown(place, kClearance));
                               });
          if (is_free) {
            return place;
          }
        }
      }
    }
  }

  void add_frame(const Rect& frame) {
    frames_.push_back(frame);
    fill(frame, kTaken);
  }

  // The shortest way over blank paper from the one to the other, in horizontal and vertical steps;
  // over the thin rules of a table if there is no other, never over a word.
  std::vector<pdf::Point> line(const Rect& from, const Rect& to) const {
    auto points = line(from, to, false);
    return points.empty() ? line(from, to, true) : points;
  }

  std::vector<pdf::Point> line(const Rect& from, const Rect& to, bool crosses_rules) const {
    const Cells own = cells_of(base::grown(from, 1.5 / scale_));
    const Cells goal = cells_of(to);
    std::vector<std::int32_t> came(blocked_.size(), -1);
    std::vector<std::int32_t> queue;
    const auto push = [&](int x, int y, std::int32_t before) {
      came[index(x, y)] = before;
      queue.push_back(static_cast<std::int32_t>(index(x, y)));
    };
    const int middle_x =
        std::clamp(static_cast<int>((from.x0 + from.x1) / 2 * scale_), 0, columns_ - 1);
    const int middle_y =
        std::clamp(static_cast<int>((height_ - (from.y0 + from.y1) / 2) * scale_), 0, rows_ - 1);
    const auto start = static_cast<std::int32_t>(index(middle_x, middle_y));
    push(middle_x, middle_y, start);
    const auto inside = [](const Cells& cells, int x, int y) {
      return x >= cells.x0 && x < cells.x1 && y >= cells.y0 && y < cells.y1;
    };
    std::int32_t reached = -1;
    for (std::size_t head = 0; head < queue.size() && reached < 0; ++head) {
      const int x = queue[head] % columns_;
      const int y = queue[head] / columns_;
      // The direction it came from goes on first: fewer bends.
      const int before_x = came[static_cast<std::size_t>(queue[head])] % columns_;
      const int before_y = came[static_cast<std::size_t>(queue[head])] / columns_;
      const int steps[5][2] = {{x - before_x, y - before_y}, {1, 0}, {-1, 0}, {0, 1}, {0, -1}};
      for (const auto& step : steps) {
        const int next_x = x + step[0];
        const int next_y = y + step[1];
        if (next_x < 0 || next_x >= columns_ || next_y < 0 || next_y >= rows_ ||
            came[index(next_x, next_y)] >= 0) {
          continue;
        }
        if (inside(goal, next_x, next_y)) {
          push(next_x, next_y, queue[head]);
          reached = queue.back();
          break;
        }
        const auto what = blocked_[index(next_x, next_y)];
        if (inside(own, next_x, next_y) || what == 0 || what == kWord ||
            (crosses_rules && what == kInk && is_rule(next_x, next_y))) {
          push(next_x, next_y, queue[head]);
        }
      }
    }
    return reached < 0 ? std::vector<pdf::Point>{} : way(came, reached, from);
  }

 private:
  static constexpr std::uint8_t kInk = 1;
  static constexpr std::uint8_t kTaken = 2;
  static constexpr std::uint8_t kWord = 3;
  static constexpr std::uint8_t kInkOfWord = 4;
  static constexpr std::uint8_t kTint = 5;

  struct Cells {
    int x0 = 0;
    int y0 = 0;
    int x1 = 0;
    int y1 = 0;
  };

  std::size_t index(int x, int y) const {
    return static_cast<std::size_t>(y) * static_cast<std::size_t>(columns_) +
           static_cast<std::size_t>(x);
  }
  std::size_t sum_index(int x, int y) const {
    return static_cast<std::size_t>(y) * (static_cast<std::size_t>(columns_) + 1) +
           static_cast<std::size_t>(x);
  }

  Cells cells_of(const Rect& box) const {
    const auto limited = [](double value, int high) {
      return static_cast<int>(std::clamp(value, 0.0, static_cast<double>(high)));
    };
    return {limited(std::floor(box.x0 * scale_), columns_),
            limited(std::floor((height_ - box.y1) * scale_), rows_),
            limited(std::ceil(box.x1 * scale_), columns_),
            limited(std::ceil((height_ - box.y0) * scale_), rows_)};
  }

  void fill(const Rect& box, std::uint8_t with) {
    const Cells cells = cells_of(box);
    for (int y = cells.y0; y < cells.y1; ++y) {
      for (int x = cells.x0; x < cells.x1; ++x) {
        auto& cell = blocked_[index(x, y)];
        if (with == kWord) {
          cell = cell == kInk || cell == kTint ? kInkOfWord : cell == 0 ? kWord : cell;
        } else {
          cell = with;
        }
      }
    }
  }

  // Ink of no word, with paper on both sides of it; a box counts as paper if `is_beside_boxes`.
  bool is_rule(int x, int y, bool is_beside_boxes = false) const {
    const auto is_paper = [&](int dx, int dy) {
      const int at_x = x + dx;
      const int at_y = y + dy;
      if (at_x < 0 || at_x >= columns_ || at_y < 0 || at_y >= rows_) {
        return false;
      }
      const auto what = blocked_[index(at_x, at_y)];
      return what == 0 || what == kWord || (is_beside_boxes && (what == kTaken || what == kTint));
    };
    const auto either = [&](int dx, int dy) {
      return is_paper(dx, dy) || is_paper(2 * dx, 2 * dy);
    };
    return (either(1, 0) && either(-1, 0)) || (either(0, 1) && either(0, -1));
  }

  // Corners of the way back, from the edge of the frame to the edge of the box.
  std::vector<pdf::Point> way(const std::vector<std::int32_t>& came,
                              std::int32_t reached,
                              const Rect& from) const {
    std::vector<pdf::Point> points;
    for (std::int32_t cell = reached;; cell = came[static_cast<std::size_t>(cell)]) {
      const pdf::Point here{(cell % columns_ + 0.5) / scale_,
                            height_ - (cell / columns_ + 0.5) / scale_};
      const auto count = points.size();
      const bool is_straight =
          count >= 2 &&
          ((points[count - 1].x == points[count - 2].x && points[count - 1].x == here.x) ||
           (points[count - 1].y == points[count - 2].y && points[count - 1].y == here.y));
      if (is_straight) {
        points.back() = here;
      } else {
        points.push_back(here);
      }
      const bool is_home =
          here.x >= from.x0 && here.x <= from.x1 && here.y >= from.y0 && here.y <= from.y1;
      if (is_home || came[static_cast<std::size_t>(cell)] == cell) {
        return points;
      }
    }
  }

  double width_;
  double height_;
  double scale_;
  int columns_;
  int rows_;
  std::vector<std::uint8_t> blocked_;
  std::vector<std::int32_t> sums_{};
  std::vector<Rect> frames_{};
};

// What a block covers in the middle of a box.
Rect middle_of(const Rect& box, const Block& block) {
  const double x = (box.x0 + box.x1) / 2;
  const double y = (box.y0 + box.y1) / 2;
  return {x - block.width / 2, y - block.height / 2, x + block.width / 2, y + block.height / 2};
}

// The labels that stand inside boxes. Boxes may overlap, labels may not.
class InsideLabels {
 public:
  // The wish whose label stands in this box already, word for word.
  std::optional<std::size_t> saying(const LabelWish& wish,
                                    std::span<const LabelWish> wishes) const {
    const auto found = std::find_if(labels_.begin(), labels_.end(), [&](const Label& label) {
      return wishes[label.wish].label == wish.label && base::touches(label.place, wish.box);
    });
    return found == labels_.end() ? std::nullopt : std::optional(found->wish);
  }
  bool is_free(const Rect& place) const {
    return std::none_of(labels_.begin(), labels_.end(), [&](const Label& label) {
      return base::touches(label.place, place);
    });
  }
  void add(std::size_t wish, const Rect& place) { labels_.push_back({wish, place}); }

 private:
  struct Label {
    std::size_t wish = 0;
    Rect place{};
  };
  std::vector<Label> labels_{};
};

bool is_beside(const Rect& place, const Rect& box) {
  const double middle = (box.y0 + box.y1) / 2;
  return middle >= place.y0 && middle <= place.y1 &&
         (std::abs(place.x0 - box.x1) <= kBeside || std::abs(box.x0 - place.x1) <= kBeside);
}

// The least width in which the label stands in a box so high; 0: the box is too low for it.
double width_wanted(const pdf::TextRuler& ruler, const LabelWish& wish) {
  const double roomy = wish.box.width() + kMostWidening;
  const Block block = break_label(ruler, wish.label, kSmallestLabel, roomy - 2 * kPadding);
  const double width = block.width + 2 * kPadding;
  return fits(block, {0, 0, width, wish.box.height()}) ? width : 0;
}

}  // namespace

std::vector<Rect> boxes_wide_enough(const pdf::TextRuler& ruler,
                                    std::span<const LabelWish> wishes,
                                    std::span<const base::Rect> words,
                                    const pdf::Pixmap& page,
                                    double page_width,
                                    double page_height) {
  std::vector<Rect> out;
  for (const LabelWish& wish : wishes) {
    out.push_back(wish.box);
  }
  std::optional<Paper> paper;
  for (std::size_t i = 0; i < wishes.size(); ++i) {
    Rect& box = out[i];
    const double missing = width_wanted(ruler, wishes[i]) - box.width();
    if (wishes[i].label.empty() || missing <= 0 || missing > kMostWidening) {
      continue;
    }
    if (!paper) {
      paper.emplace(page, page_width, page_height);
      for (const Rect& other : out) {
        paper->occupy(other);
      }
      for (const Rect& word : words) {
        paper->reserve(word);
      }
    }
    for (const double right : {missing, 0.0, missing / 2}) {
      const Rect wide{box.x0 - (missing - right), box.y0, box.x1 + right, box.y1};
      // A pixel of the box itself may reach out of it.
      const double pixel = 72 / page.dpi;
      const bool is_free =
          wide.x0 >= kEdge && wide.x1 <= page_width - kEdge &&
          (right == 0 || paper->is_blank_but_for_rules(
                             {box.x1 + pixel, wide.y0, wide.x1 + kClearance, wide.y1})) &&
          (right == missing ||
           paper->is_blank_but_for_rules({wide.x0 - kClearance, wide.y0, box.x0 - pixel, wide.y1}));
      if (is_free) {
        box = wide;
        paper->occupy(box);
        break;
      }
    }
  }
  return out;
}

LabelLayout place_labels(const pdf::TextRuler& ruler,
                         std::span<const LabelWish> wishes,
                         std::span<const base::Rect> words,
                         const pdf::Pixmap& page,
                         double page_width,
                         double page_height) {
  LabelLayout out;
  auto& places = out.places;
  places.resize(wishes.size());
  std::vector<std::size_t> outside;
  InsideLabels inside;
  for (std::size_t i = 0; i < wishes.size(); ++i) {
    const LabelWish& wish = wishes[i];
    const Rect& box = wish.box;
    places[i].box = box;
    if (wish.label.empty()) {
      continue;
    }
    if (const auto same = inside.saying(wish, wishes)) {
      places[i].box = wishes[*same].box;
      continue;
    }
    const double wanted = std::clamp(box.height() * 0.7, kSmallestLabel, kLargest);
    for (const double size : {wanted, kSmallestLabel}) {
      const Block block = break_label(ruler, wish.label, size, box.width() - 2 * kPadding);
      if (fits(block, box) && inside.is_free(middle_of(box, block))) {
        inside.add(i, middle_of(box, block));
        places[i].parts = parts_in(block, box, pdf::Ink::white, wish.alt);
        break;
      }
    }
    if (places[i].parts.empty()) {
      outside.push_back(i);
    }
  }
  if (outside.empty()) {
    return out;
  }

  Paper paper(page, page_width, page_height);
  for (const LabelWish& wish : wishes) {
    paper.occupy(wish.box);
  }
  for (const Rect& word : words) {
    paper.reserve(word);
  }
  paper.count();
  for (const std::size_t i : outside) {
    const LabelWish& wish = wishes[i];
    const Rect& box = wish.box;
    const double middle = (box.y0 + box.y1) / 2;
    LabelPlace& place = places[i];
    place.is_inside = false;
    const auto shared = std::find_if(outside.begin(), outside.end(), [&](std::size_t j) {
      return j < i && wishes[j].label == wish.label &&
             std::abs((wishes[j].box.y0 + wishes[j].box.y1) / 2 - middle) < kSmallestLabel;
    });
    if (shared != outside.end()) {
      place.box = places[*shared].box;
    } else {
      const Block block = break_label(ruler, wish.label, kSmallestLabel, page_width / 4);
      const double width = block.width + 4 * kPadding;
      const double height = block.height + kPadding;
      auto found = paper.find(box, width, height);
      if (found && !is_beside(*found, box)) {
        place.leader = paper.line(box, *found);
        if (place.leader.empty()) {
          found.reset();  // nobody could tell what it is about
        }
      }
      place.box = found ? *found : paper.find_beside(box, width, height);
      if (!found) {
        out.right_margin = std::max(out.right_margin, place.box.x1 + kEdge - page_width);
      }
      paper.add_frame(place.box);
      place.parts = parts_in(block, place.box, pdf::Ink::black, wish.alt);
    }
    if (place.leader.empty() && !is_beside(place.box, box)) {
      place.leader = paper.line(box, place.box);
    }
  }
  return out;
}

}  // namespace vaughn::redact
