// SPDX-License-Identifier: AGPL-3.0-or-later
#include <array>

#include <gtest/gtest.h>

#include "clock/calendar.h"

namespace vaughn::clock {
namespace {

// What ICE published of its oldest pending requests, appeals and consultations: the date of receipt
// and working days to the end of the fiscal year (foia.gov, annual reports of DHS, FY2023 and
// FY2024). Public domain. Left out are the rows that contradict the others of their own list.
struct Published {
  const char* received;
  int working_days;
};

constexpr std::array<Published, 28> k2023{
    {{"2018-08-31", 1270}, {"2018-09-05", 1268}, {"2018-10-01", 1250}, {"2018-10-31", 1229},
     {"2018-11-14", 1220}, {"2018-12-03", 1208}, {"2018-12-11", 1202}, {"2018-12-18", 1197},
     {"2019-01-04", 1186}, {"2016-02-24", 1905}, {"2016-06-01", 1836}, {"2016-09-29", 1752},
     {"2017-09-25", 1505}, {"2017-09-26", 1504}, {"2017-10-23", 1486}, {"2017-12-27", 1442},
     {"2018-07-05", 1311}, {"2018-07-13", 1305}, {"2017-05-15", 1597}, {"2017-05-17", 1595},
     {"2017-05-17", 1595}, {"2017-12-01", 1459}, {"2018-05-10", 1349}, {"2018-07-25", 1297},
     {"2018-08-06", 1289}, {"2018-08-06", 1289}, {"2018-11-23", 1214}, {"2019-03-07", 1144}}};

constexpr std::array<Published, 23> k2024{
    {{"2018-09-05", 1518}, {"2018-11-14", 1470}, {"2019-02-12", 1410}, {"2019-02-28", 1399},
     {"2019-03-18", 1387}, {"2019-05-10", 1348}, {"2018-07-05", 1561}, {"2018-08-08", 1537},
     {"2018-10-18", 1488}, {"2018-10-23", 1485}, {"2019-02-22", 1403}, {"2019-03-12", 1391},
     {"2019-04-24", 1360}, {"2019-05-09", 1349}, {"2019-05-20", 1342}, {"2017-05-15", 1847},
     {"2017-12-01", 1709}, {"2018-07-25", 1547}, {"2018-08-06", 1539}, {"2018-08-06", 1539},
     {"2018-11-23", 1464}, {"2019-03-07", 1394}, {"2019-08-09", 1285}}};

base::Date day(std::string_view text) {
  return *base::parse_date(text);
}

int counted(std::string_view calendar, std::string_view received, std::string_view end) {
  static const auto kDhs = *Calendars::built_in().calendar("dhs-dc");
  static const auto kFederal = *Calendars::built_in().calendar("federal");
  const auto& days = calendar == "federal" ? kFederal : kDhs;
  return days.working_days_between(day(received), day(end));
}

TEST(PublishedByIce, IsWhatItsCalendarCounts) {
  for (const auto& [received, published] : k2023) {
    EXPECT_EQ(counted("dhs-dc", received, "2023-09-30"), published) << received;
    // The national calendar counts Inauguration Day.
    EXPECT_EQ(counted("federal", received, "2023-09-30"), published + 1) << received;
  }
  for (const auto& [received, published] : k2024) {
    EXPECT_EQ(counted("dhs-dc", received, "2024-09-30"), published) << received;
  }
}

// The ten oldest consultations of ICE at the end of FY2023 (section XII.C), all ten as published.
TEST(PublishedByIce, IsOfOneListExactlyWhatItsCalendarCounts) {
  constexpr std::array<Published, 10> kConsultations{{{"2017-05-15", 1597},
                                                      {"2017-05-17", 1595},
                                                      {"2017-05-17", 1595},
                                                      {"2017-12-01", 1459},
                                                      {"2018-05-10", 1349},
                                                      {"2018-07-25", 1297},
                                                      {"2018-08-06", 1289},
                                                      {"2018-08-06", 1289},
                                                      {"2018-11-23", 1214},
                                                      {"2019-03-07", 1144}}};
  for (const auto& [received, published] : kConsultations) {
    EXPECT_EQ(counted("dhs-dc", received, "2023-09-30"), published) << received;
  }
}

// A year later the same list names 2016 and 2017 where it named 2017 and 2018, with days that only
// fit the earlier list: the year of receipt was mistyped, and not the count.
TEST(PublishedByIce, MistypedTwoYearsOfReceipt) {
  EXPECT_EQ(counted("dhs-dc", "2017-05-17", "2024-09-30"), 1845);  // published as of 2016-05-17
  EXPECT_EQ(counted("dhs-dc", "2018-05-10", "2024-09-30"), 1599);  // published as of 2017-05-10
}

// Between two receipts lie 16 working days; what was published of them differs by 10. No calendar
// can give both.
TEST(PublishedByIce, ContradictsItself) {
  EXPECT_EQ(counted("dhs-dc", "2019-04-18", "2019-05-10"), 16);
  constexpr int kPublishedOfApril18 = 1358;
  constexpr int kPublishedOfMay10 = 1348;
  EXPECT_EQ(kPublishedOfApril18 - kPublishedOfMay10, 10);
}

}  // namespace
}  // namespace vaughn::clock
