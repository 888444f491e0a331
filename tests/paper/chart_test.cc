// SPDX-License-Identifier: AGPL-3.0-or-later
#include "paper/chart.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

namespace vaughn::paper {
namespace {

base::Date day(std::string_view text) {
  return *base::parse_date(text);
}

LineChart given_lines() {
  LineChart chart;
  chart.title = "Pages not yet reviewed, Category 6";
  chart.subtitle = "ICE reviewed 214 pages a week on average over 12 weeks";
  chart.description = "Of 3,400 pages 1,234 remained on December 6, 2024.";
  chart.y_label = "pages";
  chart.source = "From the ledger as of December 6, 2024 <event e81>.";
  LineSeries past{"pages remaining", {}, LineStyle::solid, true};
  const auto first = day("2024-08-30");
  const double counts[] = {
      3400, 3290, 3010, 2950, 2700, 2520, 2440, 2100, 2010, 1890, 1600, 1490, 1300, 1290, 1234};
  int week = 0;
  for (const double count : counts) {
    past.points.push_back({base::add_days(first, 7 * week++), count});
  }
  LineSeries middle{"at the measured pace", {}, LineStyle::dashed, false};
  BandSeries band{"90 percent interval", {}};
  for (int i = 0; i <= 9; ++i) {
    const auto date = base::add_days(day("2024-12-06"), 7 * i);
    middle.points.push_back({date, std::max(0.0, 1234 - 154.0 * i)});
    band.points.push_back({date, std::max(0.0, 1234 - 190.0 * i), std::max(0.0, 1234 - 125.0 * i)});
  }
  LineSeries rate{"at 500 pages a month",
                  {{day("2024-12-06"), 1234}, {day("2025-03-06"), 0}},
                  LineStyle::dotted,
                  false};
  chart.lines = {past, middle, rate};
  chart.band = band;
  chart.dates = {{"as of", day("2024-12-06")}, {"promise: category 6", day("2024-12-09")}};
  return chart;
}

BarChart given_bars() {
  BarChart chart;
  chart.title = "Enforcement operations that used location data, by field office";
  chart.description = "Harlan 40, Merrow between 1 and 10, Tansy 22.";
  chart.x_label = "operations";
  chart.pieces = {"location points", "portrait", "home address"};
  chart.bars = {{"Harlan Field Office", {{25.0}, {15.0}, {0.0}}, "40"},
                {"Merrow Field Office", {{std::nullopt}, {12.0}, {std::nullopt}}, "*"},
                {"Tansy Field Office", {{11.0}, {11.0}, {0.0}}, "22"}};
  chart.source = "* not shown: fewer than 11, or needed to protect such a number.";
  return chart;
}

// With VAUGHN_LOOK=FOLDER the pictures are left there to be looked at.
void leave(std::string_view name, const base::Bytes& bytes) {
  if (const char* folder = std::getenv("VAUGHN_LOOK")) {
    std::ofstream(std::string(folder) + "/" + std::string(name), std::ios::binary) << bytes;
  }
}

TEST(Chart, IsTheSameTwice) {
  EXPECT_EQ(*to_svg(given_lines()), *to_svg(given_lines()));
  EXPECT_EQ(*to_png(given_lines()), *to_png(given_lines()));
  EXPECT_EQ(*to_svg(given_bars()), *to_svg(given_bars()));
  EXPECT_EQ(*to_png(given_bars()), *to_png(given_bars()));
  leave("lines.svg", *to_svg(given_lines()));
  leave("lines.png", *to_png(given_lines()));
  leave("bars.png", *to_png(given_bars()));
  leave("bars.svg", *to_svg(given_bars()));
}

TEST(Chart, SvgTellsWhatItShows) {
  const auto svg = *to_svg(given_lines());
  EXPECT_NE(svg.find("role=\"img\" aria-labelledby=\"title desc\""), base::Bytes::npos);
  EXPECT_NE(svg.find("<title id=\"title\">Pages not yet reviewed, Category 6</title>"),
            base::Bytes::npos);
  EXPECT_NE(svg.find("<desc id=\"desc\">Of 3,400 pages 1,234 remained on December 6, 2024.</desc>"),
            base::Bytes::npos);
  EXPECT_EQ(svg.find("surface"), base::Bytes::npos);
}

TEST(Chart, PngTellsWhatItShows) {
  const auto png = *to_png(given_lines());
  EXPECT_EQ(png.substr(1, 3), "PNG");
  EXPECT_NE(png.find("iTXtTitle"), base::Bytes::npos);
  EXPECT_NE(png.find("1,234 remained"), base::Bytes::npos);
}

TEST(Chart, RefusesWhatCannotBeDrawn) {
  EXPECT_FALSE(to_svg(LineChart{}));
  EXPECT_FALSE(to_svg(BarChart{}));
  auto chart = given_bars();
  chart.bars.front().pieces.front().value = -1;
  EXPECT_FALSE(to_png(chart));
  chart = given_bars();
  chart.bars.resize(61, chart.bars.front());
  EXPECT_FALSE(to_png(chart));
}

TEST(Chart, DrawsASingleDay) {
  LineChart chart;
  chart.title = "One day";
  chart.lines = {{"pages", {{day("2024-12-06"), 0}}, LineStyle::solid, false}};
  EXPECT_TRUE(to_png(chart));
}

}  // namespace
}  // namespace vaughn::paper
