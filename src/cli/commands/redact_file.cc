// SPDX-License-Identifier: AGPL-3.0-or-later
#include "engine/redact_file.h"

#include <fmt/format.h>

#include "base/text.h"
#include "cli/context.h"
#include "cli/detail/box_option.h"
#include "cli/detail/candidates_option.h"
#include "cli/detail/claims_option.h"
#include "cli/detail/command_list.h"
#include "cli/detail/password_option.h"
#include "engine/json.h"

namespace vaughn::cli {
namespace {

using base::Error;
using base::ErrorCode;
using base::Result;

// About half of all surnames stay possible.
constexpr double kGrid = 18;
constexpr long long kLeastFixed = 18;
constexpr long long kMostFixed = 500;

Result<redact::SnapOptions> snap_of(const Arguments& arguments) {
  const auto word = arguments.has("--width") ? arguments.word("--width") : "words";
  if (word == "words") {
    return redact::SnapOptions{};
  }
  if (word == "grid") {
    return redact::SnapOptions{.grid = kGrid};
  }
  if (word == "line") {
    return redact::SnapOptions{.is_whole_line = true};
  }
  if (const auto points = parse_whole_number(word);
      points && *points >= kLeastFixed && *points <= kMostFixed) {
    return redact::SnapOptions{.grid = static_cast<double>(*points)};
  }
  return Error{ErrorCode::invalid_argument,
               fmt::format("--width: '{}' is no width of a box", word),
               "words, grid, line or a number of points from 18 to 500"};
}

Result<engine::RedactFileRequest> request_of(const Context& context) {
  const auto& arguments = context.arguments();
  engine::RedactFileRequest request;
  request.input = arguments.word("IN");
  request.output = arguments.word("OUT");
  for (const auto& word : arguments.words("--box")) {
    const auto box = TRY(parse_box(word));
    request.boxes.push_back(box);
  }
  request.words = arguments.words("--words");
  for (const auto& word : arguments.words("--drop-page")) {
    const auto page = parse_whole_number(word);
    if (!page || *page < 1 || *page > 1'000'000) {
      return Error{ErrorCode::invalid_argument,
                   fmt::format("--drop-page: '{}' is no page", word),
                   "pages count from 1"};
    }
    request.drop_pages.push_back(static_cast<int>(*page));
  }
  request.claims = TRY(claims_of(arguments));
  request.snap = TRY(snap_of(arguments));
  request.is_native = arguments.has("--native");
  if (arguments.has("--candidates")) {
    request.candidates = TRY(read_candidates(arguments.word("--candidates")));
  }
  request.password = TRY(read_password(arguments));
  if (arguments.has("--proof")) {
    request.proof = arguments.word("--proof");
  }
  return request;
}

void print_text(Context& context,
                const engine::RedactFileRequest& request,
                const engine::RedactFileResult& result) {
  const auto& report = result.report;
  const auto redacted =
      request.is_native ? base::with_commas(result.pages_redacted) + " redacted, " : "";
  context.print_line(fmt::format("{}: {}, {}{} of {} burnt, {} rendered, {} copied",
                                 harmless_lines(request.output.string()),
                                 base::plural(result.boxes, "box"),
                                 redacted,
                                 base::with_commas(result.pages_burned),
                                 base::plural(result.pages, "page"),
                                 base::with_commas(result.pages_rendered),
                                 base::with_commas(result.pages_copied)));
  for (const auto& page : result.burnt_instead) {
    context.print_line(fmt::format("  page {} is burnt: {}", page.page, page.reason));
  }
  if (!request.words.empty()) {
    context.print_line(
        fmt::format("  {} of the words given", base::plural(result.words_found, "place")));
    if (result.pages_without_text > 0) {
      context.print_line(fmt::format("  {} without text: words cannot be looked for there",
                                     base::plural(result.pages_without_text, "page")));
    }
  }
  for (const auto& row : result.widths) {
    context.print_line(fmt::format("  page {}: {} of {} candidates would leave a gap as wide",
                                   row.page,
                                   base::with_commas(row.leak.fitting),
                                   base::with_commas(row.leak.candidates)));
  }
  context.print_line(
      result.archive_faults.empty()
          ? "  tagged, marked as PDF/A-2b"
          : fmt::format("  tagged, not PDF/A: {}", fmt::join(result.archive_faults, "; ")));
  for (const auto& finding : report.findings) {
    context.print_line(fmt::format("{}  {}{}  {}",
                                   finding.severity == verify::Severity::stop ? "STOP" : "warn",
                                   finding.code,
                                   finding.page > 0 ? fmt::format("  page {}", finding.page) : "",
                                   harmless_lines(finding.message)));
  }
  context.print_line(result.is_written
                         ? (report.findings.empty() ? "proven clean" : "written, with findings")
                         : "not written: it could not be proven clean");
}

Result<Exit> run(Context& context) {
  const auto request = TRY(request_of(context));
  const auto result = TRY(engine::redact_file(context.sandbox(), request));
  const auto exit = result.report.findings.empty() ? Exit::done : Exit::findings;
  if (context.wants_json()) {
    context.print(engine::to_json(result));
  } else {
    print_text(context, request, result);
  }
  return exit;
}

}  // namespace

Command redact_file_command() {
  return {
      .name = "redact-file",
      .group = "Redact",
      .summary = "redact one PDF without a matter, and prove it",
      .arguments = {{.name = "IN", .help = "a PDF", .is_required = true, .words = Words::file},
                    {.name = "OUT",
                     .help = "the redacted PDF; one that exists is replaced",
                     .is_required = true,
                     .words = Words::file}},
      .options =
          joined({{.name = "--box",
                   .value_name = "PLACE",
                   .help = "PAGE:X0,Y0,X1,Y1 in points, pages from 1; repeated",
                   .repeats = true},
                  {.name = "--words",
                   .value_name = "TEXT",
                   .help = "a word or phrase to cover wherever it stands; repeated",
                   .repeats = true},
                  {.name = "--drop-page",
                   .value_name = "PAGE",
                   .help = "a page to leave out; repeated",
                   .repeats = true},
                  {.name = "--native",
                   .help = "keep text as text where that is safe; other pages are burnt"},
                  {.name = "--width",
                   .value_name = "HOW",
                   .help = "words (default), grid of 18 points, line, or a fixed width in "
                           "points: a multiple of it, as far as the words beside leave room"},
                  {.name = "--candidates",
                   .value_name = "FILE",
                   .help = "names, one a line: how many would fit each box",
                   .words = Words::file},
                  {.name = "--proof",
                   .value_name = "FILE",
                   .help = "write what was checked, by which program, as JSON",
                   .words = Words::file}},
                 {claims_options().front(), password_option()}),
      .description =
          "Pages with a box become pictures in which the box is black, with the words that are "
          "left "
          "as a text layer; other pages are copied entry by entry, so that nothing but the page "
          "survives. With --native, pages with a box are drawn anew without what lies under it, "
          "with "
          "letters as letters; a page of which anything is in doubt becomes a picture all the "
          "same, and it is said why. "
          "Boxes grow to whole words and the height of the line. The result is then read "
          "by other programs (poppler, qpdf). Only what they find clean is written: if a check "
          "fails, there is no output.\n\n"
          "A PDF that needs a password is read with --password-file; the result needs none.\n\n"
          "Exit code 0: clean. 3: findings, such as a removed name that stands elsewhere in the "
          "file. 6: the file cannot be read.",
      .examples = {{"redact-file in.pdf out.pdf --box 1:72,700,200,712 --exemption '(b)(6)'",
                    "one place"},
                   {"redact-file in.pdf out.pdf --words \"Jane Roe\" --exemption b6 "
                    "--proof proof.json",
                    "a name wherever it stands, with the proof"},
                   {"redact-file in.pdf out.pdf --words \"Jane Roe\" --exemption b6 --native",
                    "the same, with text that stays text"}},
      .needs = {.sandbox = true},
      .run = run,
  };
}

}  // namespace vaughn::cli
