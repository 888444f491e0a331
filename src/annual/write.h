// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>

#include "annual/report.h"

namespace vaughn::annual {

// The report as NIEM XML, valid against DOJ's schema v2.2: what FOIA.gov takes. A figure that the
// schema requires and the report lacks, or a code that is not in its lists, is an invalid_argument
// error that names component, section and figure. Rows are written for the sections that a
// component has (ComponentFigures::sections).
base::Result<std::string> to_xml(const Report& report);

}  // namespace vaughn::annual
