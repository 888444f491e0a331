// SPDX-License-Identifier: AGPL-3.0-or-later
#include "verify/verify.h"

#include <fmt/format.h>

#include <thread>

#include "base/files.h"
#include "base/hash.h"
#include "base/text.h"
#include "cli/context.h"
#include "cli/detail/command_list.h"
#include "engine/json.h"
#include "engine/redact_file.h"

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
               fmt::format("{} is neither a folder nor a PDF file", path.string()),
               "unpack an archive first: verify reads a volume as it lies on disk"};
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

Result<Exit> run(Context& context) {
  const auto& arguments = context.arguments();
  auto options = TRY(options_of(arguments));
  options.examine = engine::sandboxed_examiner(context.sandbox());
  options.reveals = arguments.has("--reveal");
  if (options.reveals) {
    context.note(kWarning);
  }
  std::vector<verify::Report> reports;
  for (const auto& word : arguments.words("PATH")) {
    auto report = TRY(verify_one(word, options));
    reports.push_back(std::move(report));
    // Of several volumes each is also checked against those before it.
    if (!is_pdf_name(word)) {
      options.earlier_volumes.emplace_back(word);
    }
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
      .summary = "check a finished volume or PDF from the outside",
      .arguments = {{.name = "PATH",
                     .help = "folder of a volume, or a PDF",
                     .is_required = true,
                     .repeats = true,
                     .words = Words::file}},
      .options = {{.name = "--index",
                   .value_name = "FILE",
                   .help = "CSV of the Vaughn index, checked both ways against the pages",
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
                   .help = "of a PDF: show words that are hidden badly; read the warning first"},
                  {.name = "--strict", .help = "warnings count as findings for the exit code"}},
      .description =
          "Needs no matter: whoever receives a production can run it. Checks signature, hashes, "
          "gaps and repeats of numbers, load files against files, readable words under boxes, "
          "missing labels, slip sheets, hidden content, and the Vaughn index against the pages. "
          "What cannot be checked counts as not passed. Hidden words are never shown.\n\n"
          "Of several volumes each is checked against those before it. Findings are exit code 3.",
      .examples = {{"verify VOL001", "one volume"},
                   {"verify VOL001 VOL002 --index vaughn-index.csv --key agency.pub",
                    "two, with the index and the agency's key"},
                   {"verify letter.pdf", "any PDF: words under dark boxes"}},
      .needs = {.sandbox = true},
      .run = run,
  };
}

}  // namespace vaughn::cli
