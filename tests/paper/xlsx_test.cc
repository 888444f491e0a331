// SPDX-License-Identifier: AGPL-3.0-or-later
#include "paper/xlsx.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

#include "base/process.h"
#include "paper/detail/zip.h"
#include "pdf_tools.h"

namespace vaughn::paper {
namespace {

using testing::HasSubstr;
using testing::Not;

base::Date date(int year, unsigned month, unsigned day) {
  return {std::chrono::year(year), std::chrono::month(month), std::chrono::day(day)};
}

Workbook an_index() {
  return {.title = "Vaughn index",
          .sheets = {{.name = "Index: volume 1/2",
                      .columns = {{.header = "No.", .width = 6},
                                  {.header = "Date", .width = 12},
                                  {.header = "Description", .width = 60, .wraps = true}},
                      .rows = {{1.0, date(2022, 10, 14), "Memorandum, \"draft\""},
                               {2.5, std::monostate{}, "=1+1"},
                               {3.0, date(1899, 1, 2), "two\nlines & <marks>"}}},
                     {.name = "index- volume 1/2", .rows = {{"_x000D_ stays"}}}}};
}

TEST(Xlsx, IsTheSameBytesTwice) {
  const auto first = to_xlsx(an_index());
  const auto second = to_xlsx(an_index());
  ASSERT_TRUE(first && second);
  EXPECT_EQ(*first, *second);
}

TEST(Xlsx, FreezesTheHeaderFiltersAndWraps) {
  PdfTools tools;
  const auto sheet = tools.part(*to_xlsx(an_index()), "xl/worksheets/sheet1.xml");
  EXPECT_THAT(sheet,
              HasSubstr("<pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" "
                        "state=\"frozen\"/>"));
  EXPECT_THAT(sheet, HasSubstr("<autoFilter ref=\"A1:C4\"/>"));
  EXPECT_THAT(sheet, HasSubstr("<c r=\"B2\" s=\"4\"><v>44848</v></c>"));
  EXPECT_THAT(sheet, HasSubstr("<c r=\"A3\" s=\"5\"><v>2.5</v></c>"));
  EXPECT_THAT(sheet, Not(HasSubstr("<f>")));
}

TEST(Xlsx, MakesSheetNamesFitAndDistinct) {
  PdfTools tools;
  Workbook workbook{
      .sheets = {{.name = "a/b"}, {.name = "A:B"}, {.name = ""}, {.name = std::string(40, 'x')}}};
  const auto xml = tools.part(*to_xlsx(workbook), "xl/workbook.xml");
  EXPECT_THAT(xml, HasSubstr("name=\"a b\""));
  EXPECT_THAT(xml, HasSubstr("name=\"A B (2)\""));
  EXPECT_THAT(xml, HasSubstr("name=\"Sheet3\""));
  EXPECT_THAT(xml, HasSubstr("name=\"" + std::string(31, 'x') + "\""));
}

TEST(Xlsx, CutsTextThatExcelWouldRefuse) {
  PdfTools tools;
  Workbook workbook{.sheets = {{.name = "s", .rows = {{std::string(40000, 'y')}}}}};
  const auto sheet = tools.part(*to_xlsx(workbook), "xl/worksheets/sheet1.xml");
  EXPECT_THAT(sheet, HasSubstr(std::string(32764, 'y') + "...<"));
}

TEST(Xlsx, OpensInLibreOffice) {
  PdfTools tools;
  const auto bytes = to_xlsx(an_index());
  ASSERT_TRUE(base::write_file(tools.folder() / "index.xlsx", *bytes));
  const auto folder = tools.folder().string();
  const auto done = base::run_process(
      {"soffice",
       "-env:UserInstallation=file://" + folder + "/profile",
       "--headless",
       "--convert-to",
       "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1",
       "--outdir",
       folder,
       folder + "/index.xlsx"},
      {},
      {"HOME=" + folder});
  if (!done) {
    GTEST_SKIP() << done.error().message;
  }
  const auto first = base::read_file(tools.folder() / "index-Index  volume 1 2.csv");
  ASSERT_TRUE(first) << first.error().message;
  EXPECT_EQ(*first,
            "No.,Date,Description\n1,2022-10-14,\"Memorandum, \"\"draft\"\"\"\n2.5,,=1+1\n"
            "3,1899-01-02,\"two\nlines & <marks>\"\n");
  const auto second = base::read_file(tools.folder() / "index-index- volume 1 2.csv");
  ASSERT_TRUE(second) << second.error().message;
  EXPECT_EQ(*second, "_x000D_ stays\n");
}

TEST(Xlsx, RefusesWhatExcelCannotHold) {
  EXPECT_FALSE(to_xlsx({}));
  Workbook workbook{.sheets = {{.name = "s"}}};
  workbook.sheets[0].rows.resize(1'048'576);
  EXPECT_FALSE(to_xlsx(workbook));
}

TEST(Xlsx, WritesNoInfinity) {
  PdfTools tools;
  Workbook workbook{.sheets = {{.name = "s", .rows = {{std::numeric_limits<double>::infinity()}}}}};
  EXPECT_THAT(tools.part(*to_xlsx(workbook), "xl/worksheets/sheet1.xml"),
              HasSubstr("not a number"));
}

TEST(Zip, HasNoTimeOfDayInAnyZone) {
  const std::vector<detail::ZipPart> parts{{"a.xml", "one"}, {"b.xml", std::string(10000, 'b')}};
  const auto here = detail::zip(parts);
  ASSERT_TRUE(here);
  ::setenv("TZ", "Pacific/Auckland", 1);
  ::tzset();
  const auto there = detail::zip(parts);
  ::unsetenv("TZ");
  ::tzset();
  EXPECT_EQ(*here, *there);
}

}  // namespace
}  // namespace vaughn::paper
