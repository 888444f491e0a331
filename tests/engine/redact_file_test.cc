// SPDX-License-Identifier: AGPL-3.0-or-later
#include "engine/redact_file.h"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "../support/leak_cases.h"
#include "../support/locked.h"
#include "base/files.h"
#include "base/hash.h"
#include "base/process.h"
#include "base/text.h"
#include "pdf/inspect.h"

namespace vaughn::engine {
namespace {

namespace fs = std::filesystem;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

// Everything that the programs of others print of a file.
struct Reading {
  std::string program{};
  std::string out{};
};

std::vector<Reading> read_with_others(const fs::path& file, const fs::path& folder) {
  const auto name = file.string();
  const std::vector<std::vector<std::string>> calls = {
      {"pdftotext", "-q", name, "-"},
      {"pdftotext", "-q", "-raw", name, "-"},
      {"mutool", "draw", "-q", "-F", "txt", name},
      {"mutool", "show", name, "grep"},
      {"qpdf", "--qdf", "--object-streams=disable", "--stream-data=uncompress", name, "-"},
      {"pdfinfo", name},
      {"pdfinfo", "-meta", name},
      {"pdfinfo", "-struct-text", name},
      {"pdfinfo", "-js", name},
      {"pdfinfo", "-dests", name},
      {"pdfdetach", "-list", name},
  };
  std::vector<Reading> out;
  for (const auto& call : calls) {
    const auto result = base::run_process(call);
    EXPECT_TRUE(result) << call.front();
    out.push_back({call[0] + " " + call[1], result ? result->out : ""});
  }
  EXPECT_TRUE(base::run_process({"pdfimages", "-all", name, (folder / "image").string()}));
  const auto images = base::list_files(folder);
  for (const auto& image : images->files) {
    if (image.string().starts_with("image")) {
      out.push_back({"pdfimages", *base::read_file(folder / image)});
      fs::remove(folder / image);
    }
  }
  const auto raw = *base::read_file(file);
  out.push_back({"bytes", raw});
  // Earlier revisions: the file up to each of its end markers.
  for (auto at = raw.find("%%EOF"); at != std::string::npos; at = raw.find("%%EOF", at + 1)) {
    const auto cut = folder / "revision.pdf";
    EXPECT_TRUE(base::write_file(cut, base::BytesView(raw).substr(0, at + 5)));
    const auto text = base::run_process({"pdftotext", "-q", cut.string(), "-"});
    out.push_back({"revision", text ? text->out : ""});
    fs::remove(cut);
  }
  return out;
}

// True if the bytes hold the word as letters, UTF-16, hexadecimal digits or with spaces between.
bool holds(const std::string& bytes, const std::string& word) {
  std::string squeezed;
  std::string even;
  for (const char c : bytes) {
    if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
      squeezed += c;
    }
    if (c != '\0') {
      even += c;
    }
  }
  std::string hex;
  for (const char c : word) {
    hex += fmt::format("{:02x}", static_cast<unsigned>(c));
  }
  const auto folded = base::ascii_lower(squeezed);
  const auto wanted = base::ascii_lower(word);
  return folded.find(wanted) != std::string::npos || folded.find(hex) != std::string::npos ||
         base::ascii_lower(even).find(wanted) != std::string::npos;
}

class RedactFile : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    auto started = Sandbox::start();
    ASSERT_TRUE(started) << started.error().message;
    sandbox_ = new Sandbox(*std::move(started));
  }
  static void TearDownTestSuite() {
    delete sandbox_;
    sandbox_ = nullptr;
  }
  void SetUp() override {
    auto made = base::TempDir::make("/tmp");
    ASSERT_TRUE(made);
    folder_.emplace(*std::move(made));
  }

  fs::path in() const { return folder_->path() / "in.pdf"; }
  fs::path out() const { return folder_->path() / "out.pdf"; }

  RedactFileRequest request_for(const std::string& pdf) const {
    EXPECT_TRUE(base::write_file(in(), pdf));
    RedactFileRequest request;
    request.input = in();
    request.output = out();
    request.boxes = {{1, test::kSecretBox}};
    request.claims = *foia::parse_claims("(b)(6)");
    return request;
  }

  RedactFileResult redacted(const RedactFileRequest& request) {
    auto result = redact_file(*sandbox_, request);
    EXPECT_TRUE(result) << result.error().message;
    return result ? *std::move(result) : RedactFileResult{};
  }

  void expect_gone(const std::string& word = test::kSecret) {
    for (const auto& reading : read_with_others(out(), folder_->path())) {
      EXPECT_FALSE(holds(reading.out, word)) << "found by " << reading.program;
    }
  }

  std::vector<std::string> stops(const RedactFileResult& result) {
    std::vector<std::string> out;
    for (const auto& finding : result.report.findings) {
      if (finding.severity == verify::Severity::stop) {
        out.push_back(finding.code + ": " + finding.message);
      }
    }
    return out;
  }

  bool says_elsewhere(const RedactFileResult& result) {
    return std::any_of(
        result.report.findings.begin(), result.report.findings.end(), [](const auto& finding) {
          return finding.code == "removed_text_elsewhere";
        });
  }

  static Sandbox* sandbox_;
  std::optional<base::TempDir> folder_{};
};
Sandbox* RedactFile::sandbox_ = nullptr;

