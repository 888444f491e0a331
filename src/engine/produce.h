// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "engine/find.h"
#include "engine/progress.h"
#include "engine/sandbox.h"
#include "engine/workspace.h"
#include "foia/production.h"
#include "verify/verify.h"

namespace vaughn::engine {

struct ProduceRequest {
  std::string name{};            // "VOL001"; empty: the next one
  std::optional<Scope> scope{};  // none: all that is ready
  base::Date dated{};
  std::string supersedes{};  // name of the volume it corrects
  std::string supersedes_reason{};
  int max_pages = 0;  // 0: no limit; families are not split
  bool is_dry_run = false;
};

// What stops a production or should be known before it. Codes are listed in docs/errors.md.
struct PreflightRow {
  std::string code{};
  bool is_stop = false;
  std::string message{};
  std::vector<std::string> records{};  // the first few it concerns
};

struct ProduceResult {
  foia::ProductionVolume volume{};
  std::int64_t pages_in_full = 0;
  std::int64_t pages_in_part = 0;
  std::int64_t pages_withheld = 0;
  std::int64_t left_out_at_submitter = 0;       // pages
  std::int64_t left_out_before_disclosure = 0;  // pages: a submitter was overruled on them
  std::int64_t left_out_pending = 0;            // pages
  std::vector<PreflightRow> preflight{};
  std::optional<verify::Report> check{};  // of the volume's own bytes
  std::filesystem::path path{};
  foia::EventId event{};
  bool was_stopped = false;  // before anything was sealed; nothing was kept
};

// Makes a volume, checks it from the outside and only then seals it. A failed preflight or check is
// a conflict; the error names the first page and nothing is left behind. A stop is heard until the
// volume is sealed; a volume is sealed or not there. `stopped` may be asked by several threads.
base::Result<ProduceResult> produce(Workspace& workspace,
                                    Sandbox& sandbox,
                                    const ProduceRequest& request,
                                    const Watch& watch,
                                    const Stopped& stopped = {});

// The volume again from the ledger as it was when it was sealed, into `out`; `differences` is empty
// if every byte is the same.
struct RebuildResult {
  base::Sha256 manifest{};
  std::vector<std::string> differences{};
};
base::Result<RebuildResult> rebuild_volume(Workspace& workspace,
                                           Sandbox& sandbox,
                                           const std::string& name,
                                           const std::filesystem::path& out);

}  // namespace vaughn::engine
