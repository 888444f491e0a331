// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

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
  std::string status{};  // "produced in part in VOL001"
};

}  // namespace vaughn::foia
