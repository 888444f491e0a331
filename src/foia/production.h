// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/dates.h"
#include "base/geometry.h"
#include "base/hash.h"
#include "foia/bates.h"
#include "foia/determination.h"
#include "foia/record.h"

namespace vaughn::foia {

// Where a volume stands; clock/states.h says what may follow what. The ledger knows a volume from
// its sealing on: one that fails its check leaves nothing behind.
enum class VolumeState { planned, built, checked, sealed, sent, superseded, recalled };
std::string_view to_string(VolumeState state);
base::Result<VolumeState> parse_volume_state(std::string_view word);

// The words of `send` and `recall` are stored in the ledger.
enum class VolumeStep { build, check, seal, send, supersede, recall };
std::string_view to_string(VolumeStep step);
base::Result<VolumeStep> parse_volume_step(std::string_view word);

// A box as it was burnt: what verify looks under.
struct ProducedBox {
  base::Rect box{};        // PDF user space of the burnt page, before it is stamped, in points
  base::Rect label_box{};  // where its exemption is printed; empty: in the box
  std::vector<ExemptionClaim> claims{};
};

struct ProducedPage {
  std::int64_t number = 0;               // Bates number
  int source_page = 0;                   // page of the record's rendition, from 1
  PageOutcome outcome{};                 // in_full, in_part or withheld_in_full
  std::vector<ExemptionClaim> claims{};  // of all boxes, or of the withholding
  std::vector<ProducedBox> boxes{};
};

// One record in a volume: its pages in order, numbers consecutive.
struct ProducedRecord {
  Record record{};
  std::vector<std::string> categories{};
  std::vector<std::string> all_custodians{};  // of every exact duplicate
  std::vector<std::string> all_paths{};
  RecordId family_first{};  // first and last record of the family present in this volume
  RecordId family_last{};
  std::vector<ProducedPage> pages{};
  std::string vaughn_entry{};  // entry number, empty if released in full
  // The words under every mark and on every withheld page, one entry each; an entry is empty where
  // nobody knows them (a scan). They keep load files from naming what the pages do not show and are
  // never written to a volume.
  std::vector<std::string> removed_texts{};
};

// Everything a volume is made from. The same value gives the same bytes.
struct VolumePlan {
  std::string name{};  // "VOL001"
  int installment = 0;
  base::Date dated{};
  std::string supersedes{};  // name of the volume this one corrects; may be empty
  std::string supersedes_reason{};
  std::string matter_name{};
  std::string case_number{};
  std::string request_number{};
  std::string time_zone{};
  BatesFormat bates{};
  base::Sha256 ledger_head{};             // hash of the last event the plan was made from
  std::vector<ProducedRecord> records{};  // in production order: families contiguous
};

// A sealed volume as the ledger knows it.
struct ProductionVolume {
  std::string name{};
  int installment = 0;
  base::Date dated{};
  std::int64_t first_number = 0;
  std::int64_t last_number = 0;
  std::int64_t page_count = 0;
  std::int64_t record_count = 0;
  base::Sha256 manifest{};
  std::string supersedes{};
};

}  // namespace vaughn::foia
