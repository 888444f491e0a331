// SPDX-License-Identifier: AGPL-3.0-or-later
#include "verify/verify.h"

#include <algorithm>
#include <filesystem>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "../support/locked.h"
#include "given_volume.h"

namespace vaughn::verify {
namespace {

namespace fs = std::filesystem;
using given::Volume;
using testing::Contains;
using testing::IsEmpty;
using testing::IsSupersetOf;
using testing::Not;

class VerifyVolume : public testing::Test {
 protected:
  Report verified(const Volume& volume, Options options = {}) {
    volume.write(folder(), keys_);
    return checked(std::move(options));
  }

  Report checked(Options options = {}) {
    if (options.trusted_key.empty()) {
      options.trusted_key = keys_.public_key;
    }
    auto report = verify_volume(folder(), options);
    EXPECT_TRUE(report) << (report ? "" : report.error().message);
    return report ? *report : Report{};
  }

  static std::set<std::string> codes(const Report& report) {
    std::set<std::string> out;
    for (const auto& finding : report.findings) {
      out.insert(finding.code);
    }
    return out;
  }

  fs::path folder() const { return parent_.path() / "VOL001"; }
  fs::path parent() const { return parent_.path(); }
  std::string content(const std::string& path) const { return *base::read_file(folder() / path); }
  void put(const std::string& path, const std::string& bytes) {
    fs::create_directories((folder() / path).parent_path());
    ASSERT_TRUE(base::write_file(folder() / path, bytes));
  }

