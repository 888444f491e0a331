// SPDX-License-Identifier: AGPL-3.0-or-later
#include "engine/consult.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "base/files.h"
#include "base/text.h"
#include "cli/context.h"
#include "cli/detail/claims_option.h"
#include "cli/detail/command_list.h"
#include "cli/detail/outgoing_check.h"
#include "clock/consultation_life.h"
#include "engine/json.h"
#include "engine/look.h"
#include "engine/package.h"
#include "foia/ruling_file.h"

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

std::string pages_text(const std::vector<foia::PageRef>& pages) {
  std::vector<std::string> out;
  for (const auto& page : pages) {
    out.push_back(fmt::format("{} page {}", foia::control_number(page.record), page.page));
  }
  return base::join(out, ", ");
}

// --submitter KEY, or --agency KEY with the kind of consultation.
Result<void> read_addressee(const Arguments& arguments, engine::SendRequest& request) {
  if (arguments.has("--submitter") == arguments.has("--agency")) {
    return Error{ErrorCode::invalid_argument,
                 "it is not said to whom",
                 "give --submitter KEY, or --agency KEY for another agency or office"};
  }
  if (arguments.has("--submitter")) {
    request.to = arguments.word("--submitter");
    return {};
  }
  request.to = arguments.word("--agency");
  request.kind = arguments.has("--referral")     ? foia::ConsultationKind::referral
                 : arguments.has("--coordinate") ? foia::ConsultationKind::coordination
                                                 : foia::ConsultationKind::consultation;
  return {};
}

Result<Exit> run_send(Context& context) {
  const auto& arguments = context.arguments();
  engine::SendRequest request;
  TRY(read_addressee(arguments, request));
  request.scope = TRY(scope_of(context));
  request.sent = TRY(context.date_or_today("--on"));
  request.due = TRY(arguments.date("--due"));
  request.out = arguments.word("--out");
  request.reason = arguments.word("--reason");
  request.is_dry_run = context.is_dry_run();
  const auto resolved = TRY(engine::resolve(context.workspace(), request.scope));
  TRY(context.confirm_count(static_cast<std::int64_t>(resolved.records.size()), "record"));
  const auto result = TRY(engine::send_package(context.workspace(), context.sandbox(), request));
  if (context.wants_json()) {
    context.print(engine::to_json(result));
    return report_refusal(context, result.outgoing, Exit::done);
  }
  if (!result.outgoing.is_clean()) {
    return report_refusal(context, result.outgoing, Exit::done);
  }
  const bool is_referral = request.kind == foia::ConsultationKind::referral;
  context.print_line(fmt::format("{} {} of {} to {}{}",
                                 request.is_dry_run ? "would send" : "sent",
                                 base::plural(result.pages, "page"),
                                 base::plural(result.records, "record"),
                                 request.to,
                                 is_referral
                                     ? std::string(", which answers")
                                     : ", due " + base::to_string(result.consultation.due)));
  if (result.out_already > 0) {
    context.print_line(fmt::format("  left out {} that they have already",
                                   base::plural(result.out_already, "page")));
  }
  if (result.produced > 0) {
    context.print_line(
        fmt::format("  left out {} already produced", base::plural(result.produced, "page")));
  }
  if (!request.is_dry_run) {
    context.print_line(fmt::format("package for them: {}", result.package.string()));
    context.print_line("tell them the fingerprint of the key: " + result.fingerprint);
    context.print_line(is_referral
                           ? "the pages leave the production and stay in its count"
                           : "none of these pages can be produced until they are back and decided");
    context.suggest(fmt::format("vaughn consult tell {} {}",
                                result.consultation.id.value,
                                is_referral ? "referral" : "notice"));
  }
  return Exit::done;
}

Result<Exit> run_package(Context& context) {
  const auto id = TRY(consultation_id(context));
  const auto result =
      TRY(engine::write_package(context.workspace(), id, context.arguments().word("--out")));
  if (context.wants_json()) {
    context.print(engine::to_json(result));
    return Exit::done;
  }
  context.print_line(
      fmt::format("package of consultation {}, as it left: {}", id.value, result.package.string()));
  return Exit::done;
}

