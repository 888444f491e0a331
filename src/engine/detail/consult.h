// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "engine/workspace.h"
#include "foia/consultation.h"

namespace vaughn::engine {

struct Addressee {
  std::string name{};
  std::string contact{};
  int working_days = 0;  // to answer
};

base::Result<foia::Consultation> find_consultation(Workspace& workspace, foia::ConsultationId id);

// Of digits; 0 if there are none.
int parse_int(std::string_view text);

}  // namespace vaughn::engine