  base::TempDir parent_ = *base::TempDir::make(fs::temp_directory_path());
  base::KeyPair keys_ = *base::make_key_pair();
};

TEST_F(VerifyVolume, PassesAGoodVolume) {
  put("../index.csv", given::index_csv());
  const auto report = verified(given::volume(),
                               {.index = parent() / "index.csv",
                                .removed = {{"T-000001", {"Ana Ortiz", "", "555-0187"}}},
                                .jobs = 2});
  EXPECT_THAT(report.findings, IsEmpty()) << to_text(report);
  EXPECT_TRUE(report.passed());
  EXPECT_TRUE(report.is_key_trusted);
  EXPECT_EQ(report.counts.pages, 4);
  EXPECT_EQ(report.counts.in_full, 2);
  EXPECT_EQ(report.counts.in_part, 1);
  EXPECT_EQ(report.counts.withheld_in_full, 1);
  EXPECT_EQ(report.counts.exemptions.at("(b)(6)"), (Tally{1, 1, 1}));
  EXPECT_EQ(report.counts.exemptions.at("(b)(5)"), (Tally{0, 1, 1}));
  EXPECT_EQ(report.counts.first_bates, "T-000001");
  for (const auto& line : report.checks) {
    EXPECT_EQ(line.was_run, line.check != "proof" && line.check != "detector")
        << line.check;  // this volume has none
    EXPECT_EQ(line.failed, 0) << line.check;
  }
  EXPECT_THAT(to_text(report), testing::HasSubstr("\npassed\n"));
}

TEST_F(VerifyVolume, GivesTheSameReportWithAnyNumberOfJobs) {
  auto volume = given::volume();
  volume.records[0].document.pages[0].content += given::show(100, 505, 9, "hidden");
  volume.records[2].document.pages[0].content.clear();
  const auto one = verified(volume, {.jobs = 1});
  const auto three = checked({.jobs = 3});
  EXPECT_EQ(one.findings, three.findings);
  EXPECT_EQ(to_text(one), to_text(three));
}

// One planted fault each: the volume is validly signed, so only the check itself can find it.
struct Fault {
  const char* code;
  const char* name;
  std::function<void(Volume&)> plant;
};

class PlantedFault : public VerifyVolume, public testing::WithParamInterface<Fault> {};

TEST_P(PlantedFault, IsFound) {
  auto volume = given::volume();
  GetParam().plant(volume);
  const auto report = verified(volume);
  EXPECT_THAT(codes(report), Contains(GetParam().code)) << to_text(report);
  const auto& table = check_codes();
  const auto row = std::find_if(
      table.begin(), table.end(), [](const auto& each) { return each.code == GetParam().code; });
  ASSERT_NE(row, table.end());
  EXPECT_EQ(report.passed(), row->severity == Severity::warn) << to_text(report);
}

given::Page& part_page(Volume& volume) {
  return volume.records[0].document.pages[1];
}
given::Page& plain_page(Volume& volume) {
  return volume.records[2].document.pages[0];
}
given::Document& plain_document(Volume& volume) {
  return volume.records[2].document;
}
void change_json(Volume& volume, std::function<void(nlohmann::json&)> change) {
  volume.change_manifest = std::move(change);
}

const std::vector<Fault> kFaults{
    // hidden text
    {"text_under_box",
     "word_drawn_below_the_box",
     [](Volume& v) {
       part_page(v).content = given::show(150, 503, 10, "Ortiz") + part_page(v).content;
       part_page(v).text += "Ortiz\n";
     }},
    {"text_under_box",
     "invisible_word_over_the_box",
     [](Volume& v) {
       part_page(v).content += "3 Tr\n" + given::show(150, 503, 10, "Ortiz");
       part_page(v).text += "Ortiz\n";
     }},
    {"text_under_box",
     "word_that_only_reaches_into_the_box",
     [](Volume& v) {
       part_page(v).content += given::show(80, 503, 10, "Ortizzz");
       part_page(v).text += "Ortizzz\n";
     }},
    {"text_under_dark",
     "black_rectangle_that_is_no_box",
     [](Volume& v) {
       plain_page(v).content +=
           given::show(100, 605, 10, "secret") + given::black({90, 600, 200, 620, {}});
       plain_page(v).text += "secret\n";
     }},
    {"invisible_text",
     "white_on_white",
     [](Volume& v) {
       plain_page(v).content += "1 g\n" + given::show(100, 605, 10, "ghost") + "0 g\n";
       plain_page(v).text += "ghost\n";
     }},
    {"text_off_page",
     "word_beside_the_page",
     [](Volume& v) {
       plain_page(v).content += given::show(700, 605, 10, "beyond");
       plain_page(v).text += "beyond\n";
     }},
    // boxes and labels
    {"box_not_solid",
     "box_not_drawn",
     [](Volume& v) {
       part_page(v).boxes.push_back({300, 300, 400, 316, {"(b)(6)"}});
       part_page(v).content += given::show(304, 304, 8, "(b)(6)");
       part_page(v).text += "(b)(6)\n";
     }},
    {"box_not_solid", "box_drawn_too_short", [](Volume& v) { part_page(v).boxes[0].x1 = 240; }},
    {"box_off_page",
     "box_beside_the_page",
     [](Volume& v) {
       part_page(v).boxes[0].x0 += 1000;
       part_page(v).boxes[0].x1 += 1000;
     }},
    {"label_missing",
     "no_label",
     [](Volume& v) {
       part_page(v).boxes.push_back({300, 300, 400, 316, {"(b)(6)"}});
       part_page(v).content += given::black(part_page(v).boxes.back());
     }},
    {"label_missing",
     "label_of_another_exemption",
     [](Volume& v) {
       part_page(v).boxes[0].claims = {"(b)(3): 41 U.S.C. 4702"};
       part_page(v).claims = {"(b)(3): 41 U.S.C. 4702"};
     }},
    {"label_invisible",
     "black_label_on_black",
     [](Volume& v) {
       part_page(v).boxes.push_back({300, 300, 400, 316, {"(b)(6)"}});
       part_page(v).content +=
           given::black(part_page(v).boxes.back()) + given::show(304, 304, 8, "(b)(6)");
       part_page(v).text += "(b)(6)\n";
     }},
    // stamps
    {"stamp_missing",
     "no_stamp",
     [](Volume& v) { plain_page(v).content = given::show(72, 700, 12, "A public notice"); }},
    {"stamp_missing",
     "stamp_of_another_page",
     [](Volume& v) {
       plain_page(v).content =
           given::show(72, 700, 12, "A public notice") + given::stamp("T-000003");
     }},
    {"stamp_missing",
     "stamp_at_the_head",
     [](Volume& v) {
       plain_page(v).content = given::show(72, 700, 12, "A public notice T-000004");
     }},
    {"stamp_invisible",
     "white_stamp",
     [](Volume& v) {
       plain_page(v).content =
           given::show(72, 700, 12, "A public notice") + "1 g\n" + given::stamp("T-000004");
     }},
    // slip sheets
    {"slip_sheet_missing",
     "the_page_itself",
     [](Volume& v) {
       auto& page = v.records[1].document.pages[0];
       page.content =
           given::show(72, 700, 12, "minutes of the meeting (b)(5): deliberative process") +
           given::stamp(page.bates);
     }},
    {"slip_sheet_claim",
     "without_its_exemption",
     [](Volume& v) {
       auto& page = v.records[1].document.pages[0];
       page.content = given::show(72, 700, 12, "WITHHELD IN FULL") + given::stamp(page.bates);
     }},
    {"slip_sheet_content",
     "with_the_page_behind_it",
     [](Volume& v) {
       auto& page = v.records[1].document.pages[0];
       for (int i = 0; i < 200; ++i) {
         page.content += given::show(72, 680 - 3 * i, 3, "word");
       }
     }},
    // structure
    {"annotations",
     "an_annotation",
     [](Volume& v) {
       plain_page(v).entries = "/Annots [900 0 R]";
       plain_document(v).objects =
           "900 << /Type /Annot /Subtype /Text /Rect [10 10 20 20] /Contents (note) >>";
     }},
    {"annotations",
     "a_form",
     [](Volume& v) { plain_document(v).catalog = "/AcroForm << /Fields [] >>"; }},
    {"javascript",
     "a_script",
     [](Volume& v) {
       plain_document(v).catalog = "/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>";
     }},
    {"attachments",
     "an_embedded_file",
     [](Volume& v) {
       plain_document(v).catalog =
           "/Names << /EmbeddedFiles << /Names [(a.txt) << /Type /Filespec /F (a.txt) "
           "/EF << /F 900 0 R >> >>] >> >>";
       plain_document(v).objects =
           "900 << /Type /EmbeddedFile /Length 6 >>\nstream\nsecret\nendstream";
     }},
    {"metadata",
     "an_author",
     [](Volume& v) { plain_document(v).trailer = "/Info << /Author (Ana Ortiz) >>"; }},
    {"metadata",
     "an_xmp_packet",
     [](Volume& v) {
       plain_document(v).catalog = "/Metadata 900 0 R";
       plain_document(v).objects =
           "900 << /Type /Metadata /Subtype /XML /Length 8 >>\nstream\n<x:xmp/>\nendstream";
     }},
    {"metadata",
     "a_title",
     [](Volume& v) { plain_document(v).trailer = "/Info << /Title (Memo on Ortiz) >>"; }},
    {"structure_text",
     "a_deleted_name_that_is_spoken",
     [](Volume& v) {
       plain_document(v).catalog = "/StructTreeRoot 900 0 R /MarkInfo << /Marked true >>";
       plain_document(v).objects =
           "900 << /Type /StructTreeRoot /K 901 0 R /ParentTree << /Nums [] >> "
           "/ParentTreeNextKey 0 >>\n\n"
           "901 << /Type /StructElem /S /Span /P 900 0 R /Pg 4 0 R /K 0 "
           "/Alt (Redacted under FOIA exemption Ana Ortiz) >>";
     }},
    {"structure_text",
     "a_deleted_name_in_a_mark",
     [](Volume& v) { plain_page(v).content += "/Span << /ActualText (Ana Ortiz) >> BDC EMC\n"; }},
    {"structure_odd",
     "a_deleted_name_as_a_role",
     [](Volume& v) {
       plain_document(v).catalog = "/StructTreeRoot 900 0 R /MarkInfo << /Marked true >>";
       plain_document(v).objects =
           "900 << /Type /StructTreeRoot /K 901 0 R /ParentTree << /Nums [] >> "
           "/ParentTreeNextKey 0 >>\n\n"
           "901 << /Type /StructElem /S /Ortiz /P 900 0 R /Pg 4 0 R /K 0 >>";
     }},
    {"optional_content",
     "layers",
     [](Volume& v) { plain_document(v).catalog = "/OCProperties << /OCGs [] /D << >> >>"; }},
    {"unexpected_key",
     "a_private_key",
     [](Volume& v) { plain_document(v).catalog = "/Private (Ortiz)"; }},
    {"unexpected_key",
     "a_private_key_of_a_page",
     [](Volume& v) { plain_page(v).entries = "/Note (Ortiz)"; }},
    {"unreachable_objects",
     "an_orphan",
     [](Volume& v) { plain_document(v).objects = "900 (Ortiz)"; }},
    {"bytes_outside",
     "bytes_behind_the_end",
     [](Volume& v) { plain_document(v).suffix = "Ana Ortiz was here\n"; }},
    {"earlier_revision",
     "an_update",
     [](Volume& v) {
       plain_document(v).suffix =
           "1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\nxref\n0 0\n"
           "trailer\n<< /Size 6 /Root 1 0 R /Prev 0 >>\nstartxref\n0\n%%EOF\n";
     }},
    {"page_count_differs",
     "a_page_more",
     [](Volume& v) { change_json(v, [](auto& json) { json["records"][0]["pages"].erase(1); }); }},
    {"page_size_differs",
     "a_smaller_page",
     [](Volume& v) {
       change_json(v, [](auto& json) { json["records"][2]["pages"][0]["height"] = 800; });
     }},
    // text files
    {"text_not_in_pdf",
     "the_text_before_redaction",
     [](Volume& v) { part_page(v).text += "Ana Ortiz\n"; }},
    {"text_incomplete",
     "text_cut_short",
     [](Volume& v) { plain_page(v).text = "2022-ICLI-00028 T-000004\n"; }},
    {"text_pages_differ", "one_form_feed_more", [](Volume& v) { plain_page(v).text += "\f"; }},
    {"text_not_utf8", "bytes", [](Volume& v) { plain_page(v).text += "\xFF"; }},
    // numbers
    {"number_repeated",
     "a_number_twice",
     [](Volume& v) {
       change_json(v, [](auto& json) { json["records"][2]["pages"][0]["number"] = 3; });
     }},
    {"number_gap",
     "a_number_missing",
     [](Volume& v) { v.records[2] = given::record(3, {given::page(6, "A public notice")}); }},
    {"number_order", "records_swapped", [](Volume& v) { std::swap(v.records[1], v.records[2]); }},
    {"number_format",
     "a_digit_less",
     [](Volume& v) {
       change_json(v, [](auto& json) { json["records"][2]["pages"][0]["bates"] = "T-00004"; });
     }},
    {"counts_differ",
     "totals_of_another_volume",
     [](Volume& v) { change_json(v, [](auto& json) { json["counts"]["in_part"] = 2; }); }},
    {"counts_differ",
     "a_tally_too_low",
     [](Volume& v) {
       change_json(v, [](auto& json) { json["counts"]["exemptions"]["(b)(6)"]["pages"] = 0; });
     }},
    {"outcome_mismatch", "in_full_with_a_box", [](Volume& v) { part_page(v).outcome = "in_full"; }},
    {"outcome_mismatch",
     "in_part_without_a_box",
     [](Volume& v) { plain_page(v).outcome = "in_part"; }},
    {"outcome_mismatch",
     "a_page_at_the_submitter",
     [](Volume& v) { plain_page(v).outcome = "at_submitter"; }},
    {"claim_missing",
     "withheld_without_exemption",
     [](Volume& v) { v.records[1].document.pages[0].claims.clear(); }},
    {"claim_missing", "no_statute", [](Volume& v) { part_page(v).boxes[1].claims = {"(b)(3)"}; }},
    {"claims_mismatch",
     "an_exemption_more",
     [](Volume& v) { part_page(v).claims.push_back("(b)(4)"); }},
    {"family_split",
     "an_attachment_elsewhere",
     [](Volume& v) { v.records[1].family_begin = v.records[1].begin; }},
    {"proof_failed",
     "a_failed_proof",
     [](Volume& v) {
       change_json(v, [](auto& json) {
         json["proof"].push_back({{"check", "words"}, {"examined", 3}, {"failed", 1}});
       });
     }},
    {"manifest_damaged",
     "a_key_missing",
     [](Volume& v) { change_json(v, [](auto& json) { json.erase("records"); }); }},
    {"manifest_damaged",
     "another_schema",
     [](Volume& v) { change_json(v, [](auto& json) { json["schema"] = "vaughn.manifest/9"; }); }},
    {"archive_claim",
     "an_archive_only_in_the_manifest",
     [](Volume& v) {
       change_json(v, [](auto& json) {
         json["records"][2]["pdfa_2b"] = {{"marked", true}, {"faults", nlohmann::json::array()}};
       });
     }},
    {"file_unsafe_name",
     "a_path_outside",
     [](Volume& v) {
       change_json(v, [](auto& json) { json["files"][0]["path"] = "../VOL001/README.txt"; });
     }},
    {"file_unlisted_use",
     "a_document_without_hash",
     [](Volume& v) {
       change_json(v, [](auto& json) { json["records"][0]["text"] = "TEXT/other.txt"; });
     }},
    // load files
    {"dat_field_differs",
     "another_outcome",
     [](Volume& v) { v.records[0].dat["PAGE_OUTCOME"] = "in_full"; }},
    {"dat_field_differs",
     "another_exemption",
     [](Volume& v) { v.records[0].dat["EXEMPTIONS"] = "(b)(4)"; }},
    {"dat_field_differs",
     "another_family",
     [](Volume& v) { v.records[1].dat["BEGATTACH"] = "T-000003"; }},
    {"dat_field_differs",
     "another_hash",
     [](Volume& v) { v.records[1].dat["SHA256"] = std::string(64, '0'); }},
    {"dat_field_differs", "no_statute", [](Volume& v) { v.records[0].dat["B3_STATUTE"] = ""; }},
    {"dat_field_exposed",
     "subject_of_a_withheld_record",
     [](Volume& v) { v.records[1].dat["SUBJECT"] = "Memo on Ortiz"; }},
    {"dat_record_missing",
     "a_row_less",
     [](Volume& v) {
       v.dat_order = {v.records[0], v.records[2]};
     }},
    {"dat_record_extra",
     "a_row_twice",
     [](Volume& v) {
       v.dat_order = {v.records[0], v.records[1], v.records[1], v.records[2]};
     }},
    {"dat_order",
     "rows_swapped",
     [](Volume& v) {
       v.dat_order = {v.records[0], v.records[2], v.records[1]};
     }},
    {"opt_order",
     "lines_swapped",
     [](Volume& v) {
       v.opt_order = {v.records[1], v.records[0], v.records[2]};
     }},
    {"opt_record_missing",
     "a_line_less",
     [](Volume& v) {
       v.opt_order = {v.records[0], v.records[1]};
     }},
    {"opt_record_extra",
     "a_line_of_no_record",
     [](Volume& v) {
       v.opt_order = v.records;
       v.opt_order.push_back(given::record(9, {given::page(9, "x")}));
     }},
    {"opt_field_differs",
     "another_page_count",
     [](Volume& v) {
       v.opt_order = v.records;
       v.opt_order[0].document.pages.pop_back();
     }},
};

INSTANTIATE_TEST_SUITE_P(Faults, PlantedFault, testing::ValuesIn(kFaults), [](const auto& each) {
  return std::string(each.param.code) + "__" + each.param.name;
});

// Faults made after the volume was signed.

TEST_F(VerifyVolume, FindsOneChangedByteInEveryFile) {
  given::volume().write(folder(), keys_);
  const auto listing = *base::list_files(folder());
  for (const auto& path : listing.files) {
    const auto before = content(path.generic_string());
    auto after = before;
    after[after.size() / 2] = static_cast<char>(after[after.size() / 2] ^ 1);
    put(path.generic_string(), after);
    const auto report = checked();
    EXPECT_FALSE(report.passed()) << path;
    const auto found = codes(report);
    EXPECT_TRUE(found.contains("file_changed") || found.contains("signature_invalid") ||
                found.contains("key_not_trusted"))
        << path << to_text(report);
    put(path.generic_string(), before);
  }
  EXPECT_TRUE(checked().passed());
}

TEST_F(VerifyVolume, FindsAMissingAndAnExtraFile) {
  given::volume().write(folder(), keys_);
  fs::remove(folder() / "TEXT/T-000004.txt");
  put("PDF/T-000009.pdf", "x");
  const auto found = codes(checked());
  EXPECT_THAT(found, Contains("file_missing"));
  EXPECT_THAT(found, Contains("file_extra"));
}

TEST_F(VerifyVolume, FindsALinkInPlaceOfAFile) {
  given::volume().write(folder(), keys_);
  fs::rename(folder() / "README.txt", parent() / "README.txt");
  fs::create_symlink(parent() / "README.txt", folder() / "README.txt");
  EXPECT_THAT(codes(checked()), Contains("file_special"));
}

TEST_F(VerifyVolume, FindsAMissingManifestOrSignature) {
  given::volume().write(folder(), keys_);
  fs::remove(folder() / "manifest.sig");
  EXPECT_THAT(codes(checked()), Contains("signature_missing"));
  fs::remove(folder() / "manifest.json");
  const auto report = checked();
  EXPECT_THAT(codes(report), Contains("manifest_missing"));
  EXPECT_FALSE(report.passed());
}

TEST_F(VerifyVolume, FindsAVolumeSignedAgainByAnotherKey) {
  given::volume().write(folder(), *base::make_key_pair());
  EXPECT_THAT(codes(checked()), Contains("key_not_trusted"));
}

TEST_F(VerifyVolume, SaysThatNoKeyWasGiven) {
  given::volume().write(folder(), keys_);
  const auto report = verify_volume(folder(), {});
  ASSERT_TRUE(report);
  EXPECT_EQ(codes(*report), (std::set<std::string>{"key_not_given"}));
  EXPECT_TRUE(report->passed());
  EXPECT_FALSE(report->is_key_trusted);
}

TEST_F(VerifyVolume, FindsLoadFilesThatAreMissingOrDamaged) {
  given::volume().write(folder(), keys_);
  put("DATA/VOL001.dat", "no load file");
  fs::remove(folder() / "DATA/VOL001.opt");
  const auto found = codes(checked());
  EXPECT_THAT(found, Contains("dat_damaged"));
  EXPECT_THAT(found, Contains("opt_missing"));
  fs::remove(folder() / "DATA/VOL001.dat");
  put("DATA/VOL001.opt", "a,b\r\n");
  const auto again = codes(checked());
  EXPECT_THAT(again, Contains("dat_missing"));
  EXPECT_THAT(again, Contains("opt_damaged"));
}

TEST_F(VerifyVolume, FindsAPdfThatCannotBeRead) {
  given::volume().write(folder(), keys_);
  put("PDF/T-000004.pdf", "%PDF-1.7\nnothing");
  const auto found = codes(checked());
  EXPECT_THAT(found, Contains("pdf_damaged"));
  EXPECT_THAT(found, Contains("not_checked"));
}

TEST_F(VerifyVolume, NeverPassesWhenAToolIsMissing) {
  given::volume().write(folder(), keys_);
  const char* path = std::getenv("PATH");
  const std::string saved = path == nullptr ? "" : path;
  ::setenv("PATH", "/nonexistent", 1);
  const auto report = checked();
  ::setenv("PATH", saved.c_str(), 1);
  EXPECT_FALSE(report.passed());
  EXPECT_THAT(codes(report), Contains("not_checked"));
}

TEST_F(VerifyVolume, NeverPassesWhenAToolTakesTooLong) {
  given::volume().write(folder(), keys_);
  const auto report = checked({.tool_timeout = std::chrono::seconds(0)});
  EXPECT_FALSE(report.passed());
  EXPECT_THAT(codes(report), Contains("not_checked"));
}

TEST_F(VerifyVolume, RefusesWhatIsNoVolume) {
  EXPECT_FALSE(verify_volume(parent() / "none", {}));
  given::volume().write(folder(), keys_);
  EXPECT_FALSE(verify_volume(folder(), {.jobs = 0}));
  EXPECT_FALSE(verify_volume(folder(), {.render_dpi = 10}));
  EXPECT_FALSE(verify_volume(folder(), {.trusted_key = "short"}));
}

// Deleted words, where they are known

TEST_F(VerifyVolume, FindsDeletedWordsAnywhereInTheFile) {
  auto volume = given::volume();
  // In no text that is shown, but in a stream that a page names.
  volume.records[0].document.objects =
      "900 << /Type /XObject /Subtype /Form /BBox [0 0 1 1] /Length 14 >>\n"
      "stream\n% Ana  Ortiz   \nendstream";
  volume.records[0].document.pages[0].entries = "/PieceInfo << /X 900 0 R >>";
  const Options options{.removed = {{"T-000001", {"Ana Ortiz"}}}};
  EXPECT_THAT(codes(verified(volume, options)), Contains("removed_text_in_file"));
}

TEST_F(VerifyVolume, FindsDeletedWordsInALoadFile) {
  auto volume = given::volume();
  volume.records[0].dat["SUBJECT"] = "RE: ana-ortiz";
  const Options options{.removed = {{"T-000001", {"Ana Ortiz"}}}};
  EXPECT_THAT(codes(verified(volume, options)), Contains("removed_text_in_load_file"));
}

TEST_F(VerifyVolume, WarnsOfDeletedWordsThatStandElsewhereOnThePages) {
  const Options options{.removed = {{"T-000001", {"the contract"}}}};
  const auto report = verified(given::volume(), options);
  EXPECT_EQ(codes(report), (std::set<std::string>{"removed_text_elsewhere"}));
  EXPECT_TRUE(report.passed());
}

TEST_F(VerifyVolume, FindsLinesOfWithheldPagesOnThePagesOfAnotherRecord) {
  const Options options{
      .withheld = {{"T-000003", {"the contract was SIGNED", "never shown at all"}}}};
  const auto report = verified(given::volume(), options);
  EXPECT_EQ(codes(report), (std::set<std::string>{"withheld_text_shown"}));
  EXPECT_FALSE(report.passed());
  ASSERT_EQ(report.findings.size(), 1u);
  EXPECT_EQ(report.findings[0].bates, "T-000002");
  EXPECT_EQ(report.findings[0].message.find("contract"), std::string::npos);
}

TEST_F(VerifyVolume, PassesOverWhatTheSlipSheetSays) {
  const Options options{.withheld = {{"T-000003", {"deliberative process"}}}};
  EXPECT_TRUE(verified(given::volume(), options).passed());
}

TEST_F(VerifyVolume, FindsDeletionsOfRecordsThatAreNotThere) {
  const Options options{.removed = {{"T-000009", {"Ana Ortiz"}}}};
  EXPECT_THAT(codes(verified(given::volume(), options)), Contains("removed_text_unknown"));
}

// Earlier volumes

TEST_F(VerifyVolume, FollowsNumbersOverVolumes) {
  Volume next = given::volume();
  next.name = "VOL002";
  next.records = {given::record(5, {given::page(5, "next")})};
  given::volume().write(parent() / "VOL000", keys_);
  EXPECT_THAT(verified(next, {.earlier_volumes = {parent() / "VOL000"}}).findings, IsEmpty());

  fs::remove_all(folder());
  next.records = {given::record(5, {given::page(4, "next")})};
  EXPECT_THAT(codes(verified(next, {.earlier_volumes = {parent() / "VOL000"}})),
              Contains("number_used_before"));

  fs::remove_all(folder());
  next.records = {given::record(5, {given::page(7, "next")})};
  EXPECT_THAT(codes(verified(next, {.earlier_volumes = {parent() / "VOL000"}})),
              Contains("number_gap_before"));

  EXPECT_THAT(codes(checked({.earlier_volumes = {parent() / "none"}})),
              Contains("earlier_volume_unreadable"));
}

// The index

struct IndexFault {
  const char* code;
  const char* from;
  const char* to;
};

class IndexFaults : public VerifyVolume, public testing::WithParamInterface<IndexFault> {};

TEST_P(IndexFaults, AreFound) {
  const auto& fault = GetParam();
  auto csv = given::index_csv();
  const auto at = csv.find(fault.from);
  ASSERT_NE(at, std::string::npos);
  csv.replace(at, std::string(fault.from).size(), fault.to);
  put("../index.csv", csv);
  const auto report = verified(given::volume(), {.index = parent() / "index.csv"});
  EXPECT_THAT(codes(report), Contains(fault.code)) << to_text(report);
  EXPECT_FALSE(report.passed());
}

INSTANTIATE_TEST_SUITE_P(
    Index,
    IndexFaults,
    testing::Values(
        IndexFault{"index_pages_without_entry",
                   "2,T-000003,T-000003,(b)(5): deliberative process,1,0,0,1,0\r\n",
                   ""},
        IndexFault{"index_unreadable", "(b)(5): deliberative process,1,0,0,1,0\r\n", "\"(b)(5"},
        IndexFault{"index_unreadable", "Exemptions", "Remarks"},
        IndexFault{"index_entry_without_pages", "2,T-000003,T-000003", "2,T-000004,T-000004"},
        IndexFault{"index_entry_without_pages", "2,T-000003,T-000003", "2,X-3,X-3"},
        IndexFault{"index_entry_repeated", "2,T-000003,T-000003", "1,T-000001,T-000002"},
        IndexFault{"index_exemptions_differ", "(b)(7)(C)", "(b)(7)(E)"},
        IndexFault{"index_counts_differ", ",2,1,1,0,2\r\n", ",2,1,1,0,3\r\n"},
        IndexFault{"index_number_differs", "\r\n2,", "\r\n7,"}));

TEST_F(VerifyVolume, FindsAMissingIndex) {
  EXPECT_THAT(codes(verified(given::volume(), {.index = parent() / "none.csv"})),
              Contains("index_unreadable"));
}

TEST_F(VerifyVolume, PassesOverEntriesOfOtherVolumes) {
  put("../index.csv", given::index_csv() + "3,T-000009,T-000009,(b)(6),1,0,1,0,1\r\n");
  EXPECT_TRUE(verified(given::volume(), {.index = parent() / "index.csv"}).passed());
}

// A PDF by itself

class VerifyPdf : public VerifyVolume {
 protected:
  Report verified_pdf(const given::Document& document) {
    put("a.pdf", given::make_pdf(document));
    return *verify_pdf(folder() / "a.pdf", {});
  }
};

TEST_F(VerifyPdf, PassesAPlainDocument) {
  const auto report = verified_pdf({.pages = {given::page(1, "plain text")}});
  EXPECT_THAT(report.findings, IsEmpty()) << to_text(report);
  EXPECT_EQ(report.counts.pages, 1);
}

TEST_F(VerifyPdf, FindsWordsUnderABlackRectangle) {
  given::Page page = given::page(1, "visible words");
  page.content += given::show(100, 605, 10, "Ana Ortiz") + given::black({90, 600, 200, 620, {}});
  const auto report = verified_pdf({.pages = {page}});
  EXPECT_THAT(codes(report), Contains("text_under_dark"));
  EXPECT_THAT(to_text(report), testing::Not(testing::HasSubstr("Ortiz")));
}

TEST_F(VerifyPdf, PassesBlackWordsOnRed) {
  given::Page page = given::page(1, "visible words");
  page.content += "1 0 0 rg 90 600 110 20 re f 0 g\n" + given::show(100, 605, 12, "Danger");
  EXPECT_THAT(verified_pdf({.pages = {page}}).findings, IsEmpty());
}

TEST_F(VerifyPdf, PassesWordsThatOnlyTheirColorTellsFromTheGround) {
  given::Page page = given::page(1, "visible words");
  page.content += "0 0 1 rg 90 600 110 20 re f 0 g\n" + given::show(100, 605, 12, "Danger") +
                  "1 0 0 rg 90 560 110 20 re f 0 0.5 0 rg\n" + given::show(100, 565, 12, "Fire") +
                  "0 g 90 520 110 20 re f 0 0 1 rg\n" + given::show(100, 525, 12, "Water");
  const auto report = verified_pdf({.pages = {page}});
  EXPECT_THAT(report.findings, IsEmpty()) << to_text(report);
}

TEST_F(VerifyPdf, FindsWordsThatHardlyDifferFromAColoredGround) {
  const auto codes_of = [&](const std::string& content) {
    given::Page page = given::page(1, "visible words");
    page.content += content;
    return codes(verified_pdf({.pages = {page}}));
  };
  const auto word = given::show(100, 605, 12, "Danger");
  const std::string box = "90 600 110 20 re f\n";
  // Under the box, in its color, nearly in its color.
  EXPECT_THAT(codes_of(word + "0 0 1 rg " + box), Contains("text_under_dark"));
  EXPECT_THAT(codes_of("0 0 1 rg " + box + word), Contains("text_under_dark"));
  EXPECT_THAT(codes_of("0 0 0.9 rg " + box + "0 0 1 rg " + word), Contains("text_under_dark"));
  EXPECT_THAT(codes_of("0 g " + box + "0 0 0.3 rg " + word), Contains("text_under_dark"));
  EXPECT_THAT(codes_of("1 1 0.9 rg " + word), Contains("invisible_text"));
}

TEST_F(VerifyPdf, ReadsAFileWithItsPassword) {
  given::Page page = given::page(1, "visible words");
  page.content += given::show(100, 605, 10, "Ana Ortiz") + given::black({90, 600, 200, 620, {}});
  const auto plain = given::make_pdf({.pages = {page}});
  for (const auto* bits : {"40", "128", "256"}) {
    // What lies around the file is told of it as it came.
    put("a.pdf", test::locked(plain, "sesame", "owner", bits) + "more");
    for (const auto* password : {"sesame", "owner"}) {
      const auto report = verify_pdf(folder() / "a.pdf", {.password = password});
      ASSERT_TRUE(report) << report.error().message;
      EXPECT_THAT(codes(*report),
                  IsSupersetOf({"encrypted", "bytes_outside", "text_under_dark", "hidden_by_box"}))
          << to_text(*report);
      EXPECT_THAT(codes(*report), Not(Contains("not_checked")));
      EXPECT_EQ(report->counts.pages, 1);
    }
    const auto without = verify_pdf(folder() / "a.pdf", {});
    ASSERT_FALSE(without);
    EXPECT_EQ(without.error().code, base::ErrorCode::encrypted);
    const auto wrong = verify_pdf(folder() / "a.pdf", {.password = "guess"});
    ASSERT_FALSE(wrong);
    EXPECT_EQ(wrong.error().code, base::ErrorCode::encrypted);
  }
}

TEST_F(VerifyPdf, FailsOnAFileThatIsNoPdf) {
  put("a.pdf", "plain");
  EXPECT_FALSE(verify_pdf(folder() / "a.pdf", {})->passed());
  EXPECT_FALSE(verify_pdf(folder() / "none.pdf", {}));
}

}  // namespace
}  // namespace vaughn::verify
