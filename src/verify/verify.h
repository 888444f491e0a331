// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/geometry.h"
#include "base/result.h"
#include "verify/examine.h"

namespace vaughn::verify {

// Checks a finished volume from the outside, without the matter. Nothing here is shared with what
// made the volume: text and pixels come from poppler's programs, structure from qpdf, load files
// and manifest from readers of this module. MuPDF is asked only for what poppler leaves out: text
// beyond the edge of a page, and a second opinion on fonts that cannot be read. What cannot be
// checked is reported as a stop, never as passed: a program that is missing, fails or takes too
// long included.

enum class Severity { stop, warn };
std::string_view to_string(Severity severity);

// `code` is one of check_codes(). `message` never repeats a hidden word.
struct Finding {
  std::string code{};
  Severity severity = Severity::stop;
  std::string file{};   // path inside the volume; may be empty
  std::string bates{};  // number as stamped; may be empty
  int page = 0;         // page of `file`, from 1; 0 if it is not about one page
  int box = 0;          // of the page, from 1; 0 if it is not about one box
  std::string message{};
  std::vector<std::string> revealed{};  // hidden words; only with Options::reveals
  bool operator==(const Finding&) const = default;
};

struct Tally {
  std::int64_t boxes = 0;
  std::int64_t pages = 0;
  std::int64_t records = 0;
  bool operator==(const Tally&) const = default;
};

// Counted from the pages themselves where they show it, not copied from the manifest's totals.
struct Counts {
  std::int64_t files = 0;
  std::int64_t records = 0;
  std::int64_t pages = 0;
  std::int64_t in_full = 0;
  std::int64_t in_part = 0;
  std::int64_t withheld_in_full = 0;
  std::int64_t boxes = 0;
  std::map<std::string, Tally> exemptions{};  // by code, "(b)(6)"
  std::string first_bates{};
  std::string last_bates{};
  bool operator==(const Counts&) const = default;
};

// One line of what was looked at: "text_under_box", 1,204 boxes, 0 failed.
struct CheckLine {
  std::string check{};  // signature, hashes, numbers, load_files, structure, stamps, hidden_text,
                        // boxes, labels, slip_sheets, text_files, removed_words, index, tools
  std::int64_t examined = 0;
  std::int64_t failed = 0;  // findings with severity stop
  bool was_run = true;      // false: nothing given to check against (index, earlier volumes)
};

// A box as claimed, with what spoke against it: numbers of ProofCheck.
struct BoxLine {
  std::string file{};
  std::string bates{};
  int page = 0;
  base::Rect box{};  // PDF user space of the page
  std::string label{};
  std::vector<int> failed{};
  bool operator==(const BoxLine&) const = default;
};

struct Report {
  std::string volume{};         // name, or the file name of a lone PDF
  std::string path{};           // as given
  std::string manifest{};       // SHA-256 of manifest.json
  std::string signing_key{};    // SHA-256 of the public key: compare it with the agency's
  bool is_key_trusted = false;  // equal to Options::trusted_key
  Counts counts{};
  std::vector<CheckLine> checks{};
  std::vector<BoxLine> boxes{};
  std::vector<Finding> findings{};  // stops first, then by file, page, code

  std::int64_t stop_count() const;
  bool passed() const { return stop_count() == 0; }
};

// What was deleted from one record, as the ledger knows it: lets the agency look for the words
// themselves, which a stranger cannot.
struct RemovedWords {
  std::string begin{};               // the record's first number
  std::vector<std::string> texts{};  // empty ones are passed over
};

struct Options {
  // CSV of the Vaughn index; checked both ways against the pages of this volume.
  std::optional<std::filesystem::path> index{};
  // 32 bytes, or empty: then only "signed by the key that lies beside it" can be said (a warning).
  base::Bytes trusted_key{};
  // Folders of volumes produced before this one: numbers must follow on and never repeat.
  std::vector<std::filesystem::path> earlier_volumes{};
  std::vector<RemovedWords> removed{};
  // Lines of pages that are withheld in full and that stand on no page meant to be produced: no
  // page of the volume may show them, whichever record it belongs to.
  std::vector<RemovedWords> withheld{};
  bool reveals = false;                    // of a lone PDF: put hidden words into the findings
  std::string password{};                  // of a lone PDF, if it needs one
  Examiner examine{};                      // empty: in this process
  int jobs = 1;                            // documents checked at a time
  int render_dpi = 100;                    // for boxes; below 72 is refused
  std::chrono::seconds tool_timeout{120};  // for each call of an outside program
  // Asked between documents, by several threads if there are several jobs; once it says yes, no
  // further one is checked and there is no report. May be empty.
  std::function<bool()> is_stopped{};
};

// An error only if `volume` cannot be looked at at all (no folder, bad options), or if it was
// stopped.
base::Result<Report> verify_volume(const std::filesystem::path& volume, const Options& options);

// A single PDF of unknown origin: structure, words under dark areas, fonts. There is no manifest
// to say where boxes should be, so dark boxes are found in the rendering. One that needs another
// password than that of the options: ErrorCode::encrypted.
base::Result<Report> verify_pdf(const std::filesystem::path& file, const Options& options);

// A single redacted PDF against what it should be, all in user space of its pages.
struct ExpectedBox {
  base::Rect box{};
  base::Rect label_box{};  // where the exemption stands: in the box or beside it
  std::string label{};     // "(b)(6); (b)(7)(C)"
};
struct ExpectedPage {
  double width = 0;  // as displayed
  double height = 0;
  bool is_picture = false;  // made of pixels: none of the source's fonts may be on it
  std::vector<ExpectedBox> boxes{};
  bool is_redrawn = false;  // the source's fonts neither, but letters drawn anew; no image in boxes
};
struct ExpectedFile {
  std::vector<ExpectedPage> pages{};
  std::vector<std::string> removed{};   // what was under boxes and on pages left out
  std::vector<std::string> searched{};  // of these, what is worth finding if it stands elsewhere
  std::vector<std::string> images{};    // SHA-256 of image data that must be gone
};
// The words that poppler reads under each place of a file: what a box there removes.
struct PlaceOnPage {
  int page = 0;  // from 1
  base::Rect box{};
};
base::Result<std::vector<std::vector<std::string>>> words_under(
    const std::filesystem::path& file,
    const std::vector<PlaceOnPage>& places,
    const Options& options);

// Finds a removed string that stands elsewhere in plain sight, too (removed_text_elsewhere).
base::Result<Report> verify_redacted(const std::filesystem::path& file,
                                     const ExpectedFile& expected,
                                     const Options& options);

// For people; ends with a newline.
std::string to_text(const Report& report);

struct CheckCode {
  std::string_view code;
  std::string_view check;  // the CheckLine it belongs to
  Severity severity;
  std::string_view meaning;  // one sentence
};
// Every code a finding can have, in the order of the checks.
const std::vector<CheckCode>& check_codes();

}  // namespace vaughn::verify
