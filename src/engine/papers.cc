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
#include "paper/csv.h"
#include "paper/docx.h"
#include "paper/xlsx.h"
#include "produce/metadata_filter.h"
#include "report/vaughn_index.h"
#include "report/vaughn_lint.h"

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

// An index that was handed out is stale once a later release changes what an entry says.
Result<void> compare_with_last(Workspace& workspace, IndexResult& result) {
  const auto last = TRY(workspace.db().last_index());
  if (!last) {
    return {};
  }
  result.last_made = base::to_string(last->body.as_of);
  std::map<int, std::string> before(last->body.entries.begin(), last->body.entries.end());
  for (const auto& entry : result.entries) {
    const auto found = before.find(entry.number);
    if (found == before.end()) {
      result.stale.push_back(fmt::format("entry {} is new: {}", entry.number, entry.status));
    } else {
      if (found->second != report::entry_digest(entry)) {
        result.stale.push_back(fmt::format("entry {} has changed: {}", entry.number, entry.status));
      }
      before.erase(found);
    }
  }
  for (const auto& [number, digest] : before) {
    result.stale.push_back(fmt::format("entry {} is gone: nothing of it is withheld now", number));
  }
  return {};
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
  TRY(compare_with_last(workspace, result));
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
  auto csv = paper::to_csv(report::vaughn_rows(result.entries));
  store::IndexMade body;
  body.as_of = as_of;
  body.csv = base::Sha256::of(csv);
  for (const auto& entry : result.entries) {
    body.entries.emplace_back(entry.number, report::entry_digest(entry));
  }
  TRY(write_papers(out,
                   result.files,
                   {{"vaughn-index.csv", std::move(csv)},
                    {"vaughn-index.xlsx", std::move(xlsx)},
                    {"vaughn-index.docx", std::move(typeset.docx)},
                    {"vaughn-index.pdf", std::move(typeset.pdf)}}));
  TRY(workspace.record("Vaughn index made", store::Body(body)));
  return result;
}

}  // namespace vaughn::engine
