// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/result.h"
#include "engine/detail/pages.h"
#include "engine/sandbox.h"
#include "engine/workspace.h"
#include "foia/production.h"

namespace vaughn::engine {

// What the pages that a plan withholds in full say and no page that it produces: their lines of
// three words and more, by record. A line whose words all stand on one produced page, in whatever
// order and outside of marks, stands there openly and is left out: a letterhead, a quoted mail. Of
// a record at most 200 lines, the longest. Scans without text give none.
base::Result<std::map<foia::RecordId, std::vector<std::string>>> withheld_lines(
    Workspace& workspace, Sandbox& sandbox, const foia::VolumePlan& plan);

struct PageLine {
  std::string text{};
  std::vector<std::string> words{};  // folded
};
// The lines of a page that can tell what it is: of three words and twelve letters at least.
std::vector<PageLine> telling_lines(const ReadPage& page);

}  // namespace vaughn::engine
