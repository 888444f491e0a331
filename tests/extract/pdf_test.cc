// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "../support/pdf_text.h"
#include "base/dates.h"
#include "extract_support.h"
#include "pdf/contents.h"

namespace vaughn::extract {
namespace {

using foia::FindingCode;
using ::testing::ElementsAre;
using testing::has_finding;
using ::testing::HasSubstr;
using testing::outline;

// A PDF of the objects, numbered from 1, the first being the catalog.
std::string pdf_of(const std::vector<std::string>& objects, const std::string& trailer_more = "") {
  std::string out = "%PDF-1.7\n";
  std::string table = fmt::format("xref\n0 {}\n0000000000 65535 f \n", objects.size() + 1);
  for (std::size_t i = 0; i < objects.size(); ++i) {
    table += fmt::format("{:010} 00000 n \n", out.size());
    out += fmt::format("{} 0 obj\n{}\nendobj\n", i + 1, objects[i]);
  }
  const auto start = out.size();
  return out + table +
         fmt::format("trailer\n<</Size {}/Root 1 0 R{}>>\nstartxref\n{}\n%%EOF\n",
                     objects.size() + 1,
                     trailer_more,
                     start);
}

std::string stream(const std::string& content, const std::string& more = "") {
  return fmt::format("<</Length {}{}>>\nstream\n{}\nendstream", content.size(), more, content);
}

constexpr const char* kFont = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>";

std::string page(int contents) {
  return fmt::format(
      "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources<</Font<</F 5 0 R>>>>"
      "/Contents {} 0 R>>",
      contents);
}

std::string two_pages(const std::string& catalog_more = "", std::vector<std::string> more = {}) {
  std::vector<std::string> objects{
      "<</Type/Catalog/Pages 2 0 R" + catalog_more + ">>",
      "<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2>>",
      page(6),
      page(7),
      kFont,
      stream("BT /F 12 Tf 72 700 Td (A first page with enough words to read.) Tj ET"),
      stream("")};
  objects.insert(objects.end(), more.begin(), more.end());
  return pdf_of(objects);
}

TEST(Pdf, GivesTextPageByPage) {
  const auto part = extract(two_pages(), "a.pdf").parts.at(0);
  EXPECT_EQ(part.kind, foia::RecordKind::pdf);
  EXPECT_EQ(part.metadata.page_count, 2);
  EXPECT_THAT(part.text, HasSubstr("A first page with enough words to read.\n\f"));
  ASSERT_TRUE(has_finding(part, FindingCode::partly_no_text));
  EXPECT_EQ(part.findings.back().page, 2);
}

TEST(Pdf, TakesOutEmbeddedFiles) {
  const auto bytes = two_pages(
      "/Names<</EmbeddedFiles<</Names[(a) 8 0 R]>>>>",
      {"<</Type/Filespec/F(a.txt)/UF(notes.txt)/EF<</F 9 0 R>>>>", stream("inside the PDF")});
  const auto extraction = extract(bytes, "a.pdf");
  EXPECT_THAT(outline(extraction), ElementsAre("record pdf", "record txt //1 notes.txt"));
  EXPECT_EQ(extraction.parts[1].text, "inside the PDF");
  EXPECT_EQ(extraction.parts[0].metadata.attachment_count, 1);
}

TEST(Pdf, SaysWhatIsInItBesidesPages) {
  const auto part = extract(two_pages("/OpenAction 8 0 R/OCProperties<<>>",
                                      {"<</S/JavaScript/JS(app.alert\\(1\\))>>",
                                       "<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/Contents(x)>>"}),
                            "a.pdf")
                        .parts.at(0);
  for (const auto code :
       {FindingCode::active_content, FindingCode::hidden_content, FindingCode::comments}) {
    EXPECT_TRUE(has_finding(part, code));
  }
}

TEST(Pdf, SaysWhichRedactionsCoverNothing) {
  const auto words = "BT /F 12 Tf 72 700 Td (Agent Xyzzynsky met Bob) Tj ET ";
  const auto part_of = [&](const std::string& content, const std::string& keys = "") {
    test::PdfText pdf;
    pdf.page(words + content, "", keys);
    return extract(pdf.bytes(), "a.pdf").parts.at(0);
  };
  EXPECT_FALSE(has_finding(part_of(""), FindingCode::bad_redaction));
  const auto covered = part_of("0 g 105 694 60 19 re f");
  ASSERT_TRUE(has_finding(covered, FindingCode::bad_redaction));
  EXPECT_EQ(covered.findings.at(0).page, 1);
  EXPECT_THAT(covered.findings.at(0).message, ::testing::Not(HasSubstr("yzz")));
  EXPECT_THAT(covered.text, HasSubstr("Xyzzynsky"));
  EXPECT_TRUE(has_finding(part_of("", "/Annots[<</Type/Annot/Subtype/Redact/Rect[9 9 99 20]>>]"),
                          FindingCode::bad_redaction));
  // Under hatching, and under a picture of several colors: no one color hides the words.
  std::string hatching = "1 g 104 694 60 19 re f 0 G 1 w ";
  for (int x = 100; x < 170; x += 4) {
    hatching += fmt::format("{} 694 m {} 713 l S {} 713 m {} 694 l S ", x, x + 8, x, x + 8);
  }
  EXPECT_TRUE(has_finding(part_of(hatching), FindingCode::bad_redaction));
  EXPECT_TRUE(has_finding(part_of("q 70 0 0 19 102 694 cm BI /W 4 /H 1 /BPC 8 /CS /RGB "
                                  "/F /AHx ID ff000000ff000000ffffff00> EI Q"),
                          FindingCode::bad_redaction));
  const auto label =
      part_of("0 g 100 490 90 25 re f 0 g BT /F 12 Tf 110 500 Td (\\(b\\)\\(6\\)) Tj ET");
  EXPECT_FALSE(has_finding(label, FindingCode::bad_redaction));
}

TEST(Pdf, SaysThatItWasNotLookedAt) {
  const Options options{.looks_for_bad_redactions = false};
  EXPECT_TRUE(
      has_finding(extract(two_pages(), "a.pdf", options).parts.at(0), FindingCode::not_rendered));
}

TEST(Pdf, ThatIsNoneIsAnException) {
  const auto part = extract("%PDF-1.7\nnothing follows\n", "a.pdf").parts.at(0);
  EXPECT_EQ(part.state, PartState::exception);
}

TEST(Pdf, AfterOtherBytesIsStillFound) {
  EXPECT_EQ(extract("\x01\x02\x03garbage\n" + two_pages(), "a.bin").parts.at(0).kind,
            foia::RecordKind::pdf);
}

TEST(PdfDate, IsReadWithItsZone) {
  const auto read = [](std::string_view text) {
    const auto date = pdf::parse_pdf_date(text);
    return date ? base::to_string(*date) : "none";
  };
  EXPECT_EQ(read("D:20221014093000-04'00'"), "2022-10-14T13:30:00Z");
  EXPECT_EQ(read("D:20221014093000Z"), "2022-10-14T09:30:00Z");
  EXPECT_EQ(read("20221014"), "2022-10-14T00:00:00Z");
  EXPECT_EQ(read("D:2022"), "2022-01-01T00:00:00Z");
  EXPECT_EQ(read("D:20221314"), "none");
  EXPECT_EQ(read("yesterday"), "none");
}

}  // namespace
}  // namespace vaughn::extract
