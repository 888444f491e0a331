// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <vector>

#include "foia/vaughn_entry.h"
#include "report/vaughn_index.h"

namespace vaughn::report {

// What a court would hold against an entry, whatever the pages say. Codes: description_missing,
// no_particulars (nothing but what the exemption covers), justification_missing, harm_missing,
// segregability_missing, conclusory (stock phrases), boilerplate (the same words about different
// things in three entries and more). Sorted by entry, then code.
std::vector<IndexProblem> lint_index(std::span<const foia::VaughnEntry> entries);

// SHA-256 of all that the entry says, to tell later whether it still does.
std::string entry_digest(const foia::VaughnEntry& entry);

}  // namespace vaughn::report
