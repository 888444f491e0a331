// SPDX-License-Identifier: AGPL-3.0-or-later
#include "engine/annual.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "annual/xml_tree.h"
#include "base/files.h"
#include "clock/calendar.h"

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

}  // namespace vaughn::engine