std::string finding_text(const foia::ReturnFinding& finding) {
  switch (finding.what) {
    case foia::PageReturn::same: return "";
    case foia::PageReturn::redrawn:
      return fmt::format("page {} was written anew by another program; its words are the same",
                         finding.package_page);
    case foia::PageReturn::altered:
      return fmt::format("page {} is altered; it stays unanswered", finding.package_page);
    case foia::PageReturn::missing:
      return fmt::format("page {} is missing; it stays unanswered", finding.package_page);
    case foia::PageReturn::added:
      return fmt::format("page {} of the file was not sent; it was not read",
                         finding.returned_page);
  }
  return "";
}

Result<Exit> run_import(Context& context) {
  engine::ReturnRequest request;
  request.id = TRY(consultation_id(context));
  request.reply = context.arguments().word("FILE");
  request.returned = TRY(context.date_or_today("--on"));
  request.despite_findings = context.arguments().has("--despite-findings");
  request.is_dry_run = context.is_dry_run();
  const auto result = TRY(engine::take_back(context.workspace(), context.sandbox(), request));
  const bool needs_a_look = !result.findings.empty() || !result.not_theirs.empty() ||
                            !result.not_taken.empty() || result.is_late;
  const auto exit = needs_a_look ? Exit::findings : Exit::done;
  if (context.wants_json()) {
    context.print(engine::to_json(result));
    return exit;
  }
  if (result.is_already_here) {
    context.print_line("this reply is here already; nothing was added");
    return Exit::done;
  }
  context.print_line(fmt::format("{} {} at {}; {} without objection",
                                 context.is_dry_run() ? "would take back" : "took back",
                                 base::plural(result.objections, "objection"),
                                 base::plural(result.places, "place"),
                                 base::plural(result.pages_clear, "page")));
  if (result.already > 0) {
    context.print_line(fmt::format("  {} named before", base::plural(result.already, "place")));
  }
  if (!result.key.empty()) {
    context.print_line(fmt::format(
        "  signed by {}, key {}: compare it by telephone", harmless(result.by), result.key));
  } else if (!result.by.empty()) {
    context.print_line("  not signed; it names " + harmless(result.by));
  }
  if (result.whole_pages > 0) {
    context.print_line(
        fmt::format("  {} objected to as a whole: parts that can be separated are"
                    " released (5 U.S.C. 552(b))",
                    base::plural(result.whole_pages, "page")));
  }
  if (result.is_late) {
    context.print_line(fmt::format("  it came after the due date, {}: it need not be considered",
                                   base::to_string(foia::due_date(result.consultation))));
  }
  for (const auto& finding : result.findings) {
    context.print_line("  " + finding_text(finding));
  }
  for (const auto& line : result.not_taken) {
    context.print_line("  not taken: " + harmless(line));
  }
  if (!result.not_theirs.empty()) {
    context.print_line("  not theirs, they say: " + pages_text(result.not_theirs));
  }
  if (result.objections > 0) {
    context.suggest(fmt::format("vaughn consult status {}", request.id.value));
  }
  return exit;
}

Result<foia::AnswerWithEvidence> answer_of(const Arguments& arguments, std::string_view option) {
  if (!arguments.has(option)) {
    return foia::AnswerWithEvidence{};
  }
  auto answer = foia::parse_answer_with_evidence(arguments.word(option));
  if (!answer) {
    answer.error().message = fmt::format("{}: {}", option, answer.error().message);
  }
  return answer;
}

Result<base::Rect> box_of(const Arguments& arguments) {
  const auto box = engine::parse_box(arguments.word("--box"));
  if (!box) {
    return Error{ErrorCode::invalid_argument,
                 fmt::format("'{}' is no box", arguments.word("--box")),
                 "write the left, lower, right and upper edge in points: --box 72,500,210,512"};
  }
  return *box;
}

