// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <tuple>

#include "received/detail/areas.h"

namespace vaughn::received {
namespace {

constexpr int kDark = 110;
constexpr int kLineDark = 170;  // thin lines are grayer, since they are smaller than a pixel
constexpr double kLeastWidth = 12;
constexpr double kLeastHeight = 6;
constexpr double kSolidShare = 0.55;  // of a box that holds a label or is hatched
constexpr double kBorderShare = 0.85;
constexpr int kMissed = 2;        // rows of white within a box
constexpr int kSlack = 3;         // pixels
constexpr double kMostInk = 0.6;  // of a frame

struct PixelRect {
  int x0 = 0;  // both ends included
  int x1 = 0;
  int y0 = 0;
  int y1 = 0;
};

struct Run {
  int x0 = 0;
  int x1 = 0;
};

class Finder {
 public:
  Finder(const pdf::Pixmap& picture, double page_height)
      : picture_(picture), height_(page_height), scale_(picture.dpi / 72.0) {}

  std::vector<SeenArea> run() {
    find_solid();
    find_frames();
    std::sort(out_.begin(), out_.end(), [](const SeenArea& a, const SeenArea& b) {
      return std::tuple(-a.box.y1, a.box.x0, -a.box.x1) <
             std::tuple(-b.box.y1, b.box.x0, -b.box.x1);
    });
    return std::move(out_);
  }

 private:
  bool is_dark(int x, int y, int limit = kDark) const {
    return static_cast<std::uint8_t>(picture_.samples[static_cast<std::size_t>(y) *
                                                          static_cast<std::size_t>(picture_.width) +
                                                      static_cast<std::size_t>(x)]) < limit;
  }
  int pixels(double points) const { return static_cast<int>(std::lround(points * scale_)); }

  // Dark runs of one row; gaps of up to `bridge` pixels belong to them if enough of the run is
  // dark.
  void runs_of(int y, int bridge, int least, int limit, double share, std::vector<Run>& out) const {
    out.clear();
    int begin = -1;
    int last = -1;
    int dark = 0;
    const auto close = [&] {
      if (begin >= 0 && last - begin + 1 >= least && dark >= share * (last - begin + 1)) {
        out.push_back({begin, last});
      }
      begin = -1;
    };
    for (int x = 0; x < picture_.width; ++x) {
      if (!is_dark(x, y, limit)) {
        continue;
      }
      if (begin >= 0 && x - last - 1 > bridge) {
        close();
      }
      if (begin < 0) {
        begin = x;
        dark = 0;
      }
      last = x;
      ++dark;
    }
    close();
  }

  // Of the pixels along one side, how many are dark, or have a dark one beside them.
  double side_share(bool is_row, int at, int from, int to, int limit, int slack) const {
    const int end = is_row ? picture_.height : picture_.width;
    int dark = 0;
    for (int i = from; i <= to; ++i) {
      bool is_any = false;
      for (int j = std::max(0, at - slack); j <= std::min(end - 1, at + slack) && !is_any; ++j) {
        is_any = is_row ? is_dark(i, j, limit) : is_dark(j, i, limit);
      }
      dark += is_any ? 1 : 0;
    }
    return to < from ? 0 : static_cast<double>(dark) / (to - from + 1);
  }

  double fill(const PixelRect& rect, int inset, int limit) const {
    std::int64_t dark = 0;
    std::int64_t all = 0;
    for (int y = rect.y0 + inset; y <= rect.y1 - inset; ++y) {
      for (int x = rect.x0 + inset; x <= rect.x1 - inset; ++x) {
        ++all;
        dark += is_dark(x, y, limit) ? 1 : 0;
      }
    }
    return all == 0 ? 0 : static_cast<double>(dark) / static_cast<double>(all);
  }

  base::Rect points(const PixelRect& rect) const {
    return {rect.x0 / scale_,
            height_ - (rect.y1 + 1) / scale_,
            (rect.x1 + 1) / scale_,
            height_ - rect.y0 / scale_};
  }

  // The shadow of a scanner along the edge of the paper.
  bool is_shadow(const PixelRect& rect) const {
    const bool at_side = rect.x0 <= 1 || rect.x1 >= picture_.width - 2;
    const bool at_end = rect.y0 <= 1 || rect.y1 >= picture_.height - 2;
    return (at_side && rect.x1 - rect.x0 < picture_.width / 6) ||
           (at_end && rect.y1 - rect.y0 < picture_.height / 6);
  }

