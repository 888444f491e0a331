// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "verify/examine.h"
#include "work/sandbox.h"

namespace vaughn::engine {

// verify::examine() in a sandboxed child: a question goes there, an examination comes back.
base::Bytes encode_question(const verify::Question& question);
base::Result<void> serve_examine(base::BytesView arguments,
                                 base::BytesView input,
                                 const work::Emit& emit);
base::Result<verify::Examination> decode_examination(base::BytesView bytes);

}  // namespace vaughn::engine
