// SPDX-License-Identifier: AGPL-3.0-or-later
#include "pdf/mixed_raster.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <utility>
#include <vector>

namespace vaughn::pdf {

namespace {

using Samples = std::vector<std::uint8_t>;

// Writing is at least as dark as this inside, and as neutral.
constexpr int kBlack = 40;
constexpr int kNeutral = 40;
// Its soft edge belongs to it up to the middle.
constexpr int kEdge = 128;
// Blocks of so many pixels are writing or are not: in those that are, what is dark is black, and
// there are not many more shades than the edges of strokes have.
constexpr int kBlock = 16;
constexpr int kMeanBlack = 20;
constexpr double kShadesPerBlack = 1.5;
// A page with less writing than this share gains nothing.
constexpr double kLeastWriting = 0.0005;
// Pixels around writing that show its edge.
constexpr int kHalo = 2;
// Cells of the background whose pixels differ by more hold detail; the share of those that may be
// lost.
constexpr int kDetail = 64;
constexpr double kMostDetail = 0.005;
// Windows of so many cells in which more hold detail than an edge has hold small letters in color,
// which could not be read at a third of the resolution.
constexpr int kWindow = 8;
constexpr int kBusy = 20;
constexpr int kReadable = 2;  // times lower a resolution than the page's
// Squares of so many pixels show the same once the layers are joined, up to this mean difference:
// the edge of a letter makes less, a stroke that got lost makes more.
constexpr int kSquare = 6;
constexpr int kDifferent = 48;

std::size_t index(int x, int y, int width) {
  return static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
         static_cast<std::size_t>(x);
}

const std::uint8_t* data_of(const Pixmap& pixmap) {
  return reinterpret_cast<const std::uint8_t*>(pixmap.samples.data());
}

struct Pixel {
  int high = 0;
  int low = 0;
};

Pixel pixel_at(const std::uint8_t* at, int components) {
  if (components == 1) {
    return {*at, *at};
  }
  return {std::max({at[0], at[1], at[2]}), std::min({at[0], at[1], at[2]})};
}

// 1 where the page is black inside of writing.
Samples black_of(const Pixmap& page) {
  Samples out(index(0, page.height, page.width), 0);
  const auto components = static_cast<std::size_t>(page.components);
  const std::uint8_t* data = data_of(page);
  for (int top = 0; top < page.height; top += kBlock) {
    for (int left = 0; left < page.width; left += kBlock) {
      const int bottom = std::min(page.height, top + kBlock);
      const int right = std::min(page.width, left + kBlock);
      int black = 0;
      int shades = 0;
      std::int64_t sum = 0;
      for (int y = top; y < bottom; ++y) {
        const std::uint8_t* at = data + index(left, y, page.width) * components;
        for (int x = left; x < right; ++x, at += components) {
          const Pixel pixel = pixel_at(at, page.components);
          if (pixel.high < kBlack) {
            ++black;
            sum += pixel.high;
          } else if (pixel.high < kEdge && pixel.high - pixel.low < kNeutral) {
            ++shades;
          }
        }
      }
      if (black == 0 || sum > static_cast<std::int64_t>(kMeanBlack) * black ||
          shades > kShadesPerBlack * black) {
        continue;
      }
      for (int y = top; y < bottom; ++y) {
        const std::uint8_t* at = data + index(left, y, page.width) * components;
        for (int x = left; x < right; ++x, at += components) {
          out[index(x, y, page.width)] = pixel_at(at, page.components).high < kBlack ? 1 : 0;
        }
      }
    }
  }
  return out;
}

// Each row and column as far as `reach` pixels around what is set.
Samples grown(const Samples& from, int width, int height, int reach) {
  Samples across(from.size(), 0);
  for (int y = 0; y < height; ++y) {
    const std::uint8_t* row = from.data() + index(0, y, width);
    std::uint8_t* to = across.data() + index(0, y, width);
    for (int x = 0; x < width; ++x) {
      if (row[x] != 0) {
        std::fill(to + std::max(0, x - reach), to + std::min(width, x + reach + 1), 1);
      }
    }
  }
  Samples out = across;
  for (int y = 0; y < height; ++y) {
    std::uint8_t* to = out.data() + index(0, y, width);
    for (int other = std::max(0, y - reach); other <= std::min(height - 1, y + reach); ++other) {
      const std::uint8_t* row = across.data() + index(0, other, width);
      for (int x = 0; x < width; ++x) {
        to[x] = static_cast<std::uint8_t>(to[x] | row[x]);
      }
    }
  }
  return out;
}

// Black and the soft pixels beside it.
Samples writing_of(const Pixmap& page) {
  Samples out = black_of(page);
  const Samples around = grown(out, page.width, page.height, 1);
  const auto components = static_cast<std::size_t>(page.components);
  const std::uint8_t* at = data_of(page);
  for (std::size_t i = 0; i < out.size(); ++i, at += components) {
    if (around[i] != 0 && out[i] == 0) {
      out[i] = pixel_at(at, page.components).high < kEdge ? 1 : 0;
    }
  }
  return out;
}

// Cells without a pixel of their own take the mean of their neighbours, from the edges of the gaps
// inwards.
void fill_gaps(Pixmap& picture, Samples& is_known) {
  const auto components = static_cast<std::size_t>(picture.components);
  auto* samples = reinterpret_cast<std::uint8_t*>(picture.samples.data());
  const auto around = [&](std::size_t cell, auto&& visit) {
    const int x = static_cast<int>(cell % static_cast<std::size_t>(picture.width));
    const int y = static_cast<int>(cell / static_cast<std::size_t>(picture.width));
    for (int other_y = std::max(0, y - 1); other_y <= std::min(picture.height - 1, y + 1);
         ++other_y) {
      for (int other_x = std::max(0, x - 1); other_x <= std::min(picture.width - 1, x + 1);
           ++other_x) {
        visit(index(other_x, other_y, picture.width));
      }
    }
  };
  constexpr std::uint8_t kWaiting = 2;
  std::vector<std::size_t> rim;
  const auto add_to_rim = [&](std::size_t cell) {
    if (is_known[cell] == 0) {
      is_known[cell] = kWaiting;
      rim.push_back(cell);
    }
  };
  for (std::size_t cell = 0; cell < is_known.size(); ++cell) {
    if (is_known[cell] == 1) {
      around(cell, add_to_rim);
    }
  }
  while (!rim.empty()) {
    const std::vector<std::size_t> now = std::exchange(rim, {});
    for (const std::size_t cell : now) {
      int sums[3] = {0, 0, 0};
      int count = 0;
      around(cell, [&](std::size_t other) {
        if (is_known[other] == 1) {
          ++count;
          for (std::size_t c = 0; c < components; ++c) {
            sums[c] += samples[other * components + c];
          }
        }
      });
      for (std::size_t c = 0; c < components; ++c) {
        samples[cell * components + c] = static_cast<std::uint8_t>((sums[c] + count / 2) / count);
      }
    }
    for (const std::size_t cell : now) {
      is_known[cell] = 1;
    }
    for (const std::size_t cell : now) {
      around(cell, add_to_rim);
    }
  }
}

// A cell has the mean color of its pixels that are clear of writing and its halo; where there are
// none, that of its neighbours, or of its brightest pixel beside the writing if that is brighter:
// white letters on black are all halo. With `trusts_halo` always that of the brightest pixel:
// beside letters in gray the neighbours say nothing. Nothing if too many cells hold detail.
std::optional<Pixmap> background_of(const Pixmap& page,
                                    const Samples& writing,
                                    const Samples& covered,
                                    int factor,
                                    bool trusts_halo) {
  Pixmap out;
  out.width = (page.width + factor - 1) / factor;
  out.height = (page.height + factor - 1) / factor;
  out.components = page.components;
  out.dpi = page.dpi / factor;
  const auto components = static_cast<std::size_t>(page.components);
  const std::size_t cells = index(0, out.height, out.width);
  out.samples.assign(cells * components, '\0');
  auto* samples = reinterpret_cast<std::uint8_t*>(out.samples.data());
  Samples is_known(cells, 0);
  const std::uint8_t* data = data_of(page);
  const auto most_detailed = static_cast<std::int64_t>(kMostDetail * static_cast<double>(cells));
  struct Halo {
    std::size_t cell = 0;
    std::size_t at = 0;
    int value = 0;
  };
  std::vector<Halo> of_halo;
  std::int64_t detailed = 0;
  const int windows_across = (out.width + kWindow - 1) / kWindow;
  std::vector<int> in_window(index(0, (out.height + kWindow - 1) / kWindow, windows_across), 0);
  for (int cell_y = 0; cell_y < out.height; ++cell_y) {
    for (int cell_x = 0; cell_x < out.width; ++cell_x) {
      int sums[3] = {0, 0, 0};
      int low[3] = {255, 255, 255};
      int high[3] = {0, 0, 0};
      int count = 0;
      int brightest = -1;
      std::size_t brightest_at = 0;
      const int bottom = std::min(page.height, (cell_y + 1) * factor);
      const int right = std::min(page.width, (cell_x + 1) * factor);
      for (int y = cell_y * factor; y < bottom; ++y) {
        for (int x = cell_x * factor; x < right; ++x) {
          const std::size_t at = index(x, y, page.width);
          if (covered[at] != 0) {
            const int value = pixel_at(data + at * components, page.components).high;
            if (writing[at] == 0 && value > brightest) {
              brightest = value;
              brightest_at = at * components;
            }
            continue;
          }
          ++count;
          for (std::size_t c = 0; c < components; ++c) {
            const int value = data[at * components + c];
            sums[c] += value;
            low[c] = std::min(low[c], value);
            high[c] = std::max(high[c], value);
          }
        }
      }
      const std::size_t cell = index(cell_x, cell_y, out.width);
      if (count == 0) {
        if (brightest >= 0) {
          of_halo.push_back({cell, brightest_at, brightest});
        }
        continue;
      }
      is_known[cell] = 1;
      bool has_detail = false;
      for (std::size_t c = 0; c < components; ++c) {
        samples[cell * components + c] = static_cast<std::uint8_t>((sums[c] + count / 2) / count);
        has_detail = has_detail || high[c] - low[c] > kDetail;
      }
      if (!has_detail) {
        continue;
      }
      const int here = ++in_window[index(cell_x / kWindow, cell_y / kWindow, windows_across)];
      if (++detailed > most_detailed || (factor > kReadable && here > kBusy)) {
        return std::nullopt;
      }
    }
  }
  fill_gaps(out, is_known);
  for (const auto& [cell, at, value] : of_halo) {
    if (trusts_halo || value > pixel_at(samples + cell * components, page.components).high) {
      std::copy_n(data + at, components, samples + cell * components);
    }
  }
  return out;
}

bool looks_same(const Pixmap& page, const Layers& layers) {
  const auto components = static_cast<std::size_t>(page.components);
  const std::uint8_t* before = data_of(page);
  const std::uint8_t* writing = data_of(layers.writing);
  const std::uint8_t* background = data_of(layers.background);
  for (int top = 0; top < page.height; top += kSquare) {
    for (int left = 0; left < page.width; left += kSquare) {
      int sums[3] = {0, 0, 0};
      const int bottom = std::min(page.height, top + kSquare);
      const int right = std::min(page.width, left + kSquare);
      for (int y = top; y < bottom; ++y) {
        for (int x = left; x < right; ++x) {
          const std::size_t at = index(x, y, page.width);
          const std::size_t cell =
              index(x / layers.factor, y / layers.factor, layers.background.width);
          for (std::size_t c = 0; c < components; ++c) {
            const int after = writing[at] == 0 ? 0 : background[cell * components + c];
            sums[c] += after - before[at * components + c];
          }
        }
      }
      const int count = (bottom - top) * (right - left);
      for (std::size_t c = 0; c < components; ++c) {
        if (std::abs(sums[c]) > kDifferent * count) {
          return false;
        }
      }
    }
  }
  return true;
}

}  // namespace

std::optional<Layers> split_layers(const Pixmap& page) {
  const Samples writing = writing_of(page);
  const auto written = std::count(writing.begin(), writing.end(), 1);
  if (static_cast<double>(written) < kLeastWriting * static_cast<double>(writing.size())) {
    return std::nullopt;
  }
  const Samples covered = grown(writing, page.width, page.height, kHalo);
  Layers out;
  out.writing.width = page.width;
  out.writing.height = page.height;
  out.writing.dpi = page.dpi;
  out.writing.samples.assign(writing.size(), '\xFF');
  for (std::size_t i = 0; i < writing.size(); ++i) {
    if (writing[i] != 0) {
      out.writing.samples[i] = '\0';
    }
  }
  for (const int factor : {3, 2}) {
    for (const bool trusts_halo : {false, true}) {
      auto background = background_of(page, writing, covered, factor, trusts_halo);
      if (!background) {
        break;
      }
      out.factor = factor;
      out.background = *std::move(background);
      if (looks_same(page, out)) {
        return out;
      }
    }
  }
  return std::nullopt;
}

}  // namespace vaughn::pdf
