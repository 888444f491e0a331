// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "engine/sandbox.h"
#include "engine/workspace.h"
#include "foia/consultation.h"

namespace vaughn::engine {

// What was redacted or withheld in full anywhere in the matter is looked for in everything that
// goes out: volumes with their load files, text files, letters and file names, the Vaughn index,
// letters, filings, tables. It may stand elsewhere for good reason (a name that is public in a
// filing); then a named person says so. What is found is named by the first mark that removed it,
// or by the first page that is withheld, never by its words.
//
// Of pages withheld in full, lines of three words and twelve letters at least are looked for. A
// line whose words all stand on one released page stands there openly and is no occurrence.

struct Occurrence {
  foia::MarkId mark{};       // the first that removed this string; none: it is of a withheld page
  std::int64_t marks = 0;    // that removed it
  foia::PageRef withheld{};  // the first page withheld in full that says this; none: see mark
  std::int64_t pages = 0;    // withheld in full that say it
  std::string file{};        // as it was given, "volumes/VOL001/DATA/VOL001.dat"
  int page = 0;              // of a PDF, from 1; else 0
  std::int64_t times = 0;    // in that place: the string, or lines of the page
  bool is_seen = false;      // OCR reads it on the picture of the page; the text does not say it
  // Who allowed it, and why; empty: nobody did.
  std::string allowed_by{};
  std::string allowed_reason{};

  bool is_open() const { return allowed_by.empty(); }
};
// "mark M-5", or "page 3 of R-000012": what `vaughn audit allow` is given is "M-5", "R-000012:3".
std::string source_of(const Occurrence& occurrence);
std::string argument_of(const Occurrence& occurrence);
// "says what mark M-5 redacted", "says a line of page 3 of R-000012, withheld in full".
std::string what_it_says(const Occurrence& occurrence);

struct UnreadFile {
  std::string file{};
  std::string why{};
};

struct OutgoingPlace {
  std::filesystem::path path{};  // file or folder
  std::string name{};            // under which it and what is in it are listed; empty: its path
};

struct OutgoingRequest {
  std::vector<OutgoingPlace> places{};  // none: the volumes and papers of the matter
  bool reads_pictures = false;          // OCR of every page of every PDF: about a second each
  // Folders of text files, form feeds between their pages: these pages are released with it, so
  // that what they say is open.
  std::vector<std::filesystem::path> released{};
};

struct OutgoingResult {
  std::int64_t strings = 0;         // different ones that are looked for
  std::int64_t short_strings = 0;   // of fewer than four letters: they occur by chance
  std::int64_t withheld_pages = 0;  // in full, whose lines are looked for
  std::int64_t withheld_lines = 0;  // different ones
  std::int64_t files = 0;
  std::int64_t pictures = 0;              // pages read by OCR
  std::vector<Occurrence> occurrences{};  // in the order of files, pages and marks
  std::vector<UnreadFile> unread{};       // nothing is said of these
  std::int64_t open() const;              // occurrences that nobody allowed
  bool is_clean() const { return open() == 0 && unread.empty(); }
};

// PDFs are read by poppler, everything else that is no plain text by a sandboxed child; no engine
// that redacts is asked. A file that cannot be read is in `unread`, and so is a record with pages
// withheld in full whose page images cannot be read, unless these pages are allowed everywhere.
// unsupported: pictures are to be read and the sandbox has no reader.
base::Result<OutgoingResult> search_outgoing(Workspace& workspace,
                                             Sandbox& sandbox,
                                             const OutgoingRequest& request);

// How a file is named in a result: from the folder of the matter if it lies in it.
std::string outgoing_name(const Workspace& workspace, const std::filesystem::path& path);

// Why `what`, "the volume", cannot go out: the first place that nobody allowed, or the first file
// that cannot be read, and how many there are. None: it can.
std::optional<base::Error> outgoing_refusal(const OutgoingResult& result, std::string_view what);

struct AllowRequest {
  std::vector<foia::MarkId> marks{};
  std::vector<foia::PageRef> pages{};  // withheld in full
  std::vector<std::string> files{};    // as search_outgoing() names them; none: everywhere
  std::string reason{};
  bool is_dry_run = false;
};
struct AllowResult {
  std::int64_t strings = 0;
  std::int64_t pages = 0;
  foia::EventId event{};  // none in a dry run
};

// Lets strings, and lines of pages, stand, with the author of the event and a reason. A mark that
// removed no words, a page that is not withheld in full: not_found.
base::Result<AllowResult> allow_occurrences(Workspace& workspace, const AllowRequest& request);

}  // namespace vaughn::engine