  // Sides beside which the paper is mostly white. A part of a photograph has few.
  int free_sides(const PixelRect& rect) const {
    constexpr int kAway = 4;
    constexpr double kMostDark = 0.4;
    int out = 0;
    const auto look = [&](bool is_row, int at, int from, int to) {
      const int end = is_row ? picture_.height : picture_.width;
      const bool is_off = at < 0 || at >= end;
      out += is_off || side_share(is_row, at, from, to, kLineDark, 0) <= kMostDark ? 1 : 0;
    };
    look(true, rect.y0 - kAway, rect.x0, rect.x1);
    look(true, rect.y1 + kAway, rect.x0, rect.x1);
    look(false, rect.x0 - kAway, rect.y0, rect.y1);
    look(false, rect.x1 + kAway, rect.y0, rect.y1);
    return out;
  }

  // What is dark is of one darkness, within what a scanner makes of it; hatching is not.
  bool is_even(const PixelRect& rect) const {
    constexpr int kBands = 8;
    constexpr int kBand = 16;
    std::array<std::int64_t, kBands> counts{};
    std::int64_t all = 0;
    for (int y = rect.y0 + 1; y < rect.y1; ++y) {
      for (int x = rect.x0 + 1; x < rect.x1; ++x) {
        if (is_dark(x, y)) {
          const auto value = static_cast<std::uint8_t>(
              picture_
                  .samples[static_cast<std::size_t>(y) * static_cast<std::size_t>(picture_.width) +
                           static_cast<std::size_t>(x)]);
          ++counts.at(static_cast<std::size_t>(std::min(value / kBand, kBands - 1)));
          ++all;
        }
      }
    }
    std::int64_t most = 0;
    for (int i = 0; i + 1 < kBands; ++i) {
      most = std::max(
          most,
          counts.at(static_cast<std::size_t>(i)) + counts.at(static_cast<std::size_t>(i) + 1));
    }
    return 4 * most >= 3 * all;
  }

  // A punched hole or a blot: what lies above and below the rectangle in it is narrower, and in the
  // middle.
  bool is_round(const PixelRect& rect) const {
    constexpr double kWidest = 50;
    if (rect.x1 - rect.x0 > pixels(kWidest)) {
      return false;
    }
    for (const int y : {rect.y0 - kSlack, rect.y1 + kSlack}) {
      if (y < 0 || y >= picture_.height) {
        continue;
      }
      int first = -1;
      int last = -1;
      for (int x = rect.x0; x <= rect.x1; ++x) {
        if (is_dark(x, y)) {
          first = first < 0 ? x : first;
          last = x;
        }
      }
      const int width = rect.x1 - rect.x0;
      const bool is_narrower =
          first >= 0 && last - first < 0.97 * width && last - first > 0.2 * width;
      if (is_narrower && std::abs((first + last) - (rect.x0 + rect.x1)) <= width / 3) {
        return true;
      }
    }
    return false;
  }

  void add_solid(const PixelRect& rect) {
    if (rect.y1 - rect.y0 + 1 < pixels(kLeastHeight) || is_shadow(rect)) {
      return;
    }
    if (is_round(rect) || free_sides(rect) < (is_even(rect) ? 2 : 3)) {
      return;
    }
    const bool has_border =
        side_share(true, rect.y0 + 1, rect.x0 + 1, rect.x1 - 1, kDark, 0) >= kBorderShare &&
        side_share(true, rect.y1 - 1, rect.x0 + 1, rect.x1 - 1, kDark, 0) >= kBorderShare &&
        side_share(false, rect.x0 + 1, rect.y0 + 1, rect.y1 - 1, kDark, 0) >= kBorderShare &&
        side_share(false, rect.x1 - 1, rect.y0 + 1, rect.y1 - 1, kDark, 0) >= kBorderShare;
    const double solid = fill(rect, 0, kDark);
    // Hatching breaks the border as it breaks the inside.
    const bool is_solid = has_border ? solid >= kSolidShare : solid >= kBorderShare - 0.05;
    if (is_solid) {
      out_.push_back({points(rect), true, solid});
    }
  }

  // Of one row, the part that a rectangle opened above claims: dark at both ends and mostly dark
  // between them, whatever touches it from outside.
  bool goes_on(const PixelRect& rect, int y) const {
    int dark = 0;
    for (int x = rect.x0; x <= rect.x1; ++x) {
      dark += is_dark(x, y) ? 1 : 0;
    }
    return dark >= kSolidShare * (rect.x1 - rect.x0 + 1) && is_dark(rect.x0 + 1, y) &&
           is_dark(rect.x1 - 1, y);
  }

