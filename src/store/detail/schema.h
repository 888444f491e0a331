// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

// The tables of ledger.db. `event` is the truth; all others are derived from it and hold nothing
// that is not in an event. Rows of a decision carry `event`, the event that made them, and
// `undone_by`, the event that took it back (0: in force). The SQL keeps to what SQLite and
// PostgreSQL share.
namespace vaughn::store {

inline constexpr std::string_view kEventTable =
    "CREATE TABLE event(id BIGINT PRIMARY KEY, at TEXT NOT NULL, author TEXT NOT NULL,"
    " kind TEXT NOT NULL, reason TEXT NOT NULL, body TEXT NOT NULL, previous TEXT NOT NULL,"
    " hash TEXT NOT NULL)";

struct DerivedTable {
  std::string_view name;
  std::string_view columns;
  bool undoable;
};

inline constexpr std::array kDerivedTables{
    DerivedTable{"matter_text", "event BIGINT NOT NULL, toml TEXT NOT NULL", false},
    DerivedTable{"tasking",
                 "event BIGINT NOT NULL, undone_by BIGINT NOT NULL, id BIGINT NOT NULL,"
                 " body TEXT NOT NULL",
                 true},
    DerivedTable{"tasking_sent",
                 "event BIGINT NOT NULL, undone_by BIGINT NOT NULL,"
                 " tasking BIGINT NOT NULL, sent TEXT NOT NULL",
                 true},
    DerivedTable{"tasking_answer",
                 "event BIGINT NOT NULL, undone_by BIGINT NOT NULL,"
                 " tasking BIGINT NOT NULL, body TEXT NOT NULL",
                 true},
    DerivedTable{"tasking_step",
                 "event BIGINT NOT NULL, undone_by BIGINT NOT NULL, tasking BIGINT NOT NULL",
                 true},
    DerivedTable{"input",
                 "event BIGINT NOT NULL, root TEXT NOT NULL, office TEXT NOT NULL,"
                 " path TEXT NOT NULL, sha256 TEXT NOT NULL, size BIGINT NOT NULL,"
                 " expected BIGINT NOT NULL, records BIGINT NOT NULL, exceptions BIGINT NOT NULL",
                 false},
    DerivedTable{"record",
                 "id BIGINT PRIMARY KEY, event BIGINT NOT NULL, family BIGINT NOT NULL,"
                 " parent BIGINT NOT NULL, position BIGINT NOT NULL, duplicate_of BIGINT NOT NULL,"
                 " sha256 TEXT NOT NULL, duplicate_key TEXT NOT NULL, kind TEXT NOT NULL,"
                 " name TEXT NOT NULL, path TEXT NOT NULL, office TEXT NOT NULL,"
                 " custodian TEXT NOT NULL, tasking BIGINT NOT NULL, size BIGINT NOT NULL,"
                 " text_pack TEXT NOT NULL, text_offset BIGINT NOT NULL, text_size BIGINT NOT NULL,"
                 " metadata TEXT NOT NULL, findings TEXT NOT NULL",
                 false},
    DerivedTable{"exception",
                 "event BIGINT NOT NULL, path TEXT NOT NULL, office TEXT NOT NULL,"
                 " sha256 TEXT NOT NULL, code TEXT NOT NULL, message TEXT NOT NULL,"
                 " container BIGINT NOT NULL",
                 false},
    DerivedTable{
        "segment", "id TEXT NOT NULL, event BIGINT NOT NULL, replaced_by TEXT NOT NULL", false},
    DerivedTable{"rendition",
                 "event BIGINT NOT NULL, record BIGINT NOT NULL, pdf TEXT NOT NULL,"
                 " pages BIGINT NOT NULL, findings TEXT NOT NULL",
                 false},
    DerivedTable{"reading",
                 "event BIGINT NOT NULL, record BIGINT NOT NULL, text_pack TEXT NOT NULL,"
                 " text_offset BIGINT NOT NULL, text_size BIGINT NOT NULL, words TEXT NOT NULL,"
                 " findings TEXT NOT NULL",
                 false},
    DerivedTable{"selection",
                 "event BIGINT NOT NULL, undone_by BIGINT NOT NULL,"
                 " id BIGINT NOT NULL, name TEXT NOT NULL",
                 true},
    DerivedTable{"determination",
                 "event BIGINT NOT NULL, undone_by BIGINT NOT NULL,"
                 " record BIGINT NOT NULL, category TEXT NOT NULL, value TEXT NOT NULL",
                 true},
    DerivedTable{"page_decision",
                 "event BIGINT NOT NULL, undone_by BIGINT NOT NULL,"
                 " record BIGINT NOT NULL, page BIGINT NOT NULL, disposition TEXT NOT NULL,"
                 " claims TEXT NOT NULL, body TEXT NOT NULL",
                 true},
    DerivedTable{"mark",
                 "event BIGINT NOT NULL, undone_by BIGINT NOT NULL, id BIGINT NOT NULL,"
                 " record BIGINT NOT NULL, page BIGINT NOT NULL, body TEXT NOT NULL",
                 true},
    DerivedTable{"mark_removal",
                 "event BIGINT NOT NULL, undone_by BIGINT NOT NULL,"
                 " mark BIGINT NOT NULL",
                 true},
    DerivedTable{"consultation",
                 "event BIGINT NOT NULL, undone_by BIGINT NOT NULL,"
                 " id BIGINT NOT NULL, body TEXT NOT NULL",
                 true},
    DerivedTable{"consultation_page",
                 "event BIGINT NOT NULL, undone_by BIGINT NOT NULL,"
                 " consultation BIGINT NOT NULL, place BIGINT NOT NULL, record BIGINT NOT NULL,"
                 " page BIGINT NOT NULL",
                 true},
    DerivedTable{"consultation_return",
                 "event BIGINT NOT NULL, undone_by BIGINT NOT NULL,"
                 " consultation BIGINT NOT NULL, body TEXT NOT NULL",
                 true},
    DerivedTable{"objection",
                 "event BIGINT NOT NULL, undone_by BIGINT NOT NULL,"
                 " consultation BIGINT NOT NULL, number BIGINT NOT NULL, record BIGINT NOT NULL,"
                 " page BIGINT NOT NULL, body TEXT NOT NULL",
                 true},
    DerivedTable{"objection_decision",
                 "event BIGINT NOT NULL, undone_by BIGINT NOT NULL,"
                 " consultation BIGINT NOT NULL, number BIGINT NOT NULL, body TEXT NOT NULL",
                 true},
    DerivedTable{"consultation_step",
                 "event BIGINT NOT NULL, undone_by BIGINT NOT NULL,"
                 " consultation BIGINT NOT NULL, body TEXT NOT NULL",
                 true},
    DerivedTable{"volume",
                 "event BIGINT NOT NULL, name TEXT NOT NULL, supersedes TEXT NOT NULL,"
                 " body TEXT NOT NULL",
                 false},
    DerivedTable{"volume_page",
                 "volume TEXT NOT NULL, number BIGINT NOT NULL,"
                 " record BIGINT NOT NULL, page BIGINT NOT NULL, outcome TEXT NOT NULL,"
                 " claims TEXT NOT NULL, boxes BIGINT NOT NULL",
                 false},
    DerivedTable{"volume_step",
                 "event BIGINT NOT NULL, undone_by BIGINT NOT NULL, volume TEXT NOT NULL",
                 true},
    DerivedTable{"vaughn_number",
                 "event BIGINT NOT NULL, number BIGINT NOT NULL,"
                 " record BIGINT NOT NULL",
                 false},
    DerivedTable{"made_table", "event BIGINT NOT NULL, table_key TEXT NOT NULL", false},
    DerivedTable{"filing", "event BIGINT NOT NULL, filing_key TEXT NOT NULL", false},
    DerivedTable{"request_step",
                 "event BIGINT NOT NULL, undone_by BIGINT NOT NULL, kind TEXT NOT NULL,"
                 " on_date TEXT NOT NULL",
                 true},
    DerivedTable{"calendar_change",
                 "event BIGINT NOT NULL, undone_by BIGINT NOT NULL, calendar TEXT NOT NULL",
                 true},
    DerivedTable{"undoing",
                 "event BIGINT NOT NULL, target BIGINT NOT NULL,"
                 " undone_by BIGINT NOT NULL",
                 false},
};

inline constexpr std::array<std::string_view, 11> kIndexes{
    "CREATE INDEX input_key ON input(office, path)",
    "CREATE INDEX record_duplicate ON record(duplicate_key)",
    "CREATE INDEX record_family ON record(family)",
    "CREATE INDEX rendition_record ON rendition(record)",
    "CREATE INDEX reading_record ON reading(record)",
    "CREATE INDEX determination_record ON determination(record)",
    "CREATE INDEX page_decision_record ON page_decision(record)",
    "CREATE INDEX mark_record ON mark(record)",
    "CREATE UNIQUE INDEX volume_page_number ON volume_page(number)",
    "CREATE INDEX volume_page_record ON volume_page(record)",
    "CREATE UNIQUE INDEX volume_name ON volume(name)",
};

// Names the layout above in the file's user_version: another layout is made again from the events.
constexpr int schema_version() {
  std::uint32_t hash = 2166136261;  // FNV-1a
  const auto mix = [&](std::string_view text) {
    for (const char letter : text) {
      hash = (hash ^ static_cast<unsigned char>(letter)) * 16777619;
    }
  };
  for (const auto& table : kDerivedTables) {
    mix(table.name);
    mix(table.columns);
  }
  for (const auto& index : kIndexes) {
    mix(index);
  }
  return static_cast<int>(hash & 0x7fffffff);
}

}  // namespace vaughn::store
