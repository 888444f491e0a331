// SPDX-License-Identifier: AGPL-3.0-or-later
#include <functional>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/files.h"
#include "base/hash.h"
#include "base/process.h"
#include "base/text.h"
#include "pdf/inspect.h"
#include "pdf/native_page.h"
#include "pdf/page_builder.h"
#include "verify/proof.h"
#include "verify/verify.h"

namespace vaughn::verify {
namespace {

namespace fs = std::filesystem;
using ::testing::Contains;
using ::testing::IsEmpty;

constexpr base::Rect kBox{100, 100, 160, 114};

// A page of 300 by 200 points with a black box and words around it, as it should be.
struct Made {
  pdf::ImagePage page{};
  pdf::Pixmap picture{};
  pdf::Pixmap writing{};  // over it, if it has any pixels
  ExpectedFile expected{};
  std::function<void(std::string&)> edit{};  // of the file's text in qpdf's QDF form
  std::string suffix{};
};

void paint(pdf::Pixmap& picture, const base::Rect& box, char sample) {
  const double scale = picture.dpi / 72;
  for (int y = 0; y < picture.height; ++y) {
    for (int x = 0; x < picture.width; ++x) {
      const double left = x / scale;
      const double up = (picture.height - y) / scale;
      if (left >= box.x0 - 0.5 && left <= box.x1 + 0.5 && up >= box.y0 - 0.5 &&
          up <= box.y1 + 0.5) {
        picture.samples[static_cast<std::size_t>(y) * static_cast<std::size_t>(picture.width) +
                        static_cast<std::size_t>(x)] = sample;
      }
    }
  }
}

void add_word(Made& made, const std::string& text, const base::Rect& box) {
  made.page.invisible_text.push_back({text, box, 0});
  paint(made.picture, {box.x0 + 1, box.y0 + 4, box.x1 - 1, box.y0 + 7}, '\0');  // its ink
}

Made good() {
  Made made;
  made.page.width = 300;
  made.page.height = 200;
  made.picture = {.width = 1250, .height = 834, .components = 1, .dpi = 300};
  made.picture.samples.assign(1250 * 834, '\xFF');
  add_word(made, "Agent", {60, 100, 95, 114});
  add_word(made, "met", {165, 100, 190, 114});
  paint(made.picture, kBox, '\0');
  made.page.labels.push_back(
      {"(b)(6)", "Redacted under FOIA exemption (b)(6)", kBox, 8, pdf::Ink::white});
  made.expected.pages = {{300, 200, true, {{kBox, kBox, "(b)(6)"}}}};
  made.expected.removed = {"Xyzzynsky"};
  made.expected.searched = {"Xyzzynsky"};
  return made;
}

// The same in two layers: all words and the box in the writing, the box in the background, too.
void put_layers(Made& made) {
  made.writing = made.picture;
  made.picture = {.width = 417, .height = 278, .components = 1, .dpi = 100};
  made.picture.samples.assign(417 * 278, '\xE0');
  paint(made.picture, base::grown(kBox, 0.5), '\0');
}

std::string edited(std::string bytes, const Made& made, const fs::path& folder);

std::string file_of(const Made& made, const fs::path& folder) {
  auto page = made.page;
  if (made.writing.samples.empty()) {
    page.image = *pdf::encode(made.picture, pdf::ImageCoding::g4);
  } else {
    page.image = *pdf::encode(made.picture, pdf::ImageCoding::gray_jpeg, 75);
    page.writing = pdf::encode_bilevel(made.writing);
  }
  pdf::PageBuilder builder({"Redacted document", "en-US"});
  EXPECT_TRUE(builder.add_image_page(page));
  return edited(*builder.finish(), made, folder);
}

std::string edited(std::string bytes, const Made& made, const fs::path& folder) {
  if (made.edit) {
    const auto plain = folder / "plain.pdf";
    EXPECT_TRUE(base::write_file(plain, bytes));
    auto text = base::run_process({"qpdf",
                                   "--qdf",
                                   "--object-streams=disable",
                                   "--no-original-object-ids",
                                   "--stream-data=uncompress",
                                   plain.string(),
                                   "-"})
                    ->out;
    made.edit(text);
    const auto edited = folder / "edited.pdf";
    EXPECT_TRUE(base::write_file(edited, text));
    bytes = base::run_process({"fix-qdf", edited.string()})->out;
  }
  return bytes + made.suffix;
}

struct Mutation {
  int check;
  const char* name;
  const char* code;
  void (*plant)(Made&);
};

void replace(std::string& text, std::string_view what, const std::string& with) {
  const auto at = text.find(what);
  ASSERT_NE(at, std::string::npos) << what;
  text.replace(at, what.size(), with);
}

const Mutation kMutations[] = {
    {1,
     "WordUnderABox",
     "text_under_box",
     [](Made& made) {
       made.page.invisible_text.push_back({"Xyzzynsky", {102, 100, 158, 114}, 0});
     }},
    {2,
     "PictureNotBlack",
     "box_not_solid",
     [](Made& made) {
       paint(made.picture, {110, 104, 120, 110}, '\xFF');
     }},
    {2,
     "BackgroundNotBlack",
     "layer_not_solid",
     [](Made& made) {
       put_layers(made);
       paint(made.picture, {110, 104, 120, 110}, '\x80');
     }},
    {2,
     "WritingNotBlack",
     "layer_not_solid",
     [](Made& made) {
       put_layers(made);
       paint(made.writing, {110, 104, 120, 110}, '\xFF');
     }},
    {2,
     "AThirdPictureOverTheLayers",
     "box_painted",
     [](Made& made) {
       put_layers(made);
       made.page.black_boxes.push_back(kBox);
     }},
    {2,
     "BoxOnlyPaintedOver",
     "box_painted",
     [](Made& made) {
       paint(made.picture, {110, 104, 120, 110}, '\xFF');
       made.page.black_boxes.push_back(kBox);
     }},
    {3,
     "StringInAnObject",
     "removed_text_in_file",
     [](Made& made) {
       made.edit = [](std::string& text) {
         replace(text, "/Type /Page\n", "/Type /Page\n  /StructParents <58797a7a796e736b79>\n");
       };
     }},
    {4,
     "KeyOfTheCatalog",
     "unexpected_key",
     [](Made& made) {
       made.edit = [](std::string& text) {
         replace(text, "/Type /Catalog\n", "/Type /Catalog\n  /Names << >>\n");
       };
     }},
    {4,
     "KeyOfAPage",
     "unexpected_key",
     [](Made& made) {
       made.edit = [](std::string& text) {
         replace(text, "/Type /Page\n", "/Type /Page\n  /LastModified (D:2024)\n");
       };
     }},
    {4,
     "KeyOfAnImage",
     "unexpected_key",
     [](Made& made) {
       made.edit = [](std::string& text) {
         replace(text, "/Subtype /Image\n", "/Subtype /Image\n  /Name /Scan7\n");
       };
     }},
    {4,
     "ReplacementTextOfALabel",
     "structure_text",
     [](Made& made) {
       made.edit = [](std::string& text) {
         replace(text, "/S /Span\n", "/S /Span\n  /ActualText (Xyzzynsky)\n");
       };
     }},
    {3,
     "RemovedWordSpoken",
     "removed_text_in_file",
     [](Made& made) {
       made.edit = [](std::string& text) {
         replace(text, "/Alt (Redacted", "/Alt (Xyzzynsky Redacted");
       };
     }},
    {4,
     "OtherWordsSpoken",
     "structure_text",
     [](Made& made) {
       made.edit = [](std::string& text) {
         replace(text, "/Alt (Redacted", "/Alt (Somebody else. Redacted");
       };
     }},
    {4,
     "WordInAMark",
     "structure_text",
     [](Made& made) {
       made.edit = [](std::string& text) {
         replace(text, "/P <</MCID 0>>", "/P <</MCID 0/ActualText(Somebody else)>>");
       };
     }},
    {4,
     "WordInASplitMark",
     "structure_text",
     [](Made& made) {
       made.edit = [](std::string& text) {
         replace(text,
                 "/P <</MCID 0>> BDC",
                 "/Artifact <</Lang(Somebody else)>> DP /P <</MCID 0>> BDC");
       };
     }},
    {4,
     "WordAsARole",
     "structure_odd",
     [](Made& made) {
       made.edit = [](std::string& text) { replace(text, "/S /P\n", "/S /Somebody\n"); };
     }},
    {4,
     "WordInTheParentTree",
     "structure_odd",
     [](Made& made) {
       made.edit = [](std::string& text) { replace(text, "/Nums [\n", "/Nums [ (Somebody)\n"); };
     }},
    {4,
     "KeyOfAnElement",
     "unexpected_key",
     [](Made& made) {
       made.edit = [](std::string& text) { replace(text, "/S /P\n", "/S /P /T (Somebody)\n"); };
     }},
    {4,
     "MoreInThePacket",
     "metadata",
     [](Made& made) {
       made.edit = [](std::string& text) {
         replace(text, "<pdfaid:part>", "<dc:creator>Somebody</dc:creator><pdfaid:part>");
       };
     }},
    {4,
     "MoreInTheOutputIntent",
     "metadata",
     [](Made& made) {
       made.edit = [](std::string& text) {
         replace(text, "/S /GTS_PDFA1\n", "/S /GTS_PDFA1 /Info (Somebody)\n");
       };
     }},
    {4,
     "FalseClaimOfAnArchive",
     "archive_claim",
     [](Made& made) {
       made.edit = [](std::string& text) {
         replace(text, "/Subtype /Image\n", "/Subtype /Image\n  /Interpolate true\n");
       };
     }},
    {11,
     "BoxNotAnnounced",
     "box_not_announced",
     [](Made& made) {
       made.edit = [](std::string& text) {
         const auto at = text.find("/Alt (");
         text.erase(at, text.find('\n', at) - at);
       };
     }},
    {5, "BytesBehindTheEnd", "bytes_outside", [](Made& made) { made.suffix = "more\n"; }},
    {5, "SecondRevision", "earlier_revision", [](Made& made) { made.suffix = "%%EOF\n"; }},
    {5,
     "ObjectWithoutUse",
     "unreachable_objects",
     [](Made& made) {
       made.edit = [](std::string& text) { replace(text, "%% Original", "%% Original"); };
       made.edit = [](std::string& text) {
         const auto at = text.find("xref\n0 ");
         const auto size = std::stoi(text.substr(at + 7));
         text.insert(at, fmt::format("{} 0 obj\n<< /Left (over) >>\nendobj\n\n", size));
         replace(text, fmt::format("/Size {}", size), fmt::format("/Size {}", size + 1));
       };
     }},
    {6,
     "ImageOfTheSource",
     "image_survives",
     [](Made& made) {
       const auto image = *pdf::encode(made.picture, pdf::ImageCoding::g4);
       made.expected.images = {base::Sha256::of(image.bytes).hex()};
     }},
    {7,
     "FontOfTheSource",
     "font_of_source",
     [](Made& made) {
       made.edit = [](std::string& text) {
         text = base::replace_all(std::move(text), "+LiberationSans", "+TimesNewRoman");
       };
     }},
    {8,
     "BoxLowerThanItsLine",
     "box_not_line_high",
     [](Made& made) {
       auto& box = made.expected.pages[0].boxes[0];
       box.box = box.label_box = {100, 105, 160, 112};
       made.page.labels[0].font_size = 5;
     }},
    {9,
     "PageTooFew",
     "page_count_differs",
     [](Made& made) {
       made.expected.pages.push_back({300, 200, true, {}});
     }},
    {9,
     "PageOfAnotherSize",
     "page_size_differs",
     [](Made& made) { made.expected.pages[0].height = 250; }},
    {10,
     "WordInPlainSight",
     "removed_text_elsewhere",
     [](Made& made) {
       add_word(made, "Xyzzynsky", {60, 40, 120, 54});
     }},
    {11, "NoLabel", "label_missing", [](Made& made) { made.page.labels.clear(); }},
    {11,
     "LabelOfAnotherExemption",
     "label_missing",
     [](Made& made) { made.page.labels[0].text = "(b)(4)"; }},
    {11,
     "BlackLabel",
     "label_invisible",
     [](Made& made) { made.page.labels[0].ink = pdf::Ink::black; }},
    {12,
     "WordUnderAnotherBlackArea",
     "text_under_dark",
     [](Made& made) {
       paint(made.picture, {60, 40, 120, 60}, '\0');
       made.page.invisible_text.push_back({"Bobby", {65, 43, 110, 56}, 0});
     }},
    {12,
     "WordWhereNothingIsSeen",
     "invisible_text",
     [](Made& made) {
       made.page.invisible_text.push_back({"Bobby", {65, 43, 110, 56}, 0});
     }},
    {14,
     "Dates",
     "dated",
     [](Made& made) {
       made.edit = [](std::string& text) {
         replace(text, "/Title (", "/CreationDate (D:20240101) /Title (");
       };
     }},
};

class EveryCheck : public ::testing::TestWithParam<Mutation> {
 protected:
  Report verified(const Made& made) {
    const auto folder = base::TempDir::make("/tmp");
    const auto file = folder->path() / "file.pdf";
    EXPECT_TRUE(base::write_file(file, file_of(made, folder->path())));
    const auto report = verify_redacted(file, made.expected, {});
    EXPECT_TRUE(report) << report.error().message;
    return report ? *report : Report{};
  }
};

TEST_P(EveryCheck, FailsOnItsFault) {
  auto made = good();
  GetParam().plant(made);
  const auto report = verified(made);
  std::vector<std::string> codes;
  for (const auto& finding : report.findings) {
    codes.push_back(finding.code);
  }
  EXPECT_THAT(codes, Contains(GetParam().code));
  const auto proof = proof_of(report);
  EXPECT_GT(proof.at(static_cast<std::size_t>(GetParam().check - 1)).failed, 0);
}

INSTANTIATE_TEST_SUITE_P(Proof, EveryCheck, ::testing::ValuesIn(kMutations), [](const auto& each) {
  return fmt::format("V{}{}", each.param.check, each.param.name);
});

TEST(Proof, EveryCodeSpeaksAgainstOneOfFourteenChecks) {
  for (const auto& row : check_codes()) {
    EXPECT_GE(proof_number(row.code), row.check == "tools" ? 0 : 1) << row.code;
    EXPECT_LE(proof_number(row.code), 14) << row.code;
  }
  EXPECT_EQ(proof_number("text_not_in_pdf"), 13);
  EXPECT_EQ(proof_number("dat_field_exposed"), 13);
}

// A page drawn anew: two letters beside a box.
pdf::NativePage drawn() {
  pdf::NativePage page;
  page.width = 300;
  page.height = 200;
  const auto block = [](std::int16_t high) {
    return std::vector<pdf::GlyphPoint>{{0, 0, true, false},
                                        {0, high, true, false},
                                        {500, high, true, false},
                                        {500, 0, true, true}};
  };
  page.shapes = {{"A", 600, block(700)}, {"b", 600, block(650)}};
  page.pieces = {{"BT\n/N 12 Tf\n1 0 0 1 60 103 Tm[<", {0, 1}}, {">]TJ\nET\n", {}}};
  page.black_boxes = {kBox};
  page.labels.push_back(
      {"(b)(6)", "Redacted under FOIA exemption (b)(6)", kBox, 8, pdf::Ink::white});
  return page;
}

std::vector<std::string> faults_of(const pdf::NativePage& page,
                                   const std::function<void(std::string&)>& edit = {}) {
  Made made;
  made.edit = edit;
  made.expected.pages = {{300, 200, false, {{kBox, kBox, "(b)(6)"}}, true}};
  const auto folder = base::TempDir::make("/tmp");
  const auto file = folder->path() / "file.pdf";
  pdf::PageBuilder builder({"Redacted document", "en-US"});
  EXPECT_TRUE(builder.add_native_page(page));
  EXPECT_TRUE(base::write_file(file, edited(*builder.finish(), made, folder->path())));
  const auto report = verify_redacted(file, made.expected, {});
  EXPECT_TRUE(report);
  std::vector<std::string> codes;
  for (const auto& finding : report ? report->findings : std::vector<Finding>{}) {
    codes.push_back(finding.code);
  }
  return codes;
}

TEST(PageDrawnAnew, PassesEveryCheck) {
  EXPECT_THAT(faults_of(drawn()), IsEmpty());
}

TEST(PageDrawnAnew, MayHoldNoLetterThatIsNotShown) {
  EXPECT_THAT(faults_of(drawn(), [](std::string& text) { replace(text, "00010002", "00010001"); }),
              Contains("font_holds_more"));
}

TEST(PageDrawnAnew, MayHaveNoFontOfTheSource) {
  EXPECT_THAT(faults_of(drawn(),
                        [](std::string& text) {
                          text = base::replace_all(text, "AAAAAC+Redrawn", "AAAAAC+Arial");
                        }),
              Contains("font_of_source"));
}

TEST(PageDrawnAnew, MayHaveNoImageUnderABox) {
  auto page = drawn();
  page.images.push_back({.width = 1, .height = 1, .bytes = base::Bytes(1, '\x80')});
  page.pieces.push_back({"q 80 0 0 40 140 90 cm /I0 Do Q\n", {}});
  EXPECT_THAT(faults_of(page), Contains("image_in_box"));
  page.pieces.back().operators = "q 80 0 0 40 161 90 cm /I0 Do Q\n";
  EXPECT_THAT(faults_of(page), IsEmpty());
}

TEST(PageDrawnAnew, MayHaveNoShapeUnderABox) {
  auto page = drawn();
  page.pieces.push_back({"1 g 110 103 20 5 re f\n", {}});
  EXPECT_THAT(faults_of(page), Contains("shape_in_box"));
  page.pieces.back().operators = "0.9 g 90 90 100 40 re f\n";  // a ground around the box
  EXPECT_THAT(faults_of(page), ::testing::Not(Contains("shape_in_box")));
}

class GoodFile : public EveryCheck {};

TEST_F(GoodFile, PassesEveryCheck) {
  const auto report = verified(good());
  EXPECT_THAT(report.findings, IsEmpty());
  for (const auto& check : proof_of(report)) {
    EXPECT_EQ(check.failed, 0) << check.name;
  }
}

}  // namespace
}  // namespace vaughn::verify
