// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "engine/census.h"
#include "engine/workspace.h"
#include "foia/consultation.h"
#include "letters/fields.h"
#include "letters/kind.h"

namespace vaughn::engine {

// Pages referred to an agency; to any, without one.
base::Result<std::vector<foia::PageRef>> referred_pages(Workspace& workspace,
                                                        const Census& census,
                                                        std::string_view agency);
// Agencies to which pages are referred, in order, with how many.
base::Result<std::vector<std::pair<std::string, std::int64_t>>> referrals_of(Workspace& workspace,
                                                                             const Census& census);

// All that matter.toml and the ledger say for a letter of this kind. `about` is filled in with what
// it is about if it was empty.
base::Result<letters::Values> ledger_values(Workspace& workspace,
                                            letters::LetterKind kind,
                                            base::Date dated,
                                            std::string& about);
// Whether the ledger lets such a letter say what it says.
base::Result<void> check_ledger(letters::LetterKind kind, const letters::Values& values);

}  // namespace vaughn::engine