Result<std::vector<engine::DecideObjections>> rulings_of(Context& context) {
  const auto& arguments = context.arguments();
  if (arguments.has("--rules")) {
    const auto path = std::filesystem::path(arguments.word("--rules"));
    const auto text = TRY(base::read_file(path));
    const auto rules = TRY(foia::parse_ruling_file(text, path.filename().string()));
    const auto id = TRY(consultation_id(context));
    std::vector<engine::DecideObjections> out;
    for (const auto& rule : rules) {
      out.push_back({id, rule.numbers, rule.word, rule.ruling, rule.claims});
    }
    return out;
  }
  if (arguments.has("--accept") == arguments.has("--reject")) {
    return Error{ErrorCode::invalid_argument,
                 "it is not said what was decided",
                 "give --accept or --reject, or --rules FILE"};
  }
  engine::DecideObjections request;
  request.id = TRY(consultation_id(context));
  request.numbers = TRY(arguments.pages("--numbers"));
  request.words = arguments.word("--word");
  auto& ruling = request.ruling;
  ruling.decision = arguments.has("--accept") ? foia::ObjectionDecision::accepted
                                              : foia::ObjectionDecision::rejected;
  ruling.reason = arguments.word("--reason");
  ruling.harm = arguments.word("--harm");
  ruling.confidentiality.kept_private = TRY(answer_of(arguments, "--kept-private"));
  ruling.confidentiality.assurance = TRY(answer_of(arguments, "--assurance"));
  ruling.confidentiality.indications = TRY(answer_of(arguments, "--indications"));
  if (arguments.has("--box")) {
    if (arguments.has("--reject")) {
      return Error{ErrorCode::invalid_argument,
                   "a box says what of an objection is accepted",
                   "give it with --accept"};
    }
    ruling.kept_box = TRY(box_of(arguments));
  }
  request.claims = TRY(claims_of(arguments));
  if (!arguments.has("--numbers") && !arguments.has("--all") && !arguments.has("--word")) {
    return Error{ErrorCode::invalid_argument,
                 "it is not said which objections",
                 "name them: --numbers 1,3-5, --word TEXT, or --all for every undecided one"};
  }
  return std::vector<engine::DecideObjections>{std::move(request)};
}

Result<Exit> run_decide(Context& context) {
  const auto rulings = TRY(rulings_of(context));
  const auto result = TRY(engine::decide_objections(
      context.workspace(), context.sandbox(), rulings, context.is_dry_run()));
  if (context.wants_json()) {
    context.print(engine::to_json(result));
    return Exit::done;
  }
  const auto verb = context.arguments().has("--rules")
                        ? std::string("decided")
                        : std::string(foia::to_string(rulings.front().ruling.decision));
  context.print_line(context.is_dry_run() ? fmt::format("would decide {}; {} undecided",
                                                        base::plural(result.decided, "objection"),
                                                        base::with_commas(result.undecided))
                                          : fmt::format("{} {}; made {}; {} undecided",
                                                        verb,
                                                        base::plural(result.decided, "objection"),
                                                        base::plural(result.marks, "mark"),
                                                        base::with_commas(result.undecided)));
  return Exit::done;
}

// `letter`: where the letter that proves the step goes; empty: none.
Result<Exit> take(Context& context,
                  foia::ConsultationStep step,
                  const std::string& line,
                  const std::string& letter = "") {
  const auto id = TRY(consultation_id(context));
  const auto result = TRY(engine::take_consultation_step(
      context.workspace(), context.sandbox(), id, step, letter, context.is_dry_run()));
  if (context.wants_json()) {
    context.print(engine::to_json(result));
    return report_refusal(context, result.outgoing, Exit::done);
  }
  if (!result.outgoing.is_clean()) {
    return report_refusal(context, result.outgoing, Exit::done);
  }
  auto text = line;
  if (result.step.until) {
    text = base::replace_all(text, "DATE", base::to_string(*result.step.until));
  }
  context.print_line(fmt::format("consultation {}: {}", id.value, text));
  for (const auto& file : result.files) {
    context.print_line(fmt::format("  letter {}: {}", result.letter, file.string()));
  }
  for (const auto& note : result.notes) {
    context.print_line("  " + note);
  }
  return Exit::done;
}

