// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include "cli/context.h"
#include "cli/detail/command_list.h"
#include "engine/json.h"
#include "engine/volume_steps.h"

namespace vaughn::cli {
namespace {

using base::Result;
using foia::VolumeStep;

Result<Exit> take(Context& context, VolumeStep step) {
  const auto& arguments = context.arguments();
  engine::VolumeStepRequest request;
  request.volume = arguments.word("VOLUME");
  request.step = step;
  request.on = TRY(context.date_or_today("--on"));
  if (step == VolumeStep::send) {
    request.to = arguments.word("--to");
  }
  request.document = arguments.word("--document");
  request.reason = arguments.word("--reason");
  request.is_dry_run = context.is_dry_run();
  const auto result = TRY(engine::advance_volume(context.workspace(), request));
  if (context.wants_json()) {
    context.print(engine::to_json(result));
    return Exit::done;
  }
  context.print_line(fmt::format("{}{} {} on {}",
                                 context.is_dry_run() ? "would record: " : "",
                                 result.volume,
                                 foia::to_string(result.after),
                                 base::to_string(result.on)));
  if (step == VolumeStep::recall) {
    context.suggest(fmt::format("vaughn produce run --supersedes {} --reason TEXT", result.volume));
  }
  return Exit::done;
}

Result<Exit> run_sent(Context& context) {
  return take(context, VolumeStep::send);
}

Result<Exit> run_recall(Context& context) {
  return take(context, VolumeStep::recall);
}

Argument volume_argument() {
  return {
      .name = "VOLUME", .help = "name of the volume", .is_required = true, .words = Words::volume};
}

}  // namespace

Command produce_sent_command() {
  return {
      .name = "produce sent",
      .group = "Produce",
      .summary = "record that a volume was sent",
      .arguments = {volume_argument()},
      .options = {{.name = "--on", .value_name = "DATE", .help = "day it was sent; else today"},
                  {.name = "--to", .value_name = "TEXT", .help = "to whom, and by which way"},
                  {.name = "--document",
                   .value_name = "FILE",
                   .help = "message or receipt that proves it; kept in the ledger",
                   .words = Words::file},
                  reason_option(),
                  dry_run_option()},
      .description =
          "Only a sealed volume that no other one corrects is sent. Its pages are produced from "
          "then on; until then they are stamped.",
      .examples = {{"produce sent VOL001 --on 2026-03-03 --to \"plaintiffs' counsel, by e-mail\"",
                    "the first installment left"}},
      .needs = {.matter = Matter::write},
      .run = run_sent,
  };
}

Command produce_recall_command() {
  return {
      .name = "produce recall",
      .group = "Produce",
      .summary = "record that a volume was asked back",
      .arguments = {volume_argument()},
      .options = {{.name = "--on", .value_name = "DATE", .help = "day it was asked; else today"},
                  {.name = "--document",
                   .value_name = "FILE",
                   .help = "the letter that asks; kept in the ledger",
                   .words = Words::file},
                  reason_option(),
                  dry_run_option()},
      .description =
          "The volume and its numbers stay in the ledger: what left has left. Its pages are "
          "processed again and produced by a volume that supersedes it. Needs --reason.",
      .examples = {{"produce recall VOL001 --reason \"a home address on page 12\"",
                    "every copy is asked back"}},
      .needs = {.matter = Matter::write},
      .run = run_recall,
  };
}

}  // namespace vaughn::cli
