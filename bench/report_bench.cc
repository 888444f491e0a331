// SPDX-License-Identifier: AGPL-3.0-or-later
// report_bench FOLDER RECORDS ENTRIES: makes a matter of RECORDS records below FOLDER, decided and
// produced, and measures a status report from it (numbers, DOCX, PDF), first without and then with
// a filed report to compare with; how long the lines of the pages withheld in full take to be read,
// which a production does once, and to be looked for; and a Vaughn index of ENTRIES entries as CSV,
// XLSX, DOCX and PDF. Prints a name and milliseconds for each.
#include <charconv>
#include <chrono>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/core.h>

#include "base/files.h"
#include "base/result.h"
#include "engine/figures.h"
#include "engine/outgoing.h"
#include "engine/papers.h"
#include "engine/sandbox.h"
#include "engine/workspace.h"
#include "paper/csv.h"
#include "paper/docx.h"
#include "paper/office.h"
#include "paper/xlsx.h"
#include "pdf/layout.h"
#include "report/vaughn_index.h"

namespace {

using vaughn::base::Result;
using vaughn::engine::Workspace;
namespace engine = vaughn::engine;
namespace foia = vaughn::foia;
namespace fs = std::filesystem;
namespace paper = vaughn::paper;
namespace store = vaughn::store;

constexpr int kPages = 3;  // of each record
constexpr int kLines = 40;
constexpr std::int64_t kWithheldEvery = 10;
constexpr std::int64_t kBatch = 5'000;

constexpr std::string_view kMatter = R"(
[matter]
name = "Bench v. Agency"
case_number = "3:24-cv-00001"
time_zone = "America/Los_Angeles"
[court]
profile = "cand"
name = "United States District Court"
district = "Northern District of California"
[judge]
name = "Jane Roe"
title = "United States District Judge"
initials = "JR"
[[party]]
name = "Bench"
side = "plaintiffs"
[[party]]
name = "Agency"
side = "defendants"
[[counsel]]
side = "plaintiffs"
represents = "Attorneys for Plaintiff"
email = "a@example.org"
[[counsel.attorney]]
name = "Ann Example"
signs = true
[[counsel]]
side = "defendants"
represents = "Attorneys for Defendant"
email = "b@example.org"
files = true
[[counsel.attorney]]
name = "Lee Example"
signs = true
[request]
agency = "Agency"
component = "AG"
requester = "Bench"
subject = "gauges"
[[category]]
key = "1"
text = "Readings."
[[category]]
key = "2"
text = "Contracts."
[[office]]
key = "boston"
name = "Boston"
[[office]]
key = "denver"
name = "Denver"
[bates]
prefix = "AG-"
width = 8
[[filing]]
key = "jsr"
title = "Joint Status Report"
opening = ["The parties report. [[figure:pages.produced page]] were produced."]
order_title = "[Proposed] Order"
order = ["IT IS SO ORDERED."]
[[filing.section]]
heading = "Status"
include = ["status_by_category", "productions", "searches", "vaughn"]
)";

double milliseconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start)
      .count();
}

template <typename Work>
Result<void> measure(std::string_view name, Work work) {
  const auto start = std::chrono::steady_clock::now();
  TRY(work());
  fmt::print("{}\t{:.0f}\n", name, milliseconds_since(start));
  return {};
}

// Three pages of forty lines, each said nowhere else.
Result<vaughn::base::Bytes> withheld_pages(std::int64_t record) {
  std::string html = "<html><body>";
  for (int page = 1; page <= kPages; ++page) {
    html += page == 1 ? "<div>" : "<div style=\"page-break-before: always\">";
    for (int line = 1; line <= kLines; ++line) {
      html += fmt::format("gauge {} of pier {} stood at {} at the hour of {}, the keeper said<br/>",
                          line,
                          record,
                          record * line,
                          page);
    }
    html += "</div>";
  }
  return vaughn::pdf::layout_html(html + "</body></html>");
}

