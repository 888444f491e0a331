// SPDX-License-Identifier: AGPL-3.0-or-later
#include "engine/annual.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "annual/figures_file.h"
#include "annual/write.h"
#include "annual/xml_tree.h"
#include "base/files.h"
#include "clock/calendar.h"
#include "engine/census.h"
#include "engine/request.h"

namespace vaughn::engine {

using base::Error;
using base::ErrorCode;
using base::Result;
namespace fs = std::filesystem;

namespace {

constexpr std::uintmax_t kLargest = 64u << 20;
constexpr std::string_view kCalendar = "federal";
const char* const kStart = "exchange/FoiaAnnualReport.xsd";

Result<annual::SchemaFiles> read_schema(const fs::path& folder) {
  annual::SchemaFiles out;
  if (folder.empty()) {
    return out;
  }
  const auto listing = TRY(base::list_files(folder));
  for (const auto& path : listing.files) {
    if (path.extension() != ".xsd") {
      continue;
    }
    annual::SchemaFile file{.path = path.generic_string(),
                            .bytes = TRY(base::read_file(folder / path))};
    if (file.path == kStart) {
      out.insert(out.begin(), std::move(file));
    } else {
      out.push_back(std::move(file));
    }
  }
  if (out.empty() || out.front().path != kStart) {
    return Error{ErrorCode::not_found,
                 fmt::format("there is no {} in {}", kStart, folder.string()),
                 "unpack the exchange package of FOIA.gov and name its folder 'schema'"};
  }
  return out;
}

Result<base::Bytes> read_report_file(const fs::path& path) {
  std::error_code status;
  if (const auto size = fs::file_size(path, status); !status && size > kLargest) {
    return Error{ErrorCode::limit, fmt::format("{} is larger than 64 MiB", path.string()), ""};
  }
  return base::read_file(path);
}

Result<annual::Import> import_of(Result<base::Bytes> answer, AnnualFile& file) {
  const auto bytes = TRY(std::move(answer));
  auto xml = TRY(annual::decode_xml_file(bytes));
  if (xml.is_validated) {
    file.schema_errors = std::move(xml.schema_errors);
  }
  return annual::read_report(xml.root);
}

}  // namespace

bool AnnualFile::is_clean() const {
  const bool passes_schema = is_valid && (!schema_errors || schema_errors->empty());
  return !error && passes_schema && defects.empty() && findings.empty();
}

Result<AnnualCheck> check_annual_reports(Sandbox& sandbox, const AnnualCheckRequest& request) {
  const auto schema = annual::encode(TRY(read_schema(request.schema)));
  const auto calendar = TRY(clock::Calendars::built_in().calendar(kCalendar));
  AnnualCheck out;
  std::vector<Call> calls;
  std::vector<std::size_t> called;
  for (std::size_t i = 0; i < request.files.size(); ++i) {
    out.files.push_back({.path = request.files[i]});
    auto bytes = read_report_file(request.files[i]);
    if (bytes) {
      calls.push_back({.task = Task::annual_xml, .arguments = schema, .input = *std::move(bytes)});
      called.push_back(i);
    } else {
      out.files[i].error = bytes.error();
    }
  }
  auto answers = sandbox.run_all(std::move(calls));
  std::vector<std::optional<annual::Report>> reports(out.files.size());
  std::map<std::pair<std::string, int>, std::size_t> by_year;
  for (std::size_t i = 0; i < answers.size(); ++i) {
    auto& file = out.files[called[i]];
    auto import = import_of(std::move(answers[i]), file);
    if (!import) {
      file.error = base::with_context(import.error(), file.path.string());
      continue;
    }
    file.agency = import->report.abbreviation;
    file.fiscal_year = import->report.fiscal_year;
    file.components = static_cast<std::int64_t>(import->report.components.size());
    file.is_valid = import->is_valid();
    file.defects = std::move(import->defects);
    by_year.emplace(std::pair(file.agency, file.fiscal_year), called[i]);
    reports[called[i]] = std::move(import->report);
  }
  for (std::size_t i = 0; i < out.files.size(); ++i) {
    auto& file = out.files[i];
    if (!reports[i]) {
      ++out.unreadable;
      continue;
    }
    const auto before = by_year.find({file.agency, file.fiscal_year - 1});
    file.has_last_year = before != by_year.end();
    file.findings = annual::check(
        *reports[i], file.has_last_year ? &*reports[before->second] : nullptr, calendar);
    file.has_wrong_total =
        std::any_of(file.findings.begin(), file.findings.end(), [](const auto& finding) {
          return finding.identity == "vb1_total" && finding.is_overall;
        });
    const bool is_valid = file.schema_errors ? file.schema_errors->empty() : file.is_valid;
    (is_valid ? out.valid : out.invalid) += 1;
    out.with_components += file.components > 0 ? 1 : 0;
    out.wrong_totals += file.components > 0 && file.has_wrong_total ? 1 : 0;
  }
  return out;
}

bool AnnualDraft::has_errors() const {
  return std::any_of(findings.begin(), findings.end(), [](const auto& finding) {
    return finding.severity == annual::Severity::error;
  });
}

Result<annual::MatterFacts> matter_facts(Workspace& workspace) {
  const auto& request = workspace.matter().request;
  annual::MatterFacts out{.number = request.number,
                          .component = request.component,
                          .is_consultation = !request.consulted_by.empty()};
  out.life = TRY(request_life(workspace));
  const auto census = TRY(Census::take(workspace));
  std::int64_t pages = 0;
  for (const auto& page : census.pages) {
    const bool is_processed = page.outcome != foia::PageOutcome::pending &&
                              page.outcome != foia::PageOutcome::at_submitter;
    pages += is_processed ? 1 : 0;
    for (const auto& claim : page.claims) {
      out.exemptions.insert(std::string(claim.exemption().row().annual_report));
      if (!claim.statute().empty()) {
        out.statutes.insert(claim.statute());
      }
    }
  }
  out.pages = annual::PagesProcessed(pages);
  return out;
}

namespace {

annual::ComponentFigures* figures_of(annual::Report& report, std::string_view component) {
  if (report.components.empty()) {
    return report.abbreviation == component ? &report.overall : nullptr;
  }
  for (auto& one : report.components) {
    if (one.abbreviation == component) {
      return &one.figures;
    }
  }
  return nullptr;
}

void add_statute_uses(annual::Report& report,
                      const std::string& component,
                      const std::vector<annual::MatterFacts>& matters) {
  const auto year = annual::fiscal_year(report.fiscal_year);
  std::map<std::string, std::int64_t> uses;
  for (const auto& one : matters) {
    if (!one.is_consultation && one.life.closed && year.first <= *one.life.closed &&
        *one.life.closed <= year.last) {
      for (const auto& statute : one.statutes) {
        ++uses[statute];
      }
    }
  }
  for (const auto& [statute, count] : uses) {
    auto row = std::find_if(report.statutes.begin(), report.statutes.end(), [&](const auto& one) {
      return one.statute == statute;
    });
    if (row == report.statutes.end()) {
      report.statutes.push_back({.statute = statute});
      row = report.statutes.end() - 1;
    }
    row->uses.push_back({.component = component, .count = count});
  }
}

Result<void> count_matters(annual::Report& report,
                           const std::vector<annual::MatterFacts>& all,
                           const clock::Calendar& calendar) {
  std::map<std::string, std::vector<annual::MatterFacts>> by_component;
  for (const auto& one : all) {
    by_component[one.component].push_back(one);
  }
  for (const auto& [component, matters] : by_component) {
    auto* figures = figures_of(report, component);
    if (figures == nullptr) {
      return Error{ErrorCode::invalid_argument,
                   fmt::format("the figures file has no component {}", component),
                   "a matter's request.component is the abbreviation of a [[component]]"};
    }
    const auto counted = annual::figures_of(matters, report.fiscal_year, calendar);
    if (const auto stated = annual::take_sections(*figures, counted); !stated.empty()) {
      return Error{
          ErrorCode::invalid_argument,
          fmt::format(
              "{} of {} is in the figures file and counted from matters", stated, component),
          "leave the section out of the file, or the matters out of the command"};
    }
    add_statute_uses(report, component, matters);
  }
  return {};
}

}  // namespace

Result<AnnualDraft> draft_annual_report(const AnnualWriteRequest& request) {
  const auto toml = TRY(base::read_file(request.figures));
  auto file = TRY(annual::parse_figures(toml, request.figures.string()));
  const auto calendar = TRY(clock::Calendars::built_in().calendar(kCalendar));
  TRY(count_matters(file.report, request.matters, calendar));
  annual::complete(file.report, file.unstated);
  AnnualDraft out{.report = std::move(file.report)};
  out.xml = TRY(annual::to_xml(out.report));
  out.findings = annual::check(out.report, nullptr, calendar);
  return out;
}

Result<annual::Quarterly> draft_quarterly(const std::vector<annual::MatterFacts>& matters,
                                          std::string agency,
                                          int year,
                                          int quarter) {
  constexpr int kQuarters = 4;
  if (quarter < 1 || quarter > kQuarters) {
    return Error{ErrorCode::invalid_argument,
                 fmt::format("there is no quarter {}", quarter),
                 "1 is October to December"};
  }
  const auto calendar = TRY(clock::Calendars::built_in().calendar(kCalendar));
  return annual::quarterly_of(matters, std::move(agency), year, quarter, calendar);
}

}  // namespace vaughn::engine