Result<foia::ConsultationStep> step_of(Context& context, foia::ConsultationStepKind kind) {
  foia::ConsultationStep step;
  step.kind = kind;
  step.on = TRY(context.date_or_today("--on"));
  step.reason = context.arguments().word("--reason");
  return step;
}

// "R-000006:1-3" for pages of a record, "R-000006" for all of its pages in the consultation.
Result<std::vector<foia::PageRef>> pages_of(Context& context) {
  std::vector<foia::PageRef> out;
  const auto id = TRY(consultation_id(context));
  const auto all = TRY(engine::consultations(context.workspace(), context.today()));
  for (const auto& text : context.arguments().words("--page")) {
    const auto colon = text.find(':');
    const auto record = foia::parse_control_number(text.substr(0, colon));
    std::vector<int> numbers;
    if (colon != std::string::npos) {
      const auto range = text.substr(colon + 1);
      const auto dash = range.find('-');
      const auto first = parse_whole_number(range.substr(0, dash));
      const auto last =
          dash == std::string::npos ? first : parse_whole_number(range.substr(dash + 1));
      constexpr std::int64_t kMost = 10'000;
      if (!first || !last || *first < 1 || *last < *first || *last - *first > kMost) {
        return Error{ErrorCode::invalid_argument,
                     fmt::format("'{}' names no page", text),
                     "write --page R-000006:1-3"};
      }
      for (auto number = *first; number <= *last; ++number) {
        numbers.push_back(static_cast<int>(number));
      }
    }
    if (!record) {
      return Error{ErrorCode::invalid_argument,
                   fmt::format("'{}' names no page", text),
                   "write --page R-000006:1-3, or --page R-000006 for all of its pages"};
    }
    for (const auto& view : all) {
      if (view.consultation.id != id || !numbers.empty()) {
        continue;
      }
      for (const auto& page : view.consultation.pages) {
        if (page.record == *record) {
          out.push_back(page);
        }
      }
    }
    for (const int number : numbers) {
      out.push_back({*record, number});
    }
  }
  return out;
}

Result<Exit> run_remind(Context& context) {
  auto step = TRY(step_of(context, foia::ConsultationStepKind::reminded));
  return take(context, step, "reminder recorded", context.arguments().word("--letter"));
}

Result<Exit> run_extend(Context& context) {
  auto step = TRY(step_of(context, foia::ConsultationStepKind::extended));
  step.until = TRY(context.arguments().date("--due"));
  return take(context,
              step,
              "now due DATE; the statutory clock runs on",
              context.arguments().word("--letter"));
}

Result<Exit> run_no_response(Context& context) {
  const auto step = TRY(step_of(context, foia::ConsultationStepKind::no_response));
  return take(context, step, "no answer in time: taken as no objection (6 CFR 5.7)");
}

Result<Exit> run_intend(Context& context) {
  auto step = TRY(step_of(context, foia::ConsultationStepKind::intent_sent));
  step.until = TRY(context.arguments().date("--disclose-on"));
  return take(context,
              step,
              "notice of intent to disclose; nothing overruled leaves before DATE",
              context.arguments().word("--letter"));
}

Result<Exit> run_freeze(Context& context) {
  auto step = TRY(step_of(context, foia::ConsultationStepKind::enjoined));
  step.reference = context.arguments().word("--case");
  step.pages = TRY(pages_of(context));
  return take(context,
              step,
              step.pages.empty() ? std::string("every page is frozen")
                                 : base::plural(static_cast<long long>(step.pages.size()), "page") +
                                       " frozen: " + pages_text(step.pages));
}

Result<Exit> run_lift(Context& context) {
  auto step = TRY(step_of(context, foia::ConsultationStepKind::lifted));
  step.pages = TRY(pages_of(context));
  return take(context,
              step,
              step.pages.empty() ? std::string("no page is frozen any more")
                                 : "not frozen any more: " + pages_text(step.pages));
}

Result<Exit> run_plan(Context& context) {
  auto step = TRY(step_of(context, foia::ConsultationStepKind::finish_planned));
  step.until = TRY(context.arguments().date("--finish-by"));
  return take(context, step, "the agency means to finish by DATE");
}

