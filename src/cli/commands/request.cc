// SPDX-License-Identifier: AGPL-3.0-or-later
#include "engine/request.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "cli/context.h"
#include "cli/detail/command_list.h"
#include "cli/detail/deadline_text.h"
#include "clock/fees.h"
#include "engine/json.h"

namespace vaughn::cli {
namespace {

using base::Error;
using base::ErrorCode;
using base::Result;
using foia::RequestStep;
using foia::StepKind;

Error missing(std::string what, std::string hint) {
  return Error{ErrorCode::invalid_argument, std::move(what), std::move(hint)};
}

std::string due_words(const std::optional<base::Date>& due) {
  return due ? "due " + day_and_date(*due) : std::string("not due while the clock stands still");
}

std::string was_words(const std::optional<base::Date>& was) {
  return was ? fmt::format(" (was {})", day_and_date(*was))
             : std::string(" (the clock stood still)");
}

// Takes the step on the day of --on, and says what it changed.
Result<Exit> take(Context& context, RequestStep step) {
  const auto& arguments = context.arguments();
  engine::StepRequest request;
  step.on = TRY(context.date_or_today("--on"));
  request.step = std::move(step);
  request.document = arguments.word("--document");
  request.letter = TRY(arguments.number("--letter")).value_or(0);
  request.reason = arguments.word("--reason");
  request.is_dry_run = context.is_dry_run();
  const auto result = TRY(engine::advance_request(context.workspace(), request));
  if (context.wants_json()) {
    context.print(engine::to_json(result));
    return Exit::done;
  }
  context.print_line(fmt::format("{}{} on {}; the request is {}{}",
                                 context.is_dry_run() ? "would record: " : "",
                                 title(result.step.kind),
                                 base::to_string(result.step.on),
                                 title(result.after.state),
                                 result.after.in_litigation ? ", in litigation" : ""));
  if (result.determination && !result.after.determined && !result.after.closed) {
    const auto& due = result.determination->due;
    const bool is_new = !result.before.received || due == result.determination_was;
    context.print_line(fmt::format(
        "determination {}{}", due_words(due), is_new ? "" : was_words(result.determination_was)));
  }
  if (!result.step.document.name.empty()) {
    context.print_line("proven by  " + harmless(result.step.document.name));
  }
  context.suggest("vaughn deadlines");
  return Exit::done;
}

// --grant or --deny; exactly one.
Result<bool> verdict(const Arguments& arguments, const char* yes, const char* no) {
  if (arguments.has(yes) == arguments.has(no)) {
    return missing("it is not said which way it was decided", fmt::format("{} or {}", yes, no));
  }
  return arguments.has(yes);
}

Result<Exit> run_receive(Context& context) {
  const auto& arguments = context.arguments();
  RequestStep step{.kind = StepKind::received};
  step.office = arguments.word("--by");
  step.is_proper = !arguments.has("--misdirected");
  step.is_after_hours = arguments.has("--after-hours");
  return take(context, std::move(step));
}

// "42.50" in cents.
Result<std::int64_t> cents_of(std::string_view word) {
  const auto bad = Error{ErrorCode::invalid_argument,
                         fmt::format("'{}' is no sum of dollars", word),
                         "write it as 40 or 42.50"};
  constexpr std::int64_t kMost = 1'000'000'000;
  const auto point = word.find('.');
  const auto whole = parse_whole_number(word.substr(0, point));
  Result<std::int64_t> part = std::int64_t{0};
  if (point != std::string_view::npos) {
    part = word.size() - point == 3 ? parse_whole_number(word.substr(point + 1))
                                    : Result<std::int64_t>(bad);
  }
  if (!whole || !part || *whole > kMost) {
    return bad;
  }
  const auto cents = *whole * 100 + *part;
  if (cents == 0) {
    return bad;
  }
  return cents;
}

Result<Exit> take_fee(Context& context, StepKind kind) {
  RequestStep step{.kind = kind};
  step.cents = TRY(cents_of(context.arguments().word("DOLLARS")));
  step.text = context.arguments().word("--of");
  return take(context, std::move(step));
}

Result<Exit> run_fee_estimate(Context& context) {
  return take_fee(context, StepKind::fee_estimated);
}

Result<Exit> run_pay(Context& context) {
  return take_fee(context, StepKind::fee_paid);
}

Result<Exit> run_route(Context& context) {
  RequestStep step{.kind = StepKind::routed};
  step.office = context.arguments().word("--to");
  step.is_proper = true;
  return take(context, std::move(step));
}

Result<Exit> run_imperfect(Context& context) {
  RequestStep step{.kind = StepKind::found_imperfect};
  step.text = context.arguments().word("TEXT");
  return take(context, std::move(step));
}

Result<Exit> run_perfect(Context& context) {
  return take(context, {.kind = StepKind::perfected});
}

Result<Exit> run_acknowledge(Context& context) {
  RequestStep step{.kind = StepKind::acknowledged};
  step.number = context.arguments().word("--number");
  step.due = TRY(context.arguments().date("--estimate"));
  return take(context, std::move(step));
}

Result<Exit> run_track(Context& context) {
  const auto word = context.arguments().word("TRACK");
  constexpr std::array<std::string_view, 3> kTracks{"simple", "complex", "expedited"};
  if (std::find(kTracks.begin(), kTracks.end(), word) == kTracks.end()) {
    return missing(fmt::format("'{}' is no track", word), "simple, complex or expedited");
  }
  RequestStep step{.kind = StepKind::track_assigned};
  step.text = word;
  return take(context, std::move(step));
}

Result<Exit> run_toll(Context& context) {
  RequestStep step{.kind = StepKind::tolled};
  step.toll = TRY(foia::parse_toll_kind(context.arguments().word("--about")));
  step.text = context.arguments().word("--question");
  return take(context, std::move(step));
}

Result<Exit> run_answer(Context& context) {
  RequestStep step{.kind = StepKind::toll_answered};
  const auto word = context.arguments().word("--about");
  if (!word.empty()) {
    step.toll = TRY(foia::parse_toll_kind(word));
    return take(context, std::move(step));
  }
  const auto life = TRY(engine::request_life(context.workspace()));
  int open = 0;
  for (const auto& toll : life.tolls) {
    if (!toll.closed) {
      step.toll = toll.kind;
      ++open;
    }
  }
  if (open > 1) {
    return missing("two questions are open", "--about information or --about fee");
  }
  return take(context, std::move(step));
}

Result<Exit> run_extend(Context& context) {
  const auto& arguments = context.arguments();
  RequestStep step{.kind = StepKind::extended};
  for (const auto& word : arguments.keys("--ground")) {
    step.grounds.push_back(TRY(foia::parse_unusual_ground(word)));
  }
  const auto days = TRY(arguments.number("--days"));
  step.days = static_cast<int>(std::min<std::int64_t>(days.value_or(10), 1000));
  step.due = TRY(arguments.date("--until"));
  step.is_arranged = step.due.has_value();
  step.text = arguments.word("--offer");
  if (step.is_arranged) {
    step.days = 0;
  }
  return take(context, std::move(step));
}

Result<Exit> run_expedite(Context& context) {
  const auto& arguments = context.arguments();
  RequestStep step;
  if (arguments.has("--need")) {
    step.kind = StepKind::expedition_requested;
    step.text = arguments.word("--need");
  } else {
    step.kind = StepKind::expedition_decided;
    step.is_granted = TRY(verdict(arguments, "--grant", "--deny"));
    step.text = arguments.word("--why");
  }
  return take(context, std::move(step));
}

Result<Exit> run_category(Context& context) {
  const auto word = context.arguments().word("CATEGORY");
  TRY(clock::parse_requester_category(word));
  RequestStep step{.kind = StepKind::fee_category_set};
  step.text = word;
  return take(context, std::move(step));
}

Result<Exit> run_waiver(Context& context) {
  const auto& arguments = context.arguments();
  RequestStep step;
  if (arguments.has("--reasons")) {
    step.kind = StepKind::fee_waiver_requested;
    step.text = arguments.word("--reasons");
  } else {
    step.kind = StepKind::fee_waiver_decided;
    step.is_granted = TRY(verdict(arguments, "--grant", "--deny"));
    step.text = arguments.word("--why");
  }
  return take(context, std::move(step));
}

Result<Exit> run_narrow(Context& context) {
  const auto& arguments = context.arguments();
  RequestStep step;
  if (arguments.has("--offer")) {
    step.kind = StepKind::narrowing_offered;
    step.text = arguments.word("--offer");
  } else {
    step.kind = StepKind::narrowing_answered;
    step.is_granted = TRY(verdict(arguments, "--accepted", "--refused"));
  }
  return take(context, std::move(step));
}

Result<Exit> run_interest(Context& context) {
  const auto& arguments = context.arguments();
  RequestStep step;
  if (arguments.has("--asked")) {
    step.kind = StepKind::interest_asked;
    step.text = arguments.word("--asked");
  } else {
    step.kind = StepKind::interest_answered;
    step.is_granted = TRY(verdict(arguments, "--yes-still", "--no-longer"));
  }
  return take(context, std::move(step));
}

Result<Exit> run_with_disposition(Context& context, StepKind kind) {
  RequestStep step{.kind = kind};
  step.disposition = TRY(foia::parse_request_disposition(context.arguments().word("--as")));
  step.text = context.arguments().word("--what");
  return take(context, std::move(step));
}

Result<Exit> run_determine(Context& context) {
  return run_with_disposition(context, StepKind::determined);
}

Result<Exit> run_close(Context& context) {
  return run_with_disposition(context, StepKind::closed);
}

Result<Exit> run_release(Context& context) {
  RequestStep step{.kind = StepKind::interim_released};
  step.text = context.arguments().word("VOLUME");
  return take(context, std::move(step));
}

Result<Exit> run_reopen(Context& context) {
  RequestStep step{.kind = StepKind::reopened};
  step.text = context.arguments().word("--why");
  return take(context, std::move(step));
}

Result<Exit> run_appeal(Context& context) {
  const auto& arguments = context.arguments();
  if (arguments.has("--grounds") == arguments.has("--decided")) {
    return missing("it is not said whether the appeal came or was decided",
                   "--grounds TEXT or --decided OUTCOME");
  }
  RequestStep step;
  if (arguments.has("--grounds")) {
    step.kind = StepKind::appeal_received;
    step.text = arguments.word("--grounds");
  } else {
    step.kind = StepKind::appeal_decided;
    step.outcome = TRY(foia::parse_appeal_outcome(arguments.word("--decided")));
  }
  return take(context, std::move(step));
}

Result<Exit> run_serve(Context& context) {
  RequestStep step{.kind = StepKind::complaint_served};
  const auto number = context.arguments().word("--case");
  step.number = number.empty() ? context.workspace().matter().case_number : number;
  return take(context, std::move(step));
}

Result<Exit> run_order(Context& context) {
  const auto& arguments = context.arguments();
  RequestStep step{.kind = StepKind::ordered};
  step.key = arguments.word("KEY");
  step.due = TRY(arguments.date("--due"));
  step.text = arguments.word("--what");
  step.ecf = static_cast<int>(TRY(arguments.number("--ecf")).value_or(0));
  return take(context, std::move(step));
}

Result<Exit> run_end(Context& context) {
  RequestStep step{.kind = StepKind::litigation_ended};
  step.text = context.arguments().word("--what");
  step.ecf = static_cast<int>(TRY(context.arguments().number("--ecf")).value_or(0));
  return take(context, std::move(step));
}

std::string detail_of(const RequestStep& step) {
  std::vector<std::string> parts;
  const auto add = [&](std::string text) {
    if (!text.empty()) {
      parts.push_back(std::move(text));
    }
  };
  add(step.office);
  add(step.number);
  if (step.toll) {
    add(std::string(to_string(*step.toll)));
  }
  for (const auto ground : step.grounds) {
    add(std::string(to_string(ground)));
  }
  if (step.disposition) {
    add(std::string(title(*step.disposition)));
  }
  if (step.outcome) {
    add(std::string(title(*step.outcome)));
  }
  if (step.kind == StepKind::expedition_decided || step.kind == StepKind::fee_waiver_decided) {
    add(step.is_granted ? "granted" : "denied");
  } else if (step.kind == StepKind::narrowing_answered) {
    add(step.is_granted ? "accepted" : "refused");
  } else if (step.kind == StepKind::interest_answered) {
    add(step.is_granted ? "still interested" : "no longer");
  }
  if (step.cents > 0) {
    add(fmt::format("${}.{:02}", base::with_commas(step.cents / 100), step.cents % 100));
  }
  add(step.text);
  if (step.due) {
    add("until " + base::to_string(*step.due));
  }
  return base::join(parts, "; ");
}

void print_life(Context& context, const engine::RequestView& view) {
  const auto& life = view.life;
  Table table({{}, {.cut = Cut::at_end}});
  table.add({"state", title(life.state)});
  std::vector<std::string> beside;
  if (life.extension) {
    beside.emplace_back("extended");
  }
  if (life.is_expedited) {
    beside.emplace_back("expedited");
  }
  if (life.in_litigation) {
    beside.push_back("in litigation" +
                     (view.case_number.empty() ? "" : ", No. " + view.case_number));
  }
  if (!life.track.empty()) {
    beside.push_back(life.track + " track");
  }
  if (!life.fee_category.empty()) {
    beside.push_back("fees: " + life.fee_category + (life.is_waived ? ", waived" : ""));
  }
  if (!beside.empty()) {
    table.add({"beside", base::join(beside, "; ")});
  }
  table.add({"requester", view.request.requester});
  if (view.determination) {
    const auto done = life.determined ? life.determined : life.closed;
    table.add({"clock",
               fmt::format("{} used; determination {}{}",
                           base::plural(view.working_days_used, "working day"),
                           due_words(view.determination->due),
                           done ? ", made " + base::to_string(*done) : "")});
  }
  table.add({"work",
             fmt::format("{} of {} open; {} at submitters",
                         base::with_commas(view.taskings_open),
                         base::plural(view.taskings, "tasking"),
                         base::plural(view.pages_at_submitters, "page"))});
  context.print(table);
}

Result<Exit> run_show(Context& context) {
  const auto view = TRY(engine::look_at_request(context.workspace(), context.today()));
  if (context.wants_json()) {
    context.print(engine::to_json(view));
    return Exit::done;
  }
  Table history({{"on"},
                 {"step"},
                 {"what", Align::left, Cut::at_end},
                 {"rule"},
                 {"event"},
                 {"document", Align::left, Cut::at_end}});
  for (const auto& row : view.history) {
    history.add({base::to_string(row.step.on),
                 title(row.step.kind),
                 detail_of(row.step),
                 row.step.authority,
                 row.event ? fmt::format("e{}", row.event.value) : "matter.toml",
                 row.step.document.name});
  }
  if (context.wants_plain()) {
    context.print(history);
    return Exit::done;
  }
  context.print_line(fmt::format("{} to {}",
                                 view.request.number.empty()
                                     ? "request without a number"
                                     : fmt::format("request {}", harmless(view.request.number)),
                                 harmless(view.request.component)));
  print_life(context, view);
  if (!history.is_empty()) {
    context.print_line("");
    context.print(history);
  }
  std::vector<std::string> words;
  for (const auto& row : clock::request_transitions()) {
    if (row.from == view.life.state && row.to != row.from) {
      words.emplace_back(to_string(row.step));
    }
  }
  context.print_line("");
  context.print_line("next may be: " + base::join(words, ", "));
  return Exit::done;
}

struct Verb {
  std::string name{};
  std::string summary{};
  std::string description{};
  std::vector<Argument> arguments{};
  std::vector<Option> options{};
  std::vector<Example> examples{};
  Result<Exit> (*run)(Context& context) = nullptr;
};

Command command_of(Verb verb) {
  const std::vector<Option> shared{
      {.name = "--on", .value_name = "DATE", .help = "day it happened; else today"},
      {.name = "--document",
       .value_name = "FILE",
       .help = "the letter or message that proves it; kept with the ledger",
       .words = Words::file},
      {.name = "--letter",
       .value_name = "N",
       .help = "the letter of this matter that proves it (letter list)"},
      reason_option(),
      dry_run_option()};
  return {
      .name = "request " + verb.name,
      .group = "Request",
      .summary = std::move(verb.summary),
      .arguments = std::move(verb.arguments),
      .options = joined(std::move(verb.options), shared),
      .description = std::move(verb.description),
      .examples = std::move(verb.examples),
      .needs = {.matter = Matter::write},
      .run = verb.run,
  };
}

Option text_option(std::string name, std::string help) {
  return {.name = std::move(name), .value_name = "TEXT", .help = std::move(help)};
}

Option disposition_option() {
  return {.name = "--as",
          .value_name = "HOW",
          .help =
              "full_grant, partial_grant, full_denial, no_records, referred, withdrawn, "
              "fee_related, not_described, improper_request, not_agency, duplicate or other",
          .is_required = true};
}

}  // namespace

Command request_show_command() {
  return {
      .name = "request show",
      .group = "Request",
      .summary = "show where the request stands and how it got there",
      .description =
          "State, clock and every step with its day, its rule, its event and the paper that proves "
          "it. What may come next is what the law's order of things allows; a guard may still "
          "refuse it.",
      .examples = {{"request show", "the life of the request so far"}},
      .needs = {.matter = Matter::read},
      .run = run_show,
  };
}

std::vector<Command> request_commands() {
  std::vector<Verb> verbs{
      {.name = "receive",
       .summary = "record that the request arrived",
       .description =
           "The clock of 20 working days begins with receipt by the proper component, and no later "
           "than ten days after any component has it.",
       .options = {{.name = "--by", .value_name = "OFFICE", .help = "who received it"},
                   {.name = "--misdirected", .help = "a component that does not have the records"},
                   {.name = "--after-hours", .help = "after the close of business"}},
       .examples = {{"request receive --on 2026-03-02", "by the right component"}},
       .run = run_receive},
      {.name = "route",
       .summary = "record that a misdirected request reached the right component",
       .description = "The clock starts on the day it arrives there, or ten days after its first "
                      "receipt if that is earlier.",
       .options = {{.name = "--to",
                    .value_name = "OFFICE",
                    .help = "the component that has the records",
                    .is_required = true}},
       .examples = {{"request route --to ICE --on 2026-02-27",
                     "from the front office to the component"}},
       .run = run_route},
      {.name = "imperfect",
       .summary = "record that the request is not described well enough, or not by the rules",
       .description = "No clock runs until it is perfected.",
       .arguments = {{.name = "TEXT", .help = "what is missing", .is_required = true}},
       .examples = {{"request imperfect \"no dates and no subject\" --on 2026-03-03",
                     "the requester is asked to describe it"}},
       .run = run_imperfect},
      {.name = "perfect",
       .summary = "record that what was missing came",
       .description = "The clock starts on this day.",
       .examples = {{"request perfect --on 2026-03-09", "the description came"}},
       .run = run_perfect},
      {.name = "acknowledge",
       .summary = "record the acknowledgment",
       .description = "An acknowledgment is no determination.",
       .options = {{.name = "--number", .value_name = "NUMBER", .help = "tracking number"},
                   {.name = "--estimate",
                    .value_name = "DATE",
                    .help = "estimated date of completion given to the requester"}},
       .examples = {{"request acknowledge --number 2026-ICFO-00007 --document ack.pdf",
                     "with the letter that was sent"}},
       .run = run_acknowledge},
      {.name = "track",
       .summary = "put the request on a track",
       .description = "Requests of one track are answered first in, first out.",
       .arguments = {{.name = "TRACK",
                      .help = "simple, complex or expedited",
                      .is_required = true}},
       .examples = {{"request track complex", "many records or several offices"}},
       .run = run_track},
      {.name = "toll",
       .summary = "stop the clock with a question to the requester",
       .description =
           "Once for information, and for fees as often as fees have to be settled. Nothing else "
           "stops the clock: no submitter, no consultation, no shortage of staff.",
       .options = {{.name = "--about",
                    .value_name = "WHAT",
                    .help = "information or fee",
                    .is_required = true},
                   {.name = "--question",
                    .value_name = "TEXT",
                    .help = "what was asked, in its words",
                    .is_required = true}},
       .examples = {{"request toll --about information --question \"Which years?\" --on 2026-03-10",
                     "the clock stands still from that day"}},
       .run = run_toll},
      {.name = "answer",
       .summary = "record the requester's answer; the clock runs again",
       .description = "Counting goes on with the next working day.",
       .options = {{.name = "--about",
                    .value_name = "WHAT",
                    .help = "information or fee; needed if both are open"}},
       .examples = {{"request answer --on 2026-03-24 --document reply.eml",
                     "the answer to the only open question"}},
       .run = run_answer},
      {.name = "extend",
       .summary = "record the notice of unusual circumstances",
       .description =
           "Three grounds and no other: field_facilities, voluminous, consultation. Ten working "
           "days at most; longer only as arranged with the requester.",
       .options = {{.name = "--ground",
                    .value_name = "GROUND",
                    .help = "field_facilities, voluminous or consultation; repeated",
                    .repeats = true},
                   {.name = "--days", .value_name = "N", .help = "working days, 1 to 10; else 10"},
                   {.name = "--until",
                    .value_name = "DATE",
                    .help = "a longer time frame arranged with the requester; needs --offer"},
                   text_option("--offer", "what was offered and agreed")},
       .examples = {{"request extend --ground field_facilities --on 2026-03-27",
                     "ten working days more"}},
       .run = run_extend},
      {.name = "expedite",
       .summary = "record a request for expedition, or the decision on it",
       .description = "A decision is due ten calendar days after the request for it; a denial can "
                      "be appealed.",
       .options = {text_option("--need", "the compelling need shown: a request"),
                   {.name = "--grant", .help = "it was granted"},
                   {.name = "--deny", .help = "it was denied"},
                   text_option("--why", "reasons of the decision")},
       .examples = {{"request expedite --grant --why \"urgency to inform the public\"",
                     "moves to the expedited track"}},
       .run = run_expedite},
      {.name = "fee-category",
       .summary = "set the category in which the requester pays",
       .description = "It decides who pays for search, review and duplication: vaughn fees.",
       .arguments = {{.name = "CATEGORY",
                      .help = "commercial, educational, scientific, media or other",
                      .is_required = true}},
       .examples = {{"request fee-category media", "no search fees"}},
       .run = run_category},
      {.name = "fee-estimate",
       .summary = "record that the requester was told an estimate of the fees",
       .description = "An estimate is told before the work it is for is done; vaughn fees counts "
                      "it. A question about it that stops the clock is vaughn request toll.",
       .arguments = {{.name = "DOLLARS", .help = "40 or 40.00", .is_required = true}},
       .options = {text_option("--of", "what it is for")},
       .examples = {{"request fee-estimate 42.50 --of \"search and 150 pages\" --letter 3",
                     "with the letter that told it"}},
       .run = run_fee_estimate},
      {.name = "pay",
       .summary = "record a payment of fees",
       .description = "What was paid, and when.",
       .arguments = {{.name = "DOLLARS", .help = "40 or 40.00", .is_required = true}},
       .options = {text_option("--of", "what it is for")},
       .examples = {{"request pay 42.50 --on 2026-04-02", "by the requester"}},
       .run = run_pay},
      {.name = "waiver",
       .summary = "record a request for a fee waiver, or the decision on it",
       .description = "Granted if disclosure serves the public's understanding of the government "
                      "and no commercial interest comes first. Inability to pay is no ground.",
       .options = {text_option("--reasons", "reasons given: a request"),
                   {.name = "--grant", .help = "it was granted"},
                   {.name = "--deny", .help = "it was denied"},
                   text_option("--why", "reasons of the decision")},
       .examples = {{"request waiver --deny --why \"not likely to contribute\"",
                     "the requester may appeal"}},
       .run = run_waiver},
      {.name = "narrow",
       .summary = "record an offer to narrow the request, or the answer to it",
       .description = "A refusal of a reasonable offer counts in court; three offers made in good "
                      "faith count for fees.",
       .options = {text_option("--offer", "what was offered"),
                   {.name = "--accepted", .help = "the requester accepted"},
                   {.name = "--refused", .help = "the requester refused"}},
       .examples = {{"request narrow --offer \"the contracts of 2022 first\"",
                     "kept in its own words"}},
       .run = run_narrow},
      {.name = "interest",
       .summary = "record that the requester was asked whether still interested, or answered",
       .description = "Asked once, on reasonable grounds; the request is not closed for silence "
                      "before 30 working days have passed.",
       .options = {text_option("--asked", "how the requester was reached"),
                   {.name = "--yes-still", .help = "the requester is"},
                   {.name = "--no-longer", .help = "the requester is not"}},
       .examples = {{"request interest --asked \"letter and telephone\" --on 2026-08-03",
                     "not closed before September 16"}},
       .run = run_interest},
      {.name = "determine",
       .summary = "record the determination and its notice",
       .description =
           "The requester is told what will be produced and withheld, and why, and of the right to "
           "appeal. Records may follow promptly.",
       .options = {disposition_option(), text_option("--what", "its scope in short")},
       .examples = {{"request determine --as partial_grant --what \"categories 1 and 2\" "
                     "--document response.pdf",
                     "with the letter"}},
       .run = run_determine},
      {.name = "release",
       .summary = "record an interim release",
       .description = "The determination may come before or after it; the request stays open.",
       .arguments = {{.name = "VOLUME",
                      .help = "the volume that was sent",
                      .is_required = true,
                      .words = Words::volume}},
       .examples = {{"request release VOL001 --on 2026-05-01", "the first volume was sent"}},
       .run = run_release},
      {.name = "close",
       .summary = "close the request",
       .description =
           "The last word of the agency. What rests on a search needs a determination first.",
       .options = {disposition_option(), text_option("--what", "how it ended, for other")},
       .examples = {{"request close --as no_records --on 2026-04-24", "after the determination"}},
       .run = run_close},
      {.name = "reopen",
       .summary = "open a closed request again, with its first date of receipt",
       .description = "The first receipt stays: a reopened request keeps its place.",
       .options = {text_option("--why", "the reason")},
       .examples = {{"request reopen --why \"the requester answered\"",
                     "after a closing for silence"}},
       .run = run_reopen},
      {.name = "appeal",
       .summary = "record an administrative appeal, or the decision on it",
       .description = "Decided within 20 working days; nothing tolls them. Reversed in part or "
                      "whole it comes back.",
       .options = {text_option("--grounds", "what is appealed: the appeal was received"),
                   {.name = "--decided",
                    .value_name = "OUTCOME",
                    .help = "affirmed, partly_reversed, reversed or closed_otherwise"}},
       .examples = {{"request appeal --grounds \"adequacy of the search\" --on 2026-05-20",
                     "received"}},
       .run = run_appeal},
      {.name = "serve",
       .summary = "record service of the complaint on the United States Attorney",
       .description = "The answer is due 30 days later as the court counts.",
       .options = {{.name = "--case",
                    .value_name = "NUMBER",
                    .help = "case number; else that of matter.toml"}},
       .examples = {{"request serve --on 2026-03-02", "the answer is a deadline from now on"}},
       .run = run_serve},
      {.name = "order",
       .summary = "record a date that the court ordered",
       .description = "A date certain does not move. A second order of the same key replaces it.",
       .arguments = {{.name = "KEY", .help = "short word for it", .is_required = true}},
       .options = {{.name = "--due",
                    .value_name = "DATE",
                    .help = "the date ordered",
                    .is_required = true},
                   text_option("--what", "what is to be done"),
                   {.name = "--ecf", .value_name = "N", .help = "docket number of the order"}},
       .examples = {{"request order rate --due 2026-08-05 --what \"produce 500 pages\" --ecf 21",
                     "from now on a deadline"}},
       .run = run_order},
      {.name = "end",
       .summary = "record the end of the litigation",
       .description = "The court's dates stay in the list.",
       .options = {text_option("--what", "judgment or dismissal"),
                   {.name = "--ecf", .value_name = "N", .help = "docket number"}},
       .examples = {{"request end --what \"stipulated dismissal\" --ecf 44", "the case is over"}},
       .run = run_end},
  };
  std::vector<Command> out;
  for (auto& verb : verbs) {
    out.push_back(command_of(std::move(verb)));
  }
  return out;
}

}  // namespace vaughn::cli
