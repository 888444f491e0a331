// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "base/dates.h"
#include "base/hash.h"
#include "foia/ids.h"

namespace vaughn::store {

// Every change to a matter, in the order of docs/matter-layout.md. The words are stored.
enum class EventKind {
  matter_defined,  // matter.toml as read, first or changed
  tasking_drafted,
  tasking_sent,
  tasking_answered,
  records_added,     // one batch of an intake
  intake_finished,   // counts of one intake
  text_indexed,      // a segment joins the manifest
  records_rendered,  // page images of a batch
  pictures_read,     // text that OCR read on the pictures of a batch
  selection_frozen,
  responsiveness_coded,
  pages_decided,
  marks_added,
  marks_removed,
  consultation_sent,
  consultation_returned,
  objections_decided,
  volume_sealed,
  filing_made,
  request_advanced,  // a step in the life of the request
  calendar_changed,  // a holiday added or taken back, or a whole calendar
  decision_undone,
  table_made,  // counts of the rows of records
  letter_written,
  consultation_step_taken,
  paper_filed,          // a paper as the clerk has it, with all figures as they were
  paper_concurred,      // a signatory agreed to one exact PDF
  index_made,           // the Vaughn index, and what each entry said
  index_sampled,        // entries drawn for a sample index
  tasking_advanced,     // any step but sending and answering
  volume_advanced,      // a sealed volume was sent, or recalled
  occurrences_allowed,  // a redacted string or withheld page may be quoted elsewhere
};
std::string_view to_string(EventKind kind);
base::Result<EventKind> parse_event_kind(std::string_view word);
// Decisions can be undone; evidence, sealed volumes and filings cannot.
bool is_undoable(EventKind kind);

struct Event {
  foia::EventId id{};  // 1, 2, 3 ... without a gap
  base::Instant at{};
  std::string author{};
  EventKind kind{};
  std::string reason{};
  std::string body{};  // JSON object, as hashed
  base::Sha256 previous{};
  base::Sha256 hash{};
};

// SHA-256 over the length-prefixed fields previous, id, at, author, kind, reason, body.
base::Sha256 event_hash(const Event& event);

}  // namespace vaughn::store
