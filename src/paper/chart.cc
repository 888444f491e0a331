// SPDX-License-Identifier: AGPL-3.0-or-later
#include "paper/chart.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "base/text.h"
#include "paper/detail/drawing.h"

namespace vaughn::paper {

using base::Bytes;
using base::Date;
using base::Error;
using base::ErrorCode;
using base::Result;
using detail::Anchor;
using detail::Drawing;
using detail::Fill;
using detail::Labels;
using detail::Point;

namespace {

constexpr double kWidth = 504;  // 7 inches
constexpr double kDotsPerInch = 200;
constexpr double kMargin = 14;
constexpr double kTitleSize = 13;
constexpr double kTextSize = 9;
constexpr double kSmallSize = 7.5;
constexpr double kGap = 5;
constexpr std::size_t kMostPieces = 6;
constexpr std::size_t kMostBars = 60;
constexpr std::array kFills{
    Fill::dark, Fill::light, Fill::rising, Fill::dots, Fill::falling, Fill::crossed};
constexpr std::array<std::string_view, 12> kMonths{
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

// 1, 2 or 5 times a power of ten, and whole: some four to six of them reach `most`.
double step_for(double most) {
  const auto rough = std::max(most / 5, 1.0);
  const auto power = std::pow(10, std::floor(std::log10(rough)));
  for (const double factor : {1.0, 2.0, 5.0, 10.0}) {
    if (factor * power >= rough) {
      return factor * power;
    }
  }
  return 10 * power;
}

std::string number(double value) {
  return base::with_commas(std::llround(value));
}

std::string short_date(Date date) {
  return fmt::format("{} {}",
                     kMonths.at(static_cast<unsigned>(date.month()) - 1),
                     static_cast<unsigned>(date.day()));
}

std::string month_and_year(Date date) {
  return fmt::format(
      "{} {}", kMonths.at(static_cast<unsigned>(date.month()) - 1), static_cast<int>(date.year()));
}

// Title and subtitle; returns where the chart may begin.
double draw_head(Drawing& drawing,
                 const std::string& title,
                 const std::string& subtitle,
                 bool draws = true) {
  double y = kMargin;
  y += drawing.paragraph(title, {kMargin, y}, kWidth - 2 * kMargin, kTitleSize, true, 0, draws);
  if (!subtitle.empty()) {
    y += 2 + drawing.paragraph(
                 subtitle, {kMargin, y + 2}, kWidth - 2 * kMargin, kTextSize, false, 0.25, draws);
  }
  return y + 10;
}

double foot_height(Drawing& drawing, const std::string& source) {
  return source.empty()
             ? 0
             : 8 + drawing.paragraph(
                       source, {kMargin, 0}, kWidth - 2 * kMargin, kSmallSize, false, 0.3, false);
}

void draw_foot(Drawing& drawing, const std::string& source, double bottom) {
  if (!source.empty()) {
    const auto height = foot_height(drawing, source);
    drawing.paragraph(source,
                      {kMargin, bottom - kMargin - height + 8},
                      kWidth - 2 * kMargin,
                      kSmallSize,
                      false,
                      0.3);
  }
}

// --- lines ---

struct Extent {
  Date first{};
  Date last{};
  double most = 0;
};

void widen(Extent& extent, Date date) {
  extent.first = std::min(extent.first, date);
  extent.last = std::max(extent.last, date);
}

Extent extent_of(const LineChart& chart) {
  Extent out;
  bool is_first = true;
  const auto add = [&](Date date, double value) {
    if (is_first) {
      out.first = out.last = date;
      is_first = false;
    }
    widen(out, date);
    out.most = std::max(out.most, value);
  };
  for (const auto& line : chart.lines) {
    for (const auto& point : line.points) {
      add(point.date, point.value);
    }
  }
  if (chart.band) {
    for (const auto& point : chart.band->points) {
      add(point.date, point.high);
    }
  }
  for (const auto& date : chart.dates) {
    widen(out, date.date);
  }
  if (out.first == out.last) {
    out.last = base::add_days(out.last, 1);
  }
  return out;
}

struct Axes {
  double left = 0;
  double right = 0;
  double top = 0;
  double bottom = 0;
  Extent extent{};
  double highest = 0;

  double x(Date date) const {
    const auto whole = static_cast<double>(base::days_between(extent.first, extent.last));
    return left +
           (right - left) * static_cast<double>(base::days_between(extent.first, date)) / whole;
  }
  double y(double value) const { return bottom - (bottom - top) * value / highest; }
};

void draw_value_axis(Drawing& drawing, const LineChart& chart, const Axes& axes, double step) {
  for (double value = 0; value <= axes.highest + step / 2; value += step) {
    drawing.line({{axes.left, axes.y(value)}, {axes.right, axes.y(value)}},
                 value == 0 ? 0.9 : 0.4,
                 value == 0 ? 0.2 : 0.8);
    drawing.text(
        number(value), {axes.left - kGap, axes.y(value)}, kTextSize, Anchor::right, false, 0.15);
  }
  drawing.turned_text(
      chart.y_label, {kMargin + kTextSize / 2, (axes.top + axes.bottom) / 2}, kTextSize, 0.15);
}

void draw_time_axis(Drawing& drawing, const Axes& axes) {
  const auto days = base::days_between(axes.extent.first, axes.extent.last);
  const auto tick = [&](Date date, const std::string& label, double& free_from) {
    const auto x = axes.x(date);
    const auto half = drawing.text_width(label, kTextSize) / 2;
    drawing.line({{x, axes.bottom}, {x, axes.bottom + 3.5}}, 0.7, 0.2);
    if (x - half >= free_from && x + half <= kWidth - 2) {
      drawing.text(label, {x, axes.bottom + 12}, kTextSize, Anchor::middle, false, 0.15);
      free_from = x + half + 8;
    }
  };
  double free_from = 0;
  if (days <= 70) {
    const auto every = days <= 14 ? 2 : 7;
    for (auto date = axes.extent.first; date <= axes.extent.last;
         date = base::add_days(date, every)) {
      tick(date, short_date(date), free_from);
    }
    return;
  }
  const int every = days <= 500 ? 1 : days <= 1500 ? 3 : 12;
  std::chrono::year_month month(axes.extent.first.year(), axes.extent.first.month());
  for (; Date(month / 1) <= axes.extent.last; month += std::chrono::months(1)) {
    const Date date(month / 1);
    const auto place = static_cast<int>(static_cast<unsigned>(month.month())) - 1;
    if (date >= axes.extent.first && place % every == 0) {
      tick(date, month_and_year(date), free_from);
    }
  }
}

std::vector<double> dashes(LineStyle style) {
  switch (style) {
    case LineStyle::solid: return {};
    case LineStyle::dashed: return {6, 3};
    case LineStyle::dotted: return {1.2, 2.6};
  }
  return {};
}

std::vector<Point> path_of(const LineSeries& line, const Axes& axes) {
  std::vector<Point> out;
  for (const auto& point : line.points) {
    if (line.is_stepped && !out.empty()) {
      out.emplace_back(axes.x(point.date), out.back().second);
    }
    out.emplace_back(axes.x(point.date), axes.y(point.value));
  }
  return out;
}

// What each line and area means, in rows under the title.
double draw_key(Drawing& drawing, const LineChart& chart, double y) {
  double x = kMargin;
  const auto room = [&](const std::string& name) {
    const auto width = 30 + drawing.text_width(name, kTextSize);
    if (x > kMargin && x + width > kWidth - kMargin) {
      x = kMargin;
      y += 14;
    }
    return width;
  };
  for (const auto& line : chart.lines) {
    const auto width = room(line.name);
    drawing.line({{x, y}, {x + 24, y}}, 1.6, 0, dashes(line.style));
    drawing.text(line.name, {x + 29, y}, kTextSize);
    x += width + 10;
  }
  if (chart.band) {
    room(chart.band->name);
    drawing.area({{x, y - 4.5}, {x + 24, y - 4.5}, {x + 24, y + 4.5}, {x, y + 4.5}}, 0.82);
    drawing.text(chart.band->name, {x + 29, y}, kTextSize);
  }
  return y + 14;
}

// Upright lines with their names beside them, each name on the first row where it has room.
void draw_dates(Drawing& drawing, const LineChart& chart, const Axes& axes) {
  auto dates = chart.dates;
  std::stable_sort(
      dates.begin(), dates.end(), [](const auto& a, const auto& b) { return a.date < b.date; });
  // All lines first, so that none crosses a name.
  for (const auto& date : dates) {
    const auto x = axes.x(date.date);
    drawing.line({{x, axes.top - 2}, {x, axes.bottom}}, 0.8, 0.35, {3, 2});
  }
  std::vector<double> free_from;
  for (const auto& date : dates) {
    const auto x = axes.x(date.date);
    const auto label =
        drawing.fitted(fmt::format("{} ({})", date.name, short_date(date.date)), kSmallSize, 200);
    const auto width = drawing.text_width(label, kSmallSize);
    const bool is_left = x + 4 + width > axes.right;
    const auto begin = is_left ? x - 4 - width : x + 4;
    std::size_t row = 0;
    while (row < free_from.size() && begin < free_from[row]) {
      ++row;
    }
    if (row == free_from.size()) {
      free_from.push_back(0);
    }
    free_from[row] = std::max(x, begin + width) + 6;
    const auto y = axes.top + 5 + 11 * static_cast<double>(row);
    drawing.area({{begin - 1, y - 5},
                  {begin + width + 1, y - 5},
                  {begin + width + 1, y + 5},
                  {begin - 1, y + 5}},
                 1);
    drawing.text(label, {begin, y}, kSmallSize, Anchor::left, false, 0.1);
  }
}

void draw_lines(Drawing& drawing, const LineChart& chart, double height) {
  Axes axes;
  axes.extent = extent_of(chart);
  const auto step = step_for(axes.extent.most);
  axes.highest = std::max(step, std::ceil(axes.extent.most / step) * step);
  axes.top = draw_key(drawing, chart, draw_head(drawing, chart.title, chart.subtitle)) + 4;
  axes.bottom = height - kMargin - foot_height(drawing, chart.source) - 20;
  axes.left = kMargin + kTextSize + 8 + drawing.text_width(number(axes.highest), kTextSize) + kGap;
  axes.right = kWidth - kMargin - 8;
  if (chart.band) {
    std::vector<Point> edge;
    for (const auto& point : chart.band->points) {
      edge.emplace_back(axes.x(point.date), axes.y(point.high));
    }
    for (auto point = chart.band->points.rbegin(); point != chart.band->points.rend(); ++point) {
      edge.emplace_back(axes.x(point->date), axes.y(point->low));
    }
    drawing.area(edge, 0.82);
  }
  draw_value_axis(drawing, chart, axes, step);
  draw_time_axis(drawing, axes);
  draw_dates(drawing, chart, axes);
  for (const auto& line : chart.lines) {
    const auto path = path_of(line, axes);
    drawing.line(path, 1.6, 0, dashes(line.style));
    if (line.style == LineStyle::solid && !path.empty()) {
      drawing.dot(path.back(), 2.6, 0);
    }
  }
  draw_foot(drawing, chart.source, height);
}

Result<void> check(const LineChart& chart) {
  bool has_point = false;
  const auto is_good = [](double value) { return std::isfinite(value) && value >= 0; };
  for (const auto& line : chart.lines) {
    for (const auto& point : line.points) {
      has_point = true;
      if (!is_good(point.value) || !point.date.ok()) {
        return Error{ErrorCode::invalid_argument, "a value of the chart cannot be drawn", ""};
      }
    }
  }
  if (chart.band) {
    for (const auto& point : chart.band->points) {
      if (!is_good(point.low) || !is_good(point.high) || !point.date.ok()) {
        return Error{ErrorCode::invalid_argument, "a value of the chart cannot be drawn", ""};
      }
    }
  }
  if (!has_point) {
    return Error{ErrorCode::invalid_argument, "a chart needs a point", ""};
  }
  return {};
}

// --- bars ---

constexpr double kBarHeight = 13;
constexpr double kBarPitch = 19;

double length_of(const Bar& bar) {
  double sum = 0;
  for (const auto& piece : bar.pieces) {
    sum += piece.value.value_or(0);
  }
  return sum;
}

double draw_pieces_key(Drawing& drawing, const BarChart& chart, double y, bool draws) {
  if (chart.pieces.size() < 2) {
    return y;
  }
  double x = kMargin;
  for (std::size_t i = 0; i < chart.pieces.size(); ++i) {
    const auto name = drawing.fitted(chart.pieces[i], kTextSize, 220);
    const auto width = 18 + drawing.text_width(name, kTextSize);
    if (x > kMargin && x + width > kWidth - kMargin) {
      x = kMargin;
      y += 14;
    }
    if (draws) {
      drawing.box(x, y - 5, 13, 10, kFills.at(i));
      drawing.text(name, {x + 18, y}, kTextSize);
    }
    x += width + 14;
  }
  return y + 16;
}

double bars_height(Drawing& drawing, const BarChart& chart) {
  const auto top = draw_pieces_key(
      drawing, chart, draw_head(drawing, chart.title, chart.subtitle, false), false);
  return top + kBarPitch * static_cast<double>(chart.bars.size()) + 38 +
         foot_height(drawing, chart.source) + kMargin;
}

void draw_bars(Drawing& drawing, const BarChart& chart, double height) {
  const auto top =
      draw_pieces_key(drawing, chart, draw_head(drawing, chart.title, chart.subtitle), true);
  double longest = 0;
  double names = 0;
  double totals = 0;
  for (const auto& bar : chart.bars) {
    longest = std::max(longest, length_of(bar));
    names = std::max(names, drawing.text_width(bar.name, kTextSize));
    totals = std::max(totals, drawing.text_width(bar.total, kTextSize));
  }
  const auto step = step_for(longest);
  const auto highest = std::max(step, std::ceil(longest / step) * step);
  const auto left = kMargin + std::min(names, 170.0) + kGap + 2;
  const auto right = kWidth - kMargin - totals - kGap;
  const auto bottom = top + kBarPitch * static_cast<double>(chart.bars.size());
  const auto x = [&](double value) { return left + (right - left) * value / highest; };
  for (double value = 0; value <= highest + step / 2; value += step) {
    drawing.line(
        {{x(value), top - 2}, {x(value), bottom}}, value == 0 ? 0.9 : 0.4, value == 0 ? 0.2 : 0.8);
    drawing.text(number(value), {x(value), bottom + 9}, kTextSize, Anchor::middle, false, 0.15);
  }
  drawing.text(
      chart.x_label, {(left + right) / 2, bottom + 23}, kTextSize, Anchor::middle, false, 0.15);
  double y = top;
  for (const auto& bar : chart.bars) {
    const auto middle = y + kBarPitch / 2;
    drawing.text(
        drawing.fitted(bar.name, kTextSize, 170), {left - kGap, middle}, kTextSize, Anchor::right);
    double at = 0;
    for (std::size_t i = 0; i < bar.pieces.size(); ++i) {
      const auto value = bar.pieces[i].value.value_or(0);
      if (value > 0) {
        drawing.box(
            x(at), middle - kBarHeight / 2, x(at + value) - x(at), kBarHeight, kFills.at(i));
        at += value;
      }
    }
    drawing.text(bar.total, {x(at) + kGap, middle}, kTextSize);
    y += kBarPitch;
  }
  draw_foot(drawing, chart.source, height);
}

Result<void> check(const BarChart& chart) {
  if (chart.bars.empty() || chart.bars.size() > kMostBars || chart.pieces.size() > kMostPieces) {
    return Error{
        ErrorCode::invalid_argument,
        fmt::format("a chart has 1 to {} bars of at most {} pieces", kMostBars, kMostPieces),
        ""};
  }
  for (const auto& bar : chart.bars) {
    if (bar.pieces.size() > kMostPieces) {
      return Error{ErrorCode::invalid_argument, "a bar has too many pieces", ""};
    }
    for (const auto& piece : bar.pieces) {
      if (piece.value && (!std::isfinite(*piece.value) || *piece.value < 0)) {
        return Error{ErrorCode::invalid_argument, "a value of the chart cannot be drawn", ""};
      }
    }
  }
  return {};
}

constexpr double kLineChartHeight = 316;

// The height hangs on how the texts break, which only a drawing can tell.
Result<double> height_of(const BarChart& chart) {
  double height = 0;
  TRY(detail::draw_svg(
      kWidth, 10, {}, [&](Drawing& drawing) { height = std::ceil(bars_height(drawing, chart)); }));
  return height;
}

}  // namespace

Result<Bytes> to_svg(const LineChart& chart) {
  TRY(check(chart));
  return detail::draw_svg(
      kWidth, kLineChartHeight, {chart.title, chart.description}, [&](Drawing& drawing) {
        draw_lines(drawing, chart, kLineChartHeight);
      });
}

Result<Bytes> to_png(const LineChart& chart) {
  TRY(check(chart));
  return detail::draw_png(kWidth,
                          kLineChartHeight,
                          kDotsPerInch,
                          {chart.title, chart.description},
                          [&](Drawing& drawing) { draw_lines(drawing, chart, kLineChartHeight); });
}

Result<Bytes> to_svg(const BarChart& chart) {
  TRY(check(chart));
  const auto height = TRY(height_of(chart));
  return detail::draw_svg(kWidth, height, {chart.title, chart.description}, [&](Drawing& drawing) {
    draw_bars(drawing, chart, height);
  });
}

Result<Bytes> to_png(const BarChart& chart) {
  TRY(check(chart));
  const auto height = TRY(height_of(chart));
  return detail::draw_png(
      kWidth, height, kDotsPerInch, {chart.title, chart.description}, [&](Drawing& drawing) {
        draw_bars(drawing, chart, height);
      });
}

}  // namespace vaughn::paper
