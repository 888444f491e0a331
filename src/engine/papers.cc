// SPDX-License-Identifier: AGPL-3.0-or-later
#include "engine/papers.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/files.h"
#include "engine/census.h"
#include "engine/detail/produced_file.h"
#include "engine/detail/staged_papers.h"
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

// What the submitters said about the pages of each record, by record and name.
using Positions = std::map<RecordId, std::map<std::string, report::SubmitterPosition>>;

Result<Positions> positions_of(Workspace& workspace) {
  Positions out;
  const auto consultations = TRY(workspace.db().consultations());
  for (const auto& consultation : consultations) {
    const auto* submitter = workspace.matter().submitter(consultation.submitter);
    if (submitter == nullptr || consultation.kind != foia::ConsultationKind::submitter) {
      continue;  // views of other agencies are not for the index
    }
    const auto& name = submitter->short_name;
    const auto position_on = [&](RecordId record) -> report::SubmitterPosition& {
      auto& position = out[record][name];
      position.name = name;
      return position;
    };
    for (const auto& page : consultation.pages) {
      auto& position = position_on(page.record);
      position.sent = consultation.sent;
      position.has_answered = position.has_answered || consultation.returned.has_value();
    }
    for (const auto& objection : consultation.objections) {
      auto& position = position_on(objection.record);
      ++position.objections;
      switch (objection.decision) {
        case foia::ObjectionDecision::accepted: ++position.accepted; break;
        case foia::ObjectionDecision::accepted_in_part: ++position.accepted_in_part; break;
        case foia::ObjectionDecision::rejected: ++position.rejected; break;
        case foia::ObjectionDecision::undecided: ++position.undecided; break;
      }
    }
  }
  return out;
}

int shown(foia::PageOutcome outcome) {
  switch (outcome) {
    case foia::PageOutcome::in_full: return 2;
    case foia::PageOutcome::in_part: return 1;
    default: return 0;
  }
}

// LAW: Comptel v. FCC (D.D.C. 2012): an index is amended when more is released.
// Pages of which a later volume shows more than the one before.
Result<std::map<RecordId, std::vector<report::ReReview>>> re_reviews_of(Workspace& workspace) {
  const auto volumes = TRY(workspace.db().volumes());
  const auto pages = TRY(workspace.db().produced_pages());
  std::map<std::string, std::size_t> order;
  for (std::size_t i = 0; i < volumes.size(); ++i) {
    order[volumes[i].name] = i;
  }
  std::map<foia::PageRef, std::vector<const store::ProducedPageRow*>> by_page;
  for (const auto& row : pages) {
    by_page[{row.page.record, row.page.page}].push_back(&row);
  }
  std::map<RecordId, std::map<std::size_t, std::vector<int>>> found;
  for (auto& [ref, rows] : by_page) {
    std::sort(rows.begin(), rows.end(), [&](const auto* a, const auto* b) {
      return order.at(a->volume) < order.at(b->volume);
    });
    for (std::size_t i = 1; i < rows.size(); ++i) {
      if (shown(rows[i]->page.outcome) > shown(rows[i - 1]->page.outcome)) {
        found[ref.record][order.at(rows[i]->volume)].push_back(ref.page);
      }
    }
  }
  std::map<RecordId, std::vector<report::ReReview>> out;
  for (auto& [record, by_volume] : found) {
    for (auto& [index, numbers] : by_volume) {
      out[record].push_back({volumes[index].name, volumes[index].dated, std::move(numbers)});
    }
  }
  return out;
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
  const auto positions = TRY(positions_of(workspace));
  const auto re_reviews = TRY(re_reviews_of(workspace));
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
    const auto first = pages.front()->number;
    const auto shown = TRY(read_produced(workspace, facts.volume, first, "TEXT", ".txt"));
    const auto pdf = TRY(read_produced(workspace, facts.volume, first, "PDF", ".pdf"));
    facts.produced_sha256 = base::Sha256::of(pdf).hex();
    facts.record_sha256 = record.sha256.hex();
    if (const auto said = positions.find(record.id); said != positions.end()) {
      for (const auto& [name, position] : said->second) {
        facts.submitters.push_back(position);
      }
    }
    if (const auto reviewed = re_reviews.find(record.id); reviewed != re_reviews.end()) {
      facts.re_reviews = reviewed->second;
    }
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

// Records that had an entry, and of which a later volume withholds nothing.
Result<std::vector<foia::ReleasedEntry>> released_of(Workspace& workspace,
                                                     const ProducedView& view) {
  const auto numbers = TRY(workspace.db().vaughn_numbers());
  const auto volumes = TRY(workspace.db().volumes());
  std::vector<foia::ReleasedEntry> out;
  for (const auto& [record, number] : numbers) {
    const auto pages = view.pages.find(record);
    if (view.withheld.contains(record) || pages == view.pages.end()) {
      continue;
    }
    foia::ReleasedEntry entry;
    entry.number = number;
    entry.record = record;
    entry.volume = pages->second.front()->volume;
    entry.pages = static_cast<int>(pages->second.size());
    const auto& bates = workspace.matter().bates;
    entry.bates_first = TRY(foia::format_number(bates, pages->second.front()->number));
    entry.bates_last = TRY(foia::format_number(bates, pages->second.back()->number));
    for (const auto& volume : volumes) {
      if (volume.name == entry.volume) {
        entry.released = volume.dated;
      }
    }
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
    const auto released = std::find_if(
        result.released.begin(), result.released.end(), [number = number](const auto& entry) {
          return entry.number == number;
        });
    result.stale.push_back(released == result.released.end()
                               ? fmt::format("entry {} is gone", number)
                               : fmt::format("entry {} has ended: released in full on {} in {}",
                                             number,
                                             base::to_string(released->released),
                                             released->volume));
  }
  return {};
}

}  // namespace

