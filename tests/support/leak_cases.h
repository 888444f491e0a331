// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "pdf_text.h"
#include "secret_line.h"

// PDFs that each hide one word once more than the eye sees, in a way of its own. Made here from
// descriptions; every kind of place where redaction by others has been seen to leave words.
namespace vaughn::test {

// What a leak adds to its page. `resources` are entries beside /Font.
struct LeakPage {
  std::string content{};
  std::string resources{};
  std::string keys{};
};

enum class Shown {
  no,     // the word must be gone, wherever it is
  yes,    // on a page without a box the word stands in plain sight: it is reported
  pixels  // drawn or coded, so that no search for letters finds it
};

struct Leak {
  const char* name;
  Shown shown;
  void (*add)(PdfText& pdf, LeakPage& page);
};

inline std::string utf16_of(const std::string& text) {
  std::string out = "FEFF";
  for (const char letter : text) {
    out += fmt::format("00{:02X}", static_cast<unsigned>(letter));
  }
  return out;
}

// A form that shows the word, with the font /F.
inline int secret_form(PdfText& pdf, const std::string& keys = "/BBox[0 0 200 20]") {
  return pdf.stream("/Type/XObject/Subtype/Form" + keys + "/Resources<</Font<</F 3 0 R>>>>",
                    "BT /F 12 Tf 2 5 Td (Xyzzynsky) Tj ET");
}

// An uncompressed image whose samples are the letters of the word; `keys` say how to read them.
inline int secret_image(PdfText& pdf, const std::string& keys) {
  return pdf.stream("/Type/XObject/Subtype/Image/Width 9/Height 1/BitsPerComponent 8" + keys,
                    kSecret);
}

inline void show_image(LeakPage& page, int image, const std::string& more = "") {
  page.resources += fmt::format("/XObject<</I {} 0 R>>{}", image, more);
  page.content += "q 56 0 0 12 107 697 cm /I Do Q\n";
}

inline void annotate(PdfText& pdf, LeakPage& page, const std::string& annotation) {
  page.keys += fmt::format("/Annots[{} 0 R]", pdf.object("<</Type/Annot" + annotation + ">>"));
}

// One element over the page with the given keys, in a tree of its own.
inline void add_structure(PdfText& pdf, LeakPage& page, const std::string& keys) {
  const int element = pdf.object("<</Type/StructElem/S/Span/K 0" + keys + ">>");
  const int parent = pdf.object(fmt::format("<</Type/StructElem/S/P/K {} 0 R>>", element));
  const int tree = pdf.object(fmt::format("<</Type/StructTreeRoot/K {} 0 R>>", parent));
  pdf.catalog(fmt::format("/StructTreeRoot {} 0 R/MarkInfo<</Marked true>>", tree));
  page.content = "/Span <</MCID 0>> BDC\n" + page.content + "EMC\n";
}

inline int layer(PdfText& pdf, const std::string& name) {
  const int group = pdf.object("<</Type/OCG/Name(" + name + ")>>");
  pdf.catalog(
      fmt::format("/OCProperties<</OCGs[{0} 0 R]/D<</OFF[{0} 0 R]/Order[{0} 0 R]>>>>", group));
  return group;
}

// A font of type 3 whose glyph "a" is drawn by `glyph`, of the given width.
inline int type3_font(PdfText& pdf, const std::string& glyph, int width) {
  const int program = pdf.stream("", fmt::format("{} 0 d0 {}", width, glyph));
  const int map = pdf.stream("",
                             "/CIDInit /ProcSet findresource begin begincmap "
                             "1 begincodespacerange <00> <FF> endcodespacerange "
                             "1 beginbfchar <61> <00580079007A007A0079006E0073006B0079> endbfchar "
                             "endcmap end");
  return pdf.object(
      fmt::format("<</Type/Font/Subtype/Type3/FontBBox[0 0 1000 1000]/FontMatrix[.001 0 0 .001 0 0]"
                  "/CharProcs<</a {} 0 R>>/Encoding<</Type/Encoding/Differences[97/a]>>"
                  "/FirstChar 97/LastChar 97/Widths[{}]/ToUnicode {} 0 R"
                  "/Resources<</Font<</F 3 0 R>>>>>>",
                  program,
                  width,
                  map));
}

inline void show_with_font(PdfText& pdf, LeakPage& page, int font, const std::string& operators) {
  const int form = pdf.stream(
      fmt::format("/Type/XObject/Subtype/Form/BBox[0 0 612 792]/Resources<</Font<</G {} 0 R>>>>",
                  font),
      operators);
  page.resources += fmt::format("/XObject<</X {} 0 R>>", form);
  page.content += "/X Do\n";
}

// The smallest JPEG that decodes: 8 by 8, gray; with a comment inside and bytes behind its end.
inline std::string leaky_jpeg() {
  std::string out("\xFF\xD8\xFF\xE0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00", 20);
  out += std::string("\xFF\xFE\x00\x0B", 4) + kSecret;
  out += std::string("\xFF\xE1\x00\x0B", 4) + kSecret;
  out += std::string("\xFF\xDB\x00\x43\x00", 5) + std::string(64, '\x01');
  out += std::string("\xFF\xC0\x00\x0B\x08\x00\x08\x00\x08\x01\x01\x11\x00", 13);
  out += std::string("\xFF\xC4\x00\x14\x00\x01", 6) + std::string(15, '\0') + '\x00';
  out += std::string("\xFF\xC4\x00\x14\x10\x01", 6) + std::string(15, '\0') + '\x00';
  out += std::string("\xFF\xDA\x00\x08\x01\x01\x00\x00\x3F\x00", 10);
  out += std::string("\x3F", 1);
  out += std::string("\xFF\xD9", 2);
  return out + kSecret;
}

inline const std::vector<Leak>& leaks() {
  static const std::vector<Leak> kLeaks{
      // Text on the page.
      {"KernedText",
       Shown::yes,
       [](PdfText&, LeakPage& p) {
         p.content += "BT /F 12 Tf 107 700 Td [(Xy) -20 (zzy) 15 (nsky)] TJ ET\n";
       }},
      {"HexText",
       Shown::yes,
       [](PdfText&, LeakPage& p) {
         p.content += "BT /F 12 Tf 107 700 Td <58797A7A796E736B79> Tj ET\n";
       }},
      {"QuoteOperators",
       Shown::yes,
       [](PdfText&, LeakPage& p) {
         p.content += "BT /F 12 Tf 14 TL 107 714 Td (Xyzzynsky) ' ET\n";
       }},
      {"RaisedText",
       Shown::yes,
       [](PdfText&, LeakPage& p) {
         p.content += "BT /F 12 Tf 107 697 Td 3 Ts (Xyzzynsky) Tj 0 Ts ET\n";
       }},
      {"NegativeSize",
       Shown::yes,
       [](PdfText&, LeakPage& p) {
         p.content += "BT /F -12 Tf -1 0 0 -1 107 700 Tm (Xyzzynsky) Tj ET\n";
       }},
      {"TurnedText",
       Shown::yes,
       [](PdfText&, LeakPage& p) {
         p.content += "BT /F 6 Tf .7 .1 -.1 .7 107 698 Tm (Xyzzynsky) Tj ET\n";
       }},
      {"UnderABlackBox",
       Shown::no,
       [](PdfText&, LeakPage& p) { p.content += std::string("0 g 105 695 60 14 re f\n"); }},
      {"UnderABlackBoxElsewhere",
       Shown::no,
       [](PdfText&, LeakPage& p) {
         p.content += "BT /F 12 Tf 107 400 Td (Xyzzynsky) Tj ET 0 g 100 390 90 30 re f\n";
       }},
      {"WhiteText",
       Shown::no,
       [](PdfText&, LeakPage& p) {
         p.content += "1 g BT /F 12 Tf 107 400 Td (Xyzzynsky) Tj ET 0 g\n";
       }},
      {"ClippedAway",
       Shown::no,
       [](PdfText&, LeakPage& p) {
         p.content += "q 0 0 5 5 re W n BT /F 12 Tf 107 400 Td (Xyzzynsky) Tj ET Q\n";
       }},
      {"InvisibleText",
       Shown::no,
       [](PdfText&, LeakPage& p) {
         p.content += "q BT 3 Tr /F 12 Tf 107 400 Td (Xyzzynsky) Tj ET Q\n";
       }},
      {"InvisibleTextUnderIt",
       Shown::no,
       [](PdfText&, LeakPage& p) {
         p.content += "q BT 3 Tr /F 12 Tf 107 700 Td (Xyzzynsky) Tj ET Q\n";
       }},
      {"TextAsClip",
       Shown::no,
       [](PdfText&, LeakPage& p) {
         p.content += "q BT 7 Tr /F 12 Tf 107 400 Td (Xyzzynsky) Tj ET Q\n";
       }},
      {"ShadowCopy",
       Shown::yes,
       [](PdfText&, LeakPage& p) {
         p.content += "0.7 g BT /F 12 Tf 108 699 Td (Xyzzynsky) Tj ET 0 g\n";
       }},
      {"FontsWithoutWidth",
       Shown::no,
       [](PdfText& pdf, LeakPage& p) {
         show_with_font(pdf, p, type3_font(pdf, "", 0), "BT 3 Tr /G 12 Tf 110 700 Td (a) Tj ET");
       }},
      {"MisplacedScanText",
       Shown::no,
       [](PdfText& pdf, LeakPage& p) {
         // A scan whose layer stands elsewhere than its writing.
         const int scan = pdf.stream(
             "/Type/XObject/Subtype/Image/Width 8/Height 9/BitsPerComponent 1"
             "/ColorSpace/DeviceGray",
             kSecret);
         p.resources += fmt::format("/XObject<</S {} 0 R>>", scan);
         p.content +=
             "q 600 0 0 200 6 100 cm /S Do Q q BT 3 Tr /F 12 Tf 300 500 Td (Xyzzynsky) Tj ET Q\n";
       }},
      {"AccentsWithoutWidth",
       Shown::yes,
       [](PdfText& pdf, LeakPage& p) {
         show_with_font(pdf,
                        p,
                        type3_font(pdf, "BT /F 1000 Tf 0 0 Td (Xyzzynsky) Tj ET", 0),
                        "BT /G 12 Tf 107 700 Td (a) Tj ET");
       }},
      {"FormOnTwoPlaces",
       Shown::yes,
       [](PdfText& pdf, LeakPage& p) {
         p.resources += fmt::format("/XObject<</X {} 0 R>>", secret_form(pdf));
         p.content += "q 1 0 0 1 105 695 cm /X Do Q q 1 0 0 1 106 695 cm /X Do Q\n";
       }},
      {"FormKeys",
       Shown::no,
       [](PdfText& pdf, LeakPage& p) {
         const int xmp = pdf.stream("/Type/Metadata/Subtype/XML", "<x>Xyzzynsky</x>");
         const int form = pdf.stream(
             fmt::format("/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Name/Xyzzynsky/Metadata {} 0 R"
                         "/PieceInfo<</App<</Private(Xyzzynsky)>>>>",
                         xmp),
             "0 0 1 1 re f");
         p.resources += fmt::format("/XObject<</X {} 0 R>>", form);
         p.content += "q 1 0 0 1 300 300 cm /X Do Q\n";
       }},
      {"PostScriptForm",
       Shown::no,
       [](PdfText& pdf, LeakPage& p) {
         const int program = pdf.stream("", "(Xyzzynsky) show");
         const int form = pdf.stream(
             fmt::format("/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Subtype2/PS/PS {} 0 R", program),
             "0 0 1 1 re f");
         p.resources += fmt::format("/XObject<</X {} 0 R>>", form);
         p.content += "q 1 0 0 1 300 300 cm /X Do Q\n";
       }},
      {"RemarkInAFunction",
       Shown::no,
       [](PdfText& pdf, LeakPage& p) {
         const int function =
             pdf.stream("/FunctionType 4/Domain[0 1]/Range[0 1]", "{ % Xyzzynsky\n 1 exch sub }");
         p.resources +=
             fmt::format("/ColorSpace<</C[/Separation/Spot/DeviceGray {} 0 R]>>", function);
         p.content += "/C cs 1 scn 300 300 5 5 re f 0 g\n";
       }},
      {"FontNames",
       Shown::no,
       [](PdfText& pdf, LeakPage& p) {
         const int descriptor = pdf.object(
             "<</Type/FontDescriptor/FontName/Xyzzynsky/FontFamily(Xyzzynsky)/Flags 32"
             "/CharSet(/X/y/z/Xyzzynsky)/FontBBox[0 0 1000 1000]/ItalicAngle 0/Ascent 800"
             "/Descent -200/CapHeight 700/StemV 80>>");
         const int font = pdf.object(
             fmt::format("<</Type/Font/Subtype/TrueType/BaseFont/Xyzzynsky/Name/Xyzzynsky"
                         "/FirstChar 97/LastChar 97/Widths[500]/FontDescriptor {} 0 R"
                         "/Encoding/WinAnsiEncoding>>",
                         descriptor));
         show_with_font(pdf, p, font, "BT /G 12 Tf 300 300 Td (a) Tj ET");
       }},
      {"LettersOfAFont",
       Shown::no,
       [](PdfText& pdf, LeakPage& p) {
         // Its table of letters names those that only the secret has.
         const int font = type3_font(pdf, "0 0 500 500 re f", 500);
         show_with_font(pdf, p, font, "");
       }},
      {"GlyphThatHoldsText",
       Shown::yes,
       [](PdfText& pdf, LeakPage& p) {
         show_with_font(pdf,
                        p,
                        type3_font(pdf, "BT /F 1000 Tf 0 0 Td (Xyzzynsky) Tj ET", 4700),
                        "BT /G 12 Tf 107 700 Td (a) Tj ET");
       }},
      {"TilingPattern",
       Shown::yes,
       [](PdfText& pdf, LeakPage& p) {
         const int tile = pdf.stream(
             "/Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 60 14]/XStep 600"
             "/YStep 700/Matrix[1 0 0 1 105 695]/Resources<</Font<</F 3 0 R>>>>",
             "BT /F 12 Tf 2 5 Td (Xyzzynsky) Tj ET");
         p.resources += fmt::format("/Pattern<</P {} 0 R>>", tile);
         p.content += "/Pattern cs /P scn 105 695 60 14 re f\n";
       }},
      {"SoftMask",
       Shown::yes,
       [](PdfText& pdf, LeakPage& p) {
         const int group = pdf.stream(
             "/Type/XObject/Subtype/Form/BBox[0 0 612 792]/Group<</S/Transparency/CS/DeviceGray>>"
             "/Resources<</Font<</F 3 0 R>>>>",
             "1 g BT /F 12 Tf 107 700 Td (Xyzzynsky) Tj ET");
         p.resources += fmt::format(
             "/ExtGState<</S<</Type/ExtGState/SMask<</Type/Mask/S/Luminosity/G {} 0 R>>>>>>",
             group);
         p.content += "q /S gs 0 g 100 690 80 30 re f Q\n";
       }},
      {"VerticalText",
       Shown::yes,
       [](PdfText& pdf, LeakPage& p) {
         const int inner = pdf.object(
             "<</Type/Font/Subtype/CIDFontType0/BaseFont/Ryumin-Light/CIDSystemInfo"
             "<</Registry(Adobe)/Ordering(Japan1)/Supplement 2>>/DW 1000>>");
         const int font = pdf.object(
             fmt::format("<</Type/Font/Subtype/Type0/BaseFont/Ryumin-Light-V/Encoding/UniJIS-UCS2-V"
                         "/DescendantFonts[{} 0 R]>>",
                         inner));
         show_with_font(
             pdf, p, font, "BT /G 1.5 Tf 135 711 Td <00580079007A007A0079006E0073006B0079> Tj ET");
       }},
      {"UnmappedCodes",
       Shown::yes,
       [](PdfText& pdf, LeakPage& p) {
         const int font = pdf.object(
             "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding<</Type/Encoding"
             "/Differences[1/X/y/z/n/s/k]>>>>");
         show_with_font(pdf, p, font, "BT /G 12 Tf 107 700 Td <010203030204050602> Tj ET");
       }},
      // Forms.
      {"NestedForms",
       Shown::yes,
       [](PdfText& pdf, LeakPage& p) {
         const int inner = secret_form(pdf);
         const int outer = pdf.stream(
             fmt::format(
                 "/Type/XObject/Subtype/Form/BBox[0 0 300 300]/Resources<</XObject<</Y {} 0 "
                 "R>>>>",
                 inner),
             "/Y Do");
         p.resources += fmt::format("/XObject<</X {} 0 R>>", outer);
         p.content += "q 1 0 0 1 105 695 cm /X Do Q\n";
       }},
      {"FormMatrixUnderScaling",
       Shown::yes,
       [](PdfText& pdf, LeakPage& p) {
         const int form = secret_form(pdf, "/BBox[0 0 200 20]/Matrix[1 0 0 1 210 1390]");
         p.resources += fmt::format("/XObject<</X {} 0 R>>", form);
         p.content += "q .5 0 0 .5 0 0 cm /X Do Q\n";
       }},
      {"FormMatrixThatTurns",
       Shown::yes,
       [](PdfText& pdf, LeakPage& p) {
         const int form = secret_form(pdf, "/BBox[0 0 200 20]/Matrix[0 1 -1 0 0 0]");
         p.resources += fmt::format("/XObject<</X {} 0 R>>", form);
         p.content += "q 0 -1 1 0 105 695 cm /X Do Q\n";
       }},
      {"UnusedForm",
       Shown::no,
       [](PdfText& pdf, LeakPage& p) {
         p.resources += fmt::format("/XObject<</X {} 0 R>>", secret_form(pdf));
       }},
      // Drawings: no letters to find; the proof looks at the pixels.
      {"OutlinedText",
       Shown::pixels,
       [](PdfText&, LeakPage& p) {
         p.content += "2 w 108 698 m 114 708 l 120 698 l S 125 700 m 130 705 135 695 140 700 c S\n";
       }},
      {"Shading",
       Shown::pixels,
       [](PdfText& pdf, LeakPage& p) {
         const int shading = pdf.object(
             "<</ShadingType 2/ColorSpace/DeviceGray/Coords[105 0 165 0]/Function<</FunctionType 2"
             "/Domain[0 1]/C0[0]/C1[1]/N 1>>>>");
         p.resources += fmt::format("/Shading<</S {} 0 R>>", shading);
         p.content += "q 105 695 60 14 re W n /S sh Q\n";
       }},
      // Images.
      {"GrayImage",
       Shown::yes,
       [](PdfText& pdf, LeakPage& p) {
         show_image(p, secret_image(pdf, "/ColorSpace/DeviceGray"));
       }},
      {"RgbImage",
       Shown::yes,
       [](PdfText& pdf, LeakPage& p) {
         show_image(p,
                    pdf.stream("/Type/XObject/Subtype/Image/Width 3/Height 1/BitsPerComponent 8"
                               "/ColorSpace/DeviceRGB",
                               kSecret));
       }},
      {"IndexedImage",
       Shown::yes,
       [](PdfText& pdf, LeakPage& p) {
         show_image(p,
                    secret_image(
                        pdf, "/ColorSpace[/Indexed/DeviceGray 255 <" + [] {
                          std::string table;
                          for (int i = 0; i < 256; ++i) {
                            table += fmt::format("{:02X}", i);
                          }
                          return table;
                        }() + ">]"));
       }},
      {"StencilMask",
       Shown::yes,
       [](PdfText& pdf, LeakPage& p) {
         show_image(p,
                    pdf.stream("/Type/XObject/Subtype/Image/Width 8/Height 9/BitsPerComponent 1"
                               "/ImageMask true",
                               kSecret));
       }},
      {"ImageWithSoftMask",
       Shown::yes,
       [](PdfText& pdf, LeakPage& p) {
         const int mask = secret_image(pdf, "/ColorSpace/DeviceGray");
         show_image(p,
                    pdf.stream(fmt::format("/Type/XObject/Subtype/Image/Width 1/Height 1"
                                           "/BitsPerComponent 8/ColorSpace/DeviceGray/SMask {} 0 R",
                                           mask),
                               std::string(1, '\0')));
       }},
      {"SeparationImage",
       Shown::yes,
       [](PdfText& pdf, LeakPage& p) {
         show_image(
             p,
             secret_image(pdf,
                          "/ColorSpace[/Separation/Spot/DeviceGray<</FunctionType 2/Domain[0 "
                          "1]/C0[1]/C1[0]/N 1>>]"));
       }},
      {"DeviceNImage",
       Shown::yes,
       [](PdfText& pdf, LeakPage& p) {
         show_image(p,
                    secret_image(pdf,
                                 "/ColorSpace[/DeviceN[/Spot]/DeviceGray<</FunctionType 2/Domain[0 "
                                 "1]/C0[1]/C1[0]/N 1>>]"));
       }},
      {"LabImage",
       Shown::yes,
       [](PdfText& pdf, LeakPage& p) {
         show_image(p,
                    pdf.stream("/Type/XObject/Subtype/Image/Width 3/Height 1/BitsPerComponent 8"
                               "/ColorSpace[/Lab<</WhitePoint[.95 1 1.09]>>]",
                               kSecret));
       }},
      {"InlineImage",
       Shown::yes,
       [](PdfText&, LeakPage& p) {
         p.content += "q 56 0 0 12 107 697 cm BI /W 9 /H 1 /BPC 8 /CS /G ID Xyzzynsky\nEI Q\n";
       }},
      {"CmykImage",
       Shown::yes,
       [](PdfText& pdf, LeakPage& p) {
         show_image(p,
                    pdf.stream("/Type/XObject/Subtype/Image/Width 2/Height 1/BitsPerComponent 8"
                               "/ColorSpace/DeviceCMYK",
                               kSecret));
       }},
      {"CalibratedImage",
       Shown::yes,
       [](PdfText& pdf, LeakPage& p) {
         show_image(p,
                    pdf.stream("/Type/XObject/Subtype/Image/Width 3/Height 1/BitsPerComponent 8"
                               "/ColorSpace[/CalRGB<</WhitePoint[.95 1 1.09]>>]",
                               kSecret));
       }},
      {"OneBitImage",
       Shown::yes,
       [](PdfText& pdf, LeakPage& p) {
         show_image(p,
                    pdf.stream("/Type/XObject/Subtype/Image/Width 8/Height 9/BitsPerComponent 1"
                               "/ColorSpace/DeviceGray",
                               kSecret));
       }},
      {"SixteenBitImage",
       Shown::yes,
       [](PdfText& pdf, LeakPage& p) {
         show_image(p,
                    pdf.stream("/Type/XObject/Subtype/Image/Width 4/Height 1/BitsPerComponent 16"
                               "/ColorSpace/DeviceGray",
                               kSecret));
       }},
      {"InvertedImage",
       Shown::yes,
       [](PdfText& pdf, LeakPage& p) {
         show_image(p, secret_image(pdf, "/ColorSpace/DeviceGray/Decode[1 0]"));
       }},
      {"ColourKeyImage",
       Shown::yes,
       [](PdfText& pdf, LeakPage& p) {
         show_image(p, secret_image(pdf, "/ColorSpace/DeviceGray/Mask[88 88]"));
       }},
      {"ImageWithStencil",
       Shown::yes,
       [](PdfText& pdf, LeakPage& p) {
         const int mask = pdf.stream(
             "/Type/XObject/Subtype/Image/Width 8/Height 9/BitsPerComponent 1/ImageMask true",
             kSecret);
         show_image(p,
                    pdf.stream(fmt::format("/Type/XObject/Subtype/Image/Width 1/Height 1"
                                           "/BitsPerComponent 8/ColorSpace/DeviceGray/Mask {} 0 R",
                                           mask),
                               std::string(1, '\0')));
       }},
      {"TurnedImage",
       Shown::yes,
       [](PdfText& pdf, LeakPage& p) {
         p.resources +=
             fmt::format("/XObject<</I {} 0 R>>", secret_image(pdf, "/ColorSpace/DeviceGray"));
         p.content += "q 0 12 56 0 107 697 cm /I Do Q\n";
       }},
      {"SkewedImage",
       Shown::yes,
       [](PdfText& pdf, LeakPage& p) {
         p.resources +=
             fmt::format("/XObject<</I {} 0 R>>", secret_image(pdf, "/ColorSpace/DeviceGray"));
         p.content += "q 50 2 4 10 107 697 cm /I Do Q\n";
       }},
      {"FlippedImage",
       Shown::yes,
       [](PdfText& pdf, LeakPage& p) {
         p.resources +=
             fmt::format("/XObject<</I {} 0 R>>", secret_image(pdf, "/ColorSpace/DeviceGray"));
         p.content += "q -56 0 0 -12 163 709 cm /I Do Q\n";
       }},
      // Data behind what the filter needs.
      {"BytesBehindAFlateStream",
       Shown::no,
       [](PdfText& pdf, LeakPage& p) {
         // One gray sample, stored, then its checksum.
         std::string data("\x78\x01\x01\x01\x00\xFE\xFF\x80\x00\x81\x00\x81", 12);
         show_image(p,
                    pdf.stream("/Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8"
                               "/ColorSpace/DeviceGray/Filter/FlateDecode",
                               data + kSecret));
       }},
      {"MoreSamplesThanShown",
       Shown::no,
       [](PdfText& pdf, LeakPage& p) {
         show_image(p,
                    pdf.stream("/Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8"
                               "/ColorSpace/DeviceGray",
                               std::string("\x80") + kSecret));
       }},
      {"ImageKeys",
       Shown::no,
       [](PdfText& pdf, LeakPage& p) {
         show_image(p,
                    pdf.stream("/Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8"
                               "/ColorSpace/DeviceGray/Name/Xyzzynsky/ID(Xyzzynsky)"
                               "/OPI<</2.0<</F(Xyzzynsky)>>>>/Xyzzynsky(Xyzzynsky)",
                               "\x80"));
       }},
      {"AlternateImage",
       Shown::no,
       [](PdfText& pdf, LeakPage& p) {
         const int other = secret_image(pdf, "/ColorSpace/DeviceGray");
         show_image(p,
                    pdf.stream(fmt::format("/Type/XObject/Subtype/Image/Width 1/Height 1"
                                           "/BitsPerComponent 8/ColorSpace/DeviceGray"
                                           "/Alternates[<</Image {} 0 R/DefaultForPrinting true>>]",
                                           other),
                               "\x80"));
       }},
      {"ImageMetadata",
       Shown::no,
       [](PdfText& pdf, LeakPage& p) {
         const int xmp = pdf.stream("/Type/Metadata/Subtype/XML", "<x>Xyzzynsky</x>");
         show_image(
             p,
             pdf.stream(fmt::format("/Type/XObject/Subtype/Image/Width 1/Height 1"
                                    "/BitsPerComponent 8/ColorSpace/DeviceGray/Metadata {} 0 R",
                                    xmp),
                        "\x80"));
       }},
      {"UnusedImage",
       Shown::no,
       [](PdfText& pdf, LeakPage& p) {
         p.resources +=
             fmt::format("/XObject<</I {} 0 R>>", secret_image(pdf, "/ColorSpace/DeviceGray"));
       }},
      {"JpegCommentsAndTail",
       Shown::no,
       [](PdfText& pdf, LeakPage& p) {
         show_image(p,
                    pdf.stream("/Type/XObject/Subtype/Image/Width 8/Height 8/BitsPerComponent 8"
                               "/ColorSpace/DeviceGray/Filter/DCTDecode",
                               leaky_jpeg()));
       }},
      {"Thumbnail",
       Shown::no,
       [](PdfText& pdf, LeakPage& p) {
         p.keys += fmt::format("/Thumb {} 0 R", secret_image(pdf, "/ColorSpace/DeviceGray"));
       }},
      {"ProfileDescription",
       Shown::no,
       [](PdfText& pdf, LeakPage& p) {
         const int profile = pdf.stream("/N 1/Alternate/DeviceGray", "Xyzzynsky");
         p.resources += fmt::format("/ColorSpace<</C[/ICCBased {} 0 R]>>", profile);
       }},
      // Layers.
      {"LayerName",
       Shown::no,
       [](PdfText& pdf, LeakPage& p) {
         p.resources += fmt::format("/Properties<</L {} 0 R>>", layer(pdf, kSecret));
         p.content += "/OC /L BDC BT /F 12 Tf 72 400 Td (hidden) Tj ET EMC\n";
       }},
      {"HiddenLayerText",
       Shown::no,
       [](PdfText& pdf, LeakPage& p) {
         p.resources += fmt::format("/Properties<</L {} 0 R>>", layer(pdf, "draft"));
         p.content += "/OC /L BDC BT /F 12 Tf 72 400 Td (Xyzzynsky) Tj ET EMC\n";
       }},
      {"HiddenLayerForm",
       Shown::no,
       [](PdfText& pdf, LeakPage& p) {
         const int group = layer(pdf, "draft");
         const int form = secret_form(pdf, fmt::format("/BBox[0 0 200 20]/OC {} 0 R", group));
         p.resources += fmt::format("/XObject<</X {} 0 R>>", form);
         p.content += "q 1 0 0 1 72 400 cm /X Do Q\n";
       }},
      {"HiddenLayerImage",
       Shown::no,
       [](PdfText& pdf, LeakPage& p) {
         const int group = layer(pdf, "draft");
         show_image(p, secret_image(pdf, fmt::format("/ColorSpace/DeviceGray/OC {} 0 R", group)));
       }},
      // Marked content and structure.
      {"ActualText",
       Shown::no,
       [](PdfText&, LeakPage& p) {
         p.content += "/Span <</ActualText(Xyzzynsky)>> BDC BT /F 12 Tf 72 400 Td (it) Tj ET EMC\n";
       }},
      {"ActualTextInProperties",
       Shown::no,
       [](PdfText& pdf, LeakPage& p) {
         const int list =
             pdf.object(fmt::format("<</ActualText<{}>/Alt(Xyzzynsky)>>", utf16_of(kSecret)));
         p.resources += fmt::format("/Properties<</M {} 0 R>>", list);
         p.content += "/Span /M BDC BT /F 12 Tf 72 400 Td (it) Tj ET EMC\n";
       }},
      {"MarkedPoint",
       Shown::no,
       [](PdfText&, LeakPage& p) { p.content += "/Note <</Contents(Xyzzynsky)>> DP\n"; }},
      {"ArtifactKeys",
       Shown::no,
       [](PdfText&, LeakPage& p) {
         p.content += "/Artifact <</Type/Pagination/Contents(Xyzzynsky)>> BDC EMC\n";
       }},
      {"StructureActualText",
       Shown::no,
       [](PdfText& pdf, LeakPage& p) { add_structure(pdf, p, "/ActualText(Xyzzynsky)"); }},
      {"StructureAlt",
       Shown::no,
       [](PdfText& pdf, LeakPage& p) { add_structure(pdf, p, "/Alt(Xyzzynsky)/E(Xyzzynsky)"); }},
      {"StructureTitleAndId",
       Shown::no,
       [](PdfText& pdf, LeakPage& p) {
         add_structure(pdf, p, "/T(Xyzzynsky)/ID(Xyzzynsky)/A<</O/Layout/Summary(Xyzzynsky)>>");
       }},
      {"CommentInStream", Shown::no, [](PdfText&, LeakPage& p) { p.content += "% Xyzzynsky\n"; }},
      {"UnknownOperators",
       Shown::no,
       [](PdfText&, LeakPage& p) { p.content += "BX (Xyzzynsky) frob EX\n"; }},
      // Annotations and forms.
      {"FreeText",
       Shown::yes,
       [](PdfText& pdf, LeakPage& p) {
         annotate(
             pdf,
             p,
             fmt::format("/Subtype/FreeText/F 4/Rect[105 694 305 714]/Contents(Xyzzynsky)/AP<</N "
                         "{} 0 R>>",
                         secret_form(pdf)));
       }},
      {"Highlight",
       Shown::no,
       [](PdfText& pdf, LeakPage& p) {
         annotate(
             pdf,
             p,
             "/Subtype/Highlight/F 4/Rect[105 694 165 713]/QuadPoints[105 713 165 713 105 694 165 "
             "694]/C[1 1 0]/Contents(Xyzzynsky)/T(Xyzzynsky)/Subj(Xyzzynsky)");
       }},
      {"Note",
       Shown::no,
       [](PdfText& pdf, LeakPage& p) {
         annotate(pdf, p, "/Subtype/Text/Rect[400 400 420 420]/Contents(Xyzzynsky)/RC(Xyzzynsky)");
       }},
      {"Popup",
       Shown::no,
       [](PdfText& pdf, LeakPage& p) {
         annotate(pdf, p, "/Subtype/Popup/Rect[400 400 420 420]/Contents(Xyzzynsky)");
       }},
      {"Ink",
       Shown::no,
       [](PdfText& pdf, LeakPage& p) {
         annotate(pdf,
                  p,
                  "/Subtype/Ink/F 4/Rect[400 400 420 420]/InkList[[400 400 420 420]]"
                  "/Contents(Xyzzynsky)");
       }},
      {"FileAttachment",
       Shown::no,
       [](PdfText& pdf, LeakPage& p) {
         const int file = pdf.stream("/Type/EmbeddedFile", "Xyzzynsky");
         annotate(pdf,
                  p,
                  fmt::format("/Subtype/FileAttachment/Rect[400 400 420 420]/FS<</Type/Filespec"
                              "/F(Xyzzynsky.txt)/EF<</F {} 0 R>>>>",
                              file));
       }},
      {"LinkOverIt",
       Shown::no,
       [](PdfText& pdf, LeakPage& p) {
         annotate(
             pdf,
             p,
             "/Subtype/Link/Rect[105 694 165 713]/A<</S/URI/URI(https://example.gov/Xyzzynsky)>>");
       }},
      {"LinkElsewhere",
       Shown::no,
       [](PdfText& pdf, LeakPage& p) {
         annotate(
             pdf,
             p,
             "/Subtype/Link/Rect[72 100 100 120]/A<</S/URI/URI(https://example.gov/Xyzzynsky)>>");
       }},
      {"PendingRedaction",
       Shown::no,
       [](PdfText& pdf, LeakPage& p) {
         annotate(
             pdf,
             p,
             "/Subtype/Redact/Rect[400 400 420 420]/OverlayText(Xyzzynsky)/Contents(Xyzzynsky)");
       }},
      {"RichMedia",
       Shown::no,
       [](PdfText& pdf, LeakPage& p) {
         const int sound = pdf.stream("/Type/Sound/R 8000", "Xyzzynsky");
         annotate(pdf, p, fmt::format("/Subtype/Sound/Rect[400 400 420 420]/Sound {} 0 R", sound));
       }},
      {"FormField",
       Shown::yes,
       [](PdfText& pdf, LeakPage& p) {
         const int look = secret_form(pdf);
         const int field = pdf.object(
             fmt::format("<</Type/Annot/Subtype/Widget/FT/Tx/F 4/Rect[105 694 305 714]/T(Xyzzynsky)"
                         "/TU(Xyzzynsky)/V(Xyzzynsky)/DV(Xyzzynsky)/AP<</N {} 0 R>>>>",
                         look));
         p.keys += fmt::format("/Annots[{} 0 R]", field);
         pdf.catalog(fmt::format("/AcroForm<</Fields[{} 0 R]/DR<</Font<</F 3 0 R>>>>>>", field));
       }},
      {"Stamp",
       Shown::yes,
       [](PdfText& pdf, LeakPage& p) {
         annotate(pdf,
                  p,
                  fmt::format("/Subtype/Stamp/F 4/Rect[105 694 305 714]/Name/Xyzzynsky"
                              "/Contents(Xyzzynsky)/AP<</N {} 0 R>>",
                              secret_form(pdf)));
       }},
      {"LooksNotShown",
       Shown::no,
       [](PdfText& pdf, LeakPage& p) {
         const int blank = pdf.stream("/Type/XObject/Subtype/Form/BBox[0 0 9 9]", "");
         annotate(pdf,
                  p,
                  fmt::format("/Subtype/Square/F 4/Rect[400 400 420 420]"
                              "/AP<</N {} 0 R/D {} 0 R/R {} 0 R>>",
                              blank,
                              secret_form(pdf),
                              secret_form(pdf)));
       }},
      {"HiddenAnnotation",
       Shown::no,
       [](PdfText& pdf, LeakPage& p) {
         annotate(pdf,
                  p,
                  fmt::format("/Subtype/FreeText/F 2/Rect[72 400 272 420]/AP<</N {} 0 R>>",
                              secret_form(pdf)));
       }},
      {"Movie",
       Shown::no,
       [](PdfText& pdf, LeakPage& p) {
         annotate(pdf,
                  p,
                  "/Subtype/Movie/T(Xyzzynsky)/Rect[400 400 420 420]/Movie<</F(Xyzzynsky.avi)>>");
       }},
      {"ThreeD",
       Shown::no,
       [](PdfText& pdf, LeakPage& p) {
         const int model = pdf.stream("/Type/3D/Subtype/U3D", "Xyzzynsky");
         annotate(pdf,
                  p,
                  fmt::format("/Subtype/3D/Rect[400 400 420 420]/3DD {} 0 R/3DV<</Type/3DView"
                              "/XN(Xyzzynsky)/IN(Xyzzynsky)>>",
                              model));
       }},
      {"Rendition",
       Shown::no,
       [](PdfText& pdf, LeakPage& p) {
         annotate(pdf,
                  p,
                  "/Subtype/Screen/T(Xyzzynsky)/Rect[400 400 420 420]/A<</S/Rendition/OP 0"
                  "/JS(Xyzzynsky)/R<</S/MR/N(Xyzzynsky)/C<</S/MCD/N(Xyzzynsky)"
                  "/D<</F(Xyzzynsky.mp4)>>>>>>>>");
       }},
      {"Signature",
       Shown::no,
       [](PdfText& pdf, LeakPage& p) {
         const int value = pdf.object(
             "<</Type/Sig/Filter/Adobe.PPKLite/Name(Xyzzynsky)/Reason(Xyzzynsky)"
             "/Location(Xyzzynsky)/ContactInfo(Xyzzynsky)/Contents<00>/ByteRange[0 1 2 3]>>");
         const int field = pdf.object(fmt::format(
             "<</Type/Annot/Subtype/Widget/FT/Sig/T(Xyzzynsky)/Rect[0 0 0 0]/V {} 0 R>>", value));
         p.keys += fmt::format("/Annots[{} 0 R]", field);
         pdf.catalog(fmt::format(
             "/AcroForm<</Fields[{} 0 R]/SigFlags 3>>/Perms<</DocMDP {} 0 R>>", field, value));
       }},
      {"FormDefaults",
       Shown::no,
       [](PdfText& pdf, LeakPage&) {
         const int font =
             pdf.object("<</Type/Font/Subtype/Type1/BaseFont/Xyzzynsky/Name/Xyzzynsky>>");
         pdf.catalog(
             fmt::format("/AcroForm<</Fields[]/DA(/Xyzzynsky 12 Tf)"
                         "/DR<</Font<</Xyzzynsky {} 0 R>>>>>>",
                         font));
       }},
      {"Xfa",
       Shown::no,
       [](PdfText& pdf, LeakPage&) {
         const int xfa = pdf.stream("", "<xdp>Xyzzynsky</xdp>");
         pdf.catalog(fmt::format("/AcroForm<</Fields[]/XFA {} 0 R>>", xfa));
       }},
      // The document.
      {"Information",
       Shown::no,
       [](PdfText& pdf, LeakPage&) {
         const int info = pdf.object(fmt::format(
             "<</Title<{}>/Author(Xyzzynsky)/Keywords(Xyzzynsky)>>", utf16_of(kSecret)));
         pdf.trailer(fmt::format("/Info {} 0 R", info));
       }},
      {"Xmp",
       Shown::no,
       [](PdfText& pdf, LeakPage&) {
         const int xmp = pdf.stream("/Type/Metadata/Subtype/XML", "<x>Xyzzynsky</x>");
         pdf.catalog(fmt::format("/Metadata {} 0 R", xmp));
       }},
      {"Outline",
       Shown::no,
       [](PdfText& pdf, LeakPage&) {
         const int item = pdf.object("<</Title(Xyzzynsky)>>");
         const int outline =
             pdf.object(fmt::format("<</Type/Outlines/First {0} 0 R/Last {0} 0 R/Count 1>>", item));
         pdf.catalog(fmt::format("/Outlines {} 0 R", outline));
       }},
      {"NamedDestination",
       Shown::no,
       [](PdfText& pdf, LeakPage&) {
         pdf.catalog(
             "/Names<</Dests<</Names[(Xyzzynsky)[null/Fit]]>>>>/Dests<</Xyzzynsky[null/Fit]>>");
       }},
      {"PageLabel",
       Shown::no,
       [](PdfText& pdf, LeakPage&) { pdf.catalog("/PageLabels<</Nums[0<</P(Xyzzynsky)>>]>>"); }},
      {"AttachedFile",
       Shown::no,
       [](PdfText& pdf, LeakPage&) {
         const int file = pdf.stream("/Type/EmbeddedFile", "Xyzzynsky");
         const int spec =
             pdf.object(fmt::format("<</Type/Filespec/F(Xyzzynsky.txt)/EF<</F {} 0 R>>>>", file));
         pdf.catalog(
             fmt::format("/Names<</EmbeddedFiles<</Names[(Xyzzynsky){0} 0 R]>>>>/AF[{0} 0 R]"
                         "/Collection<</Type/Collection/D(Xyzzynsky)>>",
                         spec));
       }},
      {"JavaScript",
       Shown::no,
       [](PdfText& pdf, LeakPage&) {
         pdf.catalog("/OpenAction<</S/JavaScript/JS(app.alert\\('Xyzzynsky'\\))>>");
       }},
      {"PieceInfoAndPageMetadata",
       Shown::no,
       [](PdfText& pdf, LeakPage& p) {
         const int xmp = pdf.stream("/Type/Metadata/Subtype/XML", "<x>Xyzzynsky</x>");
         p.keys += fmt::format("/PieceInfo<</App<</Private(Xyzzynsky)>>>>/Metadata {} 0 R", xmp);
       }},
      {"PrivateKeys",
       Shown::no,
       [](PdfText&, LeakPage& p) {
         p.keys += "/Xyzzynsky(Xyzzynsky)/AA<</O<</S/Named/N/Xyzzynsky>>>>";
       }},
      {"Threads",
       Shown::no,
       [](PdfText& pdf, LeakPage&) {
         const int thread = pdf.object("<</Type/Thread/I<</Title(Xyzzynsky)>>>>");
         pdf.catalog(fmt::format("/Threads[{} 0 R]", thread));
       }},
      {"Beads",
       Shown::no,
       [](PdfText& pdf, LeakPage& p) {
         const int bead = pdf.object("<</Type/Bead/T<</I<</Title(Xyzzynsky)>>>>/R[0 0 9 9]>>");
         p.keys += fmt::format("/B[{} 0 R]", bead);
       }},
      {"OutputIntent",
       Shown::no,
       [](PdfText& pdf, LeakPage&) {
         const int profile = pdf.stream("/N 1", "Xyzzynsky");
         pdf.catalog(
             fmt::format("/OutputIntents[<</Type/OutputIntent/S/GTS_PDFX"
                         "/OutputConditionIdentifier(Xyzzynsky)/Info(Xyzzynsky)"
                         "/DestOutputProfile {} 0 R>>]",
                         profile));
       }},
      {"BaseAddress",
       Shown::no,
       [](PdfText& pdf, LeakPage&) {
         pdf.catalog(
             "/URI<</Base(https://example.gov/Xyzzynsky)>>/Lang(x-Xyzzynsky)"
             "/Legal<</Attestation(Xyzzynsky)>>/SpiderInfo<</V 1/N(Xyzzynsky)>>");
       }},
      {"Measures",
       Shown::no,
       [](PdfText&, LeakPage& p) {
         p.keys +=
             "/VP[<</Type/Viewport/BBox[0 0 9 9]/Name(Xyzzynsky)/Measure<</Type/Measure"
             "/Subtype/RL/R(Xyzzynsky)>>>>]/SeparationInfo<</DeviceColorant/Xyzzynsky>>";
       }},
      {"KeysOfThePageTree",
       Shown::no,
       [](PdfText& pdf, LeakPage&) { pdf.page_tree("/Xyzzynsky(Xyzzynsky)"); }},
      {"KeysOfTheTrailer",
       Shown::no,
       [](PdfText& pdf, LeakPage&) {
         pdf.trailer("/ID[(Xyzzynsky)(Xyzzynsky)]/Xyzzynsky(Xyzzynsky)");
       }},
      {"Orphan",
       Shown::no,
       [](PdfText& pdf, LeakPage&) { pdf.object("<</Forgotten(Xyzzynsky)>>"); }},
      {"ResourceNames",
       Shown::yes,
       [](PdfText&, LeakPage& p) {
         p.resources +=
             "/ColorSpace<</Xyzzynsky[/Separation/Xyzzynsky/DeviceGray<</FunctionType 2"
             "/Domain[0 1]/C0[1]/C1[0]/N 1>>]>>";
         p.content += "/Xyzzynsky cs 1 scn 300 300 5 5 re f\n";
       }},
      {"OutsideTheCropBox",
       Shown::no,
       [](PdfText&, LeakPage& p) {
         p.keys += "/CropBox[0 100 612 792]";
         p.content += "BT /F 12 Tf 72 20 Td (Xyzzynsky) Tj ET\n";
       }},
      {"PlainText",
       Shown::yes,
       [](PdfText&, LeakPage& p) { p.content += "BT /F 12 Tf 107 700 Td (Xyzzynsky) Tj ET\n"; }},
  };
  return kLeaks;
}

// The leak on the page with the box.
inline std::string leak_under_box(const Leak& leak) {
  PdfText pdf;
  LeakPage page{.content = kLine};
  leak.add(pdf, page);
  pdf.page(page.content, page.resources, page.keys);
  return pdf.bytes();
}

// The leak on a second page, which has no box.
inline std::string leak_elsewhere(const Leak& leak) {
  PdfText pdf;
  pdf.page(kLine);
  LeakPage page{.content = "BT /F 12 Tf 72 600 Td (a second page) Tj ET\n"};
  leak.add(pdf, page);
  pdf.page(page.content, page.resources, page.keys);
  return pdf.bytes();
}

}  // namespace vaughn::test
