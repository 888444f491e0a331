// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>

#include "base/ids.h"
#include "base/result.h"

namespace vaughn::foia {

using EventId = base::Id<struct EventTag>;
using SourceId = base::Id<struct SourceTag>;
using RecordId = base::Id<struct RecordTag>;
using TaskingId = base::Id<struct TaskingTag>;
using MarkId = base::Id<struct MarkTag>;
using ConsultationId = base::Id<struct ConsultationTag>;
using SelectionId = base::Id<struct SelectionTag>;

// "R-000042": how people name a record. Six digits at least, more when needed.
std::string control_number(RecordId id);
base::Result<RecordId> parse_control_number(std::string_view text);

}  // namespace vaughn::foia
