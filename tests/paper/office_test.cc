// SPDX-License-Identifier: AGPL-3.0-or-later
#include "paper/office.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "base/files.h"
#include "paper/detail/zip.h"
#include "pdf_tools.h"

namespace vaughn::paper {
namespace {

using base::ErrorCode;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

// A flat ODF text: one file, readable, and enough to try what a hostile document would.
std::string flat_text(std::string_view body) {
  return fmt::format(
      R"(<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:xlink="http://www.w3.org/1999/xlink"
 office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">
<office:body><office:text>{}</office:text></office:body></office:document>)",
      body);
}

class OfficeTest : public testing::Test {
 protected:
  void SetUp() override {
    auto started = Office::start(tools_.folder());
    if (!started) {
      GTEST_SKIP() << started.error().message;
    }
    office_.emplace(std::move(*started));
  }

  ErrorCode failure(base::BytesView document, std::string_view extension) {
    const auto pdf = office_->to_pdf(document, extension);
    EXPECT_FALSE(pdf);
    return pdf ? ErrorCode{} : pdf.error().code;
  }

  PdfTools tools_;
  std::optional<Office> office_;
};

TEST_F(OfficeTest, ConvertsOneDocumentAfterAnother) {
  for (int i = 0; i < 5; ++i) {
    const auto pdf = office_->to_pdf(fmt::format("{{\\rtf1 document {} of five}}", i), "rtf");
    ASSERT_TRUE(pdf) << pdf.error().message;
    EXPECT_THAT(tools_.text(*pdf), HasSubstr(fmt::format("document {} of five", i)));
    EXPECT_THAT(tools_.fonts_not_embedded(*pdf), IsEmpty());
    EXPECT_THAT(tools_.facts(*pdf), HasSubstr("Tagged:          yes"));
  }
}

TEST_F(OfficeTest, KeepsTheFirstParagraphOfAWebPage) {
  const auto pdf = office_->to_pdf(
      "<!DOCTYPE html><html><body><h1>Gauge contract</h1><p>two years</p></body></html>", "html");
  ASSERT_TRUE(pdf) << pdf.error().message;
  EXPECT_THAT(tools_.text(*pdf), HasSubstr("Gauge contract"));
  EXPECT_THAT(tools_.text(*pdf), HasSubstr("two years"));
  EXPECT_EQ(tools_.page_count(*pdf), 1);
}

TEST_F(OfficeTest, PrintsOnUsLetterWhatNamesNoPaper) {
  const std::vector<std::pair<std::string, std::string>> documents{
      {"html", "<!DOCTYPE html><html><body><p>a web page</p></body></html>"},
      {"rtf", "{\\rtf1 a note}"},
      {"fodt", flat_text("<text:p>a text</text:p>")},
      {"txt", "plain"},
      {"csv", "a,b\n1,2\n"},
  };
  for (const auto& [extension, document] : documents) {
    const auto pdf = office_->to_pdf(document, extension);
    ASSERT_TRUE(pdf) << extension << ": " << pdf.error().message;
    EXPECT_THAT(tools_.facts(*pdf), HasSubstr("612 x 792 pts (letter)")) << extension;
  }
}

TEST_F(OfficeTest, PrintsCommentsAfterTheText) {
  const auto document = flat_text(
      R"(<text:p>The plan<office:annotation xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>Kim Poe</dc:creator><dc:date>2022-10-14T09:30:00</dc:date><text:p>not yet approved</text:p></office:annotation> is final.</text:p>)");
  const auto pdf = office_->to_pdf(document, "fodt");
  ASSERT_TRUE(pdf) << pdf.error().message;
  const auto text = tools_.text(*pdf);
  EXPECT_THAT(text, HasSubstr("Comments in this document"));
  EXPECT_THAT(text, HasSubstr("Kim Poe, 2022-10-14 09:30"));
  EXPECT_THAT(text, HasSubstr("not yet approved"));
  EXPECT_EQ(tools_.page_count(*pdf), 2);
}

TEST_F(OfficeTest, MarksFilingsAsArchival) {
  const auto pdf =
      office_->to_pdf("{\\rtf1 a filing}", "rtf", std::chrono::seconds(60), PdfFlavour::archival);
  ASSERT_TRUE(pdf) << pdf.error().message;
  EXPECT_THAT(*pdf, HasSubstr("<pdfaid:part>2</pdfaid:part>"));
  EXPECT_THAT(*pdf, HasSubstr("<pdfaid:conformance>B</pdfaid:conformance>"));
}

TEST_F(OfficeTest, RefusesWhatIsNotADocument) {
  EXPECT_EQ(failure("PK\x03\x04 not a zip file", "docx"), ErrorCode::damaged);
  EXPECT_EQ(failure("x", "../../etc/passwd"), ErrorCode::invalid_argument);
  EXPECT_EQ(failure("x", ""), ErrorCode::invalid_argument);
  const auto after = office_->to_pdf("{\\rtf1 still alive}", "rtf");
  EXPECT_TRUE(after);
}

TEST_F(OfficeTest, SaysThatAFileNeedsAPassword) {
  // The manifest of an encrypted ODF file is enough to make LibreOffice ask.
  const std::string manifest =
      R"(<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">
<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="application/vnd.oasis.opendocument.text"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml" manifest:size="2000">
<manifest:encryption-data manifest:checksum-type="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0#sha256-1k" manifest:checksum="aIBnMYsURFcXhiMKbTcZ7BRBQCnFbC6bLxeCfTXqr3Y=">
<manifest:algorithm manifest:algorithm-name="http://www.w3.org/2001/04/xmlenc#aes256-cbc" manifest:initialisation-vector="AAECAwQFBgcICQoLDA0ODw=="/>
<manifest:key-derivation manifest:key-derivation-name="PBKDF2" manifest:key-size="32" manifest:iteration-count="1000" manifest:salt="AAECAwQFBgcICQoLDA0ODw=="/>
<manifest:start-key-generation manifest:start-key-generation-name="http://www.w3.org/2000/09/xmldsig#sha256" manifest:key-size="32"/>
</manifest:encryption-data></manifest:file-entry></manifest:manifest>)";
  const auto file = detail::zip({{"mimetype", "application/vnd.oasis.opendocument.text"},
                                 {"content.xml", std::string(2000, 'x')},
                                 {"META-INF/manifest.xml", manifest}});
  EXPECT_EQ(failure(*file, "odt"), ErrorCode::encrypted);
}

