// SPDX-License-Identifier: AGPL-3.0-or-later
#include "engine/outgoing.h"

#include <fmt/format.h>

#include "base/text.h"
#include "cli/context.h"
#include "cli/detail/command_list.h"
#include "cli/detail/mark_argument.h"
#include "engine/json.h"

namespace vaughn::cli {
namespace {

using base::Result;

std::string marks_of(const engine::Occurrence& one) {
  return one.marks == 1
             ? fmt::format("M-{}", one.mark.value)
             : fmt::format("M-{} and {} more", one.mark.value, base::with_commas(one.marks - 1));
}

Result<Exit> run_outgoing(Context& context) {
  engine::OutgoingRequest request;
  for (const auto& path : context.arguments().words("PATH")) {
    request.places.push_back({path, ""});
  }
  request.reads_pictures = context.arguments().has("--ocr");
  const auto result = TRY(engine::search_outgoing(context.workspace(), context.sandbox(), request));
  const bool is_clean = result.open() == 0 && result.unread.empty();
  const auto exit = is_clean ? Exit::done : Exit::findings;
  if (context.wants_json()) {
    context.print(engine::to_json(result));
    return exit;
  }
  Table table({{"file", Align::left, Cut::never},
               {"page", Align::right},
               {"times", Align::right},
               {"redacted by"},
               {"allowed by"},
               {"reason"}});
  for (const auto& one : result.occurrences) {
    table.add(
        {harmless(one.file),
         one.page == 0 ? std::string() : fmt::format("{}{}", one.page, one.is_seen ? " seen" : ""),
         one.times,
         marks_of(one),
         one.allowed_by.empty() ? "nobody" : one.allowed_by,
         one.allowed_reason});
  }
  if (!result.occurrences.empty()) {
    context.print(table);
  }
  if (context.wants_plain()) {
    return exit;
  }
  for (const auto& one : result.unread) {
    context.print_line(fmt::format("not read: {}: {}", harmless(one.file), one.why));
  }
  context.print_line(fmt::format(
      "{} looked for in {}{}{}",
      base::plural(result.strings, "redacted string"),
      base::plural(result.files, "file"),
      result.pictures == 0 ? std::string()
                           : " and " + base::plural(result.pictures, "page picture"),
      result.short_strings == 0 ? std::string()
                                : fmt::format("; {} of fewer than four letters are not",
                                              base::with_commas(result.short_strings))));
  const auto places = static_cast<std::int64_t>(result.occurrences.size());
  context.print_line(fmt::format("{} where one can be read; {} of them decided by nobody",
                                 base::plural(places, "place"),
                                 base::with_commas(result.open())));
  if (result.open() > 0) {
    context.suggest("vaughn redact list M-...; vaughn audit allow M-... --reason");
  }
  return exit;
}

Result<Exit> run_allow(Context& context) {
  engine::AllowRequest request;
  for (const auto& word : context.arguments().words("MARK")) {
    request.marks.push_back(TRY(parse_mark(word)));
  }
  request.files = context.arguments().words("--in");
  request.reason = context.arguments().word("--reason");
  request.is_dry_run = context.is_dry_run();
  const auto result = TRY(engine::allow_occurrences(context.workspace(), request));
  if (context.wants_json()) {
    context.print(engine::to_json(result));
    return Exit::done;
  }
  context.print_line(fmt::format("{} {} to stand {}",
                                 request.is_dry_run ? "would allow" : "allowed",
                                 base::plural(result.strings, "redacted string"),
                                 request.files.empty() ? std::string("wherever it goes out")
                                                       : "in " + base::join(request.files, ", ")));
  return Exit::done;
}

}  // namespace

Command audit_outgoing_command() {
  return {
      .name = "audit outgoing",
      .group = "Ledger",
      .summary = "look for what was redacted in all that goes out",
      .arguments = {{.name = "PATH",
                     .help = "file or folder; else the volumes and papers of the matter",
                     .is_required = false,
                     .repeats = true,
                     .words = Words::file}},
      .options = {{.name = "--ocr",
                   .help = "read every page of the PDFs as a picture, too: about a second each"}},
      .description =
          "Every string under a mark of the matter is looked for in volumes, load files, text "
          "files, file names, letters, the Vaughn index, filings and tables, in PDF, Word, "
          "spreadsheets and text. Poppler reads the PDFs, not the program that redacted. A string "
          "is named by the mark that removed it, never by its words. A place that nobody allowed, "
          "or a file that cannot be read, is exit code 3.",
      .examples = {{"audit outgoing", "volumes and papers of the matter"},
                   {"audit outgoing ../filing ../letters", "what was written elsewhere"}},
      .needs = {.matter = Matter::read, .sandbox = true, .reads_pictures = true},
      .run = run_outgoing,
  };
}

Command audit_allow_command() {
  return {
      .name = "audit allow",
      .group = "Ledger",
      .summary = "let a redacted string stand elsewhere, with a reason",
      .arguments = {{.name = "MARK",
                     .help = "mark that removed it, M-5, as audit outgoing names it",
                     .is_required = true,
                     .repeats = true}},
      .options = {{.name = "--in",
                   .value_name = "FILE",
                   .help = "only there, as audit outgoing names it; else everywhere",
                   .repeats = true},
                  {.name = "--reason", .value_name = "TEXT", .help = "why; needed"},
                  dry_run_option()},
      .description = "Your name and the reason are kept in the ledger with it.",
      .examples = {{"audit allow M-5 --in letters/cover.pdf --reason \"he signs the letter\"",
                    "one place"}},
      .needs = {.matter = Matter::write},
      .run = run_allow,
  };
}

}  // namespace vaughn::cli
