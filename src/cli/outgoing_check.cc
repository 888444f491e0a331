// SPDX-License-Identifier: AGPL-3.0-or-later
#include "cli/detail/outgoing_check.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "engine/outgoing.h"

namespace vaughn::cli {

using base::Result;

Result<Exit> check_outgoing(Context& context,
                            const std::vector<std::filesystem::path>& files,
                            Exit exit) {
  constexpr std::int64_t kShown = 5;
  if (files.empty() || context.is_dry_run()) {
    return exit;
  }
  engine::OutgoingRequest request;
  for (const auto& file : files) {
    request.places.push_back({file, ""});
  }
  const auto result = TRY(engine::search_outgoing(context.workspace(), context.sandbox(), request));
  std::int64_t open = 0;
  for (const auto& one : result.occurrences) {
    if (one.allowed_by.empty() && open++ < kShown) {
      context.note(fmt::format(
          "{}{} says what mark M-{} redacted: mark it there too, or say why it may stand: `vaughn "
          "audit allow M-{} --reason TEXT`",
          harmless(one.file),
          one.page == 0 ? std::string() : fmt::format(", page {},", one.page),
          one.mark.value,
          one.mark.value));
    }
  }
  if (open > kShown) {
    context.note(fmt::format("and {}: `vaughn audit outgoing` lists them",
                             base::plural(open - kShown, "more place")));
  }
  for (const auto& one : result.unread) {
    context.note(
        fmt::format("{} was not searched for what was redacted: {}", harmless(one.file), one.why));
  }
  const bool is_clean = open == 0 && result.unread.empty();
  return is_clean || exit != Exit::done ? exit : Exit::findings;
}

}  // namespace vaughn::cli
