// SPDX-License-Identifier: AGPL-3.0-or-later
#include "engine/detail/produced_file.h"

#include "base/files.h"

namespace vaughn::engine {

base::Result<base::Bytes> read_produced(const Workspace& workspace,
                                        const std::string& volume,
                                        std::int64_t first_number,
                                        std::string_view folder,
                                        std::string_view ending) {
  auto name = TRY(foia::format_number(workspace.matter().bates, first_number));
  for (auto& c : name) {
    const bool is_safe = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
                         (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
    c = is_safe ? c : '_';
  }
  name += ending;
  return base::read_file(workspace.volumes_folder() / volume / folder / name);
}

}  // namespace vaughn::engine
