// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/dates.h"
#include "base/result.h"
#include "foia/determination.h"
#include "foia/matter.h"
#include "foia/production.h"
#include "foia/vaughn_entry.h"
#include "paper/document.h"
#include "paper/xlsx.h"

namespace vaughn::report {

// What a submitter of confidential commercial information said about the pages of one record, and
// what came of it.
struct SubmitterPosition {
  std::string name{};  // as the index calls it
  bool has_answered = false;
  base::Date sent{};
  int objections = 0;
  int accepted = 0;
  int accepted_in_part = 0;
  int rejected = 0;
  int undecided = 0;
};

// Pages of the record of which a later volume shows more than an earlier one.
struct ReReview {
  std::string volume{};
  base::Date dated{};
  std::vector<int> pages{};
};

// What one entry is made of: a record as produced, with the marks and withholdings in force on it.
struct VaughnFacts {
  int number = 0;
  std::string volume{};
  foia::ProducedRecord record{};
  std::vector<foia::Mark> marks{};
  std::vector<foia::PageDecision> withheld{};  // decisions of pages withheld in full
  // As the produced pages still show them: "[withheld]" where a mark removed them
  // (produce::MetadataFilter).
  std::string from{};
  std::string to{};
  std::string title{};
  std::vector<SubmitterPosition> submitters{};  // by name
  std::vector<ReReview> re_reviews{};           // in the order of the volumes
  std::string record_sha256{};
  std::string produced_sha256{};
  int parent_entry = 0;          // entry of the record it is attached to; 0 if that has none
  std::string parent_control{};  // control number of that record; empty if it has no parent
};

// Composes the entry. Justification: for each claim where it stands, what the reviewers say is
// withheld and the elements of the exemption. A reviewer's text that repeats what was removed (more
// than a single lower-case word) is left out. The same facts give the same entry.
base::Result<foia::VaughnEntry> build_entry(const VaughnFacts& facts,
                                            const foia::BatesFormat& bates,
                                            const base::TimeZone& zone);

// A page of a volume, for the check against the index.
struct IndexedPage {
  foia::RecordId record{};
  std::string bates{};
  foia::PageOutcome outcome{};
  std::vector<foia::ExemptionClaim> claims{};
};

struct IndexProblem {
  // page_without_entry, entry_without_page, entry_repeated, record_repeated, claim_not_in_entry,
  // claim_not_on_pages, page_count, range, justification_missing, harm_missing,
  // segregability_missing
  std::string code{};
  int entry = 0;  // 0 if it is about a page without one
  foia::RecordId record{};
  std::string message{};
  bool operator==(const IndexProblem&) const = default;
};

// Both ways: every page withheld in part or in full stands in exactly one entry, with every claim;
// every entry, claim and count of it is on the pages. `pages` are all pages of all records produced
// (the latest production of each). Sorted by entry, record, code.
std::vector<IndexProblem> reconcile(std::span<const foia::VaughnEntry> entries,
                                    std::span<const IndexedPage> pages);

// Sums over the entries.
struct IndexTotals {
  std::int64_t entries = 0;
  std::int64_t pages = 0;
  std::int64_t in_full = 0;
  std::int64_t in_part = 0;
  std::int64_t withheld = 0;
  std::int64_t boxes = 0;
  bool operator==(const IndexTotals&) const = default;
};
IndexTotals totals(std::span<const foia::VaughnEntry> entries);

// The index in the order of its numbers, and the entries that a later release ended: as a landscape
// table with a heading row on every page, as
// a workbook of entries and totals, and as rows of a CSV file with a first row of headings.
paper::Document vaughn_document(const foia::Matter& matter,
                                std::vector<foia::VaughnEntry> entries,
                                base::Date as_of,
                                const std::vector<foia::ReleasedEntry>& released = {});
paper::Workbook vaughn_workbook(const foia::Matter& matter,
                                std::vector<foia::VaughnEntry> entries,
                                base::Date as_of,
                                const std::vector<foia::ReleasedEntry>& released = {});
std::vector<std::vector<std::string>> vaughn_rows(std::vector<foia::VaughnEntry> entries);

}  // namespace vaughn::report
