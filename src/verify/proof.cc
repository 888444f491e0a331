// SPDX-License-Identifier: AGPL-3.0-or-later
#include "verify/proof.h"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

#include "pdf/inspect.h"
#include "verify/detail/findings.h"
#include "verify/detail/poppler.h"

namespace vaughn::verify {
namespace {

enum Engine : unsigned { poppler = 1, qpdf = 2, mupdf = 4 };

struct Row {
  std::string_view name;
  std::string_view means;
  unsigned engines;
  std::array<std::string_view, 2> lines;  // of Report::checks that say how much was looked at
};

// In order of their numbers.
constexpr std::array<Row, 14> kRows{{
    {"words", "no word can be read under a box", poppler, {"hidden_text", ""}},
    {"pixels", "every box is black in the picture itself", poppler, {"boxes", ""}},
    {"strings",
     "no removed string is in any object of the file, whatever its disguise",
     qpdf,
     {"removed_words", ""}},
    {"keys", "no entry that is not on the list of allowed ones", qpdf, {"structure", ""}},
    {"file",
     "one revision, nothing around it, no object without use, no encryption",
     qpdf,
     {"structure", ""}},
    {"images", "no image of the source, none with more than its picture", qpdf, {"structure", ""}},
    {"fonts",
     "no font of the source on a redacted page; letters drawn anew are those that are shown",
     qpdf,
     {"structure", ""}},
    {"width", "boxes end between words and have the height of the line", poppler, {"boxes", ""}},
    {"pages",
     "number, order and size of pages as planned; slip sheets in place",
     poppler | qpdf,
     {"structure", "slip_sheets"}},
    {"elsewhere",
     "where a removed string stands elsewhere in plain sight, it is said",
     poppler,
     {"removed_words", "index"}},
    {"labels", "every box names its exemption, to be seen and to be read", poppler, {"labels", ""}},
    {"detector",
     "no word is there without being seen",
     poppler | mupdf,
     {"hidden_text", "detector"}},
    {"derived",
     "text and load files say nothing that the pages do not say",
     poppler,
     {"text_files", "load_files"}},
    {"same bytes",
     "no dates, no traces of the run; hashes as signed",
     qpdf,
     {"hashes", "structure"}},
}};

struct Number {
  std::string_view code;
  int number;
};
constexpr std::array kNumbers{
    Number{"text_under_box", 1},
    Number{"box_not_solid", 2},
    Number{"layer_not_solid", 2},
    Number{"box_off_page", 2},
    Number{"box_painted", 2},
    Number{"dated", 14},
    Number{"removed_text_in_file", 3},
    Number{"annotations", 4},
    Number{"javascript", 4},
    Number{"attachments", 4},
    Number{"optional_content", 4},
    Number{"structure_text", 4},
    Number{"structure_odd", 4},
    Number{"archive_claim", 4},
    Number{"box_not_announced", 11},
    Number{"unexpected_key", 4},
    Number{"metadata", 4},
    Number{"pdf_damaged", 5},
    Number{"encrypted", 5},
    Number{"earlier_revision", 5},
    Number{"bytes_outside", 5},
    Number{"unreachable_objects", 5},
    Number{"image_not_clean", 6},
    Number{"image_survives", 6},
    Number{"shape_in_box", 2},
    Number{"image_in_box", 6},
    Number{"font_of_source", 7},
    Number{"font_holds_more", 7},
    Number{"box_not_line_high", 8},
    Number{"page_count_differs", 9},
    Number{"page_size_differs", 9},
    Number{"slip_sheet_missing", 9},
    Number{"slip_sheet_claim", 9},
    Number{"slip_sheet_content", 9},
    Number{"removed_text_elsewhere", 10},
    Number{"label_missing", 11},
    Number{"label_invisible", 11},
    Number{"text_under_dark", 12},
    Number{"text_off_page", 12},
    Number{"invisible_text", 12},
    Number{"text_pages_differ", 13},
    Number{"text_not_in_pdf", 13},
    Number{"text_not_utf8", 13},
    Number{"text_read_differently", 13},
    Number{"text_incomplete", 13},
    Number{"removed_text_in_load_file", 13},
};

std::string engines_of(unsigned engines, const std::string& poppler_version) {
  std::string out;
  const auto add = [&](bool is_used, const std::string& name) {
    if (is_used) {
      out += (out.empty() ? "" : ", ") + name;
    }
  };
  const auto versions = pdf::engine_versions();
  add((engines & poppler) != 0, "poppler " + poppler_version);
  add((engines & qpdf) != 0, "qpdf " + versions.qpdf);
  add((engines & mupdf) != 0, "MuPDF " + versions.mupdf);
  return out;
}

}  // namespace

int proof_number(std::string_view code) {
  const auto found = std::find_if(
      kNumbers.begin(), kNumbers.end(), [&](const Number& row) { return row.code == code; });
  if (found != kNumbers.end()) {
    return found->number;
  }
  for (const auto& row : check_codes()) {
    if (row.code == code) {
      if (row.check == "load_files") {
        return 13;
      }
      if (row.check == "detector") {
        return 12;
      }
      return row.check == "index" ? 10 : row.check == "numbers" ? 9 : row.check == "tools" ? 0 : 14;
    }
  }
  return 0;
}

void set_failures(BoxLine& line, int index, const std::vector<Finding>& findings) {
  for (const auto& finding : findings) {
    if (finding.box == index && finding.page == line.page && finding.file == line.file) {
      line.failed.push_back(proof_number(finding.code));
    }
  }
}

std::vector<ProofCheck> proof_of(const Report& report) {
  const auto version = Poppler::version();
  std::vector<ProofCheck> out;
  for (std::size_t i = 0; i < kRows.size(); ++i) {
    const auto& row = kRows.at(i);
    ProofCheck check{.number = static_cast<int>(i + 1),
                     .name = row.name,
                     .means = row.means,
                     .engine = engines_of(row.engines, version),
                     .was_run = false};
    for (const auto& line : report.checks) {
      if (line.was_run &&
          std::find(row.lines.begin(), row.lines.end(), line.check) != row.lines.end()) {
        check.examined += line.examined;
        check.was_run = true;
      }
    }
    for (const auto& finding : report.findings) {
      const int number = proof_number(finding.code);
      // What is a warning elsewhere is a failure of these checks.
      const bool counts =
          finding.severity == Severity::stop || number == 8 || number == 10 || number == 12;
      check.failed += counts && (number == 0 || number == check.number) ? 1 : 0;
    }
    out.push_back(std::move(check));
  }
  return out;
}

}  // namespace vaughn::verify