Result<Exit> run_tell(Context& context) {
  auto step = TRY(step_of(context, foia::ConsultationStepKind::requester_told));
  step.reference = context.arguments().word("WHAT");
  const auto id = TRY(consultation_id(context));
  auto line = "the requester was told of the " + step.reference;
  const auto all = TRY(engine::consultations(context.workspace(), context.today()));
  for (const auto& view : all) {
    const auto* agency = context.workspace().matter().agency(view.consultation.submitter);
    if (view.consultation.id == id && step.reference == "referral" && agency != nullptr) {
      line += fmt::format(" to {}, {}", agency->name, agency->contact);
    }
  }
  return take(context, step, line, context.arguments().word("--letter"));
}

Result<Exit> run_close(Context& context) {
  const auto step = TRY(step_of(context, foia::ConsultationStepKind::closed));
  return take(context, step, "closed");
}

Result<Exit> run_answered(Context& context) {
  auto step = TRY(step_of(context, foia::ConsultationStepKind::answered));
  step.reason = context.arguments().word("--outcome");
  return take(context, step, "they answered the requester: " + step.reason);
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

void print_history(Context& context, const engine::ConsultationView& view) {
  for (const auto& reply : view.consultation.returns) {
    context.print_line(fmt::format("  {}  came back as {}{}{}{}",
                                   base::to_string(reply.returned),
                                   reply.form,
                                   reply.by.empty() ? "" : " by " + harmless(reply.by),
                                   reply.key.empty() ? "" : ", key " + reply.key,
                                   reply.is_late ? ", late" : ""));
    for (const auto& finding : reply.findings) {
      context.print_line("              " + finding_text(finding));
    }
    if (!reply.not_theirs.empty()) {
      context.print_line("              not theirs, they say: " + pages_text(reply.not_theirs));
    }
  }
  for (const auto& step : view.consultation.steps) {
    std::string line =
        fmt::format("  {}  {}", base::to_string(step.on), foia::to_string(step.kind));
    line += step.until ? " until " + base::to_string(*step.until) : "";
    line += step.reference.empty() ? "" : " " + harmless(step.reference);
    line += step.reason.empty() ? "" : ": " + harmless(step.reason);
    context.print_line(line);
  }
  if (!view.next.empty()) {
    context.print_line("  next: " + view.next);
  }
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
  if (context.arguments().has("--open")) {
    std::erase_if(all, [](const auto& view) { return !foia::is_out(view.consultation); });
  }
  if (context.wants_json()) {
    context.print(engine::to_json(all));
    return Exit::done;
  }
  if (all.empty() && !context.wants_plain()) {
    context.print_line("nothing is out at a submitter or another agency");
    return Exit::done;
  }
  Table table({{"#", Align::right},
               {"to"},
               {"kind"},
               {"sent"},
               {"pages", Align::right},
               {"due"},
               {"back"},
               {"state"},
               {"open", Align::right},
               {"accepted", Align::right},
               {"rejected", Align::right},
               {"finish"},
               {"released", Align::right}});
  const auto today = context.today();
  for (const auto& view : all) {
    const auto& row = view.consultation;
    const bool is_referral = row.kind == foia::ConsultationKind::referral;
    auto state = std::string(clock::standing_word(row));
    if (foia::is_out(row) && !is_referral) {
      const auto days = base::days_between(today, view.due);
      state += days < 0 ? fmt::format(", {} late", base::plural(-days, "day"))
                        : fmt::format(", {} left", base::plural(days, "day"));
    }
    table.add({row.id.value,
               row.submitter,
               foia::to_string(row.kind),
               base::to_string(row.sent),
               row.pages.size(),
               is_referral ? "" : base::to_string(view.due),
               row.returned ? base::to_string(*row.returned) : "",
               state,
               view.undecided,
               view.accepted + view.accepted_in_part,
               view.rejected,
               view.finish ? base::to_string(*view.finish) : "",
               view.released});
  }
  context.print(table);
  if (is_one && !context.wants_plain()) {
    print_history(context, all.front());
    if (!all.front().consultation.objections.empty()) {
      print_objections(context, all.front());
    }
  }
  return Exit::done;
}

Argument id_argument(bool is_required) {
  return {.name = "ID", .help = "number of the consultation", .is_required = is_required};
}

Option on_option() {
  return {.name = "--on", .value_name = "DATE", .help = "day it happened; else today"};
}

Option letter_option() {
  return {.name = "--letter",
          .value_name = "FILE",
          .help = "write the letter that proves it, as DOCX and PDF, and record it",
          .words = Words::file};
}

Option page_option() {
  return {.name = "--page",
          .value_name = "R-000006:1-3",
          .help = "pages of a record; may be repeated; else every page",
          .repeats = true};
}

Command step_command(std::string name,
                     std::string summary,
                     std::vector<Option> options,
                     std::string description,
                     std::vector<Example> examples,
                     Result<Exit> (*run)(Context& context)) {
  return {.name = std::move(name),
          .group = "Consult",
          .summary = std::move(summary),
          .arguments = {id_argument(true)},
          .options = joined(std::move(options), {on_option(), reason_option(), dry_run_option()}),
          .description = std::move(description),
          .examples = std::move(examples),
          .needs = {.matter = Matter::write, .sandbox = true},
          .run = run};
}

}  // namespace

