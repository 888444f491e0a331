// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/dates.h"
#include "base/result.h"

namespace vaughn::paper {

// Charts for filings and letters: readable in gray and on a copy, since series differ by line,
// marker and hatching and are named where they end. Equal charts give equal bytes.
//
// The SVG has `title` and `description` as its accessible name and text, and its words as outlines,
// so that it looks the same wherever it is opened. The PNG has them as text chunks.

enum class LineStyle { solid, dashed, dotted };

struct DatedValue {
  base::Date date{};
  double value = 0;
  bool operator==(const DatedValue&) const = default;
};

struct LineSeries {
  std::string name{};
  std::vector<DatedValue> points{};  // by date
  LineStyle style = LineStyle::solid;
  bool is_stepped = false;  // holds its value until the next point
  bool operator==(const LineSeries&) const = default;
};

struct DatedBand {
  base::Date date{};
  double low = 0;
  double high = 0;
  bool operator==(const DatedBand&) const = default;
};

struct BandSeries {
  std::string name{};
  std::vector<DatedBand> points{};
  bool operator==(const BandSeries&) const = default;
};

// A date of its own, such as a promise: an upright line with its name.
struct ChartDate {
  std::string name{};
  base::Date date{};
  bool operator==(const ChartDate&) const = default;
};

struct LineChart {
  std::string title{};
  std::string subtitle{};
  std::string description{};  // for those who do not see it: what it shows, in numbers
  std::string y_label{};
  std::string source{};  // small, at the foot: "From the ledger as of ..."
  std::optional<BandSeries> band{};
  std::vector<LineSeries> lines{};
  std::vector<ChartDate> dates{};
  bool operator==(const LineChart&) const = default;
};

struct BarPiece {
  std::optional<double> value{};  // none: not shown, for a reason that `source` gives
  bool operator==(const BarPiece&) const = default;
};

struct Bar {
  std::string name{};
  std::vector<BarPiece> pieces{};  // one for each of the chart's `pieces`
  std::string total{};             // as written behind the bar; empty: nothing
  bool operator==(const Bar&) const = default;
};

// Lying bars under each other, each of one or several pieces (at most six).
struct BarChart {
  std::string title{};
  std::string subtitle{};
  std::string description{};
  std::string x_label{};
  std::string source{};
  std::vector<std::string> pieces{};  // their names
  std::vector<Bar> bars{};            // at most 60
  bool operator==(const BarChart&) const = default;
};

// No points, more than six pieces or 60 bars, a value that is negative or no number:
// invalid_argument.
base::Result<base::Bytes> to_svg(const LineChart& chart);
base::Result<base::Bytes> to_svg(const BarChart& chart);
// 200 dots to the inch, for a width of 7 inches.
base::Result<base::Bytes> to_png(const LineChart& chart);
base::Result<base::Bytes> to_png(const BarChart& chart);

}  // namespace vaughn::paper
