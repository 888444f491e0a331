// SPDX-License-Identifier: AGPL-3.0-or-later
#include "engine/outgoing.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "cli/arguments.h"
#include "cli/context.h"
#include "cli/detail/command_list.h"
#include "cli/detail/mark_argument.h"
#include "engine/json.h"

namespace vaughn::cli {
namespace {

using base::Result;

std::string sources_of(const engine::Occurrence& one) {
  const auto count = one.withheld.page == 0 ? one.marks : one.pages;
  return count == 1 ? engine::argument_of(one)
                    : fmt::format(
                          "{} and {} more", engine::argument_of(one), base::with_commas(count - 1));
}

// "R-000012:3".
Result<foia::PageRef> parse_page(const std::string& word) {
  const auto colon = word.find(':');
  const auto record = foia::parse_control_number(word.substr(0, colon));
  const auto page = parse_whole_number(word.substr(colon + 1));
  constexpr std::int64_t kMost = 10'000'000;
  if (!record || !page || *page < 1 || *page > kMost) {
    return base::Error{base::ErrorCode::invalid_argument,
                       fmt::format("'{}' is no mark and no page", word),
                       "marks are written M-5, pages R-000012:3; vaughn audit outgoing names them"};
  }
  return foia::PageRef{*record, static_cast<int>(*page)};
}

Result<Exit> run_outgoing(Context& context) {
  engine::OutgoingRequest request;
  for (const auto& path : context.arguments().words("PATH")) {
    request.places.push_back({path, ""});
  }
  request.reads_pictures = context.arguments().has("--ocr");
  const auto result = TRY(engine::search_outgoing(context.workspace(), context.sandbox(), request));
  const auto exit = result.is_clean() ? Exit::done : Exit::findings;
  if (context.wants_json()) {
    context.print(engine::to_json(result));
    return exit;
  }
  Table table({{"file", Align::left, Cut::never},
               {"page", Align::right},
               {"times", Align::right},
               {"withheld by"},
               {"allowed by"},
               {"reason"}});
  for (const auto& one : result.occurrences) {
    table.add(
        {harmless(one.file),
         one.page == 0 ? std::string() : fmt::format("{}{}", one.page, one.is_seen ? " seen" : ""),
         one.times,
         sources_of(one),
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
      "{}{} looked for in {}{}{}",
      base::plural(result.strings, "redacted string"),
      result.withheld_pages == 0 ? std::string()
                                 : fmt::format(" and {} of {} withheld in full",
                                               base::plural(result.withheld_lines, "line"),
                                               base::plural(result.withheld_pages, "page")),
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
    const auto first = std::find_if(result.occurrences.begin(),
                                    result.occurrences.end(),
                                    [](const auto& one) { return one.is_open(); });
    context.suggest(
        fmt::format("vaughn audit allow {} --reason TEXT", engine::argument_of(*first)));
  }
  return exit;
}

Result<Exit> run_allow(Context& context) {
  engine::AllowRequest request;
  for (const auto& word : context.arguments().words("WHAT")) {
    if (word.starts_with("M-") || word.starts_with("m-") || parse_whole_number(word)) {
      request.marks.push_back(TRY(parse_mark(word)));
    } else {
      request.pages.push_back(TRY(parse_page(word)));
    }
  }
  request.files = context.arguments().words("--in");
  request.reason = context.arguments().word("--reason");
  request.is_dry_run = context.is_dry_run();
  const auto result = TRY(engine::allow_occurrences(context.workspace(), request));
  if (context.wants_json()) {
    context.print(engine::to_json(result));
    return Exit::done;
  }
  std::vector<std::string> what;
  if (result.strings > 0) {
    what.push_back(base::plural(result.strings, "redacted string"));
  }
  if (result.pages > 0) {
    what.push_back("lines of " + base::plural(result.pages, "page") + " withheld in full");
  }
  context.print_line(fmt::format("{} {} to stand {}",
                                 request.is_dry_run ? "would allow" : "allowed",
                                 base::join(what, " and "),
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
          "Every string under a mark of the matter, and every line of a page withheld in full, is "
          "looked for in volumes, load files, text files, file names, letters, the Vaughn index, "
          "filings and tables, in PDF, Word, spreadsheets and text. Poppler reads the PDFs, not "
          "the program that redacted. Lines have three words and twelve letters at least; one "
          "whose words all stand on one released page is open and not looked for. What is found is "
          "named by the mark that removed it, M-5, or the page withheld, R-000012:3, never by its "
          "words. A place that nobody allowed, or a file that cannot be read, is exit code 3.",
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
      .summary = "let a redacted string or a withheld page be quoted, with a reason",
      .arguments = {{.name = "WHAT",
                     .help = "mark that removed it, M-5, or page withheld in full, R-000012:3, as "
                             "audit outgoing names it",
                     .is_required = true,
                     .repeats = true}},
      .options = {{.name = "--in",
                   .value_name = "FILE",
                   .help = "only there, as audit outgoing names it; else everywhere",
                   .repeats = true},
                  {.name = "--reason", .value_name = "TEXT", .help = "why; needed"},
                  dry_run_option()},
      .description =
          "Your name and the reason are kept in the ledger with it. A string may then stand there; "
          "of a page withheld in full, every line.",
      .examples = {{"audit allow M-5 --in letters/cover.pdf --reason \"he signs the letter\"",
                    "one place"},
                   {"audit allow R-000012:3 --reason \"the complaint quotes it, ECF No. 1\"",
                    "a page that is withheld in full, wherever it is quoted"}},
      .needs = {.matter = Matter::write},
      .run = run_allow,
  };
}

}  // namespace vaughn::cli
