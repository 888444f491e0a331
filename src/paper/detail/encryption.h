// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "base/bytes.h"

namespace vaughn::paper::detail {

// Whether an office file that could not be opened needs a password: encrypted Office Open XML, ODF,
// and binary Word, Excel and PowerPoint files. A guess by marks in the bytes; false if unsure.
bool needs_password(base::BytesView file);

}  // namespace vaughn::paper::detail