  void find_solid() {
    const int least = pixels(kLeastWidth);
    struct Open {
      PixelRect rect{};
      int missed = 0;
    };
    std::vector<Open> open;
    std::vector<Run> runs;
    for (int y = 0; y < picture_.height; ++y) {
      runs_of(y, 1, least, kDark, kSolidShare, runs);
      for (auto& each : open) {
        if (goes_on(each.rect, y)) {
          each.rect.y1 = y;
          each.missed = 0;
        } else {
          ++each.missed;
        }
      }
      for (const auto& run : runs) {
        open_rest(run, y, least, open);
      }
      const auto done = std::stable_partition(
          open.begin(), open.end(), [](const Open& each) { return each.missed <= kMissed; });
      std::for_each(done, open.end(), [&](const Open& each) { add_solid(each.rect); });
      open.erase(done, open.end());
    }
    std::for_each(open.begin(), open.end(), [&](const Open& each) { add_solid(each.rect); });
  }

  // What of a run belongs to no rectangle that is open.
  template <typename Open>
  static void open_rest(Run run, int y, int least, std::vector<Open>& open) {
    std::vector<Run> rest{run};
    for (const auto& each : open) {
      std::vector<Run> next;
      for (const auto& piece : rest) {
        if (each.rect.x1 < piece.x0 || each.rect.x0 > piece.x1) {
          next.push_back(piece);
          continue;
        }
        if (piece.x0 < each.rect.x0) {
          next.push_back({piece.x0, each.rect.x0 - 1});
        }
        if (piece.x1 > each.rect.x1) {
          next.push_back({each.rect.x1 + 1, piece.x1});
        }
      }
      rest = std::move(next);
    }
    for (const auto& piece : rest) {
      if (piece.x1 - piece.x0 + 1 >= least) {
        open.push_back({{piece.x0, piece.x1, y, y}, 0});
      }
    }
  }

  bool is_within_solid(const PixelRect& rect) const {
    const auto box = points(rect);
    return std::any_of(out_.begin(), out_.end(), [&](const SeenArea& area) {
      const auto common = base::intersection(area.box, box);
      return area.is_dark && !common.is_empty() &&
             common.width() * common.height() >= 0.5 * box.width() * box.height();
    });
  }

  void find_frames() {
    struct Line {
      Run run{};
      int y0 = 0;
      int y1 = 0;
    };
    std::vector<Line> lines;
    std::vector<Run> runs;
    constexpr std::size_t kMostLines = 4000;  // a page of hatching is no form
    for (int y = 0; y < picture_.height && lines.size() < kMostLines; ++y) {
      runs_of(y, 0, pixels(kLeastWidth), kLineDark, 1, runs);
      for (const auto& run : runs) {
        const auto above = std::find_if(lines.rbegin(), lines.rend(), [&](const Line& line) {
          return line.y1 == y - 1 && std::abs(line.run.x0 - run.x0) <= kSlack &&
                 std::abs(line.run.x1 - run.x1) <= kSlack;
        });
        if (above != lines.rend()) {
          above->y1 = y;
        } else {
          lines.push_back({run, y, y});
        }
      }
    }
    std::erase_if(lines, [&](const Line& line) { return line.y1 - line.y0 > pixels(3); });
    for (std::size_t i = 0; i < lines.size(); ++i) {
      for (std::size_t j = i + 1; j < lines.size(); ++j) {
        const auto& top = lines[i];
        const auto& bottom = lines[j];
        if (std::abs(top.run.x0 - bottom.run.x0) > kSlack ||
            std::abs(top.run.x1 - bottom.run.x1) > kSlack ||
            bottom.y0 - top.y1 < pixels(kLeastHeight)) {
          continue;
        }
        const PixelRect rect{std::min(top.run.x0, bottom.run.x0),
                             std::max(top.run.x1, bottom.run.x1),
                             top.y0,
                             bottom.y1};
        const bool has_sides =
            side_share(false, rect.x0, rect.y0, rect.y1, kLineDark, kSlack) >= kBorderShare &&
            side_share(false, rect.x1, rect.y0, rect.y1, kLineDark, kSlack) >= kBorderShare;
        const double ink = fill(rect, kSlack + 1, kLineDark);
        if (has_sides && ink <= kMostInk && !is_within_solid(rect)) {
          out_.push_back({points(rect), false, ink});
        }
        break;  // the next line below closes it, or nothing does
      }
    }
  }

  const pdf::Pixmap& picture_;
  double height_;
  double scale_;
  std::vector<SeenArea> out_;
};

}  // namespace

std::vector<SeenArea> find_areas(const pdf::Pixmap& picture, double page_height) {
  return Finder(picture, page_height).run();
}

double share_of_ink(const pdf::Pixmap& picture) {
  const auto dark = std::count_if(picture.samples.begin(), picture.samples.end(), [](char c) {
    return static_cast<std::uint8_t>(c) < kDark;
  });
  return picture.samples.empty()
             ? 0
             : static_cast<double>(dark) / static_cast<double>(picture.samples.size());
}

}  // namespace vaughn::received
