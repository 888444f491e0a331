// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/geometry.h"
#include "base/result.h"
#include "engine/find.h"
#include "engine/progress.h"
#include "engine/redact.h"
#include "engine/sandbox.h"
#include "engine/workspace.h"
#include "suggest/evidence.h"
#include "suggest/kinds.h"

namespace vaughn::engine {

struct SuggestRequest {
  Scope scope{};
  std::vector<suggest::Kind> kinds{};  // empty: all
  std::string staff{};                 // a staff list (suggest/names.h); empty: no staff names
  std::string kinds_toml{};            // in place of the kinds built in; empty: those
  std::string kinds_file{};            // its name, for messages
  suggest::Grade least = suggest::Grade::likely;
  // Marks what is suggested. Then kinds must be named: names from mail headers are not all private.
  bool is_applied = false;
  // In place of what the kinds say; empty: as they say.
  std::vector<foia::ExemptionClaim> claims{};
  std::string reason{};
  std::string harm{};
  bool is_correction = false;
  bool is_dry_run = false;
};

struct Suggestion {
  foia::RecordId record{};
  int page = 0;
  suggest::Kind kind{};
  suggest::Evidence evidence{};
  std::string text{};
  std::vector<base::Rect> boxes{};  // of whole words, one per line
  bool is_produced = false;
};

struct SuggestedKind {
  suggest::KindSettings settings{};
  std::int64_t certain = 0;
  std::int64_t likely = 0;
  std::int64_t possible = 0;
  std::int64_t records = 0;
  std::int64_t pages = 0;
  std::int64_t marked = 0;  // places found that marks in force cover
  std::int64_t total() const { return certain + likely + possible; }
};

struct SuggestResult {
  std::vector<SuggestedKind> kinds{};     // those asked for, in their order
  std::vector<Suggestion> suggestions{};  // by record, page and place; open ones only
  std::int64_t records_read = 0;
  std::int64_t pages_read = 0;
  std::int64_t below_least = 0;          // places of less confidence than asked for
  std::vector<foia::RecordId> unread{};  // their pages cannot be read
  MarkResult marks{};  // made, or in a dry run to be made; its skipped_ counts hold always
};

// What may have to be redacted in the page images of responsive records, by kind. Words are taken
// from where `redact add` takes them, so a suggestion becomes marks on the same boxes.
base::Result<SuggestResult> suggest_marks(Workspace& workspace,
                                          Sandbox& sandbox,
                                          const SuggestRequest& request,
                                          const Watch& watch);

}  // namespace vaughn::engine
