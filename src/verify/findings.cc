// SPDX-License-Identifier: AGPL-3.0-or-later
#include "verify/detail/findings.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "base/result.h"
#include "base/text.h"

namespace vaughn::verify {
namespace {

constexpr auto kStop = Severity::stop;
constexpr auto kWarn = Severity::warn;

const CheckCode* find_code(std::string_view code) {
  const auto& codes = check_codes();
  const auto found =
      std::find_if(codes.begin(), codes.end(), [&](const auto& row) { return row.code == code; });
  return found == codes.end() ? nullptr : &*found;
}

}  // namespace

std::string_view to_string(Severity severity) {
  switch (severity) {
    case Severity::stop: return "stop";
    case Severity::warn: return "warn";
  }
  return "";
}

const std::vector<CheckCode>& check_codes() {
  static const std::vector<CheckCode> kCodes{
      {"manifest_missing", "signature", kStop, "the volume has no manifest.json"},
      {"manifest_damaged", "signature", kStop, "manifest.json cannot be read"},
      {"signature_missing", "signature", kStop, "manifest.sig or manifest.pub is missing"},
      {"signature_invalid", "signature", kStop, "the signature is not of this manifest"},
      {"key_not_trusted",
       "signature",
       kStop,
       "the volume is signed by another key than the one given"},
      {"key_not_given", "signature", kWarn, "no key was given to compare the signing key with"},
      {"proof_failed", "proof", kStop, "the volume itself states a failed proof"},
      {"proof_invalid", "proof", kStop, "the proof is not of this volume, or was changed"},

      {"file_missing", "hashes", kStop, "a file of the manifest is not there"},
      {"file_changed", "hashes", kStop, "a file has another size or hash than the manifest says"},
      {"file_extra", "hashes", kStop, "a file is there that the manifest does not name"},
      {"file_special", "hashes", kStop, "a link, device or unreadable folder lies in the volume"},
      {"file_unsafe_name", "hashes", kStop, "a path leads out of the volume"},
      {"file_unlisted_use",
       "hashes",
       kStop,
       "a record names a file that the manifest does not hash"},

      {"number_repeated", "numbers", kStop, "a Bates number is given twice"},
      {"number_gap", "numbers", kStop, "a Bates number is missing"},
      {"number_order", "numbers", kStop, "Bates numbers do not rise"},
      {"number_format", "numbers", kStop, "a Bates number is not written as the others"},
      {"number_used_before", "numbers", kStop, "an earlier volume gave the same number"},
      {"number_gap_before", "numbers", kStop, "numbers are missing between two volumes"},
      {"earlier_volume_unreadable", "numbers", kStop, "an earlier volume cannot be read"},
      {"supersedes_unknown", "numbers", kWarn, "the volume it corrects is not among those given"},
      {"counts_differ", "numbers", kStop, "the manifest's totals are not the sum of its pages"},
      {"outcome_mismatch", "numbers", kStop, "a page's outcome does not agree with its boxes"},
      {"claim_missing", "numbers", kStop, "a deletion has no exemption, statute or privilege"},
      {"claims_mismatch", "numbers", kStop, "a page claims other exemptions than its boxes"},
      {"family_split", "numbers", kStop, "a family does not stand together"},

      {"dat_missing", "load_files", kStop, "there is no DAT file"},
      {"dat_damaged", "load_files", kStop, "the DAT file cannot be read"},
      {"dat_column_missing", "load_files", kStop, "the DAT file lacks a column"},
      {"dat_record_missing", "load_files", kStop, "a record has no row in the DAT file"},
      {"dat_record_extra", "load_files", kStop, "a row of the DAT file is of no record"},
      {"dat_order", "load_files", kStop, "rows of the DAT file are out of order"},
      {"dat_field_differs", "load_files", kStop, "a DAT field contradicts the pages"},
      {"dat_field_exposed", "load_files", kStop, "a DAT field describes a record withheld in full"},
      {"opt_missing", "load_files", kStop, "there is no OPT file"},
      {"opt_damaged", "load_files", kStop, "the OPT file cannot be read"},
      {"opt_record_missing", "load_files", kStop, "a record has no line in the OPT file"},
      {"opt_record_extra", "load_files", kStop, "a line of the OPT file is of no record"},
      {"opt_order", "load_files", kStop, "lines of the OPT file are out of order"},
      {"opt_field_differs", "load_files", kStop, "an OPT field contradicts the pages"},

      {"pdf_damaged", "structure", kStop, "a PDF cannot be read or needs repair"},
      {"page_count_differs", "structure", kStop, "a PDF has another number of pages than stated"},
      {"page_size_differs", "structure", kStop, "a page has another size than the manifest states"},
      {"encrypted", "structure", kStop, "a PDF is encrypted"},
      {"annotations", "structure", kStop, "a PDF has annotations, links or form fields"},
      {"javascript", "structure", kStop, "a PDF has JavaScript or another action"},
      {"attachments", "structure", kStop, "a PDF has embedded files"},
      {"metadata", "structure", kStop, "a PDF has metadata that is not ours"},
      {"optional_content", "structure", kStop, "a PDF has layers"},
      {"structure_text",
       "structure",
       kStop,
       "a PDF has replacement or alternative text other than the exemptions of its boxes"},
      {"structure_odd", "structure", kStop, "the tags of a PDF hold more than their order"},
      {"archive_claim",
       "structure",
       kStop,
       "a PDF says that it is PDF/A-2b and breaks its rules, or the manifest says otherwise"},
      {"earlier_revision", "structure", kStop, "a PDF keeps an earlier revision of itself"},
      {"bytes_outside", "structure", kStop, "a PDF has bytes before its start or after its end"},
      {"unreachable_objects", "structure", kStop, "a PDF has objects that no page uses"},
      {"unexpected_key",
       "structure",
       kStop,
       "a PDF has an entry that is not on the list of allowed ones"},
      {"dated", "structure", kStop, "a PDF says when it was made"},
      {"image_not_clean", "structure", kStop, "an image holds more than its picture"},
      {"image_survives", "structure", kStop, "an image of a redacted page is still in the file"},
      {"image_in_box", "structure", kStop, "a page drawn anew has an image under a box"},
      {"shape_in_box", "structure", kStop, "a page drawn anew has a line or shape under a box"},
      {"font_of_source", "structure", kStop, "a redacted page uses a font of its source"},
      {"font_holds_more", "structure", kStop, "a font holds letters that no page shows"},
      {"font_not_embedded", "structure", kWarn, "a PDF uses a font it does not hold"},

      {"stamp_missing", "stamps", kStop, "a page does not show its Bates number"},
      {"stamp_invisible", "stamps", kStop, "a page's Bates number is there but cannot be seen"},

      {"text_under_box", "hidden_text", kStop, "words can be read under a box"},
      {"text_under_dark", "hidden_text", kStop, "words can be read under a dark area"},
      {"text_off_page", "hidden_text", kStop, "words stand outside the page"},
      {"invisible_text", "hidden_text", kWarn, "words can be read where nothing is seen"},

      {"hidden_by_box", "detector", kStop, "words are only covered by a box"},
      {"hidden_by_paint", "detector", kStop, "words are only covered by an image or a pattern"},
      {"hidden_ocr", "detector", kStop, "a scan is black where its text layer has words"},
      {"redaction_pending", "detector", kStop, "a redaction was marked and never carried out"},
      {"dark_highlight", "detector", kStop, "a highlighter is so dark that it was meant to hide"},
      {"see_through_mark",
       "detector",
       kStop,
       "a scan was marked over, and the writing stands out against the marker"},
      {"hidden_by_page", "detector", kWarn, "words have the color of the page"},
      {"hidden_by_text", "detector", kWarn, "words are written over each other"},
      {"hidden_date", "detector", kWarn, "only dates are covered"},
      {"hidden_trifle", "detector", kWarn, "what is covered says nothing: a letter, a label"},
      {"outline_word", "detector", kWarn, "bookmarks have words that no page has"},

      {"box_not_solid", "boxes", kStop, "a box does not cover its place"},
      {"layer_not_solid", "boxes", kStop, "one layer of a page shows what the other one covers"},
      {"box_painted", "boxes", kStop, "a box is painted over the picture instead of being in it"},
      {"box_not_line_high", "boxes", kWarn, "a box is lower than the line it stands in"},
      {"box_off_page", "boxes", kStop, "a box is empty or not on its page"},

      {"label_missing", "labels", kStop, "a box does not name its exemption"},
      {"label_invisible", "labels", kStop, "a box's exemption cannot be seen"},
      {"box_not_announced", "labels", kStop, "a box's exemption is not spoken by its page's tags"},

      {"slip_sheet_missing", "slip_sheets", kStop, "a withheld page has no slip sheet"},
      {"slip_sheet_claim", "slip_sheets", kStop, "a slip sheet does not name its exemption"},
      {"slip_sheet_content",
       "slip_sheets",
       kStop,
       "a slip sheet holds more than a slip sheet does"},

      {"text_pages_differ",
       "text_files",
       kStop,
       "a text file has another number of pages than its PDF"},
      {"text_not_in_pdf", "text_files", kStop, "a text file has words that its PDF does not show"},
      {"text_read_differently", "text_files", kWarn, "two programs read a page differently"},
      {"text_incomplete", "text_files", kWarn, "a text file lacks words of its PDF"},
      {"text_not_utf8", "text_files", kStop, "a text file is not UTF-8"},

      {"removed_text_in_file", "removed_words", kStop, "a PDF still holds words that were deleted"},
      {"removed_text_in_load_file", "removed_words", kStop, "a load file names deleted words"},
      {"removed_text_elsewhere",
       "removed_words",
       kWarn,
       "deleted words stand elsewhere on the record's pages"},
      {"withheld_text_shown",
       "removed_words",
       kStop,
       "a page shows a line of a page that is withheld in full"},
      {"removed_text_unknown",
       "removed_words",
       kStop,
       "deleted words were given for a record that is not here"},

      {"index_unreadable", "index", kStop, "the index cannot be read"},
      {"index_entry_repeated", "index", kStop, "two entries are about the same record"},
      {"index_entry_without_pages", "index", kStop, "an entry names pages that withhold nothing"},
      {"index_pages_without_entry", "index", kStop, "pages withhold something and have no entry"},
      {"index_exemptions_differ",
       "index",
       kStop,
       "an entry claims other exemptions than its pages"},
      {"index_counts_differ",
       "index",
       kStop,
       "an entry counts other pages or boxes than there are"},
      {"index_number_differs", "index", kStop, "an entry has another number than the volume says"},

      {"not_checked", "tools", kStop, "something could not be checked"},
  };
  return kCodes;
}

void Findings::add(std::string_view code,
                   Place place,
                   std::string message,
                   std::vector<std::string> revealed) {
  const auto* row = find_code(code);
  base::check(row != nullptr, "every finding has a code of the table");
  list_.push_back({.code = std::string(code),
                   .severity = row->severity,
                   .file = std::move(place.file),
                   .bates = std::move(place.bates),
                   .page = place.page,
                   .box = place.box,
                   .message = std::move(message),
                   .revealed = std::move(revealed)});
}

void Findings::add_not_checked(Place place, std::string_view what, const base::Error& error) {
  add("not_checked", std::move(place), fmt::format("{}: {}", what, error.message));
}

void Findings::examined(std::string_view check, std::int64_t count) {
  examined_[std::string(check)] += count;
}

void Findings::merge(Findings other) {
  list_.insert(list_.end(),
               std::make_move_iterator(other.list_.begin()),
               std::make_move_iterator(other.list_.end()));
  for (const auto& [check, count] : other.examined_) {
    examined_[check] += count;
  }
}

void Findings::move_into(Report& report) {
  std::sort(list_.begin(), list_.end(), [](const Finding& a, const Finding& b) {
    return std::tie(a.severity, a.file, a.page, a.bates, a.code, a.message) <
           std::tie(b.severity, b.file, b.page, b.bates, b.code, b.message);
  });
  for (const auto& row : check_codes()) {
    if (report.checks.empty() || report.checks.back().check != row.check) {
      const auto found = examined_.find(row.check);
      report.checks.push_back({.check = std::string(row.check),
                               .examined = found == examined_.end() ? 0 : found->second,
                               .was_run = found != examined_.end()});
    }
  }
  for (const auto& finding : list_) {
    const auto check = find_code(finding.code)->check;
    auto line = std::find_if(report.checks.begin(), report.checks.end(), [&](const auto& each) {
      return each.check == check;
    });
    line->failed += finding.severity == kStop ? 1 : 0;
  }
  report.findings = std::move(list_);
}

std::int64_t Report::stop_count() const {
  return std::count_if(findings.begin(), findings.end(), [](const auto& finding) {
    return finding.severity == kStop;
  });
}

std::string to_text(const Report& report) {
  const auto& counts = report.counts;
  std::string out = fmt::format("{}  {}", report.volume, base::plural(counts.pages, "page"));
  if (!counts.first_bates.empty()) {
    out += fmt::format("  {} to {}", counts.first_bates, counts.last_bates);
  }
  out += "\n";
  if (counts.records > 0) {
    out += fmt::format("{}: in full {}, in part {}, withheld in full {}; {} boxes\n",
                       base::plural(counts.records, "record"),
                       base::with_commas(counts.in_full),
                       base::with_commas(counts.in_part),
                       base::with_commas(counts.withheld_in_full),
                       base::with_commas(counts.boxes));
  }
  for (const auto& [code, tally] : counts.exemptions) {
    out += fmt::format("  {:<10} {} boxes, {}, {}\n",
                       code,
                       base::with_commas(tally.boxes),
                       base::plural(tally.pages, "page"),
                       base::plural(tally.records, "record"));
  }
  if (!report.signing_key.empty()) {
    out += fmt::format("signed by key {} ({})\n",
                       report.signing_key,
                       report.is_key_trusted ? "the key given" : "not compared with a known key");
  }
  out += "\n";
  for (const auto& line : report.checks) {
    const auto outcome = !line.was_run      ? std::string("not run")
                         : line.failed == 0 ? std::string("ok")
                                            : base::plural(line.failed, "stop");
    out += fmt::format("{:<12} {:>9}  {}\n", line.check, base::with_commas(line.examined), outcome);
  }
  if (!report.findings.empty()) {
    out += "\n";
  }
  for (const auto& finding : report.findings) {
    out += fmt::format("{}  {}", finding.severity == kStop ? "STOP" : "warn", finding.code);
    if (!finding.bates.empty()) {
      out += "  " + finding.bates;
    }
    if (!finding.file.empty()) {
      out += "  " + finding.file;
      if (finding.page > 0) {
        out += fmt::format(" page {}", finding.page);
      }
    }
    out += "  " + finding.message + "\n";
  }
  const auto stops = report.stop_count();
  out += stops == 0 ? "\npassed\n" : fmt::format("\nnot passed: {}\n", base::plural(stops, "stop"));
  return out;
}

}  // namespace vaughn::verify