TEST_F(OfficeTest, GivesUpAfterTheTimeAndGoesOn) {
  ASSERT_TRUE(office_->to_pdf("{\\rtf1 warm}", "rtf"));
  const auto late = office_->to_pdf("{\\rtf1 slow}", "rtf", std::chrono::milliseconds(1));
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().code, ErrorCode::limit);
  EXPECT_TRUE(office_->to_pdf("{\\rtf1 next}", "rtf"));
}

TEST_F(OfficeTest, ReplacesTheProcessAfterSoManyDocuments) {
  auto small = Office::start(tools_.folder(), {.documents_per_process = 1});
  ASSERT_TRUE(small);
  EXPECT_TRUE(small->to_pdf("{\\rtf1 one}", "rtf"));
  EXPECT_TRUE(small->to_pdf("{\\rtf1 two}", "rtf"));
}

// LibreOffice shows pictures that lie outside of a document without asking.
TEST_F(OfficeTest, ShowsNoFileOfThisMachine) {
  const auto secret = tools_.folder() / "secret.svg";
  ASSERT_TRUE(base::write_file(
      secret,
      R"(<svg xmlns="http://www.w3.org/2000/svg" width="200" height="50"><text x="10" y="30" font-size="20">launchcode</text></svg>)"));
  const auto document = flat_text(fmt::format(
      R"(<text:p xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0">before <draw:frame text:anchor-type="as-char" svg:width="5cm" svg:height="2cm"><draw:image xlink:href="file://{}" xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"/></draw:frame> after</text:p>)",
      secret.string()));
  const auto pdf = office_->to_pdf(document, "fodt");
  ASSERT_TRUE(pdf) << pdf.error().message;
  const auto text = tools_.text(*pdf);
  EXPECT_THAT(text, HasSubstr("after"));
  EXPECT_THAT(text, Not(HasSubstr("launchcode")));
  EXPECT_THAT(office_->weaknesses(), IsEmpty());
}

TEST_F(OfficeTest, LeavesNothingBehind) {
  ASSERT_TRUE(office_->to_pdf("{\\rtf1 x}", "rtf"));
  office_.reset();
  EXPECT_TRUE(std::filesystem::is_empty(tools_.folder()));
}

}  // namespace
}  // namespace vaughn::paper
