// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "engine/workspace.h"

namespace vaughn::engine {

struct AuditResult {
  std::int64_t events = 0;
  base::Sha256 head{};
  std::vector<store::ChainProblem> problems{};
  std::int64_t blobs_checked = 0;
};

// Checks the chain, the signed head, the derived tables, the heads that sealed volumes carry and,
// with `blobs`, that every blob still has the hash that names it.
base::Result<AuditResult> verify_audit(Workspace& workspace, bool blobs);

struct UndoResult {
  store::Event undone{};
  std::int64_t records = 0;
  std::optional<foia::EventId> event{};  // none in a dry run
};

// Takes a decision back by a new event. Without `event`: the last decision in force. Refused
// (conflict) for evidence and for anything that touches a record in a production.
base::Result<UndoResult> undo(Workspace& workspace,
                              std::optional<foia::EventId> event,
                              const std::string& reason,
                              bool is_dry_run);

struct LogRow {
  store::Event event{};
  bool is_undone = false;
};
base::Result<std::vector<LogRow>> log(Workspace& workspace, int last);

}  // namespace vaughn::engine
