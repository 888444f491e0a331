// SPDX-License-Identifier: AGPL-3.0-or-later
#include "engine/papers.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/files.h"
#include "engine/census.h"
#include "engine/detail/typeset.h"
#include "engine/detail/volume_plan.h"
#include "engine/figures.h"
#include "engine/status.h"
#include "paper/csv.h"
#include "paper/docx.h"
#include "paper/xlsx.h"
#include "pdf/document.h"
#include "produce/metadata_filter.h"
#include "report/status_report.h"
#include "report/vaughn_index.h"

namespace vaughn::engine {

using base::Error;
using base::ErrorCode;
using base::Result;
using foia::RecordId;
namespace fs = std::filesystem;

namespace {

std::string joined(const std::vector<foia::MailAddress>& addresses) {
  std::string out;
  for (const auto& address : addresses) {
    out += (out.empty() ? "" : "; ") + foia::display(address);
  }
  return out;
}

// What a volume shows of a record, as its text file in that volume says.
Result<std::string> produced_text(Workspace& workspace,
                                  const std::string& volume,
                                  std::int64_t first_number) {
  const auto number = TRY(foia::format_number(workspace.matter().bates, first_number));
  std::string name = number;
  for (auto& c : name) {
    const bool is_safe = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
                         (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
    c = is_safe ? c : '_';
  }
  return base::read_file(workspace.volumes_folder() / volume / "TEXT" / (name + ".txt"));
}

struct ProducedView {
  std::map<RecordId, std::vector<const PageRow*>> pages{};  // produced, latest volume
  std::set<RecordId> withheld{};  // with at least one page in part or in full withheld
};

ProducedView view_of(const Census& census) {
  ProducedView out;
  for (const auto& page : census.pages) {
    if (!page.is_produced) {
      continue;
    }
    const auto id = census.records[page.record].record.id;
    out.pages[id].push_back(&page);
    if (page.outcome != foia::PageOutcome::in_full) {
      out.withheld.insert(id);
    }
  }
  return out;
}

Result<std::vector<foia::VaughnEntry>> entries_of(Workspace& workspace,
                                                  const Census& census,
                                                  const ProducedView& view) {
  const auto numbers = TRY(workspace.db().vaughn_numbers());
  const auto zone = TRY(base::TimeZone::make(workspace.matter().time_zone));
  const std::vector<RecordId> ids(view.withheld.begin(), view.withheld.end());
  const auto decisions = TRY(decisions_of(workspace, ids));
  auto records = TRY(workspace.db().records(ids));
  std::vector<foia::VaughnEntry> out;
  for (auto& record : records) {
    const auto& pages = view.pages.at(record.id);
    const auto number = numbers.find(record.id);
    base::check(number != numbers.end(), "a produced record with deletions has an entry number");
    report::VaughnFacts facts;
    facts.number = number->second;
    facts.volume = pages.front()->volume;
    const auto* row = census.find(record.id);
    facts.record.categories.assign(row->categories.begin(), row->categories.end());
    if (record.parent) {
      facts.parent_control = foia::control_number(record.parent);
      if (view.withheld.contains(record.parent)) {
        facts.parent_entry = numbers.at(record.parent);
      }
    }
    const auto of_record = decisions.find(record.id);
    for (const auto* page : pages) {
      foia::ProducedPage produced;
      produced.number = page->number;
      produced.source_page = page->page;
      produced.outcome = page->outcome;
      produced.claims = page->claims;
      if (of_record != decisions.end()) {
        if (page->outcome == foia::PageOutcome::in_part) {
          for (const auto& mark : of_record->second.marks.at(page->page)) {
            produced.boxes.push_back({mark.box, {}, mark.claims});
            facts.marks.push_back(mark);
            facts.record.removed_texts.push_back(mark.removed_text);
          }
        } else if (page->outcome == foia::PageOutcome::withheld_in_full) {
          facts.withheld.push_back(of_record->second.decisions.at(page->page));
          facts.record.removed_texts.emplace_back();
        }
      }
      facts.record.pages.push_back(std::move(produced));
    }
    const auto shown = TRY(produced_text(workspace, facts.volume, pages.front()->number));
    facts.record.record = std::move(record);
    const auto& metadata = facts.record.record.metadata;
    const produce::MetadataFilter filter(facts.record, shown);
    facts.from = filter.apply(metadata.from.empty() ? metadata.author : joined(metadata.from));
    facts.to = filter.apply(joined(metadata.to));
    facts.title = filter.apply(metadata.title.empty() ? facts.record.record.name : metadata.title);
    auto entry = TRY(report::build_entry(facts, workspace.matter().bates, zone));
    out.push_back(std::move(entry));
  }
  std::sort(
      out.begin(), out.end(), [](const auto& a, const auto& b) { return a.number < b.number; });
  return out;
}

Result<void> write_papers(const fs::path& folder,
                          std::vector<fs::path>& files,
                          const std::vector<std::pair<std::string, base::Bytes>>& papers) {
  TRY(base::make_directories(folder));
  for (const auto& [name, bytes] : papers) {
    TRY(base::write_file(folder / name, bytes));
    files.push_back(folder / name);
  }
  return {};
}

std::optional<std::int64_t> last_filed_value(const std::vector<store::FiledPaper>& filings,
                                             const std::string& id) {
  if (filings.empty()) {
    return std::nullopt;
  }
  for (const auto& [key, value] : filings.back().filing.figures) {
    if (key == id) {
      return value;
    }
  }
  return std::nullopt;
}

paper::Workbook numbers_workbook(const std::vector<UsedFigure>& figures) {
  paper::WorkbookSheet sheet;
  sheet.name = "Numbers";
  sheet.columns = {
      {"Figure", 40, false}, {"Value", 10, false}, {"Where", 50, true}, {"Last filed", 12, false}};
  for (const auto& figure : figures) {
    paper::WorkbookCell last;
    if (figure.last_filed) {
      last = static_cast<double>(*figure.last_filed);
    }
    sheet.rows.push_back({figure.id, static_cast<double>(figure.value), figure.where, last});
  }
  return {"Figures of the status report", {sheet}};
}

}  // namespace

Result<IndexResult> vaughn_index(Workspace& workspace, const fs::path& out) {
  const auto census = TRY(Census::take(workspace));
  const auto view = view_of(census);
  IndexResult result;
  result.entries = TRY(entries_of(workspace, census, view));
  std::vector<report::IndexedPage> pages;
  for (const auto& [id, rows] : view.pages) {
    for (const auto* row : rows) {
      const auto bates = TRY(foia::format_number(workspace.matter().bates, row->number));
      pages.push_back({id, bates, row->outcome, row->claims});
    }
  }
  for (const auto& problem : report::reconcile(result.entries, pages)) {
    result.problems.push_back(problem.code + ": " + problem.message);
  }
  const auto sums = report::totals(result.entries);
  result.pages_in_full = sums.in_full;
  result.pages_in_part = sums.in_part;
  result.pages_withheld = sums.withheld;
  if (out.empty()) {
    return result;
  }
  const auto zone = TRY(base::TimeZone::make(workspace.matter().time_zone));
  const auto as_of = zone.date_at(workspace.now());
  const auto document = report::vaughn_document(workspace.matter(), result.entries, as_of);
  Typesetter typesetter(workspace);
  auto typeset = TRY(typesetter.typeset(document));
  auto xlsx =
      TRY(paper::to_xlsx(report::vaughn_workbook(workspace.matter(), result.entries, as_of)));
  TRY(write_papers(out,
                   result.files,
                   {{"vaughn-index.csv", paper::to_csv(report::vaughn_rows(result.entries))},
                    {"vaughn-index.xlsx", std::move(xlsx)},
                    {"vaughn-index.docx", std::move(typeset.docx)},
                    {"vaughn-index.pdf", std::move(typeset.pdf)}}));
  return result;
}

Result<ReportResult> status_report(Workspace& workspace, const ReportRequest& request) {
  const auto& matter = workspace.matter();
  if (matter.filings.empty()) {
    return Error{ErrorCode::invalid_argument,
                 "matter.toml has no [[filing]]",
                 "add one: its key, title, sections and order; `vaughn help` shows an example"};
  }
  const auto* filing =
      request.filing.empty() ? &matter.filings.back() : matter.filing(request.filing);
  if (filing == nullptr) {
    return Error{
        ErrorCode::not_found, fmt::format("matter.toml has no filing '{}'", request.filing), ""};
  }
  report::LedgerView view;
  view.volumes = TRY(workspace.db().volumes());
  view.taskings = TRY(workspace.db().taskings());
  view.consultations = TRY(workspace.db().consultations());
  const auto promises = TRY(promise_rows(workspace, request.as_of));
  for (const auto& row : promises) {
    view.promises.push_back(
        {row.promise.key, static_cast<report::PromiseState>(row.state), row.met_on});
  }
  const auto counted = TRY(figures(workspace));
  report::StatusReportOptions options;
  options.as_of = request.as_of;
  options.concurred = request.concurred;
  const auto made = TRY(report::status_report(matter, *filing, view, counted, options));

  ReportResult out;
  const auto filings = TRY(workspace.db().filings());
  const auto again = TRY(figures(workspace));
  for (const auto& used : made.figures) {
    UsedFigure figure{used.id, used.value, used.where, false, last_filed_value(filings, used.id)};
    const auto value = again.value(used.id);
    figure.ties = value && *value == used.value;
    out.figures.push_back(std::move(figure));
  }
  if (request.is_dry_run) {
    return out;
  }
  Typesetter typesetter(workspace);
  auto report = TRY(typesetter.typeset(made.report));
  auto document = TRY(pdf::Document::open(report.pdf));
  out.pages = document.page_count();
  std::vector<std::pair<std::string, base::Bytes>> papers;
  store::FilingMade body;
  body.key = filing->key;
  body.as_of = request.as_of;
  body.path = filing->key;
  body.pdf = TRY(workspace.blobs().put(report.pdf));
  body.docx = TRY(workspace.blobs().put(report.docx));
  for (const auto& figure : out.figures) {
    const std::pair row{figure.id, figure.value};
    if (std::find(body.figures.begin(), body.figures.end(), row) == body.figures.end()) {
      body.figures.push_back(row);
    }
  }
  papers.emplace_back(filing->key + ".docx", std::move(report.docx));
  papers.emplace_back(filing->key + ".pdf", std::move(report.pdf));
  if (!made.order.blocks.empty()) {
    auto order = TRY(typesetter.typeset(made.order));
    papers.emplace_back(filing->key + "-proposed-order.docx", std::move(order.docx));
    papers.emplace_back(filing->key + "-proposed-order.pdf", std::move(order.pdf));
  }
  auto numbers = TRY(paper::to_xlsx(numbers_workbook(out.figures)));
  papers.emplace_back(filing->key + "-numbers.xlsx", std::move(numbers));
  TRY(write_papers(request.out, out.files, papers));
  const auto event = TRY(workspace.record("status report made", body));
  out.event = event.id;
  out.notes = made.notes;
  return out;
}

}  // namespace vaughn::engine
