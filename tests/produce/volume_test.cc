// SPDX-License-Identifier: AGPL-3.0-or-later
#include "produce/volume.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/files.h"
#include "base/signing.h"
#include "base/text.h"
#include "pdf/inspect.h"
#include "pdf/layout.h"
#include "pdf/page_builder.h"
#include "pdf/pixmap.h"
#include "produce/load_files/dat.h"
#include "verify/verify.h"

namespace vaughn::produce {
namespace {

namespace fs = std::filesystem;

using base::Bytes;
using foia::ExemptionClaim;
using foia::PageOutcome;
using foia::RecordId;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr base::Rect kBox{100, 500, 220, 516};

Bytes text_page(const std::string& text) {
  auto pdf = pdf::layout_html("<html><body><p>" + text + "</p></body></html>");
  EXPECT_TRUE(pdf) << (pdf ? "" : pdf.error().message);
  return pdf ? *pdf : Bytes{};
}

pdf::EncodedImage white_page() {
  pdf::Pixmap paper{.width = 850, .height = 1100, .components = 1, .dpi = 100};
  paper.samples.assign(850u * 1100u, '\xFF');
  return *pdf::encode(paper, pdf::ImageCoding::g4);
}

// A page of text, and one that was burnt: an image with words, one black box and its label.
Bytes partly_burnt(const std::string& text, const std::string& label) {
  const auto source = text_page(text);
  pdf::PageBuilder builder;
  EXPECT_TRUE(builder.set_source(source));
  EXPECT_TRUE(builder.add_source_page(1));
  EXPECT_TRUE(builder.add_image_page({.width = 612,
                                      .height = 792,
                                      .image = white_page(),
                                      .black_boxes = {kBox},
                                      .labels = {{.text = label,
                                                  .alt = "Redacted under " + label,
                                                  .box = kBox,
                                                  .font_size = 8,
                                                  .ink = pdf::Ink::white}}}));
  auto pdf = builder.finish();
  EXPECT_TRUE(pdf) << (pdf ? "" : pdf.error().message);
  return pdf ? *pdf : Bytes{};
}

// One page whose dictionary has more entries: turned, cropped, scaled.
Bytes odd_page(const std::string& entries) {
  const std::string content = "BT /F1 20 Tf 150 300 Td (A public notice) Tj ET";
  std::string out = "%PDF-1.7\n";
  std::vector<std::size_t> offsets;
  const auto object = [&](const std::string& body) {
    offsets.push_back(out.size());
    out += fmt::format("{} 0 obj\n{}\nendobj\n", offsets.size(), body);
  };
  object("<< /Type /Catalog /Pages 2 0 R >>");
  object("<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
  object(
      "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << "
      "/Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> " +
      entries + " >>");
  object(fmt::format("<< /Length {} >>\nstream\n{}\nendstream", content.size(), content));
  const auto start = out.size();
  out += "xref\n0 5\n0000000000 65535 f \n";
  for (const auto offset : offsets) {
    out += fmt::format("{:010} 00000 n \n", offset);
  }
  return out + fmt::format("trailer\n<< /Size 5 /Root 1 0 R >>\nstartxref\n{}\n%%EOF\n", start);
}

class WriteVolume : public testing::Test {
 protected:
  WriteVolume() {
    plan_ = {.name = "VOL001",
             .installment = 1,
             .dated = std::chrono::year{2022} / 11 / 18,
             .matter_name = "Community v. Agency",
             .case_number = "3:22-cv-02328",
             .request_number = "2022-ICLI-00028",
             .time_zone = "America/New_York",
             .bates = {.prefix = "2022-ICLI-00028 ", .width = 5, .start = 1}};
    const auto six = *ExemptionClaim::parse("(b)(6)");
    const auto five = *ExemptionClaim::parse("(b)(5): deliberative process");

    foia::ProducedRecord mail;
    mail.record.id = mail.record.family = RecordId{1};
    mail.record.kind = foia::RecordKind::email;
    mail.record.name = "message.eml";
    mail.record.custodian = "R. Bruno";
    mail.record.metadata.title = "Call with Ana Ortiz";
    mail.record.metadata.from = {{"Ana Ortiz", "aortiz@agency.gov"}};
    mail.record.metadata.to = {{"Bob Lee", "blee@agency.gov"}};
    mail.record.metadata.sent = *base::parse_instant("2022-06-03T02:30:00Z");
    mail.family_first = RecordId{1};
    mail.family_last = RecordId{2};
    mail.categories = {"4", "6"};
    mail.vaughn_entry = "1";
    mail.removed_texts = {"Ana Ortiz"};
    mail.pages = {{.number = 1, .source_page = 1, .outcome = PageOutcome::in_full},
                  {.number = 2,
                   .source_page = 2,
                   .outcome = PageOutcome::in_part,
                   .claims = {six},
                   .boxes = {{.box = kBox, .claims = {six}}}}};

    foia::ProducedRecord memo;
    memo.record.id = RecordId{2};
    memo.record.family = memo.record.parent = RecordId{1};
    memo.record.kind = foia::RecordKind::word;
    memo.record.name = "termination of Ortiz.docx";
    memo.family_first = RecordId{1};
    memo.family_last = RecordId{2};
    memo.vaughn_entry = "2";
    memo.removed_texts = {"termination of Ana Ortiz"};
    memo.pages = {{.number = 3,
                   .source_page = 1,
                   .outcome = PageOutcome::withheld_in_full,
                   .claims = {five}}};

    foia::ProducedRecord notice;
    notice.record.id = notice.record.family = RecordId{9};
    notice.record.kind = foia::RecordKind::text;
    notice.record.name = "notice\u00FE.txt";
    notice.family_first = notice.family_last = RecordId{9};
    notice.pages = {{.number = 4, .source_page = 1, .outcome = PageOutcome::in_full}};
    plan_.records = {mail, memo, notice};

    documents_[1] = partly_burnt("Bob Lee writes about the call", "(b)(6)");
    documents_[2] = text_page("PAGE WITHHELD IN FULL (b)(5): deliberative process");
    documents_[9] = text_page("A public notice");
    inputs_ = {.redacted_pdf = [this](RecordId id) -> base::Result<Bytes> {
                 return documents_.at(id.value);
               },
               .papers = {{"cover-letter.txt", "Dear counsel\n"}},
               .proof = {{"no_words_under_boxes", 1, 0}},
               .rendition_policy = "E-mail is printed with its header.",
               .secret_key = keys_.secret_key,
               .public_key = keys_.public_key,
               .program_version = "0.1.0"};
  }

  WrittenVolume write(const std::string& name = "VOL001") {
    auto written = write_volume(plan_, inputs_, folder(name));
    EXPECT_TRUE(written) << (written ? "" : written.error().message);
    return written ? *written : WrittenVolume{};
  }

  verify::Report verified(const std::string& name = "VOL001") {
    return *verify::verify_volume(folder(name), {.trusted_key = keys_.public_key});
  }

  fs::path folder(const std::string& name) const { return parent_.path() / name; }
  std::string content(const std::string& path) const {
    auto bytes = base::read_file(folder("VOL001") / path);
    EXPECT_TRUE(bytes) << path;
    return bytes ? *bytes : std::string{};
  }
  std::string field(std::size_t row, const std::string& column) const {
    const auto dat = *read_dat(content("DATA/VOL001.dat"));
    const auto found = std::find(dat.columns.begin(), dat.columns.end(), column);
    EXPECT_NE(found, dat.columns.end()) << column;
    return dat.rows.at(row).at(static_cast<std::size_t>(found - dat.columns.begin()));
  }
  std::map<std::string, Bytes> files(const std::string& name) const {
    std::map<std::string, Bytes> out;
    const auto listing = *base::list_files(folder(name));
    for (const auto& path : listing.files) {
      out[path.generic_string()] = *base::read_file(folder(name) / path);
    }
    return out;
  }

  base::TempDir parent_ = *base::TempDir::make(fs::temp_directory_path());
  base::KeyPair keys_ = *base::make_key_pair();
  foia::VolumePlan plan_;
  VolumeInputs inputs_;
  std::map<std::int64_t, Bytes> documents_;
};

TEST_F(WriteVolume, PassesItsOwnCheckFromOutside) {
  const auto written = write();
  const auto report = verified();
  EXPECT_THAT(report.findings, IsEmpty()) << verify::to_text(report);
  EXPECT_EQ(written.manifest.hex(), report.manifest);
  EXPECT_EQ(written.counts.pages, report.counts.pages);
  EXPECT_EQ(written.counts.boxes, report.counts.boxes);
  EXPECT_EQ(written.first_number, 1);
  EXPECT_EQ(written.last_number, 4);
}

TEST_F(WriteVolume, HasEveryFileOfItsLayout) {
  write();
  std::vector<std::string> names;
  for (const auto& [path, bytes] : files("VOL001")) {
    names.push_back(path);
  }
  EXPECT_THAT(names,
              testing::ElementsAre("DATA/VOL001.dat",
                                   "DATA/VOL001.opt",
                                   "PDF/2022-ICLI-00028_00001.pdf",
                                   "PDF/2022-ICLI-00028_00003.pdf",
                                   "PDF/2022-ICLI-00028_00004.pdf",
                                   "README.txt",
                                   "TEXT/2022-ICLI-00028_00001.txt",
                                   "TEXT/2022-ICLI-00028_00003.txt",
                                   "TEXT/2022-ICLI-00028_00004.txt",
                                   "cover-letter.txt",
                                   "manifest.json",
                                   "manifest.pub",
                                   "manifest.sig"));
}

TEST_F(WriteVolume, GivesTheSameBytesTwice) {
  const auto one = write("one");
  const auto two = write("two");
  EXPECT_EQ(one.manifest, two.manifest);
  EXPECT_EQ(files("one"), files("two"));
}

TEST_F(WriteVolume, GivesTheSameBytesWithAnyNumberOfJobs) {
  const auto one = write("one");
  inputs_.jobs = 4;
  const auto four = write("four");
  EXPECT_EQ(one.manifest, four.manifest);
  EXPECT_EQ(files("one"), files("four"));
}

TEST_F(WriteVolume, StampsPagesHoweverTheyLie) {
  int number = 0;
  for (const auto* entries : {"/Rotate 90",
                              "/Rotate 180",
                              "/Rotate 270",
                              "/CropBox [100 200 500 600]",
                              "/CropBox [100 200 500 600] /Rotate 90",
                              "/CropBox [140 280 290 350]",
                              "/UserUnit 2"}) {
    SCOPED_TRACE(entries);
    documents_[9] = odd_page(entries);
    const auto name = fmt::format("V{}", ++number);
    write(name);
    EXPECT_THAT(verified(name).findings, IsEmpty()) << verify::to_text(verified(name));
  }
}

TEST_F(WriteVolume, NamesTheSpanOfPagesAndFamiliesInTheDat) {
  write();
  EXPECT_EQ(field(0, "BEGBATES"), "2022-ICLI-00028 00001");
  EXPECT_EQ(field(0, "ENDBATES"), "2022-ICLI-00028 00002");
  EXPECT_EQ(field(1, "BEGATTACH"), "2022-ICLI-00028 00001");
  EXPECT_EQ(field(0, "ENDATTACH"), "2022-ICLI-00028 00003");
  EXPECT_EQ(field(1, "PARENT_BATES"), "2022-ICLI-00028 00001");
  EXPECT_EQ(field(0, "CHILD_BATES"), "2022-ICLI-00028 00003");
  EXPECT_EQ(field(2, "BEGATTACH"), "2022-ICLI-00028 00004");
  EXPECT_EQ(field(0, "PGCOUNT"), "2");
  EXPECT_EQ(field(0, "PAGE_OUTCOME"), "1=in_full; 2=in_part");
  EXPECT_EQ(field(1, "PAGE_OUTCOME"), "withheld_in_full");
  EXPECT_EQ(field(1, "EXEMPTIONS"), "(b)(5)");
  EXPECT_EQ(field(1, "B5_PRIV"), "deliberative process");
  EXPECT_EQ(field(0, "CATEGORY"), "4; 6");
  EXPECT_EQ(field(0, "DATESENT"), "06/02/2022");  // in the zone of the matter
  EXPECT_EQ(field(0, "TIMESENT"), "22:30:00");
  EXPECT_EQ(field(0, "TIME_ZONE"), "America/New_York");
  EXPECT_EQ(field(0, "LINK"), "PDF\\2022-ICLI-00028_00001.pdf");
  EXPECT_EQ(content("DATA/VOL001.opt"),
            "2022-ICLI-00028 00001,VOL001,PDF\\2022-ICLI-00028_00001.pdf,Y,,,2\r\n"
            "2022-ICLI-00028 00003,VOL001,PDF\\2022-ICLI-00028_00003.pdf,Y,,,1\r\n"
            "2022-ICLI-00028 00004,VOL001,PDF\\2022-ICLI-00028_00004.pdf,Y,,,1\r\n");
}

TEST_F(WriteVolume, SaysNothingThatWasRemoved) {
  const auto written = write();
  EXPECT_EQ(field(0, "SUBJECT"), "[withheld]");
  EXPECT_EQ(field(0, "FROM"), "[withheld]");
  EXPECT_EQ(field(0, "TO"), "Bob Lee <blee@agency.gov>");
  EXPECT_EQ(field(1, "FILENAME"), "[withheld]");
  EXPECT_EQ(written.fields_withheld, 4);  // the extension of the memo as well
  for (const auto& [path, bytes] : files("VOL001")) {
    EXPECT_THAT(base::ascii_lower(bytes), Not(HasSubstr("ortiz"))) << path;
    if (path.starts_with("PDF/")) {
      EXPECT_THAT(*pdf::find_leaks(bytes, {"Ana Ortiz", "Ortiz"}), IsEmpty()) << path;
    }
  }
}

TEST_F(WriteVolume, CountsWhatItReplacedInLoadFiles) {
  EXPECT_EQ(write().characters_replaced, 1);
  EXPECT_EQ(field(2, "FILENAME"), "noticeth.txt");
}

TEST_F(WriteVolume, TakesTextFilesFromTheProducedPages) {
  write();
  const auto text = content("TEXT/2022-ICLI-00028_00001.txt");
  const auto pages = base::split(text, '\f');
  ASSERT_EQ(pages.size(), 2u);
  EXPECT_THAT(pages[0], HasSubstr("Bob Lee writes"));
  EXPECT_THAT(pages[0], HasSubstr("2022-ICLI-00028 00001"));
  EXPECT_THAT(pages[1], HasSubstr("(b)(6)"));
  EXPECT_THAT(pages[1], HasSubstr("2022-ICLI-00028 00002"));
}

TEST_F(WriteVolume, NeverChangesAVolume) {
  write();
  const auto again = write_volume(plan_, inputs_, folder("VOL001"));
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, base::ErrorCode::conflict);
}

TEST_F(WriteVolume, LeavesNothingBehindWhenItFails) {
  const auto expect_refused = [&](base::ErrorCode code) {
    const auto written = write_volume(plan_, inputs_, folder("VOL001"));
    ASSERT_FALSE(written);
    EXPECT_EQ(written.error().code, code) << written.error().message;
    EXPECT_TRUE(fs::is_empty(parent_.path()));
  };
  documents_[9] = partly_burnt("a page too many", "(b)(6)");
  expect_refused(base::ErrorCode::conflict);
  documents_[9] = "no PDF";
  expect_refused(base::ErrorCode::damaged);
  documents_[9] = text_page("A public notice");
  plan_.records[2].pages[0].number = 3;
  expect_refused(base::ErrorCode::conflict);
  plan_.records[2].pages[0].number = 4;
  inputs_.papers[0].name = "../letter.txt";
  expect_refused(base::ErrorCode::invalid_argument);
  inputs_.papers[0].name = "manifest.json";
  expect_refused(base::ErrorCode::invalid_argument);
  inputs_.papers.clear();
  inputs_.public_key = base::make_key_pair()->public_key;
  expect_refused(base::ErrorCode::conflict);
}

TEST_F(WriteVolume, TellsItsProgress) {
  std::vector<std::int64_t> seen;
  inputs_.progress = [&](std::int64_t pages) { seen.push_back(pages); };
  write();
  EXPECT_THAT(seen, testing::ElementsAre(2, 3, 4));
}

// LAW: 5 U.S.C. 552(b): the amount and the exemption of each deletion stand at its place.
TEST_F(WriteVolume, IsRefusedByVerifyWhenAWordWasLeftUnderABox) {
  const auto six = *ExemptionClaim::parse("(b)(6)");
  pdf::PageBuilder builder;
  ASSERT_TRUE(builder.add_image_page(
      {.width = 612,
       .height = 792,
       .image = white_page(),
       .invisible_text = {{.text = "Ortiz", .box = {150, 502, 180, 514}}},
       .black_boxes = {kBox},
       .labels = {{.text = "(b)(6)", .box = {100, 500, 140, 516}, .ink = pdf::Ink::white}}}));
  documents_[9] = *builder.finish();
  plan_.records[2].pages[0].outcome = PageOutcome::in_part;
  plan_.records[2].pages[0].claims = {six};
  plan_.records[2].pages[0].boxes = {{.box = kBox, .claims = {six}}};
  write();
  const auto report = verified();
  EXPECT_FALSE(report.passed());
  EXPECT_THAT(verify::to_text(report), HasSubstr("text_under_box"));
}

}  // namespace
}  // namespace vaughn::produce
