// SPDX-License-Identifier: AGPL-3.0-or-later
#include "engine/redact.h"

#include <fmt/format.h>

#include "base/text.h"
#include "cli/context.h"
#include "cli/detail/box_option.h"
#include "cli/detail/candidates_option.h"
#include "cli/detail/claims_option.h"
#include "cli/detail/command_list.h"
#include "cli/detail/mark_argument.h"
#include "cli/detail/rules_option.h"
#include "engine/json.h"

namespace vaughn::cli {
namespace {

using base::Error;
using base::ErrorCode;
using base::Result;

std::string box_words(const base::Rect& box) {
  return fmt::format("{:.1f},{:.1f},{:.1f},{:.1f}", box.x0, box.y0, box.x1, box.y1);
}

Result<engine::MarkRequest> request_of(const Context& context) {
  const auto& arguments = context.arguments();
  engine::MarkRequest request;
  request.scope = TRY(scope_of(context));
  request.words = arguments.words("--word");
  request.patterns = arguments.keys("--pattern");
  for (const auto& word : arguments.words("--box")) {
    const auto box = TRY(parse_box(word));
    request.boxes.push_back(box);
  }
  if (request.words.empty() && request.patterns.empty() && request.boxes.empty()) {
    return Error{ErrorCode::invalid_argument,
                 "it is not said what to cover",
                 "give --word TEXT, --pattern NAME or --box PLACE"};
  }
  request.claims = TRY(claims_of(arguments));
  request.reason = arguments.word("--reason");
  request.harm = arguments.word("--harm");
  request.is_correction = arguments.has("--correction");
  request.is_dry_run = context.is_dry_run();
  return request;
}

Result<Exit> run_add(Context& context) {
  if (context.arguments().has("--rules")) {
    const auto file = TRY(read_rules(context.arguments()));
    const auto rows = TRY(engine::apply_mark_rules(
        context.workspace(), context.sandbox(), file, context.watch(), context.is_dry_run()));
    context.end_progress();
    return print_rules(context, rows, "mark");
  }
  const auto request = TRY(request_of(context));
  const auto resolved = TRY(engine::resolve(context.workspace(), request.scope));
  TRY(context.confirm_count(static_cast<std::int64_t>(resolved.records.size()), "record"));
  const auto result =
      TRY(engine::add_marks(context.workspace(), context.sandbox(), request, context.watch()));
  context.end_progress();
  const auto exit = result.marks == 0 && result.already == 0 ? Exit::no : Exit::done;
  if (context.wants_json()) {
    context.print(engine::to_json(result));
    return exit;
  }
  if (context.wants_plain()) {
    Table places({{}, {}, {}});
    for (const auto& place : result.places) {
      places.add({foia::control_number(place.record), place.page, box_words(place.box)});
    }
    context.print(places);
    return exit;
  }
  context.print_line(fmt::format("{} {} on {} of {}: {}",
                                 request.is_dry_run ? "would add" : "added",
                                 base::plural(result.marks, "mark"),
                                 base::plural(result.pages, "page"),
                                 base::plural(result.records, "record"),
                                 foia::join_labels(request.claims)));
  const auto left_out = [&](std::int64_t count, std::string_view noun, std::string_view why) {
    if (count > 0) {
      context.print_line(fmt::format("  {} {}", base::plural(count, noun), why));
    }
  };
  left_out(result.already, "place", "covered already");
  left_out(result.skipped_produced, "place", "in produced pages: candidates for a re-release");
  left_out(result.pages_without_text, "page", "without text: words cannot be looked for there");
  left_out(result.skipped_unrendered, "record", "without page images (vaughn render)");
  left_out(result.skipped_not_responsive, "record", "not responsive");
  context.suggest("vaughn redact list");
  return exit;
}

Result<Exit> run_list(Context& context) {
  const auto scope = TRY(optional_scope_of(context));
  const auto rows = TRY(engine::list_marks(context.workspace(), scope));
  if (context.wants_json()) {
    context.print(engine::to_json(rows));
    return Exit::done;
  }
  if (rows.empty() && !context.wants_plain()) {
    context.print_line("no marks");
    return Exit::done;
  }
  Table table({{"mark"},
               {"record"},
               {"page", Align::right},
               {"exemption", Align::left, Cut::at_end},
               {"box"},
               {"by"},
               {"state"},
               {"reason", Align::left, Cut::at_end}});
  for (const auto& row : rows) {
    table.add({fmt::format("M-{}", row.mark.id.value),
               foia::control_number(row.mark.record),
               row.mark.page,
               foia::join_labels(row.mark.claims),
               box_words(row.mark.box),
               row.mark.author,
               row.is_produced ? "produced" : "",
               row.mark.reason});
  }
  context.print(table);
  if (!context.wants_plain()) {
    context.print_line(base::plural(static_cast<long long>(rows.size()), "mark"));
  }
  return Exit::done;
}

Result<Exit> run_widths(Context& context) {
  const auto scope = TRY(optional_scope_of(context));
  const auto candidates = TRY(read_candidates(context.arguments().word("--candidates")));
  const auto result = TRY(engine::mark_widths(
      context.workspace(), context.sandbox(), scope, candidates, context.watch()));
  context.end_progress();
  if (context.wants_json()) {
    context.print(engine::to_json(result));
    return Exit::done;
  }
  Table table({{"mark"},
               {"record"},
               {"page", Align::right},
               {"exemption", Align::left, Cut::at_end},
               {"width", Align::right},
               {"measured by"},
               {"fitting", Align::right}});
  for (const auto& row : result.rows) {
    table.add({fmt::format("M-{}", row.mark.id.value),
               foia::control_number(row.mark.record),
               row.mark.page,
               foia::join_labels(row.mark.claims),
               fmt::format("{:.1f}", row.leak.width),
               row.leak.is_between_words ? "words on both sides" : "its box",
               row.leak.fitting});
  }
  context.print(table);
  if (!context.wants_plain()) {
    context.print_line(fmt::format(
        "{}, {}{}",
        base::plural(static_cast<long long>(result.rows.size()), "mark"),
        base::plural(static_cast<long long>(candidates.size()), "candidate"),
        result.unread == 0
            ? ""
            : fmt::format("; {} without words to measure", base::plural(result.unread, "mark"))));
  }
  return Exit::done;
}

Result<Exit> run_remove(Context& context) {
  std::vector<foia::MarkId> marks;
  for (const auto& word : context.arguments().words("MARK")) {
    const auto id = TRY(parse_mark(word));
    marks.push_back(id);
  }
  foia::EventId event;
  if (!context.is_dry_run()) {
    event = TRY(engine::remove_marks(context.workspace(),
                                     marks,
                                     context.arguments().word("--reason"),
                                     context.arguments().has("--correction")));
  }
  if (context.wants_json()) {
    context.print(engine::to_json(marks, event));
    return Exit::done;
  }
  context.print_line(fmt::format("{} {}",
                                 context.is_dry_run() ? "would remove" : "removed",
                                 base::plural(static_cast<long long>(marks.size()), "mark")));
  return Exit::done;
}

Result<Exit> run_preview(Context& context) {
  const auto word = context.arguments().word("RECORD");
  const auto id = foia::parse_control_number(word);
  if (!id) {
    return Error{ErrorCode::invalid_argument,
                 fmt::format("'{}' is no record number", word),
                 "records are written R-000012"};
  }
  if (context.globals().output.empty() && context.terminal().out_is_tty) {
    return Error{ErrorCode::invalid_argument,
                 "a PDF is not for the screen",
                 fmt::format("write it to a file: -o {}.pdf", foia::control_number(*id))};
  }
  const auto pdf = TRY(engine::preview(context.workspace(), context.sandbox(), *id));
  context.print(pdf);
  return Exit::done;
}

}  // namespace

Command redact_add_command() {
  return {
      .name = "redact add",
      .group = "Redact",
      .summary = "mark words, patterns or boxes for removal",
      .arguments = {scope_argument()},
      .options =
          joined(joined({{.name = "--word",
                          .value_name = "TEXT",
                          .help = "a word or phrase, case ignored; repeated",
                          .repeats = true},
                         {.name = "--pattern",
                          .value_name = "NAME",
                          .help = "ssn, a_number, phone, email, ... (docs/suggest.md); repeated",
                          .repeats = true,
                          .words = Words::pattern},
                         {.name = "--box",
                          .value_name = "PLACE",
                          .help = "PAGE:LEFT,BOTTOM,RIGHT,TOP in points; SCOPE is then one record",
                          .repeats = true},
                         {.name = "--reason", .value_name = "TEXT", .help = "why; needed"},
                         correction_option(),
                         rules_option("[[mark]]")},
                        claims_options()),
                 joined(scope_options(), {dry_run_option()})),
      .description =
          "Every mark has an exemption, an author, a reason and, unless the exemption is (b)(3), "
          "the "
          "harm that release would foreseeably do. A mark is a proposal until its page is "
          "produced: "
          "then what is under it is taken out of the file.",
      .examples = {{"redact add set:monitors --pattern ssn,a_number --exemption '(b)(6); "
                    "(b)(7)(C)' --harm \"identity theft\" --reason \"personal identifiers\"",
                    "patterns in a selection"},
                   {"redact add R-000012 --box 2:72,700,200,712 --exemption '(b)(4)' --harm "
                    "\"undercut in the next bid\" --reason \"unit price\"",
                    "one place"},
                   {"redact add --all --word \"Jane Roe\" --exemption '(b)(6)' -n", "count first"}},
      .needs = {.matter = Matter::write, .sandbox = true},
      .run = run_add,
  };
}

Command redact_list_command() {
  return {
      .name = "redact list",
      .group = "Redact",
      .summary = "list the marks in force",
      .arguments = {scope_argument()},
      .options = {{.name = "--query",
                   .value_name = "QUERY",
                   .help = "the records that QUERY finds"},
                  {.name = "--all", .help = "every record; also without SCOPE"}},
      .description = "The words under a mark are never shown.",
      .examples = {{"redact list R-000012", "of one record"}},
      .needs = {.matter = Matter::read},
      .run = run_list,
  };
}

Command redact_widths_command() {
  return {
      .name = "redact widths",
      .group = "Redact",
      .summary = "say how many names of a list would fit each mark",
      .arguments = {scope_argument()},
      .options = {{.name = "--candidates",
                   .value_name = "FILE",
                   .help = "names, one a line: an office's staff, common surnames",
                   .is_required = true,
                   .words = Words::file},
                  {.name = "--query",
                   .value_name = "QUERY",
                   .help = "the records that QUERY finds"},
                  {.name = "--all", .help = "every record; also without SCOPE"}},
      .description =
          "Whoever has a list of what may stand under a box can compare widths: the fewer names "
          "fit, the more the box says. A mark with one or two fitting names hides little; mark the "
          "words beside it, too, or the line. Widths are measured in the proportions of a common "
          "sans serif. The list stays where it is; nothing of it is recorded or produced.",
      .examples = {{"redact widths --candidates staff.txt", "all marks against an office's staff"}},
      .needs = {.matter = Matter::read, .sandbox = true},
      .run = run_widths,
  };
}

Command redact_remove_command() {
  return {
      .name = "redact remove",
      .group = "Redact",
      .summary = "take marks out of force",
      .arguments = {{.name = "MARK", .help = "M-5", .is_required = true, .repeats = true}},
      .options = {{.name = "--reason",
                   .value_name = "TEXT",
                   .help = "why, for the ledger",
                   .is_required = true},
                  correction_option(),
                  dry_run_option()},
      .description =
          "A mark on a produced page stays, unless it is to be corrected by a new volume.",
      .examples = {{"redact remove M-5 M-6 --reason \"office number, not private\"", "two marks"}},
      .needs = {.matter = Matter::write},
      .run = run_remove,
  };
}

Command redact_preview_command() {
  return {
      .name = "redact preview",
      .group = "Redact",
      .summary = "make the burnt PDF of one record, for a look",
      .arguments = {{.name = "RECORD", .help = "R-000012", .is_required = true}},
      .description = "The record as it would be produced now, with what is marked taken out.",
      .examples = {{"redact preview R-000012 -o look.pdf", "into a file"}},
      .needs = {.matter = Matter::read, .sandbox = true},
      .run = run_preview,
  };
}

}  // namespace vaughn::cli
