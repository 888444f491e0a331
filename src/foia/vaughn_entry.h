// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/dates.h"
#include "foia/exemption.h"
#include "foia/ids.h"

namespace vaughn::foia {

// One row of the Vaughn index: one record with at least one page withheld in part or in full
// (Vaughn v. Rosen, 484 F.2d 820; Wiener v. FBI, 943 F.2d 972; domain.md 15).
struct VaughnEntry {
  int number = 0;  // stable: assigned once per record, survives re-numbering
  RecordId record{};
  std::string volume{};
  std::string bates_first{};
  std::string bates_last{};
  std::string date{};  // "2022-06-03" or "undated"
  std::string type{};  // "e-mail", "attachment to entry 17", ...
  std::string from{};
  std::string to{};
  std::string title{};  // "[withheld]" where a mark removed it from the page
  int pages = 0;
  int pages_in_full = 0;
  int pages_in_part = 0;
  int pages_withheld = 0;
  std::vector<ExemptionClaim> claims{};
  int boxes = 0;
  std::string where{};          // "pp. 2, 4 (3 boxes)"
  std::string description{};    // neutral; never the withheld words
  std::string justification{};  // by exemption
  std::string harm{};
  std::string segregability{};
  std::vector<std::string> categories{};
  std::string status{};  // "produced in part in VOL001"; what was released on re-review, and when
  // "BI objected to 14 passages; the agency accepted 9 and rejected 5"; empty: no one was asked
  std::string submitter{};
  // Hex SHA-256: of the record as it was collected, which is for the office alone, and of its PDF
  // in the volume, by which anyone can tell versions apart.
  std::string record_sha256{};
  std::string produced_sha256{};
};

// A record that had an entry and of which nothing is withheld any more.
struct ReleasedEntry {
  int number = 0;
  RecordId record{};
  std::string volume{};  // that released it
  std::string bates_first{};
  std::string bates_last{};
  int pages = 0;
  base::Date released{};
};

}  // namespace vaughn::foia
