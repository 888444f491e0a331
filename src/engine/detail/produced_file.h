// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/result.h"
#include "engine/workspace.h"

namespace vaughn::engine {

// A file of a record in a sealed volume, named by the number of the record's first page there:
// "TEXT" and ".txt" for what its pages show, form feeds between them, "PDF" and ".pdf" for these.
base::Result<base::Bytes> read_produced(const Workspace& workspace,
                                        const std::string& volume,
                                        std::int64_t first_number,
                                        std::string_view folder,
                                        std::string_view ending);

}  // namespace vaughn::engine
