// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "engine/progress.h"
#include "engine/sandbox.h"
#include "engine/workspace.h"

namespace vaughn::engine {

struct IntakeRequest {
  std::vector<std::filesystem::path> paths{};
  std::string office{};  // key of matter.toml
  foia::TaskingId tasking{};
  std::string custodian{};
  bool custodian_from_folders = false;  // the first folder below PATH names the custodian
  bool is_dry_run = false;
};

// Counts of one intake; they add up: files == taken + already_here, and of the taken files every
// item is a record or an exception.
struct IntakeResult {
  std::int64_t files = 0;
  std::int64_t bytes = 0;
  std::int64_t already_here = 0;
  std::int64_t items = 0;       // mails, attachments, members and files that came out
  std::int64_t containers = 0;  // archives and mailboxes that were opened
  std::int64_t records = 0;
  std::int64_t families = 0;
  std::int64_t duplicates = 0;  // of the records
  std::int64_t exceptions = 0;
  std::int64_t findings = 0;
  bool was_stopped = false;
  std::vector<foia::Exception> exception_rows{};
  foia::EventId event{};  // intake_finished; none if nothing was new
};

// Takes files into the matter: originals to blobs, records and exceptions to the ledger, text to
// the index. Work is committed in batches; after any interruption the same call goes on, and a
// second run adds nothing. Memory does not grow with the number of records.
base::Result<IntakeResult> take_in(Workspace& workspace,
                                   Sandbox& sandbox,
                                   const IntakeRequest& request,
                                   const Watch& watch,
                                   const Stopped& stopped);

}  // namespace vaughn::engine
