// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <span>
#include <string_view>

namespace vaughn::foia::detail {

struct CourtText {
  std::string_view key;
  std::string_view file;
  std::string_view toml;
};

// The files of data/courts as they were when the program was built, by key.
std::span<const CourtText> court_files();

}  // namespace vaughn::foia::detail
