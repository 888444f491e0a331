// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/hash.h"
#include "base/result.h"
#include "foia/ids.h"

namespace vaughn::review {

// A named list of records that no longer moves. Reports and decisions cite it by name and hash.
struct Selection {
  std::string name{};
  std::vector<foia::RecordId> ids{};  // rising, each once
  base::Sha256 sha256{};              // over the control numbers, each followed by "\n"
  std::string query{};                // normalised query it came from; may be empty
  base::Sha256 index{};               // manifest the query ran on; zero if there was none
  bool operator==(const Selection&) const = default;
};

// Sorts, removes repeats and seals. The name is a short word: letters, digits, "-", "_" and ".".
base::Result<Selection> freeze(std::string_view name,
                               std::vector<foia::RecordId> ids,
                               std::string_view query = {},
                               const base::Sha256& index = {});

// False if the ids no longer give the hash or are not in order.
bool is_intact(const Selection& selection);

struct SelectionDifference {
  std::vector<foia::RecordId> only_first{};
  std::vector<foia::RecordId> only_second{};
  std::vector<foia::RecordId> both{};
};
SelectionDifference difference(const Selection& first, const Selection& second);

}  // namespace vaughn::review
