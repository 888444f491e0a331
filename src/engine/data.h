// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "data/breakdown.h"
#include "engine/outgoing.h"
#include "engine/sandbox.h"
#include "engine/workspace.h"
#include "foia/table_map.h"

namespace vaughn::engine {

struct TableRequest {
  std::string map{};   // the text of the table map
  std::string file{};  // its name, for errors
  std::filesystem::path out{};
  bool is_dry_run = false;
};

// A record that could not be read as tables.
struct UnreadRecord {
  foia::RecordId record{};
  std::string why{};
};

struct TableResult {
  foia::TableMap map{};
  std::int64_t records = 0;  // spreadsheets and delimited files that answer the category
  std::int64_t copies = 0;   // exact copies of these, not read again
  std::vector<UnreadRecord> failed{};
  std::vector<foia::Finding> findings{};  // with the record's number before the message
  data::Made made{};
  std::vector<std::filesystem::path> files{};
  foia::EventId event{};
  // Not clean: a table says what is redacted or withheld; none was written or recorded.
  OutgoingResult outgoing{};
};

// One table from all responsive records of the map's category that hold rows. Writes KEY.xlsx, and
// for each breakdown KEY-BREAKDOWN.csv, .svg and .png; and KEY-rows-to-check.csv, which is not for
// release: the rows that were listed, and why. The event holds the hashes and, as a blob, which row
// stands behind which number.
base::Result<TableResult> make_table(Workspace& workspace,
                                     Sandbox& sandbox,
                                     const TableRequest& request);

struct CellRow {
  foia::RecordId record{};
  std::string path{};
  std::string sheet{};
  int row = 0;
};

struct CellExplanation {
  std::string id{};
  std::int64_t value = 0;
  std::string shown{};  // "yes", "small" or "to_protect"
  foia::EventId event{};
  std::vector<CellRow> rows{};
};
// The rows behind a cell of the last table of its key; not_found if there is none.
base::Result<CellExplanation> explain_cell(Workspace& workspace, std::string_view id);

// The rows of a made table as its blob keeps them.
struct KeptRow {
  std::string state{};  // counted, duplicate, listed
  foia::RecordId record{};
  std::string sheet{};
  int row = 0;
  std::string why{};
};
base::Result<std::vector<KeptRow>> kept_rows(Workspace& workspace, const base::Sha256& blob);

}  // namespace vaughn::engine