Result<void> fill(Workspace& workspace, std::int64_t count) {
  const auto blank = TRY(workspace.blobs().put("pages"));
  const auto claim = TRY(foia::ExemptionClaim::parse("(b)(6)"));
  std::int64_t number = 0;
  store::VolumeSealed sealed;
  for (std::int64_t first = 1; first <= count; first += kBatch) {
    store::RecordsAdded added;
    store::RecordsRendered rendered;
    store::ResponsivenessCoded coded;
    store::PagesDecided decided;
    for (auto id = first; id < first + kBatch && id <= count; ++id) {
      foia::Record record;
      record.id = {id};
      record.family = {id};
      record.sha256 = vaughn::base::Sha256::of(fmt::format("{}", id));
      record.duplicate_key = record.sha256;
      record.name = fmt::format("{}.eml", id);
      record.office = id % 2 == 0 ? "boston" : "denver";
      added.records.push_back(std::move(record));
      store::Rendition rendition;
      rendition.record = {id};
      rendition.pdf = blank;
      if (id % kWithheldEvery == 0) {
        const auto pdf = TRY(withheld_pages(id));
        rendition.pdf = TRY(workspace.blobs().put(pdf));
      }
      rendition.pages = kPages;
      rendered.renditions.push_back(std::move(rendition));
      coded.determinations.push_back(
          {{}, {id}, id % 3 == 0 ? "2" : "1", foia::Responsiveness::responsive});
      for (int page = 1; page <= kPages; ++page) {
        foia::PageDecision decision;
        decision.record = {id};
        decision.page = page;
        const bool is_withheld = id % kWithheldEvery == 0;
        decision.disposition =
            is_withheld ? foia::Disposition::withhold : foia::Disposition::release;
        if (is_withheld) {
          decision.claims = {claim};
          decision.harm = "harm";
          decision.reason = "reason";
        }
        decided.decisions.push_back(std::move(decision));
        store::VolumePageRow row;
        row.number = ++number;
        row.record = {id};
        row.page = page;
        row.outcome =
            is_withheld ? foia::PageOutcome::withheld_in_full : foia::PageOutcome::in_full;
        if (is_withheld) {
          row.claims = {claim};
        }
        sealed.pages.push_back(std::move(row));
      }
    }
    TRY(workspace.record(
        "bench",
        std::vector<store::Body>{
            std::move(added), std::move(rendered), std::move(coded), std::move(decided)}));
  }
  sealed.volume.name = "VOL001";
  sealed.volume.installment = 1;
  sealed.volume.dated = TRY(vaughn::base::parse_date("2024-05-01"));
  sealed.volume.first_number = 1;
  sealed.volume.last_number = number;
  sealed.volume.page_count = number;
  sealed.volume.record_count = count;
  TRY(workspace.record("bench", store::Body(std::move(sealed))));
  return {};
}

Result<void> bench_report(const fs::path& folder, std::int64_t records) {
  auto sandbox = TRY(engine::Sandbox::start());
  auto workspace = TRY(Workspace::create(folder / "matter", kMatter, {"bench"}));
  TRY(fill(workspace, records));
  engine::ReportRequest request;
  request.as_of = TRY(vaughn::base::parse_date("2024-06-03"));
  request.out = folder / "report";
  const auto dry = [&]() -> Result<void> {
    request.is_dry_run = true;
    TRY(engine::status_report(workspace, sandbox, request));
    return {};
  };
  const auto whole = [&]() -> Result<void> {
    request.is_dry_run = false;
    TRY(engine::status_report(workspace, sandbox, request));
    return {};
  };
  TRY(measure("status report: numbers and DOCX, ledger just opened", dry));
  TRY(measure("status report: numbers and DOCX", dry));
  const auto paper = folder / "paper.txt";
  TRY(vaughn::base::write_file(paper,
                               "They say that gauge 7 of pier 20 stood at 140 at the hour of 2."));
  const auto search = [&]() -> Result<void> {
    engine::OutgoingRequest outgoing;
    outgoing.places.push_back({paper, ""});
    const auto result = TRY(engine::search_outgoing(workspace, sandbox, outgoing));
    vaughn::base::check(
        result.withheld_lines == records / kWithheldEvery * kPages * kLines && result.open() == 0,
        "every line is known, and a part of one is none");
    return {};
  };
  TRY(measure("withheld lines: read once", search));
  TRY(measure("withheld lines: looked for in a paper", search));
  TRY(measure("status report: with PDF", whole));
  engine::FiledRequest filed;
  filed.pdf = folder / "report" / "jsr.pdf";
  filed.ecf = 7;
  filed.filed = request.as_of;
  const auto file = [&]() -> Result<void> {
    TRY(engine::record_filed(workspace, sandbox, filed));
    return {};
  };
  TRY(measure("status report: filed", file));
  return measure("status report: numbers and DOCX, compared with a filed one", dry);
}

