// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "engine/workspace.h"
#include "letters/fields.h"
#include "letters/kind.h"

namespace vaughn::engine {

// The dates that letters of this day state, as the office counts them: answers, disclosure, appeal.
base::Result<void> add_dates(Workspace& workspace, base::Date dated, letters::Values& values);
// conflict if a date that was given leaves less time than the rules ask for.
base::Result<void> check_dates(Workspace& workspace,
                               letters::LetterKind kind,
                               base::Date dated,
                               const letters::Values& values);

}  // namespace vaughn::engine
