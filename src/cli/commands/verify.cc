// SPDX-License-Identifier: AGPL-3.0-or-later
#include "verify/verify.h"

#include <fmt/format.h>

#include <thread>

#include "base/files.h"
#include "base/hash.h"
#include "base/text.h"
#include "cli/context.h"
#include "cli/detail/command_list.h"
#include "cli/detail/password_option.h"
#include "engine/clawback.h"
#include "engine/json.h"
#include "engine/received.h"
#include "engine/redact_file.h"
#include "engine/volume_zip.h"

namespace vaughn::cli {
namespace {

using base::Error;
using base::ErrorCode;
using base::Result;
namespace fs = std::filesystem;

constexpr std::size_t kKeyBytes = 32;
constexpr std::string_view kWarning =
    "warning: words shown from under a failed redaction may be privileged or protected. A lawyer "
    "who "
    "receives them by mistake may have to stop reading, tell the sender and follow Fed. R. Civ. P. "
    "26(b)(5)(B) and the rules of professional conduct";

// 64 hexadecimal digits, or a file that holds them or the 32 bytes themselves.
Result<base::Bytes> read_key(const std::string& word) {
  if (auto key = base::from_hex(word); key && key->size() == kKeyBytes) {
    return *std::move(key);
  }
  const auto text = TRY(base::read_file(word));
  if (text.size() == kKeyBytes) {
    return text;
  }
  auto key = base::from_hex(base::trim(text));
  if (!key || key->size() != kKeyBytes) {
    return Error{ErrorCode::invalid_argument,
                 fmt::format("{} holds no public key", word),
                 "a key is 32 bytes: manifest.pub of a volume, or 64 hexadecimal digits"};
  }
  return *std::move(key);
}

Result<verify::Options> options_of(const Arguments& arguments) {
  verify::Options options;
  if (arguments.has("--index")) {
    options.index = arguments.word("--index");
  }
  if (arguments.has("--key")) {
    options.trusted_key = TRY(read_key(arguments.word("--key")));
  }
  for (const auto& folder : arguments.words("--earlier")) {
    options.earlier_volumes.emplace_back(folder);
  }
  const auto cores = static_cast<int>(std::thread::hardware_concurrency());
  options.jobs = std::max(1, cores);
  return options;
}

bool is_pdf_name(const fs::path& path) {
  return base::ascii_lower(path.extension().string()) == ".pdf";
}

Result<verify::Report> verify_one(const fs::path& path, const verify::Options& options) {
  std::error_code status;
  if (!fs::exists(path, status)) {
    return Error{ErrorCode::not_found,
                 fmt::format("there is no {}", path.string()),
                 "name the folder of a volume, or a PDF file"};
  }
  if (fs::is_directory(path, status)) {
    return verify::verify_volume(path, options);
  }
  if (is_pdf_name(path)) {
    return verify::verify_pdf(path, options);
  }
  return Error{ErrorCode::unsupported,
               fmt::format("{} is neither a folder, a zip nor a PDF file", path.string()),
               "name the folder of a volume, a production (folder, zip, load file) or a PDF"};
}

void print_plain(Context& context, const std::vector<verify::Report>& reports) {
  Table table({{}, {}, {}, {}, {}, {}, {}});
  for (const auto& report : reports) {
    for (const auto& row : report.findings) {
      table.add({report.volume,
                 verify::to_string(row.severity),
                 row.code,
                 row.file,
                 row.bates,
                 row.page,
                 row.message});
    }
  }
  context.print(table);
}

void print_plain(Context& context, const engine::ReceivedResult& result) {
  Table table({{}, {}, {}, {}, {}, {}, {}});
  for (const auto& row : result.report.findings) {
    table.add({result.production.installments.at(static_cast<std::size_t>(row.installment)).name,
               received::to_string(row.severity),
               row.code,
               row.path,
               row.bates,
               row.page,
               row.message});
  }
  context.print(table);
}

// The draft is written whatever was found; without a place in it there is nothing to send.
Result<void> write_notice(Context& context, const std::vector<engine::ReadablePlace>& places) {
  const auto path = context.arguments().word("--clawback");
  if (places.empty()) {
    context.note("note: nothing was found that can be read by mistake; no notice is written");
    return {};
  }
  const auto notice = TRY(engine::clawback_notice(places));
  TRY(base::write_file(path, notice));
  return {};
}

// Whoever asks for hidden words is told, whatever becomes of the output.
void warn_of_duties(Context& context) {
  context.terminal().err << kWarning << "\n";
}

// Somebody else's production: the requester's side.
Result<Exit> run_received(Context& context) {
  const auto& arguments = context.arguments();
  engine::ReceivedRequest request{.index = arguments.word("--index"),
                                  .reveals = arguments.has("--reveal"),
                                  .reads_pictures = !arguments.has("--no-ocr"),
                                  .wants_pictures = arguments.has("--html")};
  for (const auto& word : arguments.words("PATH")) {
    request.paths.emplace_back(word);
  }
  if (request.reveals) {
    warn_of_duties(context);
  }
  const auto result =
      TRY(engine::check_received(context.sandbox(), request, context.watch(), context.stopped()));
  context.end_progress();
  if (request.reads_pictures && result.reader.empty()) {
    context.note("note: pages without text are not read: no character recognition is installed");
  }
  if (arguments.has("--html")) {
    TRY(base::write_file(arguments.word("--html"),
                         received::to_html(result.production, result.report, result.pictures)));
  }
  if (arguments.has("--csv")) {
    TRY(base::write_file(arguments.word("--csv"),
                         received::to_csv(result.production, result.report)));
  }
  if (arguments.has("--clawback")) {
    TRY(write_notice(context, engine::readable_places(result.production, result.report)));
  }
  const bool has_findings = arguments.has("--strict") ? !result.report.findings.empty()
                                                      : result.report.finding_count() > 0;
  if (context.wants_json()) {
    context.print(engine::to_json(result));
  } else if (context.wants_plain()) {
    print_plain(context, result);
  } else {
    context.print(harmless_lines(received::to_text(result.production, result.report)));
  }
  return has_findings ? Exit::findings : Exit::done;
}

Result<bool> is_for_requester(const Arguments& arguments) {
  std::size_t received = 0;
  std::size_t volumes = 0;
  for (const auto& word : arguments.words("PATH")) {
    const bool is_volume = engine::is_volume(word);
    received += !is_volume && engine::is_received(word) ? 1 : 0;
    volumes += is_volume ? 1 : 0;
  }
  if (arguments.has("--as-received")) {
    return true;
  }
  if (received > 0 && volumes > 0) {
    return Error{ErrorCode::invalid_argument,
                 "volumes of vaughn and productions of others are checked differently",
                 "check them one after the other, or give --as-received"};
  }
  if (received == 0 && (arguments.has("--html") || arguments.has("--csv"))) {
    return Error{ErrorCode::invalid_argument,
                 "--html and --csv are for productions of others",
                 "give --as-received to look at a volume as a requester"};
  }
  return received > 0;
}

Result<Exit> run(Context& context) {
  const auto& arguments = context.arguments();
  const bool is_requester = TRY(is_for_requester(arguments));
  const auto password = TRY(read_password(arguments));
  const auto& paths = arguments.words("PATH");
  if (!password.empty() &&
      (is_requester || !std::all_of(paths.begin(), paths.end(), is_pdf_name))) {
    return Error{ErrorCode::invalid_argument,
                 "--password-file is for single PDFs",
                 "check each PDF that needs a password by itself"};
  }
  if (is_requester) {
    return run_received(context);
  }
  auto options = TRY(options_of(arguments));
  options.password = password;
  options.examine = engine::sandboxed_examiner(context.sandbox());
  options.reveals = arguments.has("--reveal");
  if (options.reveals) {
    warn_of_duties(context);
  }
  std::vector<verify::Report> reports;
  std::vector<engine::UnpackedVolume> unpacked;
  for (const auto& word : arguments.words("PATH")) {
    fs::path path = word;
    std::error_code status;
    if (engine::is_volume(path) && !fs::is_directory(path, status)) {
      unpacked.push_back(TRY(engine::UnpackedVolume::open(context.sandbox(), path)));
      path = unpacked.back().folder();
    }
    auto report = TRY(verify_one(path, options));
    report.path = word;
    reports.push_back(std::move(report));
    // Of several volumes each is also checked against those before it.
    if (!is_pdf_name(path)) {
      options.earlier_volumes.emplace_back(path);
    }
  }
  if (arguments.has("--clawback")) {
    std::vector<engine::ReadablePlace> places;
    for (const auto& report : reports) {
      const auto more = engine::readable_places(report);
      places.insert(places.end(), more.begin(), more.end());
    }
    TRY(write_notice(context, places));
  }
  const bool is_strict = arguments.has("--strict");
  bool has_findings = false;
  for (const auto& report : reports) {
    has_findings |= is_strict ? !report.findings.empty() : !report.passed();
  }
  const auto exit = has_findings ? Exit::findings : Exit::done;
  if (context.wants_json()) {
    context.print(engine::to_json(reports));
    return exit;
  }
  if (context.wants_plain()) {
    print_plain(context, reports);
    return exit;
  }
  for (std::size_t i = 0; i < reports.size(); ++i) {
    context.print(i == 0 ? "" : "\n");
    context.print(harmless_lines(verify::to_text(reports[i])));
    for (const auto& finding : reports[i].findings) {
      if (!finding.revealed.empty()) {
        context.print_line(harmless_lines(fmt::format(
            "{} page {}: {}", finding.code, finding.page, base::join(finding.revealed, " "))));
      }
    }
  }
  return exit;
}

}  // namespace

Command verify_command() {
  return {
      .name = "verify",
      .group = "Produce",
      .summary = "check a volume, a PDF or any agency's production from the outside",
      .arguments = {{.name = "PATH",
                     .help = "a volume (folder, zip), a PDF, or any agency's production: folder, "
                             "zip, load file",
                     .is_required = true,
                     .repeats = true,
                     .words = Words::file}},
      .options = {{.name = "--index",
                   .value_name = "FILE",
                   .help = "the Vaughn index (CSV; of others XLSX, too), checked both ways",
                   .words = Words::file},
                  {.name = "--key",
                   .value_name = "KEY",
                   .help = "the agency's public key: a file or 64 hexadecimal digits",
                   .words = Words::file},
                  {.name = "--earlier",
                   .value_name = "DIR",
                   .help = "a volume produced before; repeated",
                   .repeats = true,
                   .words = Words::folder},
                  {.name = "--reveal",
                   .help = "show words that are hidden badly or stand open elsewhere; warns first"},
                  {.name = "--clawback",
                   .value_name = "FILE",
                   .help = "draft a notice (DOCX) about words that can be read by mistake",
                   .words = Words::file},
                  {.name = "--html",
                   .value_name = "FILE",
                   .help = "of others' productions: a page with pictures of what was found",
                   .words = Words::file},
                  {.name = "--csv",
                   .value_name = "FILE",
                   .help = "of others' productions: the findings as a table",
                   .words = Words::file},
                  password_option(),
                  {.name = "--no-ocr", .help = "do not read pictures of pages without text"},
                  {.name = "--as-received", .help = "look at a volume or PDF as a requester does"},
                  {.name = "--strict", .help = "warnings count as findings for the exit code"}},
      .description =
          "Needs no matter: whoever receives a production can run it. Checks signature, hashes, "
          "gaps and repeats of numbers, load files against files, readable words under boxes, "
          "missing labels, slip sheets, hidden content, and the Vaughn index against the pages. "
          "What cannot be checked counts as not passed. Hidden words are shown with --reveal only, "
          "after a warning. --clawback writes a draft for counsel that lists where they stand, and "
          "never what they say.\n\n"
          "Of several volumes each is checked against those before it. Findings are exit code 3; "
          "a PDF that needs a password, without --password-file or with another one, is 6.",
      .examples = {{"verify VOL001", "one volume"},
                   {"verify VOL001 VOL002 --index vaughn-index.csv --key agency.pub",
                    "two, with the index and the agency's key"},
                   {"verify letter.pdf", "any PDF: words under dark boxes"},
                   {"verify release-1 release-2.zip --html report.html",
                    "what an agency sent in two installments"}},
      .needs = {.sandbox = true, .reads_pictures = true},
      .run = run,
  };
}

}  // namespace vaughn::cli
