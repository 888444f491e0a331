// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/result.h"
#include "engine/redact.h"
#include "engine/sandbox.h"
#include "foia/exemption.h"
#include "redact/snap.h"
#include "redact/width.h"
#include "verify/verify.h"

namespace vaughn::engine {

// A single PDF without a matter.
struct RedactFileRequest {
  std::filesystem::path input{};
  std::filesystem::path output{};
  std::vector<BoxOnPage> boxes{};              // user space of the input, pages as in the input
  std::vector<std::string> words{};            // phrases; every place where they stand is covered
  std::vector<int> drop_pages{};               // from 1
  std::vector<foia::ExemptionClaim> claims{};  // what every box is labelled with
  redact::SnapOptions snap{};
  // Pages with boxes are drawn anew without what lies under them where that is certain, and burnt
  // otherwise.
  bool is_native = false;
  std::vector<std::string> candidates{};  // names that a reader might try in a box
  std::filesystem::path proof{};          // where the proof is written; empty: nowhere
  std::string password{};                 // of the input, if it needs one
};

// Why a page was burnt although it was to be drawn anew.
struct BurntInstead {
  int page = 0;  // of the input
  std::string reason{};
};

// How much the width of a box still says.
struct WidthRow {
  int page = 0;  // of the input
  base::Rect box{};
  redact::WidthLeak leak{};
};

struct RedactFileResult {
  verify::Report report{};
  bool is_written = false;
  std::int64_t boxes = 0;
  std::int64_t pages = 0;
  std::int64_t pages_burned = 0;
  std::int64_t pages_rendered = 0;
  std::int64_t pages_copied = 0;
  std::int64_t pages_redacted = 0;
  std::vector<BurntInstead> burnt_instead{};
  std::int64_t words_found = 0;         // places of the phrases
  std::int64_t pages_without_text = 0;  // where phrases could not be looked for
  std::vector<WidthRow> widths{};
  std::vector<std::string> archive_faults{};  // why it is not marked as PDF/A-2b; empty: it is
  std::string input_sha256{};
  std::string output_sha256{};
};

// Burns the boxes, proves the result with other engines and only then gives the output its name: if
// a check fails, no file is left and the report says why. An output that exists is replaced.
base::Result<RedactFileResult> redact_file(Sandbox& sandbox, const RedactFileRequest& request);

// verify's parsing of strangers' files in sandboxed children, from any thread.
verify::Examiner sandboxed_examiner(Sandbox& sandbox);

}  // namespace vaughn::engine
