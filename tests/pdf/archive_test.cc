// SPDX-License-Identifier: AGPL-3.0-or-later
#include <functional>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/files.h"
#include "base/process.h"
#include "pdf/assemble.h"
#include "pdf/conformance.h"
#include "pdf/inspect.h"
#include "pdf/page_builder.h"

namespace vaughn::pdf {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// One page: two paragraphs, and a label between the words of the first.
ImagePage page_of_words() {
  Pixmap picture{.width = 300, .height = 200, .components = 1, .dpi = 72};
  picture.samples.assign(300 * 200, '\xFF');
  ImagePage page;
  page.width = 300;
  page.height = 200;
  page.image = *encode(picture, ImageCoding::g4);
  page.invisible_text = {{"Agent", {20, 100, 60, 114}, 0, 0},
                         {"met", {120, 100, 150, 114}, 0, 0},
                         {"Bob", {155, 100, 180, 114}, 0, 0},
                         {"Then", {20, 60, 60, 74}, 0, 1}};
  page.labels.push_back({.text = "(b)(6);",
                         .alt = "Redacted under FOIA exemption (b)(6); (b)(5)",
                         .box = {70, 106, 110, 114},
                         .before = 1});
  page.labels.push_back({.text = "(b)(5)", .alt = "", .box = {70, 98, 110, 106}});
  return page;
}

base::Bytes readable() {
  PageBuilder builder({"A title & more", "en-US"});
  EXPECT_TRUE(builder.add_image_page(page_of_words()));
  auto bytes = builder.finish();
  EXPECT_TRUE(bytes);
  EXPECT_THAT(builder.archive_faults(), IsEmpty());
  return *bytes;
}

std::string run(std::vector<std::string> command) {
  const auto done = base::run_process(command);
  EXPECT_TRUE(done) << command.front();
  return done ? done->out : "";
}

// The objects as text, edited, with lengths and table made right again.
base::Bytes edited(const base::Bytes& pdf, const std::function<void(std::string&)>& edit) {
  const auto folder = base::TempDir::make("/tmp");
  const auto plain = folder->path() / "plain.pdf";
  EXPECT_TRUE(base::write_file(plain, pdf));
  auto text = run({"qpdf",
                   "--qdf",
                   "--object-streams=disable",
                   "--no-original-object-ids",
                   "--stream-data=uncompress",
                   plain.string(),
                   "-"});
  edit(text);
  const auto changed = folder->path() / "edited.pdf";
  EXPECT_TRUE(base::write_file(changed, text));
  return run({"fix-qdf", changed.string()});
}

void replace(std::string& text, std::string_view what, const std::string& with) {
  const auto at = text.find(what);
  ASSERT_NE(at, std::string::npos) << what;
  text.replace(at, what.size(), with);
}

std::string seen_by_poppler(const base::Bytes& pdf, const std::vector<std::string>& options) {
  const auto folder = base::TempDir::make("/tmp");
  const auto file = folder->path() / "a.pdf";
  EXPECT_TRUE(base::write_file(file, pdf));
  std::vector<std::string> command{"pdfinfo"};
  command.insert(command.end(), options.begin(), options.end());
  command.push_back(file.string());
  return run(command);
}

TEST(Archive, DocumentForReadersBreaksNoRule) {
  const auto pdf = readable();
  EXPECT_THAT(*archive_faults(pdf), IsEmpty());
  const auto facts = conformance(pdf);
  EXPECT_EQ(facts->pdfa, "2B");
  EXPECT_TRUE(facts->has_output_intent);
  EXPECT_TRUE(facts->is_tagged);
  for (const auto& font : facts->fonts) {
    EXPECT_TRUE(font.is_embedded) << font.name;
  }
}

TEST(Archive, QdfOfItStillBreaksNone) {
  EXPECT_THAT(*archive_faults(edited(readable(), [](std::string&) {})), IsEmpty());
}

TEST(Structure, IsReadInOrderByAnotherProgram) {
  const auto said = seen_by_poppler(readable(), {});
  EXPECT_THAT(said, HasSubstr("Tagged:          yes"));
  EXPECT_THAT(said, HasSubstr("A title & more"));
  const auto tree = seen_by_poppler(readable(), {"-struct-text"});
  const auto agent = tree.find("Agent");
  const auto label = tree.find("(b)(6);(b)(5)");
  const auto met = tree.find("met");
  const auto then = tree.find("Then");
  ASSERT_NE(then, std::string::npos) << tree;
  EXPECT_THAT(tree, HasSubstr("met Bob"));  // words apart
  EXPECT_LT(agent, label) << tree;
  EXPECT_LT(label, met) << tree;
  EXPECT_LT(met, then) << tree;
}

TEST(Structure, SpeaksTheExemption) {
  const auto facts = inspect(readable());
  EXPECT_THAT(facts->pages[0].spoken, ElementsAre("Redacted under FOIA exemption (b)(6); (b)(5)"));
  EXPECT_FALSE(facts->has_odd_structure);
  EXPECT_FALSE(facts->has_replacement_text);
  EXPECT_FALSE(facts->has_odd_output_intent);
  EXPECT_EQ(facts->language, "en-US");
  EXPECT_EQ(facts->unreachable_objects, 0);
  EXPECT_THAT(facts->warnings, IsEmpty());
}

TEST(Structure, SurvivesTheStampAndItsShrinking) {
  auto page = page_of_words();
  Pixmap black{.width = 300, .height = 200, .components = 1, .dpi = 72};
  black.samples.assign(300 * 200, '\0');  // also in the strip of the stamp
  page.image = *encode(black, ImageCoding::g4);
  PageBuilder builder({"Title", "en-US"});
  ASSERT_TRUE(builder.add_image_page(page));
  const auto stamped = stamp(*builder.finish(),
                             std::vector<PageStamp>{{.right = "V-1", .page_label = "V-1"}},
                             {.title = "V-1"});
  ASSERT_TRUE(stamped) << stamped.error().message;
  EXPECT_LT(stamped->transforms[0].a, 1);
  EXPECT_THAT(stamped->archive_faults, IsEmpty());
  EXPECT_THAT(*archive_faults(stamped->pdf), IsEmpty());
  const auto tree = seen_by_poppler(stamped->pdf, {"-struct-text"});
  EXPECT_THAT(tree, HasSubstr("(b)(6);(b)(5)"));
  const auto facts = inspect(stamped->pdf);
  EXPECT_FALSE(facts->has_odd_structure);
  EXPECT_EQ(facts->unreachable_objects, 0);
}

struct Fault {
  const char* name;
  const char* says;
  void (*plant)(std::string&);
};

const Fault kFaults[] = {
    {"Annotation",
     "annotations",
     [](std::string& text) {
       replace(text, "/Type /Page\n", "/Type /Page /Annots [ << /Subtype /Text >> ]\n");
     }},
    {"Action",
     "actions",
     [](std::string& text) { replace(text, "/Type /Catalog\n", "/Type /Catalog /AA << >>\n"); }},
    {"PageAction",
     "actions",
     [](std::string& text) { replace(text, "/Type /Page\n", "/Type /Page /AA << >>\n"); }},
    {"Layers",
     "layers",
     [](std::string& text) {
       replace(text, "/Type /Catalog\n", "/Type /Catalog /OCProperties << >>\n");
     }},
    {"Form",
     "form fields",
     [](std::string& text) {
       replace(text, "/Type /Catalog\n", "/Type /Catalog /AcroForm << >>\n");
     }},
    {"Names",
     "named scripts or attachments",
     [](std::string& text) { replace(text, "/Type /Catalog\n", "/Type /Catalog /Names << >>\n"); }},
    {"Permissions",
     "requirements of a viewer",
     [](std::string& text) { replace(text, "/Type /Catalog\n", "/Type /Catalog /Perms << >>\n"); }},
    {"Attachment",
     "attached files",
     [](std::string& text) {
       replace(text, "/Type /Catalog\n", "/Type /Catalog /AF [ << /Type /Filespec >> ]\n");
     }},
    {"LongString",
     "a string that is too long",
     [](std::string& text) {
       replace(text, "/Type /Catalog\n", "/Type /Catalog /X (" + std::string(32768, 'a') + ")\n");
     }},
    {"LongName",
     "a name that is too long",
     [](std::string& text) {
       replace(text, "/Type /Catalog\n", "/Type /Catalog /X /" + std::string(128, 'a') + "\n");
     }},
    {"CmykOperator",
     "CMYK color",
     [](std::string& text) { replace(text, "BT 0 g /L", "BT 0 0 0 1 k /L"); }},
    {"CmykSpace",
     "CMYK color",
     [](std::string& text) {
       replace(text, "/ColorSpace /DeviceGray", "/ColorSpace /DeviceCMYK");
     }},
    {"Intent",
     "an unknown rendering intent",
     [](std::string& text) { replace(text, "q BT 3 Tr", "/Odd ri q BT 3 Tr"); }},
    {"Operator",
     "an unknown operator",
     [](std::string& text) { replace(text, "q BT 3 Tr", "xx q BT 3 Tr"); }},
    {"SavedStates",
     "too many saved graphics states",
     [](std::string& text) {
       std::string deep;
       for (int i = 0; i < 29; ++i) {
         deep += "q ";
       }
       replace(text, "q BT 3 Tr", deep + "q BT 3 Tr");
     }},
    {"Interpolation",
     "an image that is interpolated",
     [](std::string& text) {
       replace(text, "/Subtype /Image\n", "/Subtype /Image /Interpolate true\n");
     }},
    {"Alternates",
     "an image with alternates",
     [](std::string& text) {
       replace(text, "/Subtype /Image\n", "/Subtype /Image /Alternates [ ]\n");
     }},
    {"OutsideData",
     "data outside of the file",
     [](std::string& text) { replace(text, "/Subtype /Image\n", "/Subtype /Image /OPI << >>\n"); }},
    {"PostScript",
     "PostScript",
     [](std::string& text) { replace(text, "/Subtype /Image\n", "/Subtype /Image /PS << >>\n"); }},
    {"Lzw",
     "LZW compression",
     [](std::string& text) {
       replace(text, "/Filter /CCITTFaxDecode", "/Filter [ /LZWDecode /CCITTFaxDecode ]");
     }},
    {"Jpeg2000",
     "JPEG 2000, which is not checked",
     [](std::string& text) { replace(text, "/Filter /CCITTFaxDecode", "/Filter /JPXDecode"); }},
    {"FontNotEmbedded",
     "a font that is not embedded",
     [](std::string& text) { replace(text, "/FontFile2", "/FontFileX"); }},
    {"OtherFont",
     "a font of the source, whose widths are not checked",
     [](std::string& text) { replace(text, "/FontFile2", "/FontFile3"); }},
    {"Type3",
     "a Type 3 font, which is not checked",
     [](std::string& text) { replace(text, "/Subtype /Type0", "/Subtype /Type3"); }},
    {"Vertical",
     "a font with a map of its own",
     [](std::string& text) { replace(text, "/Identity-H", "/Identity-V"); }},
    {"WidthOfAll",
     "a font with other widths than its program",
     [](std::string& text) { replace(text, "/DW 278", "/DW 300"); }},
    {"WidthOfOne",
     "a font with other widths than its program",
     [](std::string& text) { replace(text, "/W [\n", "/W [ 36 [ 99 ]\n"); }},
    {"TransferFunction",
     "transfer functions",
     [](std::string& text) {
       replace(text, "/Resources <<", "/Resources << /ExtGState << /X << /TR /Identity >> >>");
     }},
    {"BlendMode",
     "an unknown blend mode",
     [](std::string& text) {
       replace(text, "/Resources <<", "/Resources << /ExtGState << /X << /BM /Odd >> >>");
     }},
    {"Halftone",
     "a halftone that is not allowed",
     [](std::string& text) {
       replace(text,
               "/Resources <<",
               "/Resources << /ExtGState << /X << /Type /ExtGState /HTP [ 0 0 ] >> >>");
     }},
    {"Profile",
     "a damaged color profile",
     [](std::string& text) {
       replace(text, "/Resources <<", "/Resources << /ColorSpace << /X [ /ICCBased 1 0 R ] >>");
     }},
    {"PageSize",
     "a page of a size that is not allowed",
     [](std::string& text) {
       const auto at = text.find("/MediaBox [");
       const auto end = text.find(']', at);
       text.replace(at, end - at, "/MediaBox [ 0 0 2 200 ");
     }},
    {"NoResources",
     "contents without resources",
     [](std::string& text) { replace(text, "/Resources <<", "/Elsewhere <<"); }},
    {"NoClaim",
     "no metadata that say so",
     [](std::string& text) { replace(text, "<pdfaid:part>2", "<pdfaid:part>1"); }},
    {"NoOutputIntent",
     "no output intent of an RGB profile",
     [](std::string& text) { replace(text, "/GTS_PDFA1", "/GTS_PDFXX"); }},
    {"Version",
     "a header that is not allowed",
     [](std::string& text) { replace(text, "%PDF-1.7", "%PDF-2.0"); }},
    {"NoIdentifier", "no identifier", [](std::string& text) { replace(text, "/ID [", "/Id ["); }},
};

class ArchiveRule : public ::testing::TestWithParam<Fault> {};

TEST_P(ArchiveRule, SeesItsFault) {
  const auto faults = archive_faults(edited(readable(), GetParam().plant));
  ASSERT_TRUE(faults) << faults.error().message;
  EXPECT_THAT(*faults, Contains(GetParam().says));
}

INSTANTIATE_TEST_SUITE_P(Archive, ArchiveRule, ::testing::ValuesIn(kFaults), [](const auto& each) {
  return std::string(each.param.name);
});

TEST(Archive, EncryptedFileIsNoArchive) {
  const auto folder = base::TempDir::make("/tmp");
  const auto plain = folder->path() / "plain.pdf";
  ASSERT_TRUE(base::write_file(plain, readable()));
  const auto locked = run({"qpdf", "--encrypt", "", "owner", "256", "--", plain.string(), "-"});
  EXPECT_THAT(*archive_faults(locked), Contains("encryption"));
}

}  // namespace
}  // namespace vaughn::pdf
