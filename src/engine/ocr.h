// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "engine/find.h"
#include "engine/progress.h"
#include "engine/sandbox.h"
#include "engine/workspace.h"

namespace vaughn::engine {

struct OcrRequest {
  // None: every record with pages that have no text and were not read yet.
  std::optional<Scope> scope{};
  bool is_again = false;  // also records that were read before
  bool is_dry_run = false;
};

struct OcrResult {
  std::string reader{};      // "tesseract 5.3.0 eng"
  std::int64_t records = 0;  // read, or to be read in a dry run
  std::int64_t copies = 0;   // of them exact copies, which were not read a second time
  std::int64_t pages = 0;    // read
  std::int64_t words = 0;    // on them
  std::int64_t blank = 0;    // pages with no ink to read
  std::int64_t poor = 0;     // pages read with doubt: finding poorly_read
  std::int64_t already = 0;  // records that were read before
  std::int64_t failed = 0;   // records that could not be read
  std::vector<foia::RecordId> failures{};
  bool was_stopped = false;
};

// Reads the pictures of records without text, page by page in sandboxed children, and puts the
// words into the index. Pages with a text layer keep theirs. The words' places are kept: page
// images made later carry them as a layer, so that words can be marked on a scan. Committed in
// batches; resumable. Needs a sandbox that reads pictures.
base::Result<OcrResult> read_pictures(Workspace& workspace,
                                      Sandbox& sandbox,
                                      const OcrRequest& request,
                                      const Watch& watch,
                                      const Stopped& stopped);

}  // namespace vaughn::engine
