// SPDX-License-Identifier: AGPL-3.0-or-later
#include "received/load_file.h"

#include <gtest/gtest.h>

#include "received/production.h"

namespace vaughn::received {
namespace {

TEST(LoadFile, ConcordanceInAnyCharsetAndWithLineBreaks) {
  const std::string utf8 =
      "\xEF\xBB\xBF\xC3\xBE"
      "BEGDOC#\xC3\xBE\x14\xC3\xBE"
      "Subject\xC3\xBE\r\n"
      "\xC3\xBE"
      "DOE-000001\xC3\xBE\x14\xC3\xBE"
      "two\r\nlines\xC2\xAE"
      "three\xC3\xBE\r\n";
  const auto table = read_delimited(utf8);
  ASSERT_TRUE(table) << table.error().message;
  EXPECT_EQ(table->names, (std::vector<std::string>{"BEGDOC", "SUBJECT"}));
  ASSERT_EQ(table->rows.size(), 1U);
  EXPECT_EQ(table->rows[0][1], "two\r\nlines\nthree");

  const std::string windows =
      "\xFE"
      "BEGBATES\xFE\x14\xFE"
      "ENDBATES\xFE\r\n\xFE"
      "A-001\xFE\x14\xFE"
      "A-003\xFE\r\n";
  const auto other = read_delimited(windows);
  ASSERT_TRUE(other) << other.error().message;
  EXPECT_TRUE(is_load_table(*other));
  EXPECT_EQ(rows_of(*other).at(0).end, "A-003");
}

TEST(LoadFile, PilcrowsAndThornsTheOtherWayRound) {
  const std::string text =
      "\xC3\xBE"
      "BEGBATES\xC3\xBE\xC2\xB6\xC3\xBE"
      "PDFPATH\xC3\xBE\n"
      "\xC3\xBE"
      "A-001\xC3\xBE\xC2\xB6\xC3\xBE"
      ".\\PDF\\a.pdf\xC3\xBE\n";
  const auto table = read_delimited(text);
  ASSERT_TRUE(table) << table.error().message;
  EXPECT_EQ(rows_of(*table).at(0).file, "PDF/a.pdf");
}

TEST(LoadFile, CsvAndTabs) {
  const auto csv = read_delimited("Beg Bates,End Bates,Pages\r\n\"A-001\",A-002,\"2\"\r\n");
  ASSERT_TRUE(csv);
  EXPECT_EQ(rows_of(*csv).at(0).page_count, 2);
  const auto tabs = read_delimited("BEGBATES\tTITLE\nA-001\tone, two\n");
  ASSERT_TRUE(tabs);
  EXPECT_EQ(rows_of(*tabs).at(0).title, "one, two");
}

TEST(LoadFile, RowsOfAnotherLengthAreSaid) {
  const auto table = read_delimited("BEGBATES,TITLE\nA-001\n");
  ASSERT_TRUE(table);
  EXPECT_EQ(table->problems.size(), 1U);
}

TEST(LoadFile, Opticon) {
  const auto lines = read_opticon("A-001,V,IMG\\1.tif,Y,,,2\r\nA-002,V,IMG\\2.tif,,,,\r\n");
  ASSERT_TRUE(lines) << lines.error().message;
  ASSERT_EQ(lines->size(), 2U);
  EXPECT_TRUE(lines->at(0).begins_document);
  EXPECT_EQ(lines->at(0).page_count, 2);
  EXPECT_EQ(lines->at(1).path, "IMG/2.tif");
  EXPECT_FALSE(read_opticon("A-001,V\n"));
}

TEST(LoadFile, Ipro) {
  const auto lines = read_ipro(
      "VN,VOL1\r\n"
      "IM,A-001,D,0,@VOL1;IMG\\001;A-001.TIF;2,0\r\n"
      "IM,A-002, ,0,@VOL1;IMG\\001\\;A-002.TIF;2,90\r\n"
      "IM,A-003,C,2,@VOL1;;all.tif;2,0\r\n"
      "OF,A-001,@VOL1;TEXT;A-001.txt;1\r\n");
  ASSERT_TRUE(lines) << lines.error().message;
  ASSERT_EQ(lines->size(), 3U);
  EXPECT_EQ(lines->at(0), (ImageLine{"A-001", "VOL1", "IMG/001/A-001.TIF", true, 0, 0}));
  EXPECT_EQ(lines->at(1), (ImageLine{"A-002", "VOL1", "IMG/001/A-002.TIF", false, 0, 0}));
  EXPECT_EQ(lines->at(2), (ImageLine{"A-003", "VOL1", "all.tif", true, 0, 2}));
  EXPECT_FALSE(read_ipro("IM,A-001,D,0\r\n"));
  EXPECT_FALSE(read_ipro("A-001,V,IMG\\1.tif,Y,,,1\r\n"));
}

TEST(Plan, PicturesInTwoLoadFilesAreOnce) {
  const auto plan =
      plan_installment("VOL1",
                       {"1.tif", "a.lfp", "a.opt"},
                       [](const std::string& path) -> base::Result<base::Bytes> {
                         return base::Bytes(path == "a.opt" ? "A-001,V,1.tif,Y,,,1\r\n"
                                                            : "IM,A-001,D,0,@V;;1.tif;2,0\r\n");
                       });
  ASSERT_EQ(plan.documents.size(), 1U);
  EXPECT_EQ(plan.documents[0].sources.size(), 1U);
}

TEST(Plan, DocumentsComeFromLoadFilesThenFilesInTheOrderOfPeople) {
  const auto plan = plan_installment(
      "VOL1",
      {"10.pdf", "2.pdf", "IMG/1.tif", "IMG/2.tif", "a.opt", "note.docx"},
      [](const std::string&) -> base::Result<base::Bytes> {
        return base::Bytes("A-001,V,IMG\\1.tif,Y,,,2\r\nA-002,V,IMG\\2.tif,,,,\r\n");
      });
  ASSERT_EQ(plan.documents.size(), 3U);
  EXPECT_EQ(plan.documents[0].sources.size(), 2U);
  EXPECT_EQ(plan.documents[0].begin, "A-001");
  EXPECT_EQ(plan.documents[1].path, "2.pdf");
  EXPECT_EQ(plan.documents[2].path, "10.pdf");
  EXPECT_EQ(plan.others, (std::vector<std::string>{"note.docx"}));
}

TEST(Plan, FilesThatALoadFileNamesInVainAreSaid) {
  const auto plan =
      plan_installment("VOL1", {"a.opt"}, [](const std::string&) -> base::Result<base::Bytes> {
        return base::Bytes("A-001,V,IMG\\1.tif,Y,,,1\r\n");
      });
  ASSERT_EQ(plan.problems.size(), 1U);
  EXPECT_EQ(plan.problems[0].path, "a.opt");
}

}  // namespace
}  // namespace vaughn::received
