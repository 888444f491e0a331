// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/geometry.h"
#include "base/result.h"
#include "engine/find.h"
#include "engine/progress.h"
#include "engine/sandbox.h"
#include "engine/workspace.h"
#include "foia/determination.h"
#include "redact/width.h"

namespace vaughn::engine {

struct BoxOnPage {
  int page = 0;      // from 1
  base::Rect box{};  // PDF user space of the rendition, points
};

struct MarkRequest {
  Scope scope{};
  // What to cover; at least one of the three.
  std::vector<std::string> words{};            // phrases, case ignored
  std::vector<std::string> patterns{};         // kinds of suggest/kinds.h, without names
  std::vector<BoxOnPage> boxes{};              // the scope is then one record
  std::vector<foia::ExemptionClaim> claims{};  // at least one
  std::string reason{};
  std::string harm{};
  // Also on produced pages: the volume stays as it is, and a new one that supersedes it corrects
  // the page.
  bool is_correction = false;
  bool is_dry_run = false;
};

struct MarkPlace {
  foia::RecordId record{};
  int page = 0;
  base::Rect box{};
};

struct MarkResult {
  std::int64_t records = 0;
  std::int64_t pages = 0;
  std::int64_t marks = 0;
  std::int64_t already = 0;                 // places a mark in force covers
  std::int64_t skipped_produced = 0;        // places in produced pages: candidates for a re-release
  std::int64_t skipped_unrendered = 0;      // records
  std::int64_t skipped_not_responsive = 0;  // records
  std::int64_t pages_without_text = 0;      // where words and patterns could not be looked for
  std::vector<MarkPlace> places{};
  foia::EventId event{};
};

// Marks on words, patterns or boxes. Every mark has an exemption, an author, a reason and, unless
// the exemption is (b)(3), foreseeable-harm text. A mark is not yet a deletion: pages are burnt
// when they are produced.
base::Result<MarkResult> add_marks(Workspace& workspace,
                                   Sandbox& sandbox,
                                   const MarkRequest& request,
                                   const Watch& watch);

// The same, with pages that were read before.
class PageCache;
base::Result<MarkResult> add_marks(Workspace& workspace,
                                   PageCache& pages,
                                   const MarkRequest& request,
                                   const Watch& watch);

// Takes marks out of force, by new event. A mark on a produced page is refused unless it is to be
// corrected by a new volume.
base::Result<foia::EventId> remove_marks(Workspace& workspace,
                                         const std::vector<foia::MarkId>& marks,
                                         const std::string& reason,
                                         bool is_correction);

struct MarkListRow {
  foia::Mark mark{};
  base::Instant at{};
  bool is_produced = false;
};
base::Result<std::vector<MarkListRow>> list_marks(Workspace& workspace,
                                                  const std::optional<Scope>& scope);

// What the width of each mark would still tell someone who has a list of what may stand under it.
struct MarkWidthRow {
  foia::Mark mark{};
  redact::WidthLeak leak{};
};
// Of marks whose words can be read; `unread` counts the others, such as those on scans.
struct MarkWidths {
  std::vector<MarkWidthRow> rows{};  // by record, page and mark
  std::int64_t unread = 0;
};
base::Result<MarkWidths> mark_widths(Workspace& workspace,
                                     Sandbox& sandbox,
                                     const std::optional<Scope>& scope,
                                     const std::vector<std::string>& candidates,
                                     const Watch& watch);

// The burnt PDF of one record as it would be produced, for a look.
base::Result<base::Bytes> preview(Workspace& workspace, Sandbox& sandbox, foia::RecordId record);

}  // namespace vaughn::engine
