// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <functional>
#include <string_view>

#include "base/bytes.h"
#include "base/result.h"
#include "engine/sandbox.h"
#include "extract/wire.h"

namespace vaughn::engine {

// Takes the file apart in a sandboxed child and hands over each part of it, parents first, in the
// order that extract::Part counts them. The child is done with when this returns, also by an error:
// that of the child, or of the first message that cannot be understood.
base::Result<void> extract_parts(Sandbox& sandbox,
                                 base::Bytes file,
                                 std::string_view name,
                                 const std::function<void(extract::Part)>& take);

}  // namespace vaughn::engine
