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

namespace vaughn::engine {

// What was redacted anywhere in the matter is looked for in everything that goes out: volumes with
// their load files, text files, letters and file names, the Vaughn index, letters, filings, tables.
// A string may stand elsewhere for good reason (a name that is public in a filing); then a named
// person says so. Strings are named by the first mark that removed them, never by their words.

struct Occurrence {
  foia::MarkId mark{};     // the first that removed this string
  std::int64_t marks = 0;  // that removed it
  std::string file{};      // as it was given, "volumes/VOL001/DATA/VOL001.dat"
  int page = 0;            // of a PDF, from 1; else 0
  std::int64_t times = 0;  // in that place
  bool is_seen = false;    // OCR reads it on the picture of the page; the text does not say it
  // Who allowed it, and why; empty: nobody did.
  std::string allowed_by{};
  std::string allowed_reason{};
};

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
};

struct OutgoingResult {
  std::int64_t strings = 0;        // different ones that are looked for
  std::int64_t short_strings = 0;  // of fewer than four letters: they occur by chance
  std::int64_t files = 0;
  std::int64_t pictures = 0;              // pages read by OCR
  std::vector<Occurrence> occurrences{};  // in the order of files, pages and marks
  std::vector<UnreadFile> unread{};       // nothing is said of these
  std::int64_t open() const;              // occurrences that nobody allowed
};

// PDFs are read by poppler, everything else that is no plain text by a sandboxed child; no engine
// that redacts is asked. A file that cannot be read is in `unread`. unsupported: pictures are to be
// read and the sandbox has no reader.
base::Result<OutgoingResult> search_outgoing(Workspace& workspace,
                                             Sandbox& sandbox,
                                             const OutgoingRequest& request);

// Why `what`, "the volume", cannot go out: the first place that nobody allowed, or the first file
// that cannot be read, and how many there are. None: it can.
std::optional<base::Error> outgoing_refusal(const OutgoingResult& result, std::string_view what);

struct AllowRequest {
  std::vector<foia::MarkId> marks{};
  std::vector<std::string> files{};  // as search_outgoing() names them; none: everywhere
  std::string reason{};
  bool is_dry_run = false;
};
struct AllowResult {
  std::int64_t strings = 0;
  foia::EventId event{};  // none in a dry run
};

// Lets strings stand, with the author of the event and a reason. A mark that removed no words:
// not_found.
base::Result<AllowResult> allow_occurrences(Workspace& workspace, const AllowRequest& request);

}  // namespace vaughn::engine
