// SPDX-License-Identifier: AGPL-3.0-or-later
#include "engine/letters.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/files.h"
#include "base/text.h"
#include "cli/context.h"
#include "cli/detail/command_list.h"
#include "cli/detail/outgoing_check.h"
#include "engine/json.h"
#include "letters/built_in.h"

namespace vaughn::cli {
namespace {

using base::Error;
using base::ErrorCode;
using base::Result;
namespace fs = std::filesystem;

Result<std::vector<letters::LetterKind>> kinds_of(const Context& context) {
  std::vector<letters::LetterKind> out;
  for (const auto& word : context.arguments().words("KIND")) {
    const auto kind = TRY(letters::parse_letter_kind(word));
    if (std::find(out.begin(), out.end(), kind) != out.end()) {
      return Error{ErrorCode::invalid_argument, fmt::format("{} is given twice", word), ""};
    }
    out.push_back(kind);
  }
  return out;
}

// "final:appeal.due=2026-10-16" is for the final response only.
Result<void> add_fields(const Context& context, std::vector<engine::LetterRequest>& requests) {
  for (const auto& given : context.arguments().words("--field")) {
    const auto equals = given.find('=');
    if (equals == std::string::npos) {
      return Error{ErrorCode::invalid_argument,
                   fmt::format("--field {}: there is no value", given),
                   "write --field NAME=VALUE; `vaughn letter fields` lists the names"};
    }
    auto name = given.substr(0, equals);
    const auto value = given.substr(equals + 1);
    std::string only;
    if (const auto colon = name.find(':'); colon != std::string::npos) {
      only = name.substr(0, colon);
      name.erase(0, colon + 1);
    }
    bool is_used = only.empty();
    for (auto& request : requests) {
      if (only.empty() || letters::to_string(request.kind) == only) {
        request.fields.emplace_back(name, value);
        is_used = true;
      }
    }
    if (!is_used) {
      return Error{ErrorCode::invalid_argument,
                   fmt::format("--field {}: no letter '{}' is written", given, only),
                   ""};
    }
  }
  return {};
}

Result<Exit> run_write(Context& context) {
  const auto& arguments = context.arguments();
  const auto kinds = TRY(kinds_of(context));
  const auto dated = TRY(context.date_or_today("--dated"));
  const auto folder = context.workspace().papers_folder() / "letters";
  std::vector<engine::LetterRequest> requests;
  for (const auto kind : kinds) {
    engine::LetterRequest request;
    request.kind = kind;
    for (const auto& about : arguments.words("--about")) {
      const auto colon = about.find(':');
      if (kinds.size() == 1) {
        request.about = about;
      } else if (about.substr(0, colon) == letters::to_string(kind)) {
        request.about = about.substr(colon + 1);
      }
    }
    request.to = arguments.words("--to");
    request.dated = dated;
    request.takes_step = arguments.has("--step");
    const fs::path out = arguments.word("--out");
    request.out = out.empty()         ? folder / letters::to_string(kind)
                  : kinds.size() == 1 ? out
                                      : out / letters::to_string(kind);
    requests.push_back(std::move(request));
  }
  if (kinds.size() > 1 && arguments.has("--to")) {
    return Error{ErrorCode::invalid_argument,
                 "--to is for one letter",
                 "give --field KIND:letter.to=\"NAME; STREET\""};
  }
  TRY(add_fields(context, requests));
  const auto written = TRY(engine::write_letters(
      context.workspace(), context.sandbox(), requests, context.is_dry_run()));
  const auto& results = written.letters;
  const bool has_notes = std::any_of(
      results.begin(), results.end(), [](const auto& result) { return !result.notes.empty(); });
  const auto exit = has_notes ? Exit::findings : Exit::done;
  if (context.wants_json()) {
    context.print(engine::to_json(written));
    return report_refusal(context, written.outgoing, exit);
  }
  if (!written.outgoing.is_clean()) {
    return report_refusal(context, written.outgoing, exit);
  }
  for (const auto& result : results) {
    const auto title = std::string(letters::row(result.kind).title);
    if (context.is_dry_run()) {
      context.print_line(fmt::format("would write: {}", title));
      context.print(result.text);
    } else if (result.is_unchanged) {
      context.print_line(fmt::format(
          "letter {}, {}: unchanged, event e{}", result.number, title, result.event.value));
    } else {
      context.print_line(fmt::format("letter {}, {}", result.number, title));
    }
    for (const auto& note : result.notes) {
      context.print_line("  note: " + harmless(note));
    }
    for (const auto& file : result.files) {
      context.print_line("wrote " + file.string());
    }
    if (result.step) {
      context.print_line(fmt::format("{}the step it proves: {} on {}",
                                     context.is_dry_run() ? "would take " : "took ",
                                     foia::title(*result.step),
                                     base::to_string(result.dated)));
    }
  }
  context.suggest("vaughn letter list");
  return exit;
}

Result<Exit> run_list(Context& context) {
  const auto rows = TRY(engine::letters_written(context.workspace()));
  if (context.wants_json()) {
    context.print(engine::to_json(rows));
    return Exit::done;
  }
  if (rows.empty() && !context.wants_plain()) {
    context.print_line("no letters yet");
    context.suggest("vaughn letter write acknowledgement");
    return Exit::done;
  }
  Table table({{"letter", Align::right},
               {"date"},
               {"kind"},
               {"about", Align::left, Cut::at_end},
               {"to", Align::left, Cut::at_end},
               {"proves"},
               {"event"},
               {"pdf sha256"}});
  for (const auto& row : rows) {
    const auto& letter = row.letter;
    table.add({letter.number,
               base::to_string(letter.dated),
               letter.kind,
               letter.about,
               letter.recipients.empty() ? "" : letter.recipients.front(),
               letter.proves,
               fmt::format("e{}", row.event.value),
               letter.pdf.hex().substr(0, 12)});
  }
  context.print(table);
  return Exit::done;
}

Result<Exit> run_fields(Context& context) {
  const auto word = context.arguments().word("KIND");
  std::set<std::string> named;
  std::vector<letters::Element> asked;
  if (!word.empty()) {
    const auto kind = TRY(letters::parse_letter_kind(word));
    letters::LetterMaking making;
    making.parts = [](std::string_view name) -> std::optional<std::string> {
      const auto part = letters::built_in_part(name);
      return part ? std::optional<std::string>(*part) : std::nullopt;
    };
    const auto contents = TRY(letters::read_template({fmt::format("{}.txt", word),
                                                      letters::TemplateForm::text,
                                                      std::string(letters::built_in(kind))},
                                                     making));
    named = contents.fields;
    asked = letters::elements(kind);
  }
  Table table({{"field"},
               {"type"},
               {"meaning", Align::left, Cut::at_end},
               {"comes from", Align::left, Cut::at_end}});
  const auto add = [&](const letters::FieldRow& field) {
    if (!word.empty() && !named.contains(std::string(field.name))) {
      return;
    }
    std::string meaning(field.meaning);
    if (!field.choices.empty()) {
      meaning += ": " + base::replace_all(std::string(field.choices), " ", ", ");
    }
    table.add({std::string(field.name),
               std::string(to_string(field.type)),
               meaning,
               std::string(field.source)});
  };
  for (const auto& field : letters::all_fields()) {
    add(field);
    for (const auto& column : letters::all_columns()) {
      if (column.name.substr(0, column.name.rfind('.')) == field.name) {
        add(column);
      }
    }
  }
  if (context.wants_json()) {
    context.print(engine::letter_fields_to_json(named));
    return Exit::done;
  }
  context.print(table);
  if (!asked.empty() && !context.wants_plain()) {
    context.print_line("");
    context.print_line("The letter must say:");
    for (const auto& element : asked) {
      context.print_line(fmt::format("  {} ({}){}",
                                     element.what,
                                     element.rule,
                                     element.weight == letters::Weight::advised ? ", advised"
                                     : element.when.empty()                     ? ""
                                                            : ", where it applies"));
    }
  }
  return Exit::done;
}

Result<Exit> run_templates(Context& context) {
  const fs::path folder = context.arguments().word("--export");
  if (folder.empty()) {
    Table table({{"template"}, {"letter"}});
    for (const auto& row : letters::all_kinds()) {
      table.add({std::string(row.word) + ".txt", std::string(row.title)});
    }
    for (const auto& file : letters::built_in_templates()) {
      if (file.name.starts_with("part-")) {
        table.add({std::string(file.name), "part of several letters"});
      }
    }
    context.print(table);
    return Exit::done;
  }
  for (const auto& file : letters::built_in_templates()) {
    std::error_code status;
    if (fs::exists(folder / file.name, status)) {
      return Error{ErrorCode::conflict,
                   fmt::format("{} exists already", (folder / file.name).string()),
                   "an edited template is never overwritten: choose another folder"};
    }
  }
  TRY(base::make_directories(folder));
  for (const auto& file : letters::built_in_templates()) {
    TRY(base::write_file(folder / file.name, file.text));
  }
  context.print_line(fmt::format(
      "wrote {} to {}",
      base::plural(static_cast<long long>(letters::built_in_templates().size()), "template"),
      folder.string()));
  return Exit::done;
}

Result<Exit> run_check(Context& context) {
  const auto problems = TRY(engine::check_templates(context.workspace()));
  const auto stops = std::count_if(
      problems.begin(), problems.end(), [](const auto& problem) { return problem.is_stop; });
  if (context.wants_json()) {
    context.print(engine::to_json(problems));
    return problems.empty() ? Exit::done : Exit::findings;
  }
  if (problems.empty()) {
    context.print_line("every template can say what its letter must say");
    return Exit::done;
  }
  for (const auto& problem : problems) {
    context.print_line(fmt::format(
        "{}  {}: {}", problem.is_stop ? "STOP" : "note", problem.name, harmless(problem.message)));
  }
  context.print_line(fmt::format("{} in the way of letters",
                                 base::plural(static_cast<long long>(stops), "problem")));
  return Exit::findings;
}

Argument kind_argument(bool is_required, bool repeats) {
  std::vector<std::string> words;
  for (const auto& row : letters::all_kinds()) {
    words.emplace_back(row.word);
  }
  return {.name = "KIND",
          .help = base::join(words, ", "),
          .is_required = is_required,
          .repeats = repeats};
}

}  // namespace

Command letter_write_command() {
  return {
      .name = "letter write",
      .group = "Report",
      .summary = "write a letter of the request as DOCX and PDF",
      .arguments = {kind_argument(true, true)},
      .options = {{.name = "--field",
                   .value_name = "NAME=VALUE",
                   .help = "a value, before that of the ledger; KIND:NAME=VALUE for one of several",
                   .repeats = true},
                  {.name = "--to",
                   .value_name = "LINE",
                   .help = "a line of the address; repeated",
                   .repeats = true},
                  {.name = "--about",
                   .value_name = "WHAT",
                   .help = "the volume, the number of the consultation, or the other agency; "
                           "KIND:WHAT for one of several",
                   .repeats = true},
                  {.name = "--dated", .value_name = "DATE", .help = "of the letter; else today"},
                  {.name = "--out",
                   .value_name = "FILE",
                   .help = "gets .docx and .pdf; a folder for several letters; else papers/letters",
                   .words = Words::file},
                  {.name = "--step",
                   .help = "also take the step of the request that the letter proves, on its date"},
                  dry_run_option()},
      .description =
          "Made from a template that the office can edit; names, dates and numbers come from "
          "matter.toml and the ledger. A letter that does not say what the law asks of it is "
          "refused, and so is one that the ledger contradicts, such as a final response while "
          "pages are pending. One that says what is redacted or withheld in full anywhere in the "
          "matter is not written or recorded, with exit code 3, until somebody decides that it may "
          "(vaughn audit allow).\n\nEach letter is an event with its recipients, its values and "
          "the "
          "hashes of both files: a step of the request can name it as its proof. The same letter "
          "again is not written to the ledger twice. With --step the request takes the step too, "
          "with "
          "the letter as its proof, and nothing is written if the law forbids it. Several letters "
          "take one start of LibreOffice.",
      .examples = {{"letter write acknowledgement --field request.track=complex "
                    "--field request.fee_category=media",
                    "with what the ledger does not know"},
                   {"letter write extension --field extension.voluminous=yes --step",
                    "and the request is extended"},
                   {"letter write interim --about VOL001 --out letters/interim", "for a volume"},
                   {"letter write intent-to-disclose --about 1 -n", "only show its text"}},
      .needs = {.matter = Matter::write, .sandbox = true},
      .run = run_write,
  };
}

Command letter_list_command() {
  return {
      .name = "letter list",
      .group = "Report",
      .summary = "list the letters written, with what each proves",
      .description =
          "Number, kind, date and recipients of every letter, and the step of the request that it"
          " is the proof of. The files themselves are blobs of the matter.",
      .examples = {{"letter list", "all of them"}},
      .needs = {.matter = Matter::read},
      .run = run_list,
  };
}

Command letter_fields_command() {
  return {
      .name = "letter fields",
      .group = "Report",
      .summary = "list what templates can name, and what a letter must say",
      .arguments = {kind_argument(false, false)},
      .description =
          "With KIND, the fields of its built-in template and the elements that the law "
          "or practice asks for, with their rules. Any figure of the ledger can be "
          "named too, as figure.ID.",
      .examples = {{"letter fields", "all of them"},
                   {"letter fields final", "those of the final response"}},
      .run = run_fields,
  };
}

Command letter_templates_command() {
  return {
      .name = "letter templates",
      .group = "Report",
      .summary = "list the built-in templates, or export them for editing",
      .options = {{.name = "--export",
                   .value_name = "DIR",
                   .help = "write them there; the folder templates of a matter goes before them",
                   .words = Words::folder}},
      .description =
          "Put those that the office changes into the folder templates beside "
          "matter.toml; a Word file KIND.docx with the fields as text or as content "
          "controls does as well. docs/letters.md says how they are written.",
      .examples = {{"letter templates --export templates", "to edit them"}},
      .run = run_templates,
  };
}

Command letter_check_command() {
  return {
      .name = "letter check",
      .group = "Report",
      .summary = "check the office's templates: unknown fields, elements the law asks for",
      .description =
          "Reads every template of the matter's folder templates/ and names, with the line, each"
          " field that does not exist and each element that statute or regulation asks of that kind"
          " of letter and that the template no longer has. Exit 3 if any is found.",
      .examples = {{"letter check", "after editing"}},
      .needs = {.matter = Matter::read},
      .run = run_check,
  };
}

}  // namespace vaughn::cli
