// SPDX-License-Identifier: AGPL-3.0-or-later
#include "data/breakdown.h"

#include <gtest/gtest.h>

namespace vaughn::data {
namespace {

constexpr std::string_view kMap = R"toml(
key = "operations"
title = "Enforcement operations that used data of the application"
noun = "operation"
category = "6"
from = 2024-01-01
to = 2024-12-31

[[column]]
key = "office"
headers = ["Field office", "ERO AOR"]
[[column.value]]
name = "Harlan"
also = ["HAR", "Harlan Field Office"]

[[column]]
key = "type"
headers = ["Data types used", "Data type"]
separator = ";"

[[column]]
key = "sharing"
headers = ["Shared with"]
empty = "none"

[[column]]
key = "month"
headers = ["Date", "Operation date"]
kind = "month"

[[breakdown]]
key = "office_month"
title = "By field office and month"
rows = "office"
columns = "month"

[[breakdown]]
key = "type"
title = "By type of data"
rows = "type"
)toml";

foia::TableMap given_map() {
  auto map = foia::parse_table_map(kMap, "map.toml");
  EXPECT_TRUE(map) << (map ? "" : map.error().message + " " + map.error().hint);
  return map ? *map : foia::TableMap{};
}

foia::TableRow row(int number, std::vector<foia::TableValue> values) {
  foia::TableRow out;
  out.number = number;
  int column = 0;
  for (auto& value : values) {
    foia::TableCell cell;
    cell.column = column++;
    if (const auto* date = std::get_if<base::Date>(&value)) {
      cell.shown = base::to_string(*date);
    } else if (const auto* text = std::get_if<std::string>(&value)) {
      cell.shown = *text;
    } else {
      cell.shown = "1";
    }
    cell.value = std::move(value);
    if (!cell.shown.empty()) {
      out.cells.push_back(std::move(cell));
    }
  }
  return out;
}

Source source(std::int64_t id, std::vector<foia::TableRow> rows) {
  Source out;
  out.record.value = id;
  foia::TableSheet sheet;
  sheet.name = "Operations";
  sheet.rows = std::move(rows);
  out.tables.sheets.push_back(std::move(sheet));
  return out;
}

using V = std::vector<foia::TableValue>;
const std::string kDate = "Date";

foia::TableRow heading() {
  return row(1,
             V{kDate,
               std::string("FIELD  Office"),
               std::string("Data types used"),
               std::string("Shared with")});
}
foia::TableRow given_row(int number, std::string date, std::string office, std::string type) {
  return row(number, V{std::move(date), std::move(office), std::move(type), std::string()});
}

TEST(Breakdown, CountsEveryRowOrListsIt) {
  const auto map = given_map();
  const std::vector<Source> sources{
      source(1,
             {heading(),
              given_row(2, "3/14/2024", "HAR", "location; portrait"),
              given_row(3, "2024-03-20", "harlan field office", "Portrait;Location"),
              given_row(4, "soon", "Harlan", "location"),
              given_row(5, "2023-12-31", "Harlan", "location"),
              given_row(6, "2024-04-01", "", "location"),
              given_row(7, "2024-04-01", "Merrow", "location"),
              row(8, V{std::string("Total"), std::string("3"), std::string(), std::string()})})};
  const auto made = make_tables(map, sources);
  ASSERT_EQ(made.rows.size(), 7U);
  EXPECT_EQ(made.headings, 1);
  EXPECT_EQ(made.count(RowState::counted), 3);
  EXPECT_EQ(made.count(RowState::listed), 4);
  EXPECT_EQ(made.rows[0].groups,
            (std::vector<std::string>{"Harlan", "location + portrait", "none", "2024-03"}));
  EXPECT_EQ(made.rows[0].groups, made.rows[1].groups);
  EXPECT_EQ(made.rows[2].why, "no date in month");
  EXPECT_EQ(made.rows[3].why, "month outside the dates");
  EXPECT_EQ(made.rows[4].why, "no office");
  EXPECT_EQ(made.rows[6].why, "looks like a total");
}

TEST(Breakdown, EachCellOpensItsRows) {
  auto map = given_map();
  map.suppress_upto = 0;
  const std::vector<Source> sources{source(1,
                                           {heading(),
                                            given_row(2, "3/14/2024", "HAR", "location"),
                                            given_row(3, "14 Apr 2024", "Harlan", "portrait"),
                                            given_row(4, "April 2, 2024", "Merrow", "portrait")})};
  const auto made = make_tables(map, sources);
  const auto& table = made.breakdowns[0];
  EXPECT_EQ(table.row_names, (std::vector<std::string>{"Harlan", "Merrow"}));
  EXPECT_EQ(table.column_names, (std::vector<std::string>{"2024-03", "2024-04"}));
  EXPECT_EQ(table.cells[0][1].id, "operations.office_month.harlan.2024-04");
  ASSERT_EQ(table.cells[0][1].rows.size(), 1U);
  EXPECT_EQ(made.rows[table.cells[0][1].rows[0]].at.row, 3);
  EXPECT_EQ(table.cells[2][2].value, 3);
  EXPECT_EQ(table.cells[2][2].id, "operations.office_month.all.all");
  EXPECT_EQ(made.breakdowns[1].cells[0][0].id, "operations.type.location");
  EXPECT_EQ(made.breakdowns[1].cells.size(), 3U);
}

TEST(Breakdown, FindsColumnsByTheirHeadingsInEachFile) {
  const auto map = given_map();
  const std::vector<Source> sources{
      source(1, {heading(), given_row(2, "2024-03-01", "Harlan", "location")}),
      // Another order, another name, and a title above.
      source(2,
             {row(1, V{std::string("Operations of the quarter")}),
              row(3,
                  V{std::string("Data type"),
                    std::string("shared with"),
                    std::string("ERO AOR"),
                    std::string("Operation date")}),
              row(4,
                  V{std::string("portrait"),
                    std::string("harbor police"),
                    std::string("HAR"),
                    *base::parse_date("2024-05-02")})}),
      source(3, {row(1, V{std::string("Name"), std::string("Quiz")})})};
  const auto made = make_tables(map, sources);
  EXPECT_EQ(made.count(RowState::counted), 2);
  EXPECT_EQ(made.rows[1].groups,
            (std::vector<std::string>{"Harlan", "portrait", "harbor police", "2024-05"}));
  ASSERT_EQ(made.unread.size(), 1U);
  EXPECT_EQ(made.unread[0].rows, 1);
  EXPECT_EQ(made.unread[0].why, "no headings");
}

TEST(Breakdown, ARowOfAnotherFileCountsOnce) {
  auto map = given_map();
  // The same operation twice in one file is two; the second file has three of them.
  const auto same = [](int number) {
    return given_row(number, "2024-03-01", "Harlan", "location");
  };
  const std::vector<Source> sources{
      source(1, {heading(), same(2), same(3)}),
      source(2, {heading(), same(2), same(3), same(4), given_row(5, "2024-03-02", "Harlan", "x")})};
  const auto once = make_tables(map, sources);
  EXPECT_EQ(once.count(RowState::counted), 4);
  EXPECT_EQ(once.count(RowState::duplicate), 2);
  EXPECT_EQ(once.rows[3].same_as, (RowRef{{1}, "Operations", 3}));
  map.same_row = foia::SameRow::count_all;
  EXPECT_EQ(make_tables(map, sources).count(RowState::counted), 6);
}

TEST(Breakdown, HidesSmallNumbersInEveryTable) {
  const auto map = given_map();
  std::vector<foia::TableRow> rows{heading()};
  int number = 2;
  for (const auto& [office, month, count] :
       std::vector<std::tuple<std::string, std::string, int>>{{"Harlan", "2024-03-01", 4},
                                                              {"Harlan", "2024-04-01", 30},
                                                              {"Merrow", "2024-03-01", 25},
                                                              {"Merrow", "2024-04-01", 26},
                                                              {"Tansy", "2024-03-01", 40},
                                                              {"Tansy", "2024-04-01", 41}}) {
    for (int i = 0; i < count; ++i) {
      rows.push_back(given_row(number++, month, office, i % 2 == 0 ? "location" : "portrait"));
    }
  }
  const auto made = make_tables(map, std::vector<Source>{source(1, rows)});
  const auto& cells = made.breakdowns[0].cells;
  EXPECT_EQ(cells[0][0].shown, Shown::small);
  EXPECT_EQ(made.suppressed(), 4);
  EXPECT_EQ(cells[3][2].shown, Shown::yes);
  EXPECT_EQ(suppression_note(map, made).substr(0, 28), "* not shown: a number from 1");
}

TEST(Breakdown, ReadsDatesAsOfficesWriteThem) {
  const auto expected = *base::parse_date("2024-03-04");
  for (const auto* text : {"2024-03-04",
                           "3/4/2024",
                           "03/04/24",
                           "4 Mar 2024",
                           "March 4, 2024",
                           "2024-03-04 14:30",
                           "3/4/2024 9:15 AM",
                           "2024-03-04T09:30:00",
                           "4-MAR-2024"}) {
    EXPECT_EQ(date_of(std::string(text)), expected) << text;
  }
  for (const auto* text : {"", "soon", "13/40/2024", "2024", "3/4", "A-123-456"}) {
    EXPECT_FALSE(date_of(std::string(text))) << text;
  }
  EXPECT_FALSE(date_of(45355.0));
}

TEST(TableMap, SaysWhatIsWrong) {
  const auto bad = foia::parse_table_map("key = \"a\"\n[[column]]\nkey = \"b\"\n", "m.toml");
  ASSERT_FALSE(bad);
  EXPECT_EQ(bad.error().message.substr(0, 7), "m.toml:");
  auto text = std::string(kMap);
  text.replace(text.find("rows = \"office\""), 15, "rows = \"ofice\"");
  EXPECT_NE(foia::parse_table_map(text, "m.toml").error().message.find("ofice"), std::string::npos);
}

}  // namespace
}  // namespace vaughn::data