class OneLeak : public RedactFile, public ::testing::WithParamInterface<test::Leak> {
 protected:
  RedactFileResult expect_gone_with_box(bool is_native) {
    auto result = written(test::leak_under_box(GetParam()), is_native);
    EXPECT_FALSE(says_elsewhere(result));
    expect_gone();
    return result;
  }

  RedactFileResult expect_gone_or_reported(bool is_native) {
    auto result = written(test::leak_elsewhere(GetParam()), is_native);
    if (!says_elsewhere(result)) {
      if (GetParam().shown != test::Shown::yes) {
        expect_gone();
      }
    } else {
      EXPECT_EQ(GetParam().shown, test::Shown::yes);
    }
    return result;
  }

  // Drawn anew or burnt: which of both is the program's choice, that nothing is left is not.
  void expect_method_said(const RedactFileResult& result) {
    EXPECT_EQ(result.pages_redacted + result.pages_burned, 1);
    ASSERT_EQ(result.burnt_instead.size(), static_cast<std::size_t>(result.pages_burned));
    RecordProperty("method",
                   result.pages_redacted == 1 ? "redacted" : result.burnt_instead[0].reason);
  }

 private:
  RedactFileResult written(const std::string& pdf, bool is_native) {
    auto request = request_for(pdf);
    request.is_native = is_native;
    auto result = redacted(request);
    EXPECT_THAT(stops(result), IsEmpty());
    EXPECT_TRUE(result.is_written);
    return result;
  }
};

TEST_P(OneLeak, IsGoneFromAPageWithABox) {
  expect_gone_with_box(false);
}

TEST_P(OneLeak, IsGoneFromOtherPagesOrReported) {
  expect_gone_or_reported(false);
}

TEST_P(OneLeak, IsGoneFromAPageWithABoxDrawnAnew) {
  expect_method_said(expect_gone_with_box(true));
}

TEST_P(OneLeak, IsGoneFromOtherPagesOrReportedBesideAPageDrawnAnew) {
  expect_method_said(expect_gone_or_reported(true));
}

INSTANTIATE_TEST_SUITE_P(SlowLeaks,
                         OneLeak,
                         ::testing::ValuesIn(test::leaks()),
                         [](const auto& each) { return std::string(each.param.name); });

// Cases that are not one thing more on a page.

TEST_F(RedactFile, LeavesNoEarlierRevision) {
  test::PdfText first;
  first.page(test::kLine);
  auto pdf = first.bytes();
  const auto before = pdf.size();
  pdf += "5 0 obj\n<</Title(Xyzzynsky)>>\nendobj\nxref\n5 1\n" +
         fmt::format("{:010} 00000 n \n", before) +
         "trailer\n<</Size 6/Root 1 0 R/Info 5 0 R/Prev " + std::to_string(pdf.rfind("xref\n0")) +
         ">>\nstartxref\n" + std::to_string(pdf.rfind("xref\n5")) + "\n%%EOF\n% Xyzzynsky\n";
  const auto result = redacted(request_for(pdf));
  EXPECT_THAT(stops(result), IsEmpty());
  ASSERT_TRUE(result.is_written);
  expect_gone();
}

// Files that anyone can open and that are encrypted all the same, the old way and the new.
TEST_F(RedactFile, LeavesNothingOfAnEncryptedFile) {
  for (const auto* bits : {"40", "128", "256"}) {
    test::PdfText pdf;
    pdf.page(test::kLine);
    const int item = pdf.object("<</Title(Xyzzynsky)/Dest[null/Fit]>>");
    pdf.catalog(fmt::format("/Outlines<</First {0} 0 R/Last {0} 0 R>>", item));
    const auto request = request_for(pdf.bytes());
    const auto plain = folder_->path() / "plain.pdf";
    fs::rename(in(), plain);
    const auto locked = base::run_process({"qpdf",
                                           "--allow-weak-crypto",
                                           "--encrypt",
                                           "",
                                           "owner",
                                           bits,
                                           "--",
                                           plain.string(),
                                           in().string()});
    ASSERT_TRUE(locked);
    ASSERT_TRUE(locked->exit_status == 0 || locked->exit_status == 3) << locked->err;
    const auto result = redacted(request);
    EXPECT_THAT(stops(result), IsEmpty()) << bits;
    ASSERT_TRUE(result.is_written);
    EXPECT_EQ(result.boxes, 1);
    expect_gone();
    fs::remove(out());
  }
}

