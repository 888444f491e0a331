// SPDX-License-Identifier: AGPL-3.0-or-later
#include "verify/verify.h"

#include <algorithm>
#include <atomic>
#include <map>
#include <system_error>
#include <thread>
#include <utility>

#include "base/files.h"
#include "base/text.h"
#include "verify/detail/document_check.h"
#include "verify/detail/findings.h"
#include "verify/detail/index_check.h"
#include "verify/detail/load_check.h"
#include "verify/detail/manifest.h"
#include "verify/detail/number_check.h"
#include "verify/detail/removed_check.h"
#include "verify/detail/volume_files.h"

namespace vaughn::verify {

using base::Error;
using base::ErrorCode;
using base::Result;

namespace {

constexpr int kLeastDpi = 72;

Result<void> check_options(const Options& options) {
  if (options.render_dpi < kLeastDpi || options.jobs < 1) {
    return Error{ErrorCode::invalid_argument, "verify needs 72 dpi and one job at least", ""};
  }
  if (!options.trusted_key.empty() && options.trusted_key.size() != 32) {
    return Error{ErrorCode::invalid_argument,
                 "the trusted key is not an Ed25519 public key",
                 "give a file of 32 bytes, as manifest.pub is"};
  }
  return {};
}

// Each document is checked by itself; results are merged in the order of the records, so that the
// report does not depend on the number of jobs.
Findings check_documents(const std::filesystem::path& volume,
                         const Manifest& manifest,
                         const Options& options) {
  std::vector<Findings> results(manifest.records.size());
  std::map<std::string, std::string> fields;
  std::map<std::string, const RemovedWords*> removed;
  if (!options.removed.empty()) {
    fields = fields_of_records(volume, manifest);
    for (const auto& each : options.removed) {
      removed[each.begin] = &each;
    }
  }
  std::atomic<std::size_t> next{0};
  const auto work = [&]() {
    for (auto i = next++; i < results.size(); i = next++) {
      if (options.is_stopped && options.is_stopped()) {
        return;
      }
      const auto& record = manifest.records[i];
      if (is_safe_path(record.pdf) && is_safe_path(record.text)) {
        Deleted deleted;
        if (const auto found = removed.find(record.begin); found != removed.end()) {
          deleted.removed = found->second;
          const auto row = fields.find(record.begin);
          deleted.fields = row == fields.end() ? "" : row->second;
        }
        results[i] = check_document(volume, record, deleted, options);
      }
    }
  };
  std::vector<std::jthread> workers;
  for (int i = 1; i < options.jobs; ++i) {
    workers.emplace_back(work);
  }
  work();
  workers.clear();
  Findings all;
  for (auto& result : results) {
    all.merge(std::move(result));
  }
  return all;
}

}  // namespace

namespace {

void note_boxes(const Manifest& manifest, Report& report) {
  for (const auto& record : manifest.records) {
    int number = 0;
    for (const auto& page : record.pages) {
      ++number;
      int index = 0;
      for (const auto& box : page.boxes) {
        ++index;
        report.boxes.push_back({.file = record.pdf,
                                .bates = page.bates,
                                .page = number,
                                .box = box.box,
                                .label = base::join(box.claims, "; ")});
        set_failures(report.boxes.back(), index, report.findings);
      }
    }
  }
}

}  // namespace

Result<Report> verify_volume(const std::filesystem::path& volume, const Options& options) {
  TRY(check_options(options));
  std::error_code status;
  if (!std::filesystem::is_directory(volume, status)) {
    return Error{ErrorCode::not_found, volume.string() + " is not a folder", ""};
  }
  Report report{.volume = volume.filename().string(), .path = volume.string()};
  Findings findings;
  for (const auto* check : {"signature",
                            "hashes",
                            "numbers",
                            "load_files",
                            "structure",
                            "stamps",
                            "hidden_text",
                            "boxes",
                            "labels",
                            "slip_sheets",
                            "text_files",
                            "tools"}) {
    findings.examined(check, 0);
  }
  const auto json = base::read_file(volume / "manifest.json");
  if (!json) {
    findings.add(
        "manifest_missing", {.file = "manifest.json"}, "without it nothing can be checked");
    findings.move_into(report);
    return report;
  }
  check_signature(volume, *json, options.trusted_key, report, findings);
  const auto manifest = parse_manifest(*json);
  if (!manifest) {
    findings.add("manifest_damaged", {.file = "manifest.json"}, manifest.error().message);
    findings.move_into(report);
    return report;
  }
  report.volume = manifest->volume;
  report.counts = count_pages(*manifest);
  check_files(volume, *manifest, findings);
  check_numbers(*manifest, findings);
  if (!options.earlier_volumes.empty()) {
    check_earlier_volumes(*manifest, options.earlier_volumes, findings);
  }
  check_load_files(volume, *manifest, findings);
  findings.merge(check_documents(volume, *manifest, options));
  if (options.is_stopped && options.is_stopped()) {
    return Error{ErrorCode::conflict, "the check was stopped", ""};
  }
  if (!options.removed.empty()) {
    check_removed_records(*manifest, options.removed, findings);
  }
  if (!options.withheld.empty()) {
    check_withheld_lines(volume, *manifest, options, findings);
  }
  if (options.index) {
    check_index(*options.index, *manifest, findings);
  }
  findings.move_into(report);
  note_boxes(*manifest, report);
  return report;
}

Result<Report> verify_pdf(const std::filesystem::path& file, const Options& options) {
  TRY(check_options(options));
  std::error_code status;
  if (!std::filesystem::is_regular_file(file, status)) {
    return Error{ErrorCode::not_found, file.string() + " is not a file", ""};
  }
  Report report{.volume = file.filename().string(), .path = file.string()};
  Findings findings;
  findings.examined("tools", 0);
  report.counts.files = 1;
  report.counts.pages = TRY(check_lone_document(file, options, findings));
  findings.move_into(report);
  return report;
}

}  // namespace vaughn::verify