Result<IndexResult> vaughn_index(Workspace& workspace) {
  const auto census = TRY(Census::take(workspace));
  const auto view = view_of(census);
  IndexResult result;
  result.entries = TRY(entries_of(workspace, census, view));
  result.released = TRY(released_of(workspace, view));
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
  return result;
}

Result<IndexResult> build_index(Workspace& workspace, Sandbox& sandbox, const fs::path& out) {
  auto result = TRY(vaughn_index(workspace));
  const auto zone = TRY(base::TimeZone::make(workspace.matter().time_zone));
  const auto as_of = zone.date_at(workspace.now());
  const auto document =
      report::vaughn_document(workspace.matter(), result.entries, as_of, result.released);
  Typesetter typesetter(workspace);
  auto typeset = TRY(typesetter.typeset(document));
  auto xlsx = TRY(paper::to_xlsx(
      report::vaughn_workbook(workspace.matter(), result.entries, as_of, result.released)));
  auto csv = paper::to_csv(report::vaughn_rows(result.entries));
  store::IndexMade body;
  body.as_of = as_of;
  body.csv = base::Sha256::of(csv);
  for (const auto& entry : result.entries) {
    body.entries.emplace_back(entry.number, report::entry_digest(entry));
  }
  auto staged = TRY(StagedPapers::make(workspace,
                                       sandbox,
                                       papers_in(out,
                                                 {{"vaughn-index.csv", std::move(csv)},
                                                  {"vaughn-index.xlsx", std::move(xlsx)},
                                                  {"vaughn-index.docx", std::move(typeset.docx)},
                                                  {"vaughn-index.pdf", std::move(typeset.pdf)}})));
  result.outgoing = staged.outgoing();
  if (staged.is_refused()) {
    return result;
  }
  const auto record = [&]() -> Result<void> {
    TRY(workspace.record("Vaughn index made", store::Body(body)));
    return {};
  };
  result.files = TRY(staged.publish(record));
  return result;
}

}  // namespace vaughn::engine
