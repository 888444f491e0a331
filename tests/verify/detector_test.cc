// SPDX-License-Identifier: AGPL-3.0-or-later
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "../support/pdf_text.h"
#include "base/files.h"
#include "verify/verify.h"

namespace vaughn::verify {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;

Report verified(const test::PdfText& pdf, const Options& options = {}) {
  const auto folder = base::TempDir::make("/tmp");
  const auto file = folder->path() / "received.pdf";
  EXPECT_TRUE(base::write_file(file, pdf.bytes()));
  const auto report = verify_pdf(file, options);
  EXPECT_TRUE(report) << report.error().message;
  return report ? *report : Report{};
}

std::set<std::string> codes(const Report& report) {
  std::set<std::string> out;
  for (const auto& finding : report.findings) {
    if (finding.code != "font_not_embedded") {
      out.insert(finding.code);
    }
  }
  return out;
}

struct Case {
  const char* name;
  const char* code;
  const char* content;
  const char* keys;
};

constexpr const char* kName = "BT /F 12 Tf 100 500 Td (Agent Xyzzynsky) Tj ET\n";

const Case kCases[] = {
    {"TextUnderABox",
     "hidden_by_box",
     "BT /F 12 Tf 100 500 Td (Agent Xyzzynsky) Tj ET 0 g 95 490 120 25 re f",
     ""},
    {"TextUnderAGrayBox",
     "hidden_by_box",
     "BT /F 12 Tf 100 500 Td (Agent Xyzzynsky) Tj ET 0.5 g 95 490 120 25 re f",
     ""},
    {"TextUnderAPathThatIsNoRectangle",
     "hidden_by_box",
     "BT /F 12 Tf 100 500 Td (Agent Xyzzynsky) Tj ET 0 g 90 485 m 220 490 l 220 520 l 90 520 l f",
     ""},
    {"WhiteText", "hidden_by_page", "1 g BT /F 12 Tf 100 500 Td (Agent Xyzzynsky) Tj ET", ""},
    {"TextUnderAnImage",
     "hidden_by_paint",
     "BT /F 12 Tf 100 500 Td (Agent Xyzzynsky) Tj ET q 200 0 0 60 80 480 cm\n"
     "BI /W 4 /H 2 /BPC 8 /CS /G ID \x20\xE0\x30\xD0\xC0\x40\xB0\x50\nEI Q",
     ""},
    {"OcrLayerUnderABurntBox",
     "hidden_ocr",
     "0 g 95 490 120 25 re f BT 3 Tr /F 12 Tf 100 500 Td (Agent Xyzzynsky) Tj ET",
     ""},
    {"TextOverText",
     "hidden_by_text",
     "BT /F 12 Tf 100 500 Td (Xyzzynsky) Tj ET BT /F 12 Tf 100 500 Td (Bobberson) Tj ET",
     ""},
    {"OnlyDates",
     "hidden_date",
     "BT /F 12 Tf 100 500 Td (October 14 2022) Tj ET 0 g 95 490 120 25 re f",
     ""},
    {"OnlyALabel",
     "hidden_trifle",
     "BT /F 12 Tf 100 500 Td (REDACTED) Tj ET 0 g 95 490 120 25 re f",
     ""},
    {"PendingRedaction",
     "redaction_pending",
     kName,
     "/Annots[<</Type/Annot/Subtype/Redact/Rect[95 490 215 515]>>]"},
    {"DarkHighlight",
     "dark_highlight",
     kName,
     "/Annots[<</Type/Annot/Subtype/Highlight/C[0 0 0]/Rect[95 490 215 515]"
     "/QuadPoints[95 515 215 515 95 490 215 490]>>]"},
};

class Detector : public ::testing::TestWithParam<Case> {};

TEST_P(Detector, Finds) {
  test::PdfText pdf;
  pdf.page(GetParam().content, "", GetParam().keys);
  const auto report = verified(pdf);
  EXPECT_THAT(codes(report), Contains(GetParam().code)) << to_text(report);
  EXPECT_THAT(to_text(report), Not(HasSubstr("Xyzz")));
}

INSTANTIATE_TEST_SUITE_P(Received, Detector, ::testing::ValuesIn(kCases), [](const auto& each) {
  return std::string(each.param.name);
});

TEST(DetectorOnGoodPages, FindsNothing) {
  for (const auto* content :
       {kName,
        "0 g 95 490 120 25 re f 1 g BT /F 12 Tf 100 500 Td (white on black) Tj ET",
        "1 1 0 rg 95 490 120 25 re f 0 g BT /F 12 Tf 100 500 Td (black on yellow) Tj ET",
        "BT /F 12 Tf 100 500 Td (framed) Tj ET 0 G 95 490 120 25 re S",
        "0.6 g BT /F 12 Tf 101 499 Td (Shadow) Tj ET 0 g BT /F 12 Tf 100 500 Td (Shadow) Tj ET"}) {
    test::PdfText pdf;
    pdf.page(content);
    const auto report = verified(pdf);
    for (const auto& line : report.checks) {
      if (line.check == "detector") {
        EXPECT_EQ(line.failed, 0) << content;
      }
    }
    EXPECT_THAT(codes(report), Not(Contains(HasSubstr("hidden_by")))) << content;
  }
}

// A scan of one line of writing, marked over by a marker of the given shade; where there is ink
// below, the scanner saw `ink` instead. A little grain is on all of it.
std::string marked_scan(int marker, int ink) {
  constexpr int kWidth = 600;
  constexpr int kHeight = 300;
  std::string samples;
  unsigned grain = 1;
  for (int y = 0; y < kHeight; ++y) {
    for (int x = 0; x < kWidth; ++x) {
      grain = grain * 1103515245U + 12345U;
      const int noise = static_cast<int>(grain >> 16 & 3U);
      const bool is_marked = x >= 100 && x < 400 && y >= 100 && y < 150;
      const bool is_letter = x >= 120 && x < 380 && y >= 112 && y < 138;
      // Uprights and a bar of each letter, twelve pixels apart.
      const bool is_ink = is_letter && ((x - 120) % 16 < 4 || (y >= 122 && y < 126));
      samples += static_cast<char>((is_marked ? (is_ink ? ink : marker) : 240) + noise);
    }
  }
  return samples;
}

std::set<std::string> codes_of_scan(const std::string& samples) {
  test::PdfText pdf;
  const int scan = pdf.stream(
      "/Type/XObject/Subtype/Image/Width 600/Height 300/BitsPerComponent 8/ColorSpace/DeviceGray",
      samples);
  pdf.page("q 432 0 0 216 90 400 cm /I Do Q", fmt::format("/XObject<</I {} 0 R>>", scan));
  return codes(verified(pdf));
}

TEST(DetectorOfMarkers, SeesThroughThoseThatTheEyeTakesForBlack) {
  EXPECT_THAT(codes_of_scan(marked_scan(45, 12)), Contains("see_through_mark"));
  EXPECT_THAT(codes_of_scan(marked_scan(30, 12)), Contains("see_through_mark"));
  EXPECT_THAT(codes_of_scan(marked_scan(110, 30)), Contains("see_through_mark"));
}

TEST(DetectorOfMarkers, FindsNothingUnderBlackOrBesideAMark) {
  EXPECT_THAT(codes_of_scan(marked_scan(20, 20)), Not(Contains("see_through_mark")));
  EXPECT_THAT(codes_of_scan(marked_scan(0, 0)), Not(Contains("see_through_mark")));
  EXPECT_THAT(codes_of_scan(marked_scan(240, 12)), Not(Contains("see_through_mark")));
}

TEST(DetectorReveals, OnlyWhenAsked) {
  test::PdfText pdf;
  pdf.page(kCases[0].content);
  bool is_shown = false;
  for (const auto& finding : verified(pdf, {.reveals = true}).findings) {
    is_shown = is_shown || finding.revealed == std::vector<std::string>{"Agent", "Xyzzynsky"};
  }
  EXPECT_TRUE(is_shown);
  for (const auto& finding : verified(pdf).findings) {
    EXPECT_TRUE(finding.revealed.empty());
  }
}

TEST(DetectorOfBookmarks, FindsWordsThatNoPageHas) {
  test::PdfText pdf;
  pdf.page(kName);
  const int item = pdf.object("<</Title(Interview of Bobberson)>>");
  pdf.catalog(fmt::format("/Outlines<</First {0} 0 R/Last {0} 0 R>>", item));
  EXPECT_THAT(codes(verified(pdf)), Contains("outline_word"));
}

}  // namespace
}  // namespace vaughn::verify