Result<void> bench_index(const fs::path& folder, int count) {
  const auto claim = TRY(foia::ExemptionClaim::parse("(b)(6)"));
  std::vector<foia::VaughnEntry> entries;
  for (int i = 1; i <= count; ++i) {
    foia::VaughnEntry entry;
    entry.number = i;
    entry.record = {i};
    entry.volume = "VOL001";
    entry.bates_first = fmt::format("AG-{:08}", i * 3);
    entry.bates_last = fmt::format("AG-{:08}", i * 3 + 2);
    entry.date = "2022-06-03";
    entry.type = "e-mail";
    entry.from = "Ann Example <ann@example.org>";
    entry.to = "Lee Example <lee@example.org>";
    entry.title = fmt::format("Gauge readings of pier {}", i);
    entry.pages = 3;
    entry.pages_in_part = 2;
    entry.pages_in_full = 1;
    entry.claims = {claim};
    entry.boxes = 4;
    entry.where = "pp. 1, 2 (4 boxes)";
    entry.description = fmt::format("Direct telephone numbers of the keepers of pier {}.", i);
    entry.justification = fmt::format(
        "(b)(6) [pp. 1, 2, 4 boxes]: Telephone numbers of line employees at pier {}. They are in a "
        "similar file; their privacy interest outweighs the public's, which they do not serve.",
        i);
    entry.harm = fmt::format("(b)(6): the keepers of pier {} would be called at night.", i);
    entry.segregability = "Of 3 pages, 1 is released in full and 2 are released in part.";
    entry.categories = {"1"};
    entry.status = "produced in part in VOL001";
    entries.push_back(std::move(entry));
  }
  const auto matter = TRY(foia::parse_matter(kMatter, "bench"));
  const auto as_of = TRY(vaughn::base::parse_date("2024-06-03"));
  paper::Document document;
  vaughn::base::Bytes docx;
  const auto write = [&]() -> Result<void> {
    const auto csv = paper::to_csv(vaughn::report::vaughn_rows(entries));
    TRY(paper::to_xlsx(vaughn::report::vaughn_workbook(matter, entries, as_of)));
    docx = TRY(paper::to_docx(vaughn::report::vaughn_document(matter, entries, as_of)));
    return {};
  };
  TRY(measure("index: CSV, XLSX and DOCX", write));
  auto office = TRY(paper::Office::start(folder));
  return measure("index: PDF", [&]() -> Result<void> {
    TRY(office.to_pdf(docx, "docx", std::chrono::seconds(300)));
    return {};
  });
}

int number_of(std::string_view word) {
  int value = 0;
  std::from_chars(word.data(), word.data() + word.size(), value);
  return value;
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 4) {
    fmt::print(stderr, "usage: report_bench FOLDER RECORDS ENTRIES\n");
    return 2;
  }
  const fs::path folder = arguments[1];
  auto done = bench_report(folder, number_of(arguments[2]));
  if (done) {
    done = bench_index(folder, number_of(arguments[3]));
  }
  if (!done) {
    fmt::print(stderr, "{}\n{}\n", done.error().message, done.error().hint);
    return 1;
  }
  return 0;
}
