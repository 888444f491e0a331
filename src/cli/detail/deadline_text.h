// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>

#include "cli/context.h"
#include "clock/calendar.h"
#include "clock/computation.h"

namespace vaughn::cli {

// "Mon 2026-04-13"
std::string day_and_date(base::Date date);
// The calendars of the matter at hand, or those of the program where there is none.
base::Result<clock::Calendars> known_calendars(Context& context);
// A computation line by line: due date, rule, steps, days that were not counted, notes.
void print_computation(Context& context, const clock::Computation& computation);

}  // namespace vaughn::cli
