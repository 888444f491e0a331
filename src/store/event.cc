// SPDX-License-Identifier: AGPL-3.0-or-later
#include "store/event.h"

#include <fmt/format.h>

#include <array>

namespace vaughn::store {
namespace {

struct Row {
  EventKind kind;
  std::string_view word;
  bool undoable;
};

constexpr std::array kRows{
    Row{EventKind::matter_defined, "matter_defined", false},
    Row{EventKind::tasking_drafted, "tasking_drafted", true},
    Row{EventKind::tasking_sent, "tasking_sent", true},
    Row{EventKind::tasking_answered, "tasking_answered", true},
    Row{EventKind::records_added, "records_added", false},
    Row{EventKind::intake_finished, "intake_finished", false},
    Row{EventKind::text_indexed, "text_indexed", false},
    Row{EventKind::records_rendered, "records_rendered", false},
    Row{EventKind::pictures_read, "pictures_read", false},
    Row{EventKind::selection_frozen, "selection_frozen", true},
    Row{EventKind::responsiveness_coded, "responsiveness_coded", true},
    Row{EventKind::pages_decided, "pages_decided", true},
    Row{EventKind::marks_added, "marks_added", true},
    Row{EventKind::marks_removed, "marks_removed", true},
    Row{EventKind::consultation_sent, "consultation_sent", true},
    Row{EventKind::consultation_returned, "consultation_returned", true},
    Row{EventKind::objections_decided, "objections_decided", true},
    Row{EventKind::volume_sealed, "volume_sealed", false},
    Row{EventKind::filing_made, "filing_made", false},
    Row{EventKind::request_advanced, "request_advanced", true},
    Row{EventKind::calendar_changed, "calendar_changed", true},
    Row{EventKind::decision_undone, "decision_undone", true},
    Row{EventKind::table_made, "table_made", false},
    Row{EventKind::letter_written, "letter_written", false},
    Row{EventKind::consultation_step_taken, "consultation_step_taken", true},
    Row{EventKind::paper_filed, "paper_filed", false},
    Row{EventKind::paper_concurred, "paper_concurred", false},
    Row{EventKind::index_made, "index_made", false},
    Row{EventKind::index_sampled, "index_sampled", false},
    Row{EventKind::tasking_advanced, "tasking_advanced", true},
    Row{EventKind::volume_advanced, "volume_advanced", true},
    Row{EventKind::occurrences_allowed, "occurrences_allowed", true},
};

constexpr bool rows_are_in_order() {
  for (std::size_t i = 0; i < kRows.size(); ++i) {
    if (static_cast<std::size_t>(kRows[i].kind) != i) {
      return false;
    }
  }
  return true;
}
static_assert(rows_are_in_order());

}  // namespace

std::string_view to_string(EventKind kind) {
  return kRows.at(static_cast<std::size_t>(kind)).word;
}

base::Result<EventKind> parse_event_kind(std::string_view word) {
  for (const auto& row : kRows) {
    if (row.word == word) {
      return row.kind;
    }
  }
  return base::Error{base::ErrorCode::damaged,
                     fmt::format("unknown kind of event '{}'", word),
                     "the matter may have been written by a newer vaughn"};
}

bool is_undoable(EventKind kind) {
  return kRows.at(static_cast<std::size_t>(kind)).undoable;
}

base::Sha256 event_hash(const Event& event) {
  base::Hasher hasher;
  hasher.add_field(event.previous.hex());
  hasher.add_field(fmt::format("{}", event.id.value));
  hasher.add_field(base::to_string(event.at));
  hasher.add_field(event.author);
  hasher.add_field(to_string(event.kind));
  hasher.add_field(event.reason);
  hasher.add_field(event.body);
  return hasher.finish();
}

}  // namespace vaughn::store
