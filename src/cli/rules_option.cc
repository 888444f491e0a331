// SPDX-License-Identifier: AGPL-3.0-or-later
#include "cli/detail/rules_option.h"

#include <fmt/format.h>

#include "base/files.h"
#include "base/text.h"
#include "engine/json.h"

namespace vaughn::cli {

Option rules_option(const std::string& table) {
  return {.name = "--rules",
          .value_name = "FILE",
          .help = fmt::format("apply the {} rules of a TOML file, in order", table),
          .words = Words::file};
}

Option correction_option() {
  return {.name = "--correction",
          .help = "also what was produced; a new volume with --supersedes then corrects it"};
}

base::Result<foia::ReviewFile> read_rules(const Arguments& arguments) {
  const auto name = arguments.word("--rules");
  const auto text = TRY(base::read_file(name));
  return foia::parse_review_file(text, name);
}

base::Result<Exit> print_rules(Context& context,
                               const std::vector<engine::RuleRow>& rows,
                               const std::string& part) {
  if (context.wants_json()) {
    context.print(engine::to_json(rows, part));
    return Exit::done;
  }
  Table table({{"rule", Align::right},
               {"records", Align::right},
               {context.is_dry_run() ? "would write" : "wrote", Align::right},
               {"event"},
               {"query", Align::left, Cut::at_end},
               {"reason", Align::left, Cut::at_end}});
  std::int64_t written = 0;
  for (const auto& row : rows) {
    written += row.written;
    table.add({row.number,
               row.hits,
               row.written,
               row.event ? fmt::format("e{}", row.event.value) : "",
               row.query,
               row.reason});
  }
  context.print(table);
  if (!context.wants_plain()) {
    context.print_line(fmt::format("{}, {} {}",
                                   base::plural(static_cast<long long>(rows.size()), "rule"),
                                   base::with_commas(written),
                                   context.is_dry_run() ? "to write" : "written"));
  }
  return Exit::done;
}

}  // namespace vaughn::cli
