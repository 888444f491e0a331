// SPDX-License-Identifier: AGPL-3.0-or-later
#include "redact/burn.h"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "../support/pdf_text.h"
#include "../support/printed_by.h"
#include "../support/secret_line.h"
#include "boxes_on.h"
#include "pdf/document.h"
#include "pdf/inspect.h"
#include "redact/check.h"
#include "redact/labels.h"

namespace vaughn::redact {
namespace {

using test::kLine;
using test::kSecret;
using test::PdfText;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

// What another reader finds.
std::string pdftotext(const base::Bytes& pdf) {
  return test::printed_by({"pdftotext", "-q"}, pdf, {"-"});
}

std::vector<int> all_pages(const base::Bytes& pdf) {
  auto document = pdf::Document::open(pdf);
  std::vector<int> pages;
  for (int page = 1; document && page <= document->page_count(); ++page) {
    pages.push_back(page);
  }
  return pages;
}

Burned burnt(const base::Bytes& pdf, const std::vector<BurnBox>& boxes) {
  const auto pages = all_pages(pdf);
  auto result = burn(pdf, boxes, pages);
  EXPECT_TRUE(result) << result.error().message;
  return result ? *std::move(result) : Burned{};
}

// The secret is gone by every way of looking; the second line and the label are there.
void expect_removed(const Burned& burned, const std::string& secret = kSecret) {
  const auto leaks = pdf::find_leaks(burned.pdf, {secret, secret.substr(0, 5)});
  ASSERT_TRUE(leaks);
  for (const pdf::Leak& leak : *leaks) {
    ADD_FAILURE() << "found in " << leak.place << " as " << leak.disguise;
  }
  const std::string text = pdftotext(burned.pdf);
  EXPECT_THAT(text, Not(HasSubstr(secret)));
  const auto problems = check_burned(burned, {secret});
  ASSERT_TRUE(problems) << problems.error().message;
  for (const Problem& problem : *problems) {
    ADD_FAILURE() << to_string(problem.kind) << " on page " << problem.page << ": "
                  << problem.message;
  }
}

// A page with the line above; what is added hides the secret once more.
struct LeakCase {
  const char* name;
  void (*add)(PdfText&);
};

class OneLeakEach : public ::testing::TestWithParam<LeakCase> {};

TEST_P(OneLeakEach, IsGone) {
  PdfText input;
  GetParam().add(input);
  const base::Bytes pdf = input.bytes();
  const Burned burned = burnt(pdf, boxes_on(pdf, kSecret));
  expect_removed(burned);
  const std::string text = pdftotext(burned.pdf);
  EXPECT_THAT(text, HasSubstr("Agent"));
  EXPECT_THAT(text, HasSubstr("met Bob"));
  EXPECT_THAT(text, HasSubstr("on the second line"));
  EXPECT_THAT(text, HasSubstr("(b)(6)"));
}

const LeakCase kCases[] = {
    {"PlainText", [](PdfText& pdf) { pdf.page(kLine); }},
    {"KernedAndHexStrings",
     [](PdfText& pdf) {
       pdf.page(
           "BT /F 12 Tf 72 700 Td (Agent ) Tj [(Xy) -20 <7a7a796e> 15 (sky)] TJ ( met Bob) Tj ET\n"
           "BT /F 12 Tf 72 680 Td (on the second line) Tj ET\n");
     }},
    {"TextUnderABlackBox",
     [](PdfText& pdf) { pdf.page(std::string(kLine) + "0 g 105 695 60 14 re f\n"); }},
    {"WhiteCopyBesideIt",
     [](PdfText& pdf) {
       pdf.page(std::string(kLine) + "1 g BT /F 12 Tf 72 400 Td (Xyzzynsky) Tj ET\n");
     }},
    {"InvisibleCopy",
     [](PdfText& pdf) {
       pdf.page(std::string(kLine) + "BT 3 Tr /F 12 Tf 106 700 Td (Xyzzynsky) Tj ET\n");
     }},
    {"CopyOutsideTheCropBox",
     [](PdfText& pdf) {
       pdf.page(std::string(kLine) + "BT /F 12 Tf 72 20 Td (Xyzzynsky) Tj ET\n",
                "",
                "/CropBox[0 100 612 792]");
     }},
    {"FormWithMatrix",
     [](PdfText& pdf) {
       const int form = pdf.stream(
           "/Type/XObject/Subtype/Form/BBox[0 0 300 300]/Matrix[1 0 0 1 36 340]"
           "/Resources<</Font<</F 3 0 R>>>>",
           "BT /F 6 Tf 0 10 Td (Agent Xyzzynsky met Bob) Tj ET "
           "BT /F 6 Tf 0 0 Td (on the second line) Tj ET");
       pdf.page("q 2 0 0 2 0 0 cm /X Do Q", fmt::format("/XObject<</X {} 0 R>>", form));
     }},
    {"FreeTextAnnotation",
     [](PdfText& pdf) {
       const int form =
           pdf.stream("/Type/XObject/Subtype/Form/BBox[0 0 200 20]/Resources<</Font<</F 3 0 R>>>>",
                      "BT /F 12 Tf 2 5 Td (Xyzzynsky) Tj ET");
       const int note = pdf.object(
           fmt::format("<</Type/Annot/Subtype/FreeText/Rect[300 500 500 520]/Contents(Xyzzynsky)"
                       "/AP<</N {} 0 R>>/F 4>>",
                       form));
       pdf.page(kLine, "", fmt::format("/Annots[{} 0 R]", note));
     }},
    {"CommentAndLink",
     [](PdfText& pdf) {
       const int popup =
           pdf.object("<</Type/Annot/Subtype/Popup/Rect[0 0 10 10]/Contents(Xyzzynsky)>>");
       const int link = pdf.object(
           "<</Type/Annot/Subtype/Link/Rect[72 600 100 620]"
           "/A<</S/URI/URI(https://example.gov/Xyzzynsky)>>>>");
       pdf.page(kLine, "", fmt::format("/Annots[{} 0 R {} 0 R]", popup, link));
     }},
    {"HiddenLayer",
     [](PdfText& pdf) {
       const int layer = pdf.object("<</Type/OCG/Name(Xyzzynsky)>>");
       pdf.catalog(fmt::format("/OCProperties<</OCGs[{0} 0 R]/D<</OFF[{0} 0 R]>>>>", layer));
       pdf.page(std::string(kLine) + "/OC /L BDC BT /F 12 Tf 72 400 Td (Xyzzynsky) Tj ET EMC\n",
                fmt::format("/Properties<</L {} 0 R>>", layer));
     }},
    {"ActualTextAndStructure",
     [](PdfText& pdf) {
       const int page = pdf.page("/Span <</ActualText (Agent Xyzzynsky)/MCID 0>> BDC " +
                                 std::string(kLine) + "EMC\n");
       const int element = pdf.object(fmt::format(
           "<</Type/StructElem/S/P/Pg {} 0 R/K 0/Alt(Xyzzynsky)/ActualText(Xyzzynsky)>>", page));
       const int tree = pdf.object(fmt::format("<</Type/StructTreeRoot/K {} 0 R>>", element));
       pdf.catalog(fmt::format("/StructTreeRoot {} 0 R/MarkInfo<</Marked true>>", tree));
     }},
    {"Utf16Metadata",
     [](PdfText& pdf) {
       pdf.page(kLine);
       std::string utf16 = "FEFF";
       for (const char* letter = kSecret; *letter != 0; ++letter) {
         utf16 += fmt::format("00{:02X}", *letter);
       }
       const int info = pdf.object(fmt::format("<</Title<{}>/Author(Xyzzynsky)>>", utf16));
       const int xmp = pdf.stream("/Type/Metadata/Subtype/XML", "<x>Xyzzynsky</x>");
       pdf.trailer(fmt::format("/Info {} 0 R", info));
       pdf.catalog(fmt::format("/Metadata {} 0 R", xmp));
     }},
    {"AttachmentScriptOutlineDestination",
     [](PdfText& pdf) {
       const int page = pdf.page(kLine);
       const int file = pdf.stream("/Type/EmbeddedFile", "Xyzzynsky");
       const int spec =
           pdf.object(fmt::format("<</Type/Filespec/F(Xyzzynsky.txt)/EF<</F {} 0 R>>>>", file));
       const int item = pdf.object("<</Title(Xyzzynsky)/Dest[1 0 R/Fit]>>");
       const int outline =
           pdf.object(fmt::format("<</Type/Outlines/First {0} 0 R/Last {0} 0 R>>", item));
       pdf.catalog(
           fmt::format("/Outlines {} 0 R/Names<</EmbeddedFiles<</Names[(Xyzzynsky){} 0 R]>>"
                       "/JavaScript<</Names[(a)<</S/JavaScript/JS(Xyzzynsky)>>]>>>>"
                       "/Dests<</Xyzzynsky[{} 0 R/Fit]>>/OpenAction<</S/JavaScript/JS(Xyzzynsky)>>",
                       outline,
                       spec,
                       page));
     }},
    {"FormField",
     [](PdfText& pdf) {
       const int form =
           pdf.stream("/Type/XObject/Subtype/Form/BBox[0 0 100 20]/Resources<</Font<</F 3 0 R>>>>",
                      "BT /F 9 Tf 2 5 Td (filled in) Tj ET");
       const int field =
           pdf.object(fmt::format("<</Type/Annot/Subtype/Widget/FT/Tx/T(Xyzzynsky)/V(Xyzzynsky)/F 4"
                                  "/Rect[300 500 400 520]/AP<</N {} 0 R>>>>",
                                  form));
       pdf.catalog(fmt::format("/AcroForm<</Fields[{} 0 R]>>", field));
       pdf.page(kLine, "", fmt::format("/Annots[{} 0 R]", field));
     }},
    {"PrivateDataThumbnailNames",
     [](PdfText& pdf) {
       const int thumb =
           pdf.stream("/Width 3/Height 3/BitsPerComponent 8/ColorSpace/DeviceGray", "Xyzzynsky");
       pdf.page(std::string(kLine) + "/Xyzzynsky cs 1 scn 10 10 5 5 re f\n",
                "/ColorSpace<</Xyzzynsky[/Separation/Xyzzynsky/DeviceGray"
                "<</FunctionType 2/Domain[0 1]/C0[1]/C1[0]/N 1>>]>>",
                fmt::format("/Thumb {} 0 R/PieceInfo<</A<</Private(Xyzzynsky)>>>>", thumb));
     }},
    {"CommentsAndUnknownOperators",
     [](PdfText& pdf) {
       pdf.page(std::string(kLine) + "% Xyzzynsky\nBX (Xyzzynsky) unknownop EX\n");
     }},
    {"UnusedResource",
     [](PdfText& pdf) {
       const int form =
           pdf.stream("/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</Font<</F 3 0 R>>>>",
                      "BT /F 12 Tf (Xyzzynsky) Tj ET");
       pdf.page(kLine, fmt::format("/XObject<</Unused {} 0 R>>", form));
     }},
    {"TilingPattern",
     [](PdfText& pdf) {
       const int pattern = pdf.stream(
           "/Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 200 50]/XStep 200"
           "/YStep 50/Resources<</Font<</F 3 0 R>>>>",
           "BT /F 12 Tf 10 10 Td (Xyzzynsky) Tj ET");
       pdf.page(std::string(kLine) + "/Pattern cs /P scn 90 697 80 12 re f\n",
                fmt::format("/Pattern<</P {} 0 R>>", pattern));
     }},
};

INSTANTIATE_TEST_SUITE_P(Leaks, OneLeakEach, ::testing::ValuesIn(kCases), [](const auto& test) {
  return std::string(test.param.name);
});

// The same leaks on a page without a box, in a document whose first page has one.
class LeakOnAnotherPage : public ::testing::TestWithParam<LeakCase> {};

TEST_P(LeakOnAnotherPage, OnlyWhatIsSeenSurvives) {
  PdfText input;
  GetParam().add(input);
  const base::Bytes pdf = input.bytes();
  const Burned burned = burnt(pdf, {});
  const auto facts = pdf::inspect(burned.pdf);
  ASSERT_TRUE(facts);
  EXPECT_EQ(facts->annotations, 0);
  EXPECT_EQ(facts->embedded_files, 0);
  EXPECT_FALSE(facts->has_javascript || facts->has_open_action || facts->has_layers ||
               facts->has_form || facts->has_odd_structure || facts->has_replacement_text ||
               facts->has_odd_output_intent || facts->has_outline || facts->has_alternate_text ||
               facts->has_thumbnails || facts->has_private_data ||
               (facts->has_xmp && facts->xmp.empty()));
  EXPECT_THAT(facts->warnings, IsEmpty());
  // Once in the sentence. Every other copy was hidden, except where the page shows it twice.
  const std::string text = pdftotext(burned.pdf);
  const std::string name = GetParam().name;
  const std::size_t expected = name == "FreeTextAnnotation" ? 2 : 1;
  std::size_t count = 0;
  for (std::size_t at = text.find(kSecret); at != std::string::npos;
       at = text.find(kSecret, at + 1)) {
    ++count;
  }
  if (name != "InvisibleCopy") {
    EXPECT_EQ(count, expected) << text;
  }
  EXPECT_THAT(text, HasSubstr("on the second line"));
}

INSTANTIATE_TEST_SUITE_P(Leaks,
                         LeakOnAnotherPage,
                         ::testing::ValuesIn(kCases),
                         [](const auto& test) { return std::string(test.param.name); });

TEST(Burn, FindsTheWordOnATurnedPage) {
  for (const int rotation : {90, 180, 270}) {
    PdfText input;
    input.page(kLine, "", fmt::format("/Rotate {}", rotation));
    const base::Bytes pdf = input.bytes();
    const Burned burned = burnt(pdf, boxes_on(pdf, kSecret));
    expect_removed(burned);
    EXPECT_THAT(pdftotext(burned.pdf), HasSubstr("Agent")) << rotation;
    EXPECT_EQ(burned.pages[0].width, rotation == 180 ? 612 : 792);
  }
}

TEST(Burn, HonoursACropBoxThatDoesNotBeginAtZero) {
  PdfText input;
  input.page(kLine, "", "/CropBox[50 600 400 750]");
  const base::Bytes pdf = input.bytes();
  const Burned burned = burnt(pdf, boxes_on(pdf, kSecret));
  expect_removed(burned);
  EXPECT_EQ(burned.pages[0].width, 350);
  EXPECT_THAT(pdftotext(burned.pdf), HasSubstr("met Bob"));
}

TEST(Burn, HonoursUserUnit) {
  PdfText input;
  input.page(kLine, "", "/UserUnit 2");
  const base::Bytes pdf = input.bytes();
  const Burned burned = burnt(pdf, boxes_on(pdf, kSecret));
  expect_removed(burned);
  EXPECT_EQ(burned.pages[0].width, 1224);
}

TEST(Burn, UsesInheritedResourcesAndBoxes) {
  PdfText input;
  const int contents = input.stream("", kLine);
  input.add_page_object(
      input.object(fmt::format("<</Type/Page/Parent 2 0 R/Contents[{0} 0 R]>>", contents)));
  input.page_tree("/MediaBox[0 0 612 792]/Resources<</Font<</F 3 0 R>>>>");
  const base::Bytes pdf = input.bytes();
  expect_removed(burnt(pdf, boxes_on(pdf, kSecret)));
  EXPECT_THAT(pdftotext(burnt(pdf, {}).pdf), HasSubstr("Agent Xyzzynsky met Bob"));
}

TEST(Burn, KeepsPagesThatShareAStreamApart) {
  PdfText input;
  const int contents = input.stream("", kLine);
  for (int i = 0; i < 2; ++i) {
    input.add_page_object(
        input.object(fmt::format("<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents {} 0 R"
                                 "/Resources<</Font<</F 3 0 R>>>>>>",
                                 contents)));
  }
  const base::Bytes pdf = input.bytes();
  const Burned burned = burnt(pdf, boxes_on(pdf, kSecret, 2));
  const std::string text = pdftotext(burned.pdf);
  EXPECT_EQ(text.find(kSecret), text.rfind(kSecret));
  EXPECT_NE(text.find(kSecret), std::string::npos);
}

TEST(Burn, PutsOutThePagesKeptInTheirOrder) {
  PdfText input;
  for (const char* word : {"first", "second", "third"}) {
    input.page(fmt::format("BT /F 12 Tf 72 700 Td ({} page) Tj ET", word));
  }
  const std::vector<int> pages = {3, 1};
  const auto burned = burn(input.bytes(), {}, pages);
  ASSERT_TRUE(burned);
  const std::string text = pdftotext(burned->pdf);
  EXPECT_LT(text.find("third"), text.find("first"));
  EXPECT_EQ(text.find("second"), std::string::npos);
  EXPECT_THAT(*pdf::find_leaks(burned->pdf, {"second"}), IsEmpty());
}

TEST(Burn, BlackensAnImageOnlyPage) {
  // 8 x 8 gray pixels: the left half of value 0x33, the right half 0xCC.
  PdfText input;
  std::string pixels;
  for (int y = 0; y < 8; ++y) {
    pixels += "33333333CCCCCCCC";
  }
  const int image = input.stream(
      "/Type/XObject/Subtype/Image/Width 8/Height 8/BitsPerComponent 8/ColorSpace/DeviceGray"
      "/Filter/ASCIIHexDecode",
      pixels + ">");
  input.page("q 400 0 0 400 100 200 cm /I Do Q", fmt::format("/XObject<</I {} 0 R>>", image));
  const base::Bytes pdf = input.bytes();
  const Burned burned = burnt(pdf, {{1, {150, 250, 250, 350}, "(b)(7)(E)"}});
  EXPECT_EQ(burned.pages[0].coding, pdf::ImageCoding::gray_jpeg);
  const auto problems = check_burned(burned);
  ASSERT_TRUE(problems);
  EXPECT_THAT(*problems, IsEmpty());
  auto document = pdf::Document::open(burned.pdf);
  const auto view = document->render(1, 72, pdf::ColorMode::gray);
  EXPECT_NEAR(view->at(120, 792 - 400), 0x33, 4);
  EXPECT_NEAR(view->at(450, 792 - 400), 0xCC, 4);
  EXPECT_EQ(view->at(160, 792 - 260), 0);
}

TEST(Burn, KeepsTheTextLayerOfAScanBesideTheBox) {
  PdfText input;
  const int image = input.stream(
      "/Type/XObject/Subtype/Image/Width 128/Height 1/BitsPerComponent 1/ColorSpace/DeviceGray"
      "/Filter/ASCIIHexDecode",
      "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA>");
  // Stripes stand for print; the words lie on them invisibly.
  input.page(
      "q 300 0 0 14 72 697 cm /I Do Q q 300 0 0 14 72 677 cm /I Do Q 3 Tr " + std::string(kLine),
      fmt::format("/XObject<</I {} 0 R>>", image));
  const base::Bytes pdf = input.bytes();
  const Burned burned = burnt(pdf, boxes_on(pdf, kSecret));
  expect_removed(burned);
  const std::string text = pdftotext(burned.pdf);
  EXPECT_THAT(text, HasSubstr("Agent"));
  EXPECT_THAT(text, HasSubstr("on the second line"));
}

TEST(Burn, KeepsWordsThatTheirColorTellsFromTheGround) {
  PdfText input;
  const auto word = [](const char* ground, const char* ink, int y, const char* text) {
    return fmt::format("{} rg 60 {} 200 30 re f {} rg BT /F 16 Tf 72 {} Td ({}) Tj ET ",
                       ground,
                       y - 10,
                       ink,
                       y,
                       text);
  };
  input.page(word("0 0 1", "0 0 0", 600, "Blackonblue") + word("0 0 0", "0 0 0.3", 500, "Hidden") +
             word("1 0 0", "0 0.5 0", 400, "Greenonred") + "0 g");
  const std::vector<int> pages = {1};
  const std::vector<BurnBox> boxes = {{1, {300, 300, 380, 320}, "(b)(6)"}};
  const auto burned = burn(input.bytes(), boxes, pages);
  ASSERT_TRUE(burned);
  const auto text = pdftotext(burned->pdf);
  EXPECT_THAT(text, HasSubstr("Blackonblue"));
  EXPECT_THAT(text, HasSubstr("Greenonred"));
  EXPECT_THAT(text, Not(HasSubstr("Hidden")));
}

TEST(Burn, DropsTheTextLayerOfAnotherImage) {
  PdfText input;
  input.page("0 g 72 300 20 20 re f 3 Tr " + std::string(kLine));
  const std::vector<int> pages = {1};
  const std::vector<BurnBox> boxes = {{1, {72, 300, 92, 320}, "(b)(6)"}};
  const auto burned = burn(input.bytes(), boxes, pages);
  ASSERT_TRUE(burned);
  EXPECT_THAT(pdftotext(burned->pdf), Not(HasSubstr("Bob")));
}

TEST(Burn, TouchingCountsAsCovered) {
  PdfText input;
  input.page(kLine);
  const base::Bytes pdf = input.bytes();
  auto document = pdf::Document::open(pdf);
  const pdf::PageText text = *document->page_text(1);
  const auto word = std::find_if(
      text.words.begin(), text.words.end(), [](const pdf::Word& w) { return w.text == "Bob"; });
  ASSERT_NE(word, text.words.end());
  const base::Rect beside{word->box.x1, word->box.y0, word->box.x1 + 100, word->box.y1};
  EXPECT_THAT(pdftotext(burnt(pdf, {{1, beside, "(b)(6)"}}).pdf), Not(HasSubstr("Bob")));
}

TEST(Burn, DrawsBoxesAsWideAsTheirExemptionWants) {
  for (const auto* line : {"BT /F 12 Tf 72 700 Td (signed Al) Tj ET",
                           "BT /F 12 Tf 72 700 Td (signed Xyzzynsky) Tj ET"}) {
    PdfText input;
    input.page(line);
    const base::Bytes pdf = input.bytes();
    auto boxes = boxes_on(pdf, std::string(line).find("Al") != std::string::npos ? "Al" : kSecret);
    ASSERT_THAT(boxes, testing::SizeIs(1));
    boxes[0].grid = 144;
    const Burned burned = burnt(pdf, boxes);
    EXPECT_NEAR(burned.pages[0].boxes[0].box.width(), 144, 0.01);
    EXPECT_THAT(*check_burned(burned), IsEmpty());
    EXPECT_THAT(pdftotext(burned.pdf), HasSubstr("signed"));
  }
}

TEST(Burn, WritesTheSameBytesTwice) {
  PdfText input;
  input.page(kLine);
  input.page(kLine);
  const base::Bytes pdf = input.bytes();
  const auto boxes = boxes_on(pdf, kSecret);
  EXPECT_EQ(burnt(pdf, boxes).pdf, burnt(pdf, boxes).pdf);
}

TEST(Burn, PutsALabelThatDoesNotFitBesideTheBox) {
  PdfText input;
  input.page(kLine);
  const base::Bytes pdf = input.bytes();
  auto boxes = boxes_on(pdf, "met");
  boxes[0].label = "(b)(3): 41 U.S.C. 4702; (b)(6); (b)(7)(C)";
  const Burned burned = burnt(pdf, boxes);
  const BurntBox& box = burned.pages[0].boxes[0];
  EXPECT_FALSE(base::touches(box.box, box.label_box));
  const auto problems = check_burned(burned);
  EXPECT_THAT(*problems, IsEmpty());
  EXPECT_THAT(pdftotext(burned.pdf), HasSubstr("41 U.S.C. 4702"));
}

// Lines of print as close as a letter has them.
std::string close_lines() {
  std::string content;
  for (int y = 760; y > 30; y -= 12) {
    content += fmt::format("BT /F 10 Tf 20 {} Td (", y);
    for (int i = 0; i < 14; ++i) {
      content += "jumped gladly ";
    }
    content += ") Tj ET\n";
  }
  return content;
}

// What is dark within a box, in a fine picture.
std::size_t dark_pixels(const base::Bytes& pdf, const base::Rect& box) {
  auto document = pdf::Document::open(pdf);
  const auto picture = document->render_part(1, box, 150, pdf::ColorMode::gray);
  std::size_t dark = 0;
  for (const char sample : picture->samples) {
    dark += static_cast<unsigned char>(sample) < 128 ? 1 : 0;
  }
  return dark;
}

TEST(Labels, NameTheExemptionOfATinyBoxInReadableSize) {
  PdfText input;
  input.page(close_lines());
  const base::Bytes pdf = input.bytes();
  const std::vector<BurnBox> boxes = {{1, {300, 400, 302, 402}, "(b)(6)"}};
  const Burned burned = burnt(pdf, boxes);
  const BurntBox& box = burned.pages[0].boxes[0];
  EXPECT_GE(box.label_box.height(), kSmallestLabel);
  EXPECT_FALSE(base::touches(box.box, box.label_box));
  EXPECT_THAT(*check_burned(burned), IsEmpty());
  EXPECT_THAT(pdftotext(burned.pdf), HasSubstr("(b)(6)"));
}

// Two rules may mark the same name, one of them with the spaces beside it.
TEST(Labels, AreNotPrintedOverEachOther) {
  PdfText input;
  input.page(close_lines());
  const base::Bytes pdf = input.bytes();
  const Burned same =
      burnt(pdf, {{1, {100, 400, 220, 414}, "(b)(6)"}, {1, {106, 400, 220, 414}, "(b)(6)"}});
  EXPECT_EQ(same.pages[0].boxes[0].label_box, same.pages[0].boxes[1].label_box);
  const auto text = pdftotext(same.pdf);
  EXPECT_EQ(text.find("(b)(6)"), text.rfind("(b)(6)"));
  EXPECT_THAT(*check_burned(same), IsEmpty());

  const Burned other =
      burnt(pdf, {{1, {100, 400, 220, 414}, "(b)(6)"}, {1, {106, 400, 220, 414}, "(b)(4)"}});
  const auto& places = other.pages[0].boxes;
  EXPECT_FALSE(base::touches(places[0].label_box, places[1].label_box));
  EXPECT_THAT(pdftotext(other.pdf), AllOf(HasSubstr("(b)(6)"), HasSubstr("(b)(4)")));
  EXPECT_THAT(*check_burned(other), IsEmpty());

  const Burned aside =
      burnt(pdf, {{1, {100, 400, 220, 414}, "(b)(6)"}, {1, {215, 400, 335, 414}, "(b)(6)"}});
  EXPECT_NE(aside.pages[0].boxes[0].label_box, aside.pages[0].boxes[1].label_box);
}

// A box that is a little too narrow is as wide as its label where paper is blank, over the rule of
// a table, but not over words or a picture.
TEST(Labels, WidenTheirBoxALittle) {
  const auto label_of = [](const std::string& beside) {
    PdfText input;
    input.page("BT /F 12 Tf 100 700 Td (Al) Tj ET " + beside);
    const base::Bytes pdf = input.bytes();
    const Burned burned = burnt(pdf, boxes_on(pdf, "Al"));
    EXPECT_THAT(*check_burned(burned), IsEmpty());
    return burned.pages[0].boxes[0];
  };
  const auto plain = label_of("");
  EXPECT_EQ(plain.label_box, plain.box);
  EXPECT_GT(plain.box.width(), 20);
  const auto ruled = label_of("0.5 w 118 690 m 118 720 l S");
  EXPECT_EQ(ruled.label_box, ruled.box);
  const auto tinted = label_of("0.88 g 113.5 690 80 30 re f 0 g 0.5 w 113.5 690 m 113.5 720 l S");
  EXPECT_EQ(tinted.label_box, tinted.box);
  EXPECT_GT(tinted.box.x1, 116);
  const auto left = label_of("BT /F 12 Tf 116 700 Td (met) Tj ET");
  EXPECT_EQ(left.label_box, left.box);
  EXPECT_LT(left.box.x1, 116);
  const auto between =
      label_of("BT /F 12 Tf 116 700 Td (met) Tj ET 90 690 8 30 re f 112 690 3 30 re f");
  EXPECT_FALSE(base::touches(between.label_box, between.box));
}

TEST(Labels, KeepOffTheWordsThatAreLeft) {
  PdfText input;
  input.page(close_lines());
  const base::Bytes pdf = input.bytes();
  std::vector<BurnBox> boxes;
  for (int y = 100; y < 700; y += 97) {
    boxes.push_back({1, {301.0, y + 0.0, 304.0, y + 3.0}, "(b)(5); (b)(7)(E)"});
  }
  const Burned burned = burnt(pdf, boxes);
  auto document = pdf::Document::open(burned.pdf);
  const auto text = document->page_text(1);
  for (const BurntBox& box : burned.pages[0].boxes) {
    for (const pdf::Word& word : text->words) {
      EXPECT_FALSE(word.is_invisible && base::touches(word.box, box.label_box)) << word.text;
    }
  }
  EXPECT_THAT(*check_burned(burned), IsEmpty());
}

TEST(Labels, GoBesideAPageThatHasNoBlankPaper) {
  PdfText input;
  input.page("0.6 g 0 0 612 792 re f 0 g BT /F 12 Tf 72 700 Td (gray paper) Tj ET\n");
  const base::Bytes pdf = input.bytes();
  const std::vector<BurnBox> boxes = {{1, {300, 400, 303, 403}, "(b)(6)"},
                                      {1, {100, 400.5, 103, 403}, "(b)(4)"}};
  const Burned burned = burnt(pdf, boxes);
  EXPECT_GT(burned.pages[0].width, 612);
  EXPECT_EQ(burned.pages[0].height, 792);
  for (const BurntBox& box : burned.pages[0].boxes) {
    EXPECT_GE(box.label_box.x0, 612);
    EXPECT_LE(box.label_box.x1, burned.pages[0].width);
  }
  EXPECT_FALSE(
      base::touches(burned.pages[0].boxes[0].label_box, burned.pages[0].boxes[1].label_box));
  EXPECT_THAT(*check_burned(burned), IsEmpty());
}

TEST(Labels, AreTiedToTheirBoxByALineOverBlankPaper) {
  PdfText input;
  // The box stands between two blocks of ink that leave a gap of eight points above it.
  input.page("0 g 60 300 200 100 re f 263 300 300 100 re f 60 408 503 200 re f\n");
  const base::Bytes pdf = input.bytes();
  const std::vector<BurnBox> boxes = {{1, {260.5, 350, 262.5, 352}, "(b)(6)"}};
  const Burned burned = burnt(pdf, boxes);
  EXPECT_THAT(*check_burned(burned), IsEmpty());
  const auto facts = pdf::inspect(burned.pdf);
  EXPECT_THAT(facts->warnings, IsEmpty());
  const std::vector<BurnBox> none = {{1, {260.5, 350, 262.5, 352}, ""}};
  const Burned bare = burnt(pdf, none);
  // The line and the frame are ink that the page did not have.
  EXPECT_GT(dark_pixels(burned.pdf, {0, 0, 612, 792}), dark_pixels(bare.pdf, {0, 0, 612, 792}));
}

TEST(Burn, RefusesWhatMakesNoSense) {
  PdfText input;
  input.page(kLine);
  const base::Bytes pdf = input.bytes();
  const std::vector<int> first = {1};
  const std::vector<int> beyond = {2};
  const std::vector<BurnBox> off_page = {{1, {700, 700, 800, 720}, ""}};
  const std::vector<BurnBox> empty = {{1, {100, 700, 100, 720}, ""}};
  const std::vector<BurnBox> not_kept = {{2, {100, 700, 120, 720}, ""}};
  for (const auto& result : {burn(pdf, {}, {}),
                             burn(pdf, {}, beyond),
                             burn(pdf, off_page, first),
                             burn(pdf, empty, first),
                             burn(pdf, not_kept, first)}) {
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, base::ErrorCode::invalid_argument);
  }
  EXPECT_EQ(burn("not a PDF", {}, first).error().code, base::ErrorCode::damaged);
}

}  // namespace
}  // namespace vaughn::redact
