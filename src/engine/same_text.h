// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/geometry.h"
#include "base/result.h"
#include "engine/find.h"
#include "engine/progress.h"
#include "engine/redact.h"
#include "engine/sandbox.h"
#include "engine/workspace.h"

namespace vaughn::engine {

// How an open place is akin to a marked one with the same text; the closest is said.
enum class Kinship {
  duplicate,       // the same place in a record with the same bytes
  quoted,          // the same passage in mail of the same conversation
  near_duplicate,  // the same passage elsewhere
  elsewhere,       // the same text among other words
};
std::string_view to_string(Kinship kinship);
base::Result<Kinship> parse_kinship(std::string_view word);

struct SamePlace {
  foia::RecordId record{};
  int page = 0;
  std::vector<base::Rect> boxes{};  // of whole words, one per line
  bool is_produced = false;
  Kinship kinship{};    // of an open place
  foia::MarkId mark{};  // the mark it is akin to; of a marked place one that covers it
};

// One text, treated in two ways.
struct SameText {
  std::string text{};  // as under the first mark
  std::vector<SamePlace> marked{};
  std::vector<SamePlace> open{};
  // Of the marks on it, each once; more than one is a difference, too.
  std::vector<std::vector<foia::ExemptionClaim>> claims{};
};

struct SameTextRequest {
  std::optional<Scope> scope{};     // whose marks; none: all. Open places are looked for everywhere
  std::vector<Kinship> kinships{};  // empty: all
  bool is_applied = false;          // marks the open places as the mark says that they are akin to
  std::string reason{};             // of the event; empty: one that says so
  bool is_correction = false;
  bool is_dry_run = false;
};

struct SameTextResult {
  std::vector<SameText> texts{};  // that are open somewhere or marked in two ways, by first mark
  std::int64_t marks_looked_at = 0;
  std::int64_t records_read = 0;
  std::int64_t pages_read = 0;
  std::vector<foia::RecordId> unread{};
  MarkResult marks{};  // made, or in a dry run to be made

  std::int64_t open_places() const;
  std::int64_t treated_two_ways() const;  // texts marked with different exemptions
};

// Looks for the text under each mark on the pages of all responsive records that are not withheld
// whole. Short texts count only in the same passage (suggest/same_text.h).
base::Result<SameTextResult> same_text(Workspace& workspace,
                                       Sandbox& sandbox,
                                       const SameTextRequest& request,
                                       const Watch& watch);

}  // namespace vaughn::engine
