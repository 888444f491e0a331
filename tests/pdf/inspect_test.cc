// SPDX-License-Identifier: AGPL-3.0-or-later
#include "pdf/inspect.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "../support/pdf_text.h"

namespace vaughn::pdf {
namespace {

using test::PdfText;
using ::testing::Contains;
using ::testing::IsEmpty;

TEST(Inspect, TellsWhatAFileHoldsBesidesItsPages) {
  PdfText input;
  const int layer = input.object("<</Type/OCG/Name(L)>>");
  const int file = input.stream("/Type/EmbeddedFile", "x");
  const int spec = input.object(fmt::format("<</Type/Filespec/F(a.txt)/EF<</F {} 0 R>>>>", file));
  const int xmp = input.stream("/Type/Metadata/Subtype/XML", "<x/>");
  const int info = input.object("<</Author(A)>>");
  input.object("(nobody refers to this)");
  input.catalog(fmt::format(
      "/OCProperties<</OCGs[{0} 0 R]/D<<>>>>/Names<</EmbeddedFiles<</Names[(a){1} 0 R]>>>>"
      "/Metadata {2} 0 R/OpenAction<</S/JavaScript/JS(a)>>/AcroForm<</Fields[]>>/Lang(en)",
      layer,
      spec,
      xmp));
  input.trailer(fmt::format("/Info {} 0 R", info));
  input.page("", "", "/Annots[<</Type/Annot/Subtype/Link/Rect[0 0 1 1]>>]/PieceInfo<<>>");
  const auto facts = inspect(input.bytes() + "junk");
  ASSERT_TRUE(facts) << facts.error().message;
  EXPECT_EQ(facts->page_count, 1);
  EXPECT_EQ(facts->annotations, 1);
  EXPECT_EQ(facts->embedded_files, 1);
  EXPECT_TRUE(facts->has_layers && facts->has_xmp && facts->has_javascript &&
              facts->has_open_action && facts->has_form && facts->has_private_data);
  EXPECT_THAT(facts->info_keys, Contains("/Author"));
  EXPECT_THAT(facts->pages[0].keys, Contains("/PieceInfo"));
  EXPECT_EQ(facts->language, "en");
  EXPECT_EQ(facts->unreachable_objects, 1);
  EXPECT_EQ(facts->eof_markers, 1);
  EXPECT_EQ(facts->bytes_after_eof, 4U);
}

TEST(Inspect, SeesAnEarlierRevision) {
  PdfText input;
  input.page("");
  base::Bytes pdf = input.bytes();
  const std::size_t table = pdf.find("xref\n");
  pdf += fmt::format("xref\n0 0\ntrailer\n<</Size 9/Root 1 0 R/Prev {}>>\nstartxref\n{}\n%%EOF\n",
                     table,
                     pdf.size());
  const auto facts = inspect(pdf);
  ASSERT_TRUE(facts);
  EXPECT_TRUE(facts->has_earlier_revision);
  EXPECT_EQ(facts->eof_markers, 2);
}

TEST(Inspect, ReportsDamage) {
  PdfText input;
  input.page("");
  input.stream("/Filter/FlateDecode", "this is no deflated data");
  const auto facts = inspect(input.bytes());
  ASSERT_TRUE(facts);
  EXPECT_FALSE(facts->warnings.empty());
  EXPECT_FALSE(inspect("hello"));
}

TEST(FindLeaks, SeesThroughCommonDisguises) {
  const std::pair<const char*, const char*> cases[] = {
      {"(Xyzzynsky)", "text"},
      {"(XYZZYNSKY)", "text"},
      {"<58797a7a796e736b79>", "text"},
      {"<FEFF00580079007A007A0079006E0073006B0079>", "text"},
      {"(58797A7A796E736B79)", "hex"},
      {"(X y z z y n s k y)", "without spaces"},
      {"/Xyzzynsky", "text"},
  };
  for (const auto& [object, disguise] : cases) {
    PdfText input;
    input.page("");
    input.object(object);
    const auto leaks = find_leaks(input.bytes(), {"absent", "Xyzzynsky"});
    ASSERT_TRUE(leaks);
    ASSERT_EQ(leaks->size(), 1U) << object;
    EXPECT_EQ((*leaks)[0].needle, 1U);
    if (object[0] != '<') {  // found in the file as hexadecimal before it is decoded
      EXPECT_EQ((*leaks)[0].disguise, disguise) << object;
    }
  }
}

TEST(FindLeaks, JoinsWhatTjSpacesApart) {
  PdfText input;
  input.page("BT /F 12 Tf [(Xyz) -20 (zyn) -20 (sky)] TJ ET");
  EXPECT_EQ(find_leaks(input.bytes(), {"Xyzzynsky"})->size(), 1U);
  EXPECT_THAT(*find_leaks(input.bytes(), {"Xyzzynskyy", ""}), IsEmpty());
}

}  // namespace
}  // namespace vaughn::pdf