Command consult_send_command() {
  return {
      .name = "consult send",
      .group = "Consult",
      .summary = "seal a package of pages for a submitter or another agency",
      .arguments = {scope_argument()},
      .options = joined(
          {{.name = "--submitter",
            .value_name = "KEY",
            .help = "submitter of matter.toml",
            .words = Words::submitter},
           {.name = "--agency",
            .value_name = "KEY",
            .help = "another agency or an office of matter.toml, for its views"},
           {.name = "--referral", .help = "with --agency: the records are theirs, they answer"},
           {.name = "--coordinate",
            .help = "with --agency: for its views, without naming it to the requester"},
           {.name = "--out",
            .value_name = "FILE",
            .help = "the package to write: NAME.vaughn-package",
            .is_required = true,
            .words = Words::file},
           {.name = "--on", .value_name = "DATE", .help = "day it leaves; else today"},
           {.name = "--due",
            .value_name = "DATE",
            .help = "answer by; else their working days later"},
           reason_option()},
          joined(scope_options(), {dry_run_option()})),
      .description =
          "One sealed file, a zip archive that opens without vaughn too: the pages as one numbered "
          "PDF with a form at its end, a spreadsheet with a row for each page, instructions, the "
          "notice, and a signed manifest of every file. They answer with `vaughn package`, by "
          "annotating the PDF, or in the spreadsheet.\n\n"
          "Executive Order 12600: a submitter is told before its commercial information is "
          "released. Pages may be out at several submitters and agencies at once. Pages referred "
          "to an agency are decided so by the same event. None of it stops the statutory clock.",
      .examples =
          {{"consult send set:prices --submitter northway --out northway.vaughn-package",
            "notice to a submitter"},
           {"consult send R-000012 --agency doj --referral --reason \"written by DOJ\" --out "
            "doj.vaughn-package",
            "a referral"}},
      .needs = {.matter = Matter::write, .sandbox = true},
      .run = run_send,
  };
}

Command consult_package_command() {
  return {
      .name = "consult package",
      .group = "Consult",
      .summary = "write the package of a consultation again, as it left",
      .arguments = {id_argument(true)},
      .options = {{.name = "--out",
                   .value_name = "FILE",
                   .help = "the package to write",
                   .is_required = true,
                   .words = Words::file}},
      .description = "The same bytes: the matter keeps every package that left.",
      .examples = {{"consult package 1 --out again.vaughn-package", "it was lost on its way"}},
      .needs = {.matter = Matter::read},
      .run = run_package,
  };
}

