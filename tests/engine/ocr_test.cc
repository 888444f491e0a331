// SPDX-License-Identifier: AGPL-3.0-or-later
// Scans: from a picture without text to words that are found, marked and gone.
#include "engine/ocr.h"

#include <gmock/gmock.h>

#include <array>

#include "engine/find.h"
#include "given_matter.h"
#include "paper/pages.h"
#include "pdf/document.h"
#include "pdf/layout.h"

namespace vaughn::engine {
namespace {

using testing::HasSubstr;
using testing::Not;

base::Bytes printed(std::string_view text) {
  paper::TextPages pages;
  pages.body = text;
  const auto made = paper::text_pages(pages);
  EXPECT_TRUE(made);
  return *made;
}

// What a scanner makes of it: one picture for each page.
base::Bytes scanned(std::string_view text) {
  auto document = pdf::Document::open(printed(text));
  EXPECT_TRUE(document);
  const auto png = document->render_png(1, 200, pdf::ColorMode::gray);
  EXPECT_TRUE(png);
  const std::array<base::BytesView, 1> pictures{*png};
  const auto made = pdf::images_to_pdf(pictures);
  EXPECT_TRUE(made);
  return *made;
}

constexpr std::string_view kScan =
    "The harbor gauge was read by Marisol Quintanar this morning.\n"
    "Call her at 617-555-0142 if the numbers look odd.\n";

class Ocr : public GivenMatter {
 protected:
  Ocr() {
    auto started = Sandbox::start(Skill::parse_and_read);
    EXPECT_TRUE(started);
    reader_.emplace(std::move(*started));
  }

  Workspace given_scans() {
    given_file("boston/scan.pdf", scanned(kScan));
    given_file("boston/typed.pdf",
               printed("A typed page about the lighthouse keeper's logbook.\n"));
    given_file("dallas/copy.pdf", scanned(kScan));
    auto workspace = given_workspace();
    take(workspace, "boston", "boston");
    take(workspace, "dallas", "dallas");
    return workspace;
  }

  OcrResult read(Workspace& workspace, const OcrRequest& request = {}) {
    auto result = read_pictures(workspace, *reader_, request, {}, {});
    EXPECT_TRUE(result) << (result ? "" : result.error().message);
    return std::move(*result);
  }

  static std::int64_t hits(Workspace& workspace, const std::string& query) {
    const auto found = find(workspace, {.query = query});
    EXPECT_TRUE(found) << (found ? "" : found.error().message);
    return found ? found->records : -1;
  }

  std::optional<Sandbox> reader_;
};

TEST_F(Ocr, FindsTheWordsOfAScan) {
  auto workspace = given_scans();
  EXPECT_EQ(hits(workspace, "gauge w/5 quintanar"), 0);
  EXPECT_EQ(hits(workspace, "finding:no_text"), 2);
  const auto result = read(workspace);
  EXPECT_EQ(result.records, 2);
  EXPECT_EQ(result.copies, 1);
  EXPECT_EQ(result.pages, 1);
  EXPECT_EQ(result.failed, 0);
  EXPECT_THAT(result.reader, HasSubstr("tesseract"));
  EXPECT_EQ(hits(workspace, "gauge w/5 quintanar"), 2);
  EXPECT_EQ(hits(workspace, "lighthouse"), 1);
  EXPECT_EQ(hits(workspace, "finding:no_text"), 0);
  EXPECT_EQ(hits(workspace, "finding:read_by_ocr"), 2);
  const auto problems = workspace.db().verify_chain();
  ASSERT_TRUE(problems);
  EXPECT_TRUE(problems->empty());
}

TEST_F(Ocr, ReadsNothingTwice) {
  auto workspace = given_scans();
  read(workspace);
  const auto again = read(workspace);
  EXPECT_EQ(again.records, 0);
  EXPECT_EQ(again.already, 2);
  const auto planned = read(workspace, {.is_again = true, .is_dry_run = true});
  EXPECT_EQ(planned.records, 2);
}

TEST_F(Ocr, ABlankScanIsToldFromAnUnreadOne) {
  given_file("boston/blank.pdf", scanned(" "));
  auto workspace = given_workspace();
  take(workspace, "boston", "boston");
  const auto result = read(workspace);
  EXPECT_EQ(result.blank, 1);
  EXPECT_EQ(result.pages, 0);
  EXPECT_EQ(hits(workspace, "finding:no_text"), 1);
  EXPECT_EQ(read(workspace).records, 0);
}

// Whether pages were made before or after the reading, words can be marked and are gone.
class MarkingAScan : public Ocr, public testing::WithParamInterface<bool> {};

TEST_P(MarkingAScan, TakesTheWordsAway) {
  auto workspace = given_scans();
  const bool renders_first = GetParam();
  if (renders_first) {
    code_responsive(workspace, "finding:no_text", "1");
    render_all(workspace);
  }
  read(workspace);
  if (!renders_first) {
    code_responsive(workspace, "harbor", "1");
    render_all(workspace);
  }
  mark_words(workspace, "Marisol Quintanar", "(b)(6)");
  mark_words(workspace, "617-555-0142", "(b)(6)");
  release_all(workspace);
  const auto result = produced(workspace);
  ASSERT_FALSE(result.path.empty());
  EXPECT_EQ(result.pages_in_part, 1);
  const auto file = (result.path / "PDF" / "DOT-000001.pdf").string();
  const auto text = base::run_process({"pdftotext", file, "-"});
  ASSERT_TRUE(text);
  EXPECT_THAT(text->out, Not(HasSubstr("Quintanar")));
  EXPECT_THAT(text->out, Not(HasSubstr("0142")));
  EXPECT_THAT(text->out, HasSubstr("harbor"));
  EXPECT_THAT(text->out, HasSubstr("(b)(6)"));

  const auto picture = folder() / "page";
  ASSERT_TRUE(base::run_process(
      {"pdftoppm", "-r", "200", "-gray", "-png", "-singlefile", file, picture.string()}));
  const auto seen = base::run_process({"tesseract", picture.string() + ".png", "-"});
  ASSERT_TRUE(seen);
  EXPECT_THAT(seen->out, Not(HasSubstr("Quintanar")));
  EXPECT_THAT(seen->out, Not(HasSubstr("0142")));
  EXPECT_THAT(seen->out, HasSubstr("harbor"));
}
INSTANTIATE_TEST_SUITE_P(RendersFirst, MarkingAScan, testing::Bool());

TEST_F(Ocr, ASandboxWithoutAReaderSaysSo) {
  auto workspace = given_scans();
  const auto result = read_pictures(workspace, sandbox(), {}, {}, {});
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, base::ErrorCode::unsupported);
}

}  // namespace
}  // namespace vaughn::engine