TEST_F(RedactFile, ReadsAFileWithItsPassword) {
  test::PdfText pdf;
  pdf.page(test::kLine);
  for (const auto* bits : {"40", "128", "256"}) {
    const auto source = test::locked(pdf.bytes(), "sesame", "owner", bits);
    for (const auto* password : {"sesame", "owner"}) {
      auto request = request_for(source);
      request.password = password;
      request.proof = folder_->path() / "proof.json";
      const auto result = redacted(request);
      EXPECT_THAT(stops(result), IsEmpty()) << bits;
      ASSERT_TRUE(result.is_written);
      EXPECT_EQ(result.boxes, 1);
      EXPECT_EQ(result.input_sha256, base::Sha256::of(source).hex());
      const auto facts = pdf::inspect(*base::read_file(out()));
      ASSERT_TRUE(facts);
      EXPECT_FALSE(facts->is_encrypted);
      EXPECT_THAT(*base::read_file(request.proof), Not(HasSubstr(password)));
      fs::remove(request.proof);
      expect_gone();
      fs::remove(out());
    }
  }
}

TEST_F(RedactFile, SaysThatAPasswordIsMissingOrWrong) {
  test::PdfText pdf;
  pdf.page(test::kLine);
  auto request = request_for(test::locked(pdf.bytes(), "sesame", "owner", "256"));
  const auto without = redact_file(*sandbox_, request);
  ASSERT_FALSE(without);
  EXPECT_EQ(without.error().code, base::ErrorCode::encrypted);
  EXPECT_THAT(without.error().message, HasSubstr("in.pdf needs a password"));
  EXPECT_THAT(without.error().hint, HasSubstr("--password-file"));
  request.password = "open up";
  const auto wrong = redact_file(*sandbox_, request);
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().code, base::ErrorCode::encrypted);
  EXPECT_THAT(wrong.error().message, HasSubstr("does not open"));
  EXPECT_THAT(wrong.error().message, HasSubstr("in.pdf"));
  EXPECT_THAT(wrong.error().message + wrong.error().hint, Not(HasSubstr("open up")));
  EXPECT_FALSE(fs::exists(out()));
}

TEST_F(RedactFile, TakesAPasswordThatIsNotNeeded) {
  test::PdfText pdf;
  pdf.page(test::kLine);
  auto request = request_for(pdf.bytes());
  request.password = "anything";
  EXPECT_TRUE(redacted(request).is_written);
  expect_gone();
}

TEST_F(RedactFile, LeavesNoTraceOfAPageLeftOut) {
  test::PdfText pdf;
  pdf.page("BT /F 12 Tf 72 700 Td (what may be read by all) Tj ET");
  const int secret = pdf.page(std::string(test::kLine));
  const int item = pdf.object(fmt::format("<</Title(Xyzzynsky)/Dest[{} 0 R/Fit]>>", secret));
  pdf.catalog(fmt::format(
      "/Outlines<</First {0} 0 R/Last {0} 0 R>>/OpenAction[{1} 0 R/Fit]", item, secret));
  auto request = request_for(pdf.bytes());
  request.boxes.clear();
  request.drop_pages = {2};
  const auto result = redacted(request);
  EXPECT_THAT(stops(result), IsEmpty());
  ASSERT_TRUE(result.is_written);
  EXPECT_EQ(result.pages, 1);
  expect_gone();
}

TEST_F(RedactFile, KeepsPagesThatShareAStreamApart) {
  test::PdfText pdf;
  const int contents = pdf.stream("", test::kLine);
  const auto page = fmt::format(
      "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents {} 0 R/Resources<</Font<</F 3 0 "
      "R>>>>>>",
      contents);
  pdf.add_page_object(pdf.object(page));
  pdf.add_page_object(pdf.object(page));
  const auto result = redacted(request_for(pdf.bytes()));
  ASSERT_TRUE(result.is_written);
  EXPECT_TRUE(says_elsewhere(result));
}