Command consult_import_command() {
  return {
      .name = "consult import",
      .group = "Consult",
      .summary = "take a reply back",
      .arguments = {id_argument(true),
                    {.name = "FILE",
                     .help = "a sealed reply, the annotated pages.pdf, or the filled-in form",
                     .is_required = true,
                     .words = Words::file}},
      .options = {{.name = "--on", .value_name = "DATE", .help = "day it came back; else today"},
                  {.name = "--despite-findings",
                   .help = "take the rest though pages are missing, altered or added"},
                  dry_run_option()},
      .description =
          "What came back is compared with what left: pages missing, added or altered stop the "
          "import unless told otherwise, and stay unanswered. A reply to another package, words "
          "that are not on the page and marks without ground or reason are refused, all of them "
          "listed. The same file again adds nothing; a further reply adds what is new.\n\n"
          "The marks are a layer of their own: none becomes the agency's before `consult decide`.",
      .examples = {{"consult import 1 northway.vaughn-reply -n", "check it first"},
                   {"consult import 1 pages-annotated.pdf", "marked in a PDF viewer"}},
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
      .options = joined(
          {{.name = "--numbers", .value_name = "LIST", .help = "objections 1,3-5"},
           {.name = "--word",
            .value_name = "TEXT",
            .help = "undecided objections to text that holds TEXT"},
           {.name = "--all", .help = "every objection not yet decided"},
           {.name = "--accept", .help = "becomes a mark of the agency"},
           {.name = "--reject", .help = "will be released"},
           {.name = "--box",
            .value_name = "X0,Y0,X1,Y1",
            .help = "with --accept: only this part of one objection"},
           {.name = "--rules",
            .value_name = "FILE",
            .help = "decisions of a TOML file, [[objection]], instead",
            .words = Words::file},
           {.name = "--reason",
            .value_name = "TEXT",
            .help = "why, for the submitter and the ledger"},
           {.name = "--kept-private",
            .value_name = "ANSWER",
            .help = "\"yes: EVIDENCE\": its owner customarily and actually keeps it private"},
           {.name = "--assurance",
            .value_name = "ANSWER",
            .help = "\"no: EVIDENCE\": the government assured privacy"},
           {.name = "--indications",
            .value_name = "ANSWER",
            .help = "without assurance: signs at submission that it would be disclosed"},
           dry_run_option()},
          claims_options()),
      .description =
          "The agency decides, not the submitter: an accepted objection becomes a mark of the "
          "agency under the exemption given, a rejected one keeps its reason. For a submitter's "
          "objection the three questions of Food Marketing Institute v. Argus Leader are answered "
          "with their evidence, as far as they decide; answers that contradict the decision are "
          "refused. An accepted mark says what disclosure would foreseeably harm.\n\n"
          "What is rejected, whole or in part, is not produced before the disclosure date of a "
          "notice: `consult intend`. Of another agency's recommendations the exemption it names is "
          "taken unless --exemption says otherwise.",
      .examples = {{"consult decide 1 --numbers 1-4 --accept --exemption '(b)(4)' --harm "
                    "\"competitors could undercut\" --kept-private \"yes: affidavit of 3 May\" "
                    "--assurance \"yes: contract clause H.7\" --reason \"unit prices\"",
                    "four of them"},
                   {"consult decide 1 --all --reject --kept-private \"no: on its web site\" "
                    "--reason \"published in the award notice\"",
                    "the rest"},
                   {"consult decide 1 --rules rulings.toml", "many at once, one event"}},
      .needs = {.matter = Matter::write, .sandbox = true},
      .run = run_decide,
  };
}

Command consult_remind_command() {
  return step_command("consult remind",
                      "record that who has yet to answer was reminded",
                      {letter_option()},
                      "`consult status --open` lists who is due and who is late.",
                      {{"consult remind 1 --reason \"by e-mail\"", "a reminder"}},
                      run_remind);
}

Command consult_extend_command() {
  return step_command(
      "consult extend",
      "give more time to answer",
      {{.name = "--due", .value_name = "DATE", .help = "the new due date", .is_required = true},
       letter_option()},
      "Needs a reason. It does not stop the statutory clock.",
      {{"consult extend 1 --due 2026-03-23 --reason \"counsel is in trial\"", "one more week"}},
      run_extend);
}

