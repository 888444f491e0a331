// SPDX-License-Identifier: AGPL-3.0-or-later
#include "cli/detail/candidates_option.h"

#include "base/files.h"
#include "base/text.h"

namespace vaughn::cli {

base::Result<std::vector<std::string>> read_candidates(const std::string& file) {
  const auto list = TRY(base::read_file(file));
  std::vector<std::string> out;
  for (const auto line : base::split(list, '\n')) {
    if (const auto name = base::trim(line); !name.empty()) {
      out.emplace_back(name);
    }
  }
  return out;
}

}  // namespace vaughn::cli
