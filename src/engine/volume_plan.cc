// SPDX-License-Identifier: AGPL-3.0-or-later
#include "engine/detail/volume_plan.h"

#include <algorithm>
#include <set>

namespace vaughn::engine {

using base::Result;
using foia::RecordId;

Result<std::map<RecordId, RecordDecisions>> decisions_of(Workspace& workspace,
                                                         const std::vector<RecordId>& records) {
  const std::set<RecordId> wanted(records.begin(), records.end());
  std::map<RecordId, RecordDecisions> out;
  auto marks = TRY(workspace.db().marks());
  for (auto& row : marks) {
    if (wanted.contains(row.mark.record)) {
      auto& decisions = out[row.mark.record];
      decisions.marks[row.mark.page].push_back(std::move(row.mark));
    }
  }
  auto decisions = TRY(workspace.db().page_decisions());
  for (auto& decision : decisions) {
    if (wanted.contains(decision.record)) {
      auto& of_record = out[decision.record];
      const int page = decision.page;
      of_record.decisions.insert_or_assign(page, std::move(decision));
    }
  }
  return out;
}

Result<foia::VolumePlan> make_plan(Workspace& workspace,
                                   const Census& census,
                                   const PlanInputs& inputs,
                                   const std::map<RecordId, int>& vaughn_numbers) {
  const auto& matter = workspace.matter();
  foia::VolumePlan plan;
  plan.name = inputs.name;
  plan.installment = inputs.installment;
  plan.dated = inputs.dated;
  plan.supersedes = inputs.supersedes;
  plan.supersedes_reason = inputs.supersedes_reason;
  plan.matter_name = matter.name;
  plan.case_number = matter.case_number_with_initials();
  plan.request_number = matter.request.number;
  plan.time_zone = matter.time_zone;
  plan.bates = matter.bates;
  const auto last = TRY(workspace.db().last_event());
  plan.ledger_head = last.hash;

  std::map<RecordId, std::vector<const PageRow*>> pages_of;
  for (const auto& page : census.pages) {
    pages_of[census.records[page.record].record.id].push_back(&page);
  }
  std::map<RecordId, std::vector<RecordId>> copies;  // primary -> its duplicates
  for (const auto& row : census.records) {
    if (row.record.duplicate_of) {
      copies[row.record.duplicate_of].push_back(row.record.id);
    }
  }
  const auto decisions = TRY(decisions_of(workspace, inputs.records));
  auto records = TRY(workspace.db().records(inputs.records));
  std::map<RecordId, foia::Record> by_id;
  for (auto& record : records) {
    const auto id = record.id;
    by_id.insert_or_assign(id, std::move(record));
  }
  std::map<RecordId, std::pair<RecordId, RecordId>> families;  // first and last in this volume
  for (const auto id : inputs.records) {
    const auto family = by_id.at(id).family;
    const auto found = families.find(family);
    if (found == families.end()) {
      families[family] = {id, id};
    } else {
      found->second.second = id;
    }
  }
  const auto holder = [](const foia::Record& record) {
    return record.custodian.empty() ? record.office : record.custodian;
  };
  std::int64_t number = inputs.first_number;
  for (const auto id : inputs.records) {
    foia::ProducedRecord produced;
    const auto* row = census.find(id);
    produced.record = by_id.at(id);
    produced.categories.assign(row->categories.begin(), row->categories.end());
    std::set<std::string> holders{holder(produced.record)};
    std::set<std::string> paths{produced.record.path};
    for (const auto copy : copies[id]) {
      const auto* other = census.find(copy);
      holders.insert(holder(other->record));
      paths.insert(other->record.path);
    }
    produced.all_custodians.assign(holders.begin(), holders.end());
    produced.all_paths.assign(paths.begin(), paths.end());
    produced.family_first = families.at(produced.record.family).first;
    produced.family_last = families.at(produced.record.family).second;
    bool is_withheld = false;
    const auto of_record = decisions.find(id);
    for (const auto* page : pages_of[id]) {
      if (page->decided == foia::PageOutcome::referred) {
        continue;
      }
      foia::ProducedPage out;
      out.number = number++;
      out.source_page = page->page;
      out.outcome = page->decided;
      out.claims = page->decided_claims;
      is_withheld = is_withheld || page->decided != foia::PageOutcome::in_full;
      if (out.outcome == foia::PageOutcome::in_part && of_record != decisions.end()) {
        for (const auto& mark : of_record->second.marks.at(page->page)) {
          produced.removed_texts.push_back(mark.removed_text);
        }
      }
      if (out.outcome == foia::PageOutcome::withheld_in_full) {
        // Not all that a withheld page said is known, such as pictures of text; an empty text makes
        // the filter let only words pass that the produced pages show.
        produced.removed_texts.emplace_back();
      }
      produced.pages.push_back(std::move(out));
    }
    if (is_withheld) {
      if (const auto entry = vaughn_numbers.find(id); entry != vaughn_numbers.end()) {
        produced.vaughn_entry = std::to_string(entry->second);
      }
    }
    plan.records.push_back(std::move(produced));
  }
  return plan;
}

}  // namespace vaughn::engine