Command consult_no_response_command() {
  return step_command(
      "consult no-response",
      "record that nothing came in time",
      {},
      "Only after the due date. A submitter who does not answer in the time of the notice is taken "
      "to have no objection (6 CFR 5.7); the office then decides on the pages.",
      {{"consult no-response 1", "the due date has passed"}},
      run_no_response);
}

Command consult_intend_command() {
  return step_command(
      "consult intend",
      "record the notice of intent to disclose over objections",
      {{.name = "--disclose-on",
        .value_name = "DATE",
        .help = "the disclosure date; else the submitter's working days after the notice"},
       letter_option()},
      "Executive Order 12600 sec. 5: overruled, the submitter is told why, and a specified number "
      "of days before a specified disclosure date. The pages overruled are not produced before "
      "that date.",
      {{"consult intend 1 --disclose-on 2026-04-06", "notice sent today"}},
      run_intend);
}

Command consult_freeze_command() {
  return step_command(
      "consult freeze",
      "hold pages back because a court forbids their release",
      {{.name = "--case",
        .value_name = "NUMBER",
        .help = "the case in which the submitter sues",
        .is_required = true},
       page_option()},
      "A submitter may sue to stop disclosure (reverse FOIA). Only the pages named are frozen; the "
      "others go on.",
      {{"consult freeze 1 --case 3:26-cv-00123 --page R-000006:2", "one page"}},
      run_freeze);
}

Command consult_lift_command() {
  return step_command(
      "consult lift",
      "end a freeze",
      {page_option()},
      "When the suit has ended, or the court allows it: the reason names the order. The "
      "pages go on from where they stood before the freeze.",
      {{"consult lift 1 --reason \"order of 4 May, ECF No. 31\"", "all of it"}},
      run_lift);
}

Command consult_plan_command() {
  return step_command(
      "consult plan",
      "say by when the agency will be done with it, for the status report",
      {{.name = "--finish-by",
        .value_name = "DATE",
        .help = "decided by then",
        .is_required = true}},
      "`consult status` shows the date, and a status report can promise it. It moves no "
      "deadline and releases nothing.",
      {{"consult plan 1 --finish-by 2026-04-15", "for the status report"}},
      run_plan);
}

Command consult_tell_command() {
  auto command = step_command(
      "consult tell",
      "record that the requester was told",
      {letter_option()},
      "WHAT is notice, intent or suit of a submitter's consultation, or referral. Of a "
      "coordination nothing is told: naming the other agency would itself do harm.",
      {{"consult tell 1 notice", "when the notice went to the submitter"},
       {"consult tell 2 referral", "with the agency's contact"}},
      run_tell);
  command.arguments.push_back(
      {.name = "WHAT", .help = "notice, intent, suit or referral", .is_required = true});
  return command;
}

Command consult_answered_command() {
  return step_command(
      "consult answered",
      "record what those to whom records were referred answered the requester",
      {{.name = "--outcome",
        .value_name = "TEXT",
        .help = "what they answered, in their words",
        .is_required = true}},
      "The pages stay in the count of this agency, which answers for them in court.",
      {{"consult answered 2 --outcome \"released in part\"", "they wrote to us"}},
      run_answered);
}

Command consult_close_command() {
  return step_command("consult close",
                      "end a consultation",
                      {},
                      "Refused while pages are out, objections undecided, overruled objections "
                      "without notice or before their disclosure date, or pages frozen.",
                      {{"consult close 1", "nothing is left to do"}},
                      run_close);
}

Command consult_status_command() {
  return {
      .name = "consult status",
      .group = "Consult",
      .summary = "list what is out at submitters and agencies and what came back",
      .arguments = {id_argument(false)},
      .options = {{.name = "--open", .help = "only what is still out, with days left or late"}},
      .description =
          "As a status report needs it: sent, pages, due, back, decided, by when the agency will "
          "finish, pages then released. With a number: that consultation with its history and "
          "objections.",
      .examples = {{"consult status", "all of them"}, {"consult status 1", "with its objections"}},
      .needs = {.matter = Matter::read},
      .run = run_status,
  };
}

}  // namespace vaughn::cli
