// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "annual/report.h"

namespace vaughn::annual {

enum class Unstated { leave, zero };

// Fills in what follows from what is stated: totals, this year's side of the comparisons, the part
// of the cost that fees cover, the thirteen spans; then, overall, the sums of the components and
// the ten oldest of all. Medians and averages overall do not follow from those of components and
// are never made up. What is stated stays: check() compares it. With Unstated::zero a required
// figure that is neither stated nor follows is 0. Every component gets a row in every section.
void complete(Report& report, Unstated unstated);

}  // namespace vaughn::annual
