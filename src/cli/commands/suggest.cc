// SPDX-License-Identifier: AGPL-3.0-or-later
#include "engine/suggest.h"

#include <fmt/format.h>

#include <map>
#include <tuple>

#include "base/files.h"
#include "base/text.h"
#include "cli/context.h"
#include "cli/detail/claims_option.h"
#include "cli/detail/command_list.h"
#include "cli/detail/rules_option.h"
#include "engine/json.h"
#include "engine/same_text.h"

namespace vaughn::cli {
namespace {

using base::Result;

engine::ShowText shows(const Context& context) {
  return context.arguments().has("--show") ? engine::ShowText::yes : engine::ShowText::no;
}

Result<engine::SuggestRequest> request_of(const Context& context) {
  const auto& arguments = context.arguments();
  engine::SuggestRequest request;
  request.scope = TRY(scope_of(context));
  for (const auto& word : arguments.keys("--kind")) {
    const auto kind = TRY(suggest::parse_kind(word));
    request.kinds.push_back(kind);
  }
  if (arguments.has("--staff")) {
    request.staff = TRY(base::read_file(arguments.word("--staff")));
  }
  if (arguments.has("--kinds")) {
    request.kinds_file = arguments.word("--kinds");
    request.kinds_toml = TRY(base::read_file(request.kinds_file));
  }
  if (arguments.has("--min")) {
    request.least = TRY(suggest::parse_grade(arguments.word("--min")));
  }
  request.is_applied = arguments.has("--apply");
  if (arguments.has("--exemption")) {
    request.claims = TRY(claims_of(arguments));
  }
  request.reason = arguments.word("--reason");
  request.harm = arguments.word("--harm");
  request.is_correction = arguments.has("--correction");
  request.is_dry_run = context.is_dry_run();
  return request;
}

void print_left_out(Context& context, const engine::MarkResult& marks) {
  const auto left_out = [&](std::int64_t count, std::string_view noun, std::string_view why) {
    if (count > 0) {
      context.print_line(fmt::format("  {} {}", base::plural(count, noun), why));
    }
  };
  left_out(marks.skipped_produced, "place", "in produced pages: candidates for a re-release");
  left_out(marks.pages_without_text, "page", "without text (vaughn ocr)");
  left_out(marks.skipped_unrendered, "record", "without page images (vaughn render)");
  left_out(marks.skipped_not_responsive, "record", "not responsive");
}

void print_unread(Context& context, const std::vector<foia::RecordId>& unread) {
  for (const auto id : unread) {
    context.print_line(
        fmt::format("  {}: its pages cannot be read; look at it", foia::control_number(id)));
  }
}

void print_applied(Context& context, const engine::MarkResult& marks, bool is_dry_run) {
  context.print_line(fmt::format("{} {} on {} of {}",
                                 is_dry_run ? "would add" : "added",
                                 base::plural(marks.marks, "mark"),
                                 base::plural(marks.pages, "page"),
                                 base::plural(marks.records, "record")));
}

// With the words: one row each. Without: one row for each kind on a page.
void print_suggestions(Context& context, const engine::SuggestResult& result) {
  const auto grade = [](const engine::Suggestion& row) {
    return suggest::grade_of(suggest::score(row.evidence));
  };
  if (shows(context) == engine::ShowText::yes) {
    Table table({{"record"},
                 {"page", Align::right},
                 {"kind"},
                 {"confidence"},
                 {"score", Align::right},
                 {"text", Align::left, Cut::at_end},
                 {"because", Align::left, Cut::at_end}});
    for (const auto& row : result.suggestions) {
      table.add({foia::control_number(row.record),
                 row.page,
                 to_string(row.kind),
                 to_string(grade(row)),
                 suggest::score(row.evidence),
                 row.text,
                 suggest::sentence(row.evidence)});
    }
    context.print(table);
    return;
  }
  std::map<std::tuple<foia::RecordId, int, suggest::Kind>, std::map<suggest::Grade, int>> pages;
  for (const auto& row : result.suggestions) {
    ++pages[{row.record, row.page, row.kind}][grade(row)];
  }
  Table table({{"record"},
               {"page", Align::right},
               {"kind"},
               {"certain", Align::right},
               {"likely", Align::right},
               {"possible", Align::right}});
  for (auto& [page, grades] : pages) {
    const auto& [record, number, kind] = page;
    table.add({foia::control_number(record),
               number,
               to_string(kind),
               grades[suggest::Grade::certain],
               grades[suggest::Grade::likely],
               grades[suggest::Grade::possible]});
  }
  context.print(table);
}

void print_kinds(Context& context, const engine::SuggestResult& result) {
  Table table({{"kind"},
               {"certain", Align::right},
               {"likely", Align::right},
               {"possible", Align::right},
               {"pages", Align::right},
               {"records", Align::right},
               {"marked", Align::right},
               {"exemption", Align::left, Cut::at_end}});
  for (const auto& row : result.kinds) {
    table.add({to_string(row.settings.kind),
               row.certain,
               row.likely,
               row.possible,
               row.pages,
               row.records,
               row.marked,
               foia::join_labels(row.settings.claims)});
  }
  context.print(table);
}

Result<Exit> run_suggest(Context& context) {
  const auto request = TRY(request_of(context));
  const auto resolved = TRY(engine::resolve(context.workspace(), request.scope));
  if (request.is_applied) {
    TRY(context.confirm_count(static_cast<std::int64_t>(resolved.records.size()), "record"));
  }
  const auto result =
      TRY(engine::suggest_marks(context.workspace(), context.sandbox(), request, context.watch()));
  context.end_progress();
  const auto exit = !result.unread.empty()       ? Exit::findings
                    : result.suggestions.empty() ? Exit::no
                                                 : Exit::done;
  if (context.wants_json()) {
    context.print(engine::to_json(result, shows(context)));
    return exit;
  }
  if (!result.suggestions.empty() || context.wants_plain()) {
    print_suggestions(context, result);
  }
  if (context.wants_plain()) {
    return exit;
  }
  if (!result.suggestions.empty()) {
    context.print_line("");
  }
  print_kinds(context, result);
  context.print_line(
      fmt::format("{} on {} of {} read, {} or surer",
                  base::plural(static_cast<long long>(result.suggestions.size()), "suggestion"),
                  base::plural(result.pages_read, "page"),
                  base::plural(result.records_read, "record"),
                  to_string(request.least)));
  if (result.below_least > 0) {
    context.print_line(fmt::format("  {} of less confidence (--min possible)",
                                   base::plural(result.below_least, "place")));
  }
  print_left_out(context, result.marks);
  print_unread(context, result.unread);
  if (request.is_applied) {
    print_applied(context, result.marks, request.is_dry_run);
  } else {
    context.print_line("nothing is marked yet");
    context.suggest("vaughn redact suggest ... --kind KIND --apply");
  }
  return exit;
}

// --- the same text elsewhere ---

Result<engine::SameTextRequest> same_text_request(const Context& context) {
  engine::SameTextRequest request;
  request.scope = TRY(optional_scope_of(context));
  return request;
}

void print_texts(Context& context, const engine::SameTextResult& result) {
  const bool has_words = shows(context) == engine::ShowText::yes;
  Table table({{"mark"},
               {"exemption", Align::left, Cut::at_end},
               {"marked", Align::right},
               {"open in"},
               {"page", Align::right},
               {"kinship"},
               {"text", Align::left, Cut::at_end}});
  for (const auto& row : result.texts) {
    const auto words = has_words ? row.text : std::string();
    std::vector<std::string> labels;
    for (const auto& claims : row.claims) {
      labels.push_back(foia::join_labels(claims));
    }
    if (row.open.empty()) {
      const auto mark = row.marked.empty() ? foia::MarkId() : row.marked.front().mark;
      table.add({fmt::format("M-{}", mark.value),
                 base::join(labels, " | "),
                 row.marked.size(),
                 "",
                 "",
                 "two ways",
                 words});
    }
    for (const auto& place : row.open) {
      table.add(
          {fmt::format("M-{}", place.mark.value),
           base::join(labels, " | "),
           row.marked.size(),
           foia::control_number(place.record),
           place.page,
           fmt::format("{}{}", to_string(place.kinship), place.is_produced ? ", produced" : ""),
           words});
    }
  }
  context.print(table);
}

void print_same_text_counts(Context& context, const engine::SameTextResult& result) {
  context.print_line(fmt::format("{} open with the text of {} looked for on {} of {}",
                                 base::plural(result.open_places(), "place"),
                                 base::plural(result.marks_looked_at, "mark"),
                                 base::plural(result.pages_read, "page"),
                                 base::plural(result.records_read, "record")));
  if (result.treated_two_ways() > 0) {
    context.print_line(fmt::format("{} marked with different exemptions",
                                   base::plural(result.treated_two_ways(), "text")));
  }
}

Result<Exit> run_propagate(Context& context) {
  auto request = TRY(same_text_request(context));
  for (const auto& word : context.arguments().keys("--kinship")) {
    const auto kinship = TRY(engine::parse_kinship(word));
    request.kinships.push_back(kinship);
  }
  request.is_applied = context.arguments().has("--apply");
  request.reason = context.arguments().word("--reason");
  request.is_correction = context.arguments().has("--correction");
  request.is_dry_run = context.is_dry_run();
  auto result =
      TRY(engine::same_text(context.workspace(), context.sandbox(), request, context.watch()));
  context.end_progress();
  std::erase_if(result.texts, [](const auto& row) { return row.open.empty(); });
  const auto exit = !result.unread.empty()      ? Exit::findings
                    : result.open_places() == 0 ? Exit::no
                                                : Exit::done;
  if (context.wants_json()) {
    context.print(engine::to_json_propagate(result, shows(context)));
    return exit;
  }
  if (result.open_places() > 0 || context.wants_plain()) {
    print_texts(context, result);
  }
  if (context.wants_plain()) {
    return exit;
  }
  print_same_text_counts(context, result);
  print_unread(context, result.unread);
  if (request.is_applied) {
    print_applied(context, result.marks, request.is_dry_run);
    print_left_out(context, result.marks);
  } else if (result.open_places() > 0) {
    context.print_line("nothing is marked yet");
    context.suggest("vaughn redact propagate ... --apply");
  }
  return exit;
}

Result<Exit> run_differences(Context& context) {
  const auto request = TRY(same_text_request(context));
  const auto result =
      TRY(engine::same_text(context.workspace(), context.sandbox(), request, context.watch()));
  context.end_progress();
  const auto exit = result.texts.empty() && result.unread.empty() ? Exit::done : Exit::findings;
  if (context.wants_json()) {
    context.print(engine::to_json_differences(result, shows(context)));
    return exit;
  }
  if (!result.texts.empty()) {
    print_texts(context, result);
  }
  if (context.wants_plain()) {
    return exit;
  }
  print_same_text_counts(context, result);
  print_unread(context, result.unread);
  return exit;
}

Option show_option() {
  return {.name = "--show", .help = "with the words themselves, which may be private"};
}

}  // namespace

Command redact_suggest_command() {
  return {
      .name = "redact suggest",
      .group = "Redact",
      .summary = "list what may have to be redacted, by kind; --apply marks it",
      .arguments = {scope_argument()},
      .options = joined(
          joined(
              {{.name = "--kind",
                .value_name = "KIND",
                .help = "ssn, a_number, phone, email, ... (docs/suggest.md); repeated",
                .repeats = true,
                .words = Words::kind},
               {.name = "--staff",
                .value_name = "FILE",
                .help = "names to look for, one a line",
                .words = Words::file},
               {.name = "--min",
                .value_name = "CONFIDENCE",
                .help = "certain, likely (default) or possible"},
               {.name = "--kinds",
                .value_name = "FILE",
                .help = "an office's own kinds, in place of those built in",
                .words = Words::file},
               show_option(),
               {.name = "--apply", .help = "mark what is listed; --kind is then needed"},
               {.name = "--reason", .value_name = "TEXT", .help = "why; without: as the kind says"},
               correction_option()},
              claims_options()),
          joined(scope_options(), {dry_run_option()})),
      .description =
          "Reads the page images of responsive records: typed text and what was read on pictures. "
          "Check digits, ranges and the words around decide how sure a suggestion is. Nothing is "
          "marked until --apply; exemption, reason and harm are those of the kind if they are not "
          "given.\n\n"
          "Exit code 0: there are suggestions. 1: none. 3: pages of a record could not be read.",
      .examples = {{"redact suggest --query state:responsive", "what there is"},
                   {"redact suggest set:monitors --kind ssn,a_number --apply", "mark two kinds"},
                   {"redact suggest R-000012 --staff staff.txt --min possible --show",
                    "everything, with the words"}},
      .needs = {.matter = Matter::write, .sandbox = true, .writes_with = "--apply"},
      .run = run_suggest,
  };
}

Command redact_propagate_command() {
  return {
      .name = "redact propagate",
      .group = "Redact",
      .summary = "find marked text that is open elsewhere; --apply marks it there",
      .arguments = {scope_argument()},
      .options = {{.name = "--query", .value_name = "QUERY", .help = "marks in what QUERY finds"},
                  {.name = "--all", .help = "marks of every record; also without SCOPE"},
                  {.name = "--kinship",
                   .value_name = "WORD",
                   .help = "duplicate, quoted, near_duplicate or elsewhere only; repeated",
                   .repeats = true},
                  show_option(),
                  {.name = "--apply", .help = "mark what is listed"},
                  {.name = "--reason", .value_name = "TEXT", .help = "why, for the ledger"},
                  correction_option(),
                  dry_run_option()},
      .description =
          "SCOPE says whose marks; open places are looked for in all responsive records, but not "
          "on "
          "pages withheld whole. Line ends, case, accents and the signs of quoting do not matter. "
          "A "
          "new mark says what the mark says that it follows.\n\n"
          "duplicate: the same page of a copy. quoted: the same passage in mail of one "
          "conversation. near_duplicate: the same passage elsewhere. elsewhere: the same text "
          "among "
          "other words; short texts are left out there.\n\n"
          "Exit code 0: there are open places. 1: none. 3: pages of a record could not be read.",
      .examples = {{"redact propagate", "of all marks"},
                   {"redact propagate R-000012 --kinship duplicate,quoted --apply",
                    "of one record, into copies and quotations"}},
      .needs = {.matter = Matter::write, .sandbox = true, .writes_with = "--apply"},
      .run = run_propagate,
  };
}

Command redact_differences_command() {
  return {
      .name = "redact differences",
      .group = "Redact",
      .summary = "the same text redacted here and open there, or in two ways",
      .arguments = {scope_argument()},
      .options = {{.name = "--query", .value_name = "QUERY", .help = "marks in what QUERY finds"},
                  {.name = "--all", .help = "marks of every record; also without SCOPE"},
                  show_option()},
      .description = "Exit code 0: treated alike everywhere. 3: there are differences.",
      .examples = {{"redact differences", "before a volume is sealed"}},
      .needs = {.matter = Matter::read, .sandbox = true},
      .run = run_differences,
  };
}

}  // namespace vaughn::cli
