// SPDX-License-Identifier: AGPL-3.0-or-later
#include "pdf/see_through.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdlib>

namespace vaughn::pdf {

using base::Rect;
using base::Result;

namespace {

// The page is cut into squares of so many pixels: half the height of a line of writing.
constexpr int kCell = 8;
// To the eye these are black; a few lighter grains do not matter.
constexpr int kDark = 128;
constexpr double kDarkShare = 0.98;
// Paper around a mark.
constexpr int kLight = 170;
// A mark covers a word at least.
constexpr std::size_t kLeastCells = 4;
constexpr double kLeastFilled = 0.8;
// The shades of marker and writing: how far apart, also measured by how far half of the marker's
// own pixels lie from their middle (noise and even fading: 4), and how much of the area is writing.
constexpr double kLeastGap = 10;
constexpr double kLeastGapInSpreads = 6;
constexpr double kLeastInk = 0.02;
constexpr double kMostInk = 0.5;
// Grain has no neighbours; strokes have.
constexpr double kLeastInStrokes = 0.75;
// Pages of text are checked word by word instead.
constexpr std::size_t kMostWords = 20;

struct Cells {
  int columns = 0;
  int rows = 0;
  std::vector<char> is_dark{};
  bool at(int column, int row) const {
    return column >= 0 && row >= 0 && column < columns && row < rows &&
           is_dark[static_cast<std::size_t>(row) * static_cast<std::size_t>(columns) +
                   static_cast<std::size_t>(column)] != 0;
  }
};

Cells cells_of(const Pixmap& picture) {
  Cells out{picture.width / kCell, picture.height / kCell, {}};
  for (int row = 0; row < out.rows; ++row) {
    for (int column = 0; column < out.columns; ++column) {
      int dark = 0;
      for (int y = row * kCell; y < (row + 1) * kCell; ++y) {
        for (int x = column * kCell; x < (column + 1) * kCell; ++x) {
          dark += picture.at(x, y) <= kDark ? 1 : 0;
        }
      }
      out.is_dark.push_back(dark >= kDarkShare * kCell * kCell ? 1 : 0);
    }
  }
  return out;
}

struct Mark {
  int column0 = 0;  // both ends included
  int row0 = 0;
  int column1 = 0;
  int row1 = 0;
  std::vector<std::pair<int, int>> cells{};
};

std::vector<Mark> marks_of(Cells cells) {
  std::vector<Mark> out;
  for (int row = 0; row < cells.rows; ++row) {
    for (int column = 0; column < cells.columns; ++column) {
      if (!cells.at(column, row)) {
        continue;
      }
      Mark mark{column, row, column, row, {}};
      std::vector<std::pair<int, int>> open;
      const auto take = [&](int x, int y) {
        if (cells.at(x, y)) {
          cells.is_dark[static_cast<std::size_t>(y) * static_cast<std::size_t>(cells.columns) +
                        static_cast<std::size_t>(x)] = 0;
          open.emplace_back(x, y);
        }
      };
      take(column, row);
      while (!open.empty()) {
        const auto [x, y] = open.back();
        open.pop_back();
        mark.cells.emplace_back(x, y);
        mark.column0 = std::min(mark.column0, x);
        mark.column1 = std::max(mark.column1, x);
        mark.row1 = std::max(mark.row1, y);
        take(x - 1, y);
        take(x + 1, y);
        take(x, y - 1);
        take(x, y + 1);
      }
      out.push_back(std::move(mark));
    }
  }
  return out;
}

// A box stands on paper; what is dark all around is a photograph or the edge of a copy.
bool stands_on_paper(const Pixmap& picture, const Mark& mark) {
  int light = 0;
  int all = 0;
  const auto look = [&](int x, int y) {
    if (x >= 0 && y >= 0 && x < picture.width && y < picture.height) {
      ++all;
      light += picture.at(x, y) >= kLight ? 1 : 0;
    }
  };
  const int x0 = (mark.column0 - 1) * kCell - kCell / 2;
  const int x1 = (mark.column1 + 2) * kCell + kCell / 2;
  const int y0 = (mark.row0 - 1) * kCell - kCell / 2;
  const int y1 = (mark.row1 + 2) * kCell + kCell / 2;
  for (int x = x0; x <= x1; ++x) {
    look(x, y0);
    look(x, y1);
  }
  for (int y = y0; y <= y1; ++y) {
    look(x0, y);
    look(x1, y);
  }
  return all > 0 && light * 2 > all;
}

// The shade that parts the darker pixels from the lighter ones best, and how well.
struct Split {
  int shade = 0;  // darker: at or below
  double gap = 0;
  double spread = 0;  // half of the lighter ones lie no further from their median
  double ink = 0;     // share of the darker ones
};

// Of the darkest pixels so many are looked at: the rest is the rim of the mark.
constexpr double kInner = 0.96;

using Histogram = std::array<int, kDark + 1>;

// The shade up to which half of the pixels above `from` lie.
int median_above(const Histogram& histogram, int from) {
  std::int64_t all = 0;
  for (int shade = from + 1; shade <= kDark; ++shade) {
    all += histogram[static_cast<std::size_t>(shade)];
  }
  std::int64_t seen = 0;
  for (int shade = from + 1; shade <= kDark; ++shade) {
    seen += histogram[static_cast<std::size_t>(shade)];
    if (seen * 2 >= all) {
      return shade;
    }
  }
  return kDark;
}

double spread_above(const Histogram& histogram, int from) {
  const int median = median_above(histogram, from);
  Histogram distances{};
  for (int shade = from + 1; shade <= kDark; ++shade) {
    distances[static_cast<std::size_t>(std::abs(shade - median))] +=
        histogram[static_cast<std::size_t>(shade)];
  }
  return median_above(distances, -1);
}

Histogram without_rim(const Histogram& histogram) {
  std::int64_t left = 0;
  for (const int count : histogram) {
    left += count;
  }
  left = static_cast<std::int64_t>(static_cast<double>(left) * kInner);
  Histogram out{};
  for (std::size_t shade = 0; shade < histogram.size(); ++shade) {
    out[shade] = static_cast<int>(std::min<std::int64_t>(histogram[shade], left));
    left -= out[shade];
  }
  return out;
}

Split split_of(const Histogram& histogram) {
  double all = 0;
  double sum = 0;
  for (int shade = 0; shade <= kDark; ++shade) {
    const double count = histogram[static_cast<std::size_t>(shade)];
    all += count;
    sum += count * shade;
  }
  Split out;
  double most = 0;  // of the variance that lies between the two
  double below = 0;
  double below_sum = 0;
  for (int shade = 0; shade < kDark; ++shade) {
    const double count = histogram[static_cast<std::size_t>(shade)];
    below += count;
    below_sum += count * shade;
    const double above = all - below;
    if (below <= 0 || above <= 0) {
      continue;
    }
    const double gap = (sum - below_sum) / above - below_sum / below;
    const double between = below * above * gap * gap;
    if (between > most) {
      most = between;
      out = {shade, gap, 0, below / all};
    }
  }
  out.spread = spread_above(histogram, out.shade);
  return out;
}

bool is_see_through(const Pixmap& picture, const Mark& mark) {
  Histogram histogram{};
  for (const auto& [column, row] : mark.cells) {
    for (int y = row * kCell; y < (row + 1) * kCell; ++y) {
      for (int x = column * kCell; x < (column + 1) * kCell; ++x) {
        if (const auto shade = picture.at(x, y); shade <= kDark) {
          ++histogram[shade];
        }
      }
    }
  }
  const Split split = split_of(without_rim(histogram));
  if (split.gap < std::max(kLeastGap, kLeastGapInSpreads * split.spread) || split.ink < kLeastInk ||
      split.ink > kMostInk) {
    return false;
  }
  int darker = 0;
  int in_strokes = 0;
  const auto is_ink = [&](int x, int y) {
    return x >= 0 && y >= 0 && x < picture.width && y < picture.height &&
           picture.at(x, y) <= split.shade;
  };
  for (const auto& [column, row] : mark.cells) {
    for (int y = row * kCell; y < (row + 1) * kCell; ++y) {
      for (int x = column * kCell; x < (column + 1) * kCell; ++x) {
        if (!is_ink(x, y)) {
          continue;
        }
        ++darker;
        const int beside = (is_ink(x - 1, y) ? 1 : 0) + (is_ink(x + 1, y) ? 1 : 0) +
                           (is_ink(x, y - 1) ? 1 : 0) + (is_ink(x, y + 1) ? 1 : 0);
        in_strokes += beside >= 2 ? 1 : 0;
      }
    }
  }
  return in_strokes >= kLeastInStrokes * darker;
}

// A cell in a picture of half the resolution: its rim mixes with what is beside it, and a light
// grain with what is around it. Text is too uneven.
constexpr int kCoarseCell = kCell / 2;
constexpr int kDarkestRim = 200;
constexpr int kDarkOnAverage = 156;

struct CoarseCell {
  std::array<int, (kCoarseCell - 2) * (kCoarseCell - 2)> inside{};
  bool may_be_dark = false;
};

CoarseCell coarse_cell(const Pixmap& coarse, int column, int row) {
  CoarseCell out;
  std::size_t next = 0;
  int lightest = 0;
  int lightest_inside = 0;
  int sum = 0;
  for (int y = 0; y < kCoarseCell; ++y) {
    for (int x = 0; x < kCoarseCell; ++x) {
      const int shade = coarse.at(column * kCoarseCell + x, row * kCoarseCell + y);
      lightest = std::max(lightest, shade);
      sum += shade;
      if (x > 0 && y > 0 && x + 1 < kCoarseCell && y + 1 < kCoarseCell) {
        out.inside[next++] = shade;
        lightest_inside = std::max(lightest_inside, shade);
      }
    }
  }
  out.may_be_dark = lightest <= kDarkestRim && lightest_inside <= kCoarselyDark &&
                    sum <= kDarkOnAverage * kCoarseCell * kCoarseCell;
  return out;
}

// Whether the picture of twice the resolution may show a mark that can be seen through: cells that
// are dark, as many as the smallest mark has, and not all of one shade. Strokes are paler here.
bool may_have_marks(const Pixmap& coarse) {
  Cells cells{coarse.width / kCoarseCell, coarse.height / kCoarseCell, {}};
  for (int row = 0; row < cells.rows; ++row) {
    for (int column = 0; column < cells.columns; ++column) {
      cells.is_dark.push_back(coarse_cell(coarse, column, row).may_be_dark ? 1 : 0);
    }
  }
  const auto marks = marks_of(std::move(cells));
  return std::any_of(marks.begin(), marks.end(), [&](const Mark& mark) {
    if (mark.cells.size() < kLeastCells || mark.column1 - mark.column0 < 2) {
      return false;
    }
    std::vector<int> shades;
    for (const auto& [column, row] : mark.cells) {
      const auto cell = coarse_cell(coarse, column, row);
      shades.insert(shades.end(), cell.inside.begin(), cell.inside.end());
    }
    std::sort(shades.begin(), shades.end());
    const auto share = [&](double of_all) {
      return shades[static_cast<std::size_t>(of_all * static_cast<double>(shades.size() - 1))];
    };
    // No more than half of a mark is writing.
    return share(0.6) - share(kLeastInk / 4) >= kLeastGap / 2 - 1;
  });
}

// Black on red is dark on dark only to a machine without colors.
Pixmap brightest(const Pixmap& picture) {
  Pixmap out{picture.width, picture.height, 1, picture.dpi, {}};
  out.samples.reserve(picture.samples.size() / 3);
  for (int y = 0; y < picture.height; ++y) {
    for (int x = 0; x < picture.width; ++x) {
      out.samples += static_cast<char>(
          std::max({picture.at(x, y, 0), picture.at(x, y, 1), picture.at(x, y, 2)}));
    }
  }
  return out;
}

}  // namespace

std::vector<Rect> see_through_areas(const Pixmap& picture) {
  std::vector<Rect> out;
  for (const auto& mark : marks_of(cells_of(picture))) {
    const int columns = mark.column1 - mark.column0 + 1;
    const int rows = mark.row1 - mark.row0 + 1;
    const std::size_t count = mark.cells.size();
    if (count < kLeastCells || columns < 3 ||
        static_cast<double>(count) < kLeastFilled * columns * rows ||
        !stands_on_paper(picture, mark) || !is_see_through(picture, mark)) {
      continue;
    }
    out.push_back({static_cast<double>(mark.column0 * kCell),
                   static_cast<double>(mark.row0 * kCell),
                   static_cast<double>((mark.column1 + 1) * kCell),
                   static_cast<double>((mark.row1 + 1) * kCell)});
  }
  return out;
}

Result<std::vector<Rect>> see_through_areas(PageView& view, const PageText& text) {
  const auto visible = std::count_if(
      text.words.begin(), text.words.end(), [](const Word& word) { return !word.is_invisible; });
  if (static_cast<std::size_t>(visible) > kMostWords || !text.may_hide_text) {
    return std::vector<Rect>{};
  }
  if (!may_have_marks(*TRY(view.coarse()))) {
    return std::vector<Rect>{};
  }
  // Gray is quicker, and what is dark in colors is dark in gray.
  auto out = see_through_areas(*TRY(view.gray()));
  const PageInfo& info = view.info();
  if (!out.empty()) {
    const auto whole =
        TRY(view.part({0, 0, info.width, info.height}, view.dpi(), PageView::Text::shown));
    out = see_through_areas(brightest(whole.picture));
  }
  const double points = 72 / view.dpi();
  const auto to_user = info.to_display.inverted();
  for (auto& area : out) {
    area = to_user.apply(Rect{area.x0 * points,
                              info.height - area.y1 * points,
                              area.x1 * points,
                              info.height - area.y0 * points});
  }
  return out;
}

}  // namespace vaughn::pdf
