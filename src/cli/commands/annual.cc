// SPDX-License-Identifier: AGPL-3.0-or-later
#include "engine/annual.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "cli/context.h"
#include "cli/detail/command_list.h"
#include "engine/json.h"

namespace vaughn::cli {
namespace {

using base::Error;
using base::ErrorCode;
using base::Result;

std::int64_t count_of(const engine::AnnualFile& file, annual::Severity severity) {
  return std::count_if(file.findings.begin(), file.findings.end(), [&](const auto& finding) {
    return finding.severity == severity;
  });
}

std::string verdict(const engine::AnnualFile& file) {
  if (file.error) {
    return "unreadable";
  }
  const bool is_valid = file.schema_errors ? file.schema_errors->empty() : file.is_valid;
  return is_valid ? "valid" : "invalid";
}

std::string rule_of(std::string_view identity) {
  for (const auto& row : annual::all_identities()) {
    if (row.id == identity) {
      return std::string(row.rule);
    }
  }
  return "";
}

void print_files(Context& context, const engine::AnnualCheck& result) {
  Table table({{"file", Align::left, Cut::at_front},
               {"agency"},
               {"year"},
               {"parts", Align::right},
               {"schema"},
               {"defects", Align::right},
               {"errors", Align::right},
               {"warnings", Align::right},
               {"total"}});
  for (const auto& file : result.files) {
    table.add({file.path.string(),
               file.agency,
               file.fiscal_year == 0 ? "" : fmt::format("{}", file.fiscal_year),
               file.components,
               verdict(file),
               file.defects.size(),
               count_of(file, annual::Severity::error),
               count_of(file, annual::Severity::warning),
               file.error ? "" : (file.has_wrong_total ? "wrong" : "right")});
  }
  context.print(table);
}

void print_details(Context& context, const engine::AnnualFile& file) {
  Table table({{}, {}, {}, {}, {}});
  if (file.schema_errors) {
    for (const auto& error : *file.schema_errors) {
      table.add({"schema", fmt::format("line {}", error.line), "", "", error.message});
    }
  }
  for (const auto& defect : file.defects) {
    auto what = fmt::format("{}: {}", defect.field, annual::explain_defect(defect.code));
    if (!defect.value.empty()) {
      what += fmt::format(" ('{}')", defect.value);
    }
    table.add({defect.breaks_schema ? "invalid" : "defect",
               defect.section,
               defect.component,
               defect.code,
               what});
  }
  for (const auto& finding : file.findings) {
    const auto item = finding.item.empty() ? "" : finding.item + ": ";
    table.add(
        {annual::to_string(finding.severity),
         finding.section,
         finding.is_overall ? finding.component + " overall" : finding.component,
         finding.identity,
         fmt::format(
             "{}{} against {}; {}", item, finding.left, finding.right, rule_of(finding.identity))});
  }
  if (!table.is_empty()) {
    context.print_line(fmt::format("\n{}", harmless(file.path.string())));
    context.print(table);
  }
}

Result<Exit> run_check(Context& context) {
  const auto& arguments = context.arguments();
  engine::AnnualCheckRequest request;
  for (const auto& word : arguments.words("FILE")) {
    request.files.emplace_back(word);
  }
  request.schema = arguments.word("--schema");
  const auto result = TRY(engine::check_annual_reports(context.sandbox(), request));
  const bool is_clean = std::all_of(
      result.files.begin(), result.files.end(), [](const auto& file) { return file.is_clean(); });
  const auto exit = result.unreadable > 0 ? Exit::unreadable
                    : is_clean            ? Exit::done
                                          : Exit::findings;
  if (context.wants_json()) {
    context.print(engine::to_json(result));
    return exit;
  }
  print_files(context, result);
  if (context.wants_plain()) {
    return exit;
  }
  for (const auto& file : result.files) {
    if (file.error) {
      context.note("note: " + harmless(file.error->message));
    }
    if (arguments.has("--details") || result.files.size() == 1) {
      print_details(context, file);
    }
  }
  context.print_line(fmt::format(
      "\n{}: {} valid, {} invalid, {} unreadable; {} of {} with components state a wrong total",
      base::plural(static_cast<long long>(result.files.size()), "file"),
      result.valid,
      result.invalid,
      result.unreadable,
      result.wrong_totals,
      result.with_components));
  return exit;
}

}  // namespace

Command annual_check_command() {
  return {
      .name = "annual check",
      .group = "Annual report",
      .summary = "recompute annual reports and list what does not agree",
      .arguments = {{.name = "FILE",
                     .help = "annual report as XML, of any agency and year",
                     .is_required = true,
                     .repeats = true,
                     .words = Words::file}},
      .options = {{.name = "--schema",
                   .value_name = "DIR",
                   .help = "validate against DOJ's schema in DIR too (the folder with exchange/)",
                   .words = Words::folder},
                  {.name = "--details",
                   .help = "every defect and finding; always shown for a single file"}},
      .description =
          "Reads the XML that FOIA.gov publishes (5 U.S.C. 552(e)). No field is trusted: what "
          "cannot "
          "be read is listed and left out, sums are made again from their parts, and every "
          "identity "
          "of the form is compared, for each component and overall. Of two reports of one agency "
          "for consecutive years the later is compared with the earlier.\n\n"
          "Whether a file is valid is decided by the rules of the schema as vaughn knows them; "
          "with "
          "--schema by libxml2. A defect is something in the file; an error or a warning is two "
          "figures that do not agree. 'parts' are components; 'total' is V.B(1) overall.\n\n"
          "Exit code 0: nothing to say. 3: defects or findings. 6: a file is no annual report.",
      .examples = {{"annual check dhs-2024.xml", "one report, with what is wrong in it"},
                   {"annual check 2023/*.xml 2024/*.xml --json", "two years, for a program"}},
      .needs = {.sandbox = true},
      .run = run_check,
  };
}

}  // namespace vaughn::cli
