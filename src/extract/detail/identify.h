// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "base/bytes.h"
#include "extract/detail/format.h"

namespace vaughn::extract {

// What the bytes are. If there is no format for them, why not.
struct Identified {
  const Format* format = nullptr;
  std::string name{};  // Part::format, finer than the format's own: "png", "7z"
  foia::FindingCode code = foia::FindingCode::unsupported;
  std::string reason{};
};

// By content; the name only tells a table from other text.
Identified identify(base::BytesView bytes, std::string_view name);

void warm_up_identify();

}  // namespace vaughn::extract
