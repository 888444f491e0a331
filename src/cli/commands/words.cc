// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include "cli/completion.h"
#include "cli/context.h"
#include "cli/detail/command_list.h"
#include "cli/help.h"
#include "engine/figures.h"
#include "engine/look.h"
#include "foia/exemption.h"
#include "suggest/kinds.h"

namespace vaughn::cli {
namespace {

using base::Result;
using List = std::vector<std::string>;

template <typename Rows>
List keys_of(const Rows& rows) {
  List out;
  for (const auto& row : rows) {
    out.push_back(row.key);
  }
  return out;
}

Result<List> selection_words(engine::Workspace& workspace, const std::string& prefix) {
  const auto all = TRY(engine::selections(workspace));
  List out;
  for (const auto& row : all) {
    out.push_back(prefix + row.name);
  }
  return out;
}

Result<List> matter_words(engine::Workspace& workspace, Words kind) {
  const auto& matter = workspace.matter();
  List out;
  switch (kind) {
    case Words::office: return keys_of(matter.offices);
    case Words::category: return keys_of(matter.categories);
    case Words::submitter: return keys_of(matter.submitters);
    case Words::filing: return keys_of(matter.filings);
    case Words::selection: return selection_words(workspace, "");
    case Words::scope: return selection_words(workspace, "set:");
    case Words::volume: {
      const auto volumes = TRY(engine::volumes(workspace));
      for (const auto& row : volumes) {
        out.push_back(row.volume.name);
      }
      return out;
    }
    case Words::figure: {
      const auto figures = TRY(engine::figures(workspace));
      for (const auto& [id, figure] : figures.rows()) {
        out.push_back(id);
      }
      return out;
    }
    case Words::free:
    case Words::file:
    case Words::folder:
    case Words::exemption:
    case Words::pattern:
    case Words::kind:
    case Words::shell:
    case Words::topic:
    case Words::command: break;
  }
  return out;
}

List fixed_words(Words kind) {
  List out;
  switch (kind) {
    case Words::exemption:
      for (const auto& row : foia::all_exemptions()) {
        out.emplace_back(row.code);
      }
      break;
    case Words::pattern:
    case Words::kind:
      for (const auto name : suggest::kind_names()) {
        if (kind == Words::kind || !suggest::is_name(*suggest::parse_kind(name))) {
          out.emplace_back(name);
        }
      }
      break;
    case Words::shell: return {"bash", "zsh", "fish"};
    case Words::topic:
      for (const auto& topic : all_topics()) {
        out.push_back(topic.name);
      }
      break;
    case Words::command:
      for (const auto& command : all_commands()) {
        if (!command.is_hidden) {
          out.push_back(command.name);
        }
      }
      break;
    case Words::free:
    case Words::file:
    case Words::folder:
    case Words::office:
    case Words::category:
    case Words::submitter:
    case Words::selection:
    case Words::scope:
    case Words::volume:
    case Words::figure:
    case Words::filing: break;
  }
  return out;
}

// Completion is a courtesy: where nothing can be known, nothing is offered and nothing said.
Result<Exit> run(Context& context) {
  const auto kind = parse_kind(context.arguments().word("KIND"));
  if (!kind) {
    return Exit::done;
  }
  auto list = fixed_words(*kind);
  if (list.empty()) {
    auto workspace = engine::Workspace::open(
        context.globals().directory, store::Access::read_only, context.actor());
    auto found = workspace ? matter_words(*workspace, *kind) : List{};
    if (found) {
      list = *std::move(found);
    }
  }
  for (const auto& word : list) {
    context.print_line(word);
  }
  return Exit::done;
}

}  // namespace

Command words_command() {
  return {
      .name = "words",
      .group = "Help",
      .summary = "list the words that completion offers",
      .arguments = {{.name = "KIND",
                     .help = "office, category, selection, ...",
                     .is_required = true}},
      .description = "Called by completion scripts.",
      .examples = {{"words office", "keys of the offices"}},
      .run = run,
      .is_hidden = true,
  };
}

}  // namespace vaughn::cli
