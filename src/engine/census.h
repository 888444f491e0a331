// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/dates.h"
#include "base/result.h"
#include "clock/consultation_life.h"
#include "engine/workspace.h"
#include "foia/determination.h"
#include "foia/figure.h"
#include "foia/production.h"
#include "foia/record.h"
#include "store/matter_db.h"

namespace vaughn::engine {

// Where every record and every page stands, derived from the ledger in one pass. All numbers of all
// papers are counts over these rows (engine/figures.h), so they cannot disagree.

enum class RecordState {
  undecided,       // no determination yet
  non_responsive,  // decided, answers no category
  duplicate,       // an exact copy of a responsive record, which stands for it
  responsive,
};
std::string_view to_string(RecordState state);

struct RecordRow {
  foia::Record record{};  // without metadata
  RecordState state{};
  std::set<std::string> categories{};  // it answers, by determinations in force
  int page_count = 0;                  // of its rendition; 0 until rendered
};

struct PageRow {
  std::size_t record = 0;  // index into Census::records
  int page = 0;            // from 1
  foia::PageOutcome outcome{};
  bool is_produced = false;
  std::string volume{};     // the latest that holds it
  std::int64_t number = 0;  // Bates number there
  std::vector<foia::ExemptionClaim> claims{};
  int boxes = 0;
  std::string submitter{};  // to whom it was ever sent: keys, in order, with commas
  // It may be processed, and must not be disclosed yet: a submitter was overruled on it.
  std::optional<clock::PageHold> hold{};
  // What the decisions in force say, whatever a volume holds: a page that differs from what was
  // produced is to be corrected by a new volume.
  foia::PageOutcome decided{};
  std::vector<foia::ExemptionClaim> decided_claims{};
  std::string asked_by{};  // who asked for a second reviewer; empty: nobody, or it is decided
  // In the time zone of the matter: when it was first decided, by a decision in force, and dated
  // the first volume that holds it. A page in a volume that is dated earlier than the decision was
  // entered counts as decided on that date.
  std::optional<base::Date> reviewed{};
  std::optional<base::Date> first_produced{};
};

struct Census {
  std::vector<RecordRow> records{};  // ascending ids
  std::vector<PageRow> pages{};      // of responsive records, by record and page
  std::unordered_map<std::int64_t, std::int64_t> family_sizes{};  // by the id of the head
  std::vector<foia::ProductionVolume> volumes{};                  // in the order of sealing
  std::vector<store::ProducedPageRow> produced{};                 // of all volumes, by number

  // Reads the ledger anew; Workspace::census() keeps the last one.
  static base::Result<Census> take(Workspace& workspace);
  const RecordRow* find(foia::RecordId id) const;
  // Of the records and all members of their families.
  std::int64_t count_with_families(const std::vector<foia::RecordId>& ids) const;
};

}  // namespace vaughn::engine