TEST_F(RedactFile, SaysWhereARemovedNameStandsElsewhere) {
  test::PdfText pdf;
  pdf.page(std::string(test::kLine) + "BT /F 12 Tf 72 500 Td (signed Xyzzynsky) Tj ET");
  const auto result = redacted(request_for(pdf.bytes()));
  EXPECT_TRUE(result.is_written);
  EXPECT_TRUE(says_elsewhere(result));
  for (const auto& finding : result.report.findings) {
    EXPECT_THAT(finding.message, Not(HasSubstr("yzzyn")));
  }
}

TEST_F(RedactFile, CoversAWordWhereverItStands) {
  test::PdfText pdf;
  pdf.page(std::string(test::kLine) + "BT /F 12 Tf 72 500 Td (signed Xyzzynsky) Tj ET");
  auto request = request_for(pdf.bytes());
  request.boxes.clear();
  request.words = {"xyzzynsky"};
  const auto result = redacted(request);
  EXPECT_EQ(result.words_found, 2);
  EXPECT_THAT(result.report.findings, IsEmpty());
  ASSERT_TRUE(result.is_written);
  expect_gone();
}

// Of a page without words that can be read, the file says so to those who listen to it.
TEST_F(RedactFile, TakesNoWordOfOurOwnForOneThatWasLeft) {
  test::PdfText pdf;
  pdf.page("BT /F 12 Tf 72 700 Td (Show) Tj ET");
  auto request = request_for(pdf.bytes());
  request.boxes = {{1, {60, 690, 130, 715}}};
  const auto result = redacted(request);
  EXPECT_THAT(result.report.findings, IsEmpty());
  EXPECT_TRUE(result.is_written);
}

// At the resolution that boxes are looked at otherwise, it has no pixel of its own.
TEST_F(RedactFile, ProvesABoxOfOnePoint) {
  test::PdfText pdf;
  pdf.page("BT /F 12 Tf 72 500 Td (in large letters) Tj /F 1 Tf 0 -50 Td (Xyzzynsky) Tj ET");
  auto request = request_for(pdf.bytes());
  request.boxes = {{1, {72, 449.8, 77, 450.8}}};
  const auto result = redacted(request);
  EXPECT_THAT(stops(result), IsEmpty());
  ASSERT_TRUE(result.is_written);
  expect_gone();
}

TEST_F(RedactFile, LeavesNothingWhereTheInputCannotBeRead) {
  EXPECT_TRUE(base::write_file(out(), "an older result"));
  auto request = request_for("%PDF-1.7\nnothing");
  EXPECT_FALSE(redact_file(*sandbox_, request));
  auto good = request_for(test::leak_under_box(test::leaks().back()));
  good.boxes = {{1, {700, 700, 800, 800}}};
  EXPECT_FALSE(redact_file(*sandbox_, good));
}

TEST_F(RedactFile, ProvesEveryCheckAndBox) {
  auto request = request_for(test::leak_under_box(test::leaks().back()));
  request.proof = folder_->path() / "proof.json";
  const auto result = redacted(request);
  ASSERT_TRUE(result.is_written);
  const auto proof = nlohmann::json::parse(*base::read_file(request.proof));
  ASSERT_EQ(proof.at("checks").size(), 14U);
  for (const auto& check : proof.at("checks")) {
    EXPECT_EQ(check.at("failed"), 0) << check.dump();
    EXPECT_NE(check.at("engine"), "");
  }
  ASSERT_EQ(proof.at("boxes").size(), 1U);
  EXPECT_EQ(proof.at("boxes")[0].at("result"), "passed");
  EXPECT_EQ(proof.at("output").at("sha256"), base::Sha256::of(*base::read_file(out())).hex());
}

TEST_F(RedactFile, WritesTheSameBytesTwice) {
  const auto request = request_for(test::leak_under_box(test::leaks().back()));
  const auto once = redacted(request).output_sha256;
  EXPECT_EQ(redacted(request).output_sha256, once);
}

TEST_F(RedactFile, CountsTheCandidatesThatFit) {
  auto request = request_for(test::leak_under_box(test::leaks().back()));
  request.candidates = {"Xyzzynsky", "Bo", "Featherstonehaugh", "Xyzzynsyk"};
  const auto between = redacted(request);
  ASSERT_EQ(between.widths.size(), 1U);
  EXPECT_TRUE(between.widths[0].leak.is_between_words);
  EXPECT_EQ(between.widths[0].leak.fitting, 2);
  request.snap.is_whole_line = true;
  EXPECT_EQ(redacted(request).widths[0].leak.fitting, 4);
}

}  // namespace
}  // namespace vaughn::engine
