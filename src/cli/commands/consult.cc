// SPDX-License-Identifier: AGPL-3.0-or-later
#include "engine/consult.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "cli/context.h"
#include "cli/detail/claims_option.h"
#include "cli/detail/command_list.h"
#include "engine/json.h"
#include "engine/look.h"

namespace vaughn::cli {
namespace {

using base::Error;
using base::ErrorCode;
using base::Result;

Result<foia::ConsultationId> consultation_id(const Context& context) {
  const auto word = context.arguments().word("ID");
  const auto number = parse_whole_number(word);
  if (!number || *number == 0) {
    return Error{ErrorCode::invalid_argument,
                 fmt::format("'{}' is no consultation", word),
                 "they are numbered 1, 2, 3 ...; vaughn consult status lists them"};
  }
  return foia::ConsultationId{*number};
}

Result<Exit> run_send(Context& context) {
  const auto& arguments = context.arguments();
  engine::SendRequest request;
  request.submitter = arguments.word("--submitter");
  request.scope = TRY(scope_of(context));
  request.sent = TRY(context.date_or_today("--on"));
  request.due = TRY(arguments.date("--due"));
  request.out = arguments.word("--out");
  request.is_dry_run = context.is_dry_run();
  const auto resolved = TRY(engine::resolve(context.workspace(), request.scope));
  TRY(context.confirm_count(static_cast<std::int64_t>(resolved.records.size()), "record"));
  const auto result =
      TRY(engine::send_to_submitter(context.workspace(), context.sandbox(), request));
  if (context.wants_json()) {
    context.print(engine::to_json(result));
    return Exit::done;
  }
  context.print_line(fmt::format("{} {} of {} to {}, due {}",
                                 request.is_dry_run ? "would send" : "sent",
                                 base::plural(result.pages, "page"),
                                 base::plural(result.records, "record"),
                                 request.submitter,
                                 base::to_string(result.consultation.due)));
  if (!request.is_dry_run) {
    context.print_line(fmt::format("package for them: {}", result.package.string()));
    context.print_line("none of these pages can be produced until they are back and decided");
    context.suggest(
        fmt::format("vaughn consult import {} objections.csv", result.consultation.id.value));
  }
  return Exit::done;
}

Result<Exit> run_import(Context& context) {
  const auto id = TRY(consultation_id(context));
  const auto returned = TRY(context.date_or_today("--on"));
  const auto result = TRY(engine::take_back(context.workspace(),
                                            context.sandbox(),
                                            id,
                                            context.arguments().word("FILE"),
                                            returned,
                                            context.is_dry_run()));
  const auto exit = result.problems.empty() ? Exit::done : Exit::findings;
  if (context.wants_json()) {
    context.print(engine::to_json(result));
    return exit;
  }
  for (const auto& problem : result.problems) {
    context.print_line("  " + harmless(problem));
  }
  context.print_line(fmt::format("{} {} at {}; {} without objection",
                                 context.is_dry_run() ? "would take back" : "took back",
                                 base::plural(result.objections, "objection"),
                                 base::plural(result.places, "place"),
                                 base::plural(result.pages_clear, "page")));
  if (result.objections > 0) {
    context.suggest(fmt::format("vaughn consult status {}", id.value));
  }
  return exit;
}

Result<Exit> count_only(Context& context, const engine::DecideObjections& request) {
  const auto all = TRY(engine::consultations(context.workspace(), context.today()));
  engine::DecideObjectionsResult planned;
  for (const auto& view : all) {
    if (view.consultation.id != request.id) {
      continue;
    }
    for (const auto& objection : view.consultation.objections) {
      const auto& numbers = request.numbers;
      const bool has_words =
          base::fold_case(objection.text).find(base::fold_case(request.words)) != std::string::npos;
      const bool is_named =
          has_words &&
          (numbers.empty() ||
           std::find(numbers.begin(), numbers.end(), objection.number) != numbers.end());
      const bool is_open = objection.decision == foia::ObjectionDecision::undecided;
      planned.decided += is_named && is_open ? 1 : 0;
      planned.undecided += !is_named && is_open ? 1 : 0;
    }
  }
  if (context.wants_json()) {
    context.print(engine::to_json(planned));
  } else {
    context.print_line(fmt::format("would decide {}; {} undecided",
                                   base::plural(planned.decided, "objection"),
                                   base::with_commas(planned.undecided)));
  }
  return Exit::done;
}

Result<Exit> run_decide(Context& context) {
  const auto& arguments = context.arguments();
  if (arguments.has("--accept") == arguments.has("--reject")) {
    return Error{ErrorCode::invalid_argument,
                 "it is not said what was decided",
                 "give --accept or --reject"};
  }
  engine::DecideObjections request;
  request.id = TRY(consultation_id(context));
  request.numbers = TRY(arguments.pages("--numbers"));
  request.words = arguments.word("--word");
  request.decision = arguments.has("--accept") ? foia::ObjectionDecision::accepted
                                               : foia::ObjectionDecision::rejected;
  request.reason = arguments.word("--reason");
  request.claims = TRY(claims_of(arguments));
  request.harm = arguments.word("--harm");
  if (!arguments.has("--numbers") && !arguments.has("--all") && !arguments.has("--word")) {
    return Error{ErrorCode::invalid_argument,
                 "it is not said which objections",
                 "name them: --numbers 1,3-5, --word TEXT, or --all for every undecided one"};
  }
  if (context.is_dry_run()) {
    return count_only(context, request);
  }
  const auto result = TRY(engine::decide_objections(context.workspace(), request));
  if (context.wants_json()) {
    context.print(engine::to_json(result));
    return Exit::done;
  }
  context.print_line(fmt::format("{} {}; made {}; {} undecided",
                                 foia::to_string(request.decision),
                                 base::plural(result.decided, "objection"),
                                 base::plural(result.marks, "mark"),
                                 base::with_commas(result.undecided)));
  return Exit::done;
}

void print_objections(Context& context, const engine::ConsultationView& view) {
  Table table({{"  #", Align::right},
               {"record"},
               {"page", Align::right},
               {"decision"},
               {"ground", Align::left, Cut::at_end},
               {"why", Align::left, Cut::at_end}});
  for (const auto& row : view.consultation.objections) {
    table.add({row.number,
               foia::control_number(row.record),
               row.page,
               foia::to_string(row.decision),
               row.ground,
               row.decision_reason});
  }
  context.print(table);
}

Result<Exit> run_status(Context& context) {
  auto all = TRY(engine::consultations(context.workspace(), context.today()));
  const bool is_one = context.arguments().has("ID");
  if (is_one) {
    const auto id = TRY(consultation_id(context));
    std::erase_if(all, [&](const auto& view) { return view.consultation.id != id; });
    if (all.empty()) {
      return Error{ErrorCode::not_found,
                   fmt::format("there is no consultation {}", id.value),
                   "vaughn consult status lists them"};
    }
  }
  if (context.wants_json()) {
    context.print(engine::to_json(all));
    return Exit::done;
  }
  if (all.empty() && !context.wants_plain()) {
    context.print_line("nothing was sent to a submitter");
    return Exit::done;
  }
  Table table({{"#", Align::right},
               {"submitter"},
               {"sent"},
               {"due"},
               {"back"},
               {"state"},
               {"pages", Align::right},
               {"objections", Align::right},
               {"accepted", Align::right},
               {"rejected", Align::right}});
  for (const auto& view : all) {
    const auto& row = view.consultation;
    table.add({row.id.value,
               row.submitter,
               base::to_string(row.sent),
               base::to_string(row.due),
               row.returned ? base::to_string(*row.returned) : "",
               view.is_overdue ? "overdue" : std::string(foia::to_string(row.state)),
               row.pages.size(),
               row.objections.size(),
               view.accepted,
               view.rejected});
  }
  context.print(table);
  if (is_one && !context.wants_plain() && !all.front().consultation.objections.empty()) {
    print_objections(context, all.front());
  }
  return Exit::done;
}

Argument id_argument(bool is_required) {
  return {.name = "ID", .help = "number of the consultation", .is_required = is_required};
}

}  // namespace

Command consult_send_command() {
  return {
      .name = "consult send",
      .group = "Consult",
      .summary = "make the package for a submitter of commercial information",
      .arguments = {scope_argument()},
      .options =
          joined({{.name = "--submitter",
                   .value_name = "KEY",
                   .help = "submitter of matter.toml",
                   .is_required = true,
                   .words = Words::submitter},
                  {.name = "--out",
                   .value_name = "DIR",
                   .help = "folder to make for the package",
                   .is_required = true,
                   .words = Words::folder},
                  {.name = "--on", .value_name = "DATE", .help = "day it leaves; else today"},
                  {.name = "--due",
                   .value_name = "DATE",
                   .help = "answer by; else the submitter's working days later"}},
                 joined(scope_options(), {dry_run_option()})),
      .description =
          "Executive Order 12600: a submitter is told before its commercial information is "
          "released. The package holds a PDF of the pages of each record, the notice as DOCX and "
          "PDF, objections.csv to fill in, instructions and a signed manifest.",
      .examples = {{"consult send set:prices --submitter northway --out to-northway",
                    "one package"}},
      .needs = {.matter = Matter::write, .sandbox = true},
      .run = run_send,
  };
}

Command consult_import_command() {
  return {
      .name = "consult import",
      .group = "Consult",
      .summary = "take a submitter's objections back",
      .arguments = {id_argument(true),
                    {.name = "FILE",
                     .help = "the objections.csv they filled in",
                     .is_required = true,
                     .words = Words::file}},
      .options = {{.name = "--on", .value_name = "DATE", .help = "day it came back; else today"},
                  dry_run_option()},
      .description =
          "Rows name a record and page of the package, the words or box, and the ground. A row "
          "that "
          "cannot be placed is reported, and then nothing is imported. An empty file says that "
          "there are no objections.",
      .examples = {{"consult import 1 reply/objections.csv -n", "check it first"}},
      .needs = {.matter = Matter::write, .sandbox = true},
      .run = run_import,
  };
}

Command consult_decide_command() {
  return {
      .name = "consult decide",
      .group = "Consult",
      .summary = "accept or reject objections, each with a reason",
      .arguments = {id_argument(true)},
      .options = joined({{.name = "--numbers", .value_name = "LIST", .help = "objections 1,3-5"},
                         {.name = "--word",
                          .value_name = "TEXT",
                          .help = "undecided objections to text that holds TEXT"},
                         {.name = "--all", .help = "every objection not yet decided"},
                         {.name = "--accept", .help = "becomes a mark; needs --exemption"},
                         {.name = "--reject", .help = "will be released"},
                         {.name = "--reason",
                          .value_name = "TEXT",
                          .help = "why, for the submitter and the ledger",
                          .is_required = true},
                         dry_run_option()},
                        claims_options()),
      .description =
          "The agency decides, not the submitter: an accepted objection becomes a mark under the "
          "exemption given, a rejected one keeps its reason.",
      .examples = {{"consult decide 1 --numbers 1-4 --accept --exemption '(b)(4)' --harm "
                    "\"competitors could undercut\" --reason \"unit prices\"",
                    "four of them"},
                   {"consult decide 1 --all --reject --reason \"published in the award notice\"",
                    "the rest"}},
      .needs = {.matter = Matter::write},
      .run = run_decide,
  };
}

Command consult_status_command() {
  return {
      .name = "consult status",
      .group = "Consult",
      .summary = "list what is out at submitters and what came back",
      .arguments = {id_argument(false)},
      .description = "With a number: that consultation and its objections.",
      .examples = {{"consult status", "all of them"}, {"consult status 1", "with its objections"}},
      .needs = {.matter = Matter::read},
      .run = run_status,
  };
}

}  // namespace vaughn::cli
