// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/text.h"
#include "cli/detail/outgoing_check.h"

namespace vaughn::cli {

Exit report_refusal(Context& context, const engine::OutgoingResult& outgoing, Exit exit) {
  constexpr std::size_t kShown = 40;
  if (outgoing.is_clean()) {
    return exit;
  }
  const auto say = [&](std::string_view line) { context.terminal().err << line << "\n"; };
  say("vaughn: refused, nothing is written or recorded: it says what is redacted or withheld");
  std::set<std::string> arguments;
  std::size_t shown = 0;
  for (const auto& one : outgoing.occurrences) {
    if (!one.is_open()) {
      continue;
    }
    arguments.insert(engine::argument_of(one));
    if (shown++ < kShown) {
      say(fmt::format("  {}{} {}",
                      harmless(one.file),
                      one.page == 0 ? std::string() : fmt::format(", page {},", one.page),
                      engine::what_it_says(one)));
    }
  }
  if (shown > kShown) {
    say(fmt::format("  and {}: --json lists them",
                    base::plural(static_cast<long long>(shown - kShown), "more place")));
  }
  for (const auto& one : outgoing.unread) {
    say(fmt::format("  {} cannot be searched: {}", harmless(one.file), one.why));
    if (one.file.starts_with("R-")) {
      arguments.insert(one.file);
    }
  }
  if (!arguments.empty()) {
    say(
        fmt::format("hint: change what it says, or mark it there, too; if it may stand, `vaughn "
                    "audit allow {} --reason TEXT`, then the same command again",
                    base::join({arguments.begin(), arguments.end()}, " ")));
  }
  return Exit::findings;
}

}  // namespace vaughn::cli
