// SPDX-License-Identifier: AGPL-3.0-or-later
#include "engine/look.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/text.h"
#include "clock/consultation_life.h"
#include "foia/bates.h"

namespace vaughn::engine {

using base::Error;
using base::ErrorCode;
using base::Result;

namespace {

template <typename List>
std::vector<std::string> keys_of(const List& list) {
  std::vector<std::string> out;
  for (const auto& item : list) {
    out.push_back(item.key);
  }
  return out;
}

Result<std::vector<RecordEvent>> history_of(Workspace& workspace, foia::RecordId id) {
  const auto ids = TRY(workspace.db().events_about(id));
  std::vector<RecordEvent> out;
  for (const auto event_id : ids) {
    const auto event = TRY(workspace.db().event(event_id));
    if (!event) {
      return Error{ErrorCode::damaged,
                   fmt::format("event e{} is missing", event_id.value),
                   "vaughn audit verify"};
    }
    const bool is_undone = TRY(workspace.db().is_undone(event_id));
    out.push_back({event->id, event->at, event->author, event->kind, event->reason, is_undone});
  }
  return out;
}

void add_relatives(const Census& census, RecordView& view) {
  const auto primary = view.record.duplicate_of ? view.record.duplicate_of : view.record.id;
  for (const auto& row : census.records) {
    const auto& other = row.record;
    if (other.family == view.record.family) {
      view.family.push_back(other.id);
    }
    if (other.id != view.record.id && (other.id == primary || other.duplicate_of == primary)) {
      view.copies.push_back(other.id);
    }
  }
  if (view.family.size() == 1) {
    view.family.clear();
  }
}

}  // namespace

Result<MatterView> look_at_matter(Workspace& workspace) {
  const auto& matter = workspace.matter();
  const auto keys = TRY(workspace.keys());
  return MatterView{.folder = workspace.folder(),
                    .name = matter.name,
                    .case_number = matter.case_number_with_initials(),
                    .request_number = matter.request.number,
                    .categories = keys_of(matter.categories),
                    .offices = keys_of(matter.offices),
                    .submitters = keys_of(matter.submitters),
                    .signing_key = base::Sha256::of(keys.public_key)};
}

Result<RecordView> look_at_record(Workspace& workspace, foia::RecordId id, WithText text) {
  const auto found = TRY(workspace.db().records({id}));
  if (found.empty()) {
    return Error{ErrorCode::not_found,
                 fmt::format("there is no record {}", foia::control_number(id)),
                 "`vaughn find` shows the numbers of records"};
  }
  const auto& census = *TRY(workspace.census());
  const auto* row = census.find(id);
  base::check(row != nullptr, "the census holds every record");

  RecordView view;
  view.record = found.front();
  view.state = row->state;
  view.categories = row->categories;
  add_relatives(census, view);
  for (const auto& page : census.pages) {
    if (census.records[page.record].record.id == id) {
      RecordPage shown{page, ""};
      if (page.is_produced) {
        shown.bates = TRY(foia::format_number(workspace.matter().bates, page.number));
      }
      view.pages.push_back(std::move(shown));
    }
  }
  Scope scope;
  scope.records = {id};
  view.marks = TRY(list_marks(workspace, scope));
  view.history = TRY(history_of(workspace, id));
  if (text == WithText::yes && !view.record.text_pack.is_zero()) {
    view.text = TRY(workspace.blobs().get_range(
        view.record.text_pack, view.record.text_offset, view.record.text_size));
  }
  return view;
}

Result<std::vector<foia::Exception>> exceptions(Workspace& workspace) {
  return workspace.db().exceptions();
}

Result<std::vector<store::Selection>> selections(Workspace& workspace) {
  return workspace.db().selections();
}

Result<store::Selection> selection(Workspace& workspace, std::string_view name) {
  auto found = TRY(workspace.db().selection(name));
  if (found) {
    return *std::move(found);
  }
  const auto all = TRY(workspace.db().selections());
  std::vector<std::string> names;
  for (const auto& other : all) {
    names.push_back(other.name);
  }
  return Error{ErrorCode::not_found,
               fmt::format("there is no selection '{}'", name),
               names.empty() ? "make one: vaughn set new NAME --query QUERY"
                             : "selections: " + base::join(names, ", ")};
}

Result<review::SelectionDifference> compare_selections(Workspace& workspace,
                                                       std::string_view first,
                                                       std::string_view second) {
  const auto one = TRY(selection(workspace, first));
  const auto other = TRY(selection(workspace, second));
  review::SelectionDifference out;
  std::set_difference(one.records.begin(),
                      one.records.end(),
                      other.records.begin(),
                      other.records.end(),
                      std::back_inserter(out.only_first));
  std::set_difference(other.records.begin(),
                      other.records.end(),
                      one.records.begin(),
                      one.records.end(),
                      std::back_inserter(out.only_second));
  std::set_intersection(one.records.begin(),
                        one.records.end(),
                        other.records.begin(),
                        other.records.end(),
                        std::back_inserter(out.both));
  return out;
}

Result<std::vector<VolumeView>> volumes(Workspace& workspace) {
  const auto sealed = TRY(workspace.db().volumes());
  const auto pages = TRY(workspace.db().produced_pages());
  const auto& bates = workspace.matter().bates;
  const auto standings = TRY(volume_standings(workspace));
  std::vector<VolumeView> out;
  for (const auto& volume : sealed) {
    VolumeView view;
    view.volume = volume;
    view.first_bates = TRY(foia::format_number(bates, volume.first_number));
    view.last_bates = TRY(foia::format_number(bates, volume.last_number));
    view.path = workspace.volumes_folder() / volume.name;
    view.standing = standings.at(volume.name);
    for (const auto& row : pages) {
      if (row.volume != volume.name) {
        continue;
      }
      view.pages_in_full += row.page.outcome == foia::PageOutcome::in_full ? 1 : 0;
      view.pages_in_part += row.page.outcome == foia::PageOutcome::in_part ? 1 : 0;
      view.pages_withheld += row.page.outcome == foia::PageOutcome::withheld_in_full ? 1 : 0;
    }
    for (const auto& other : sealed) {
      if (other.supersedes == volume.name) {
        view.superseded_by.push_back(other.name);
      }
    }
    out.push_back(std::move(view));
  }
  return out;
}

namespace {

// What an office should do now about a consultation.
std::string next_step(const ConsultationView& view, base::Date today) {
  const auto id = view.consultation.id.value;
  const auto& row = view.consultation;
  const auto told = [&](std::string_view what) {
    return std::any_of(row.steps.begin(), row.steps.end(), [&](const auto& step) {
      return step.kind == foia::ConsultationStepKind::requester_told && step.reference == what;
    });
  };
  if (row.kind == foia::ConsultationKind::submitter && !told("notice")) {
    return fmt::format("vaughn consult tell {} notice", id);
  }
  if (row.kind == foia::ConsultationKind::referral && !told("referral")) {
    return fmt::format("vaughn consult tell {} referral", id);
  }
  if (view.is_overdue) {
    return fmt::format("vaughn consult no-response {}", id);
  }
  if (view.undecided > 0) {
    return fmt::format("vaughn consult decide {}", id);
  }
  for (const auto& [page, hold] : clock::holds_of(row)) {
    if (hold.reason == clock::HoldReason::intent_due) {
      return fmt::format("vaughn consult intend {}", id);
    }
    if (hold.reason == clock::HoldReason::disclosure_date && *hold.until > today) {
      return "release from " + base::to_string(*hold.until);
    }
  }
  if (view.disclosure_date && !told("intent")) {
    return fmt::format("vaughn consult tell {} intent", id);
  }
  return "";
}

}  // namespace

Result<std::vector<ConsultationView>> consultations(Workspace& workspace, base::Date today) {
  auto all = TRY(workspace.db().consultations());
  const auto& matter = workspace.matter();
  std::set<foia::PageRef> released;
  const auto produced = TRY(workspace.db().produced_pages());
  for (const auto& row : produced) {
    if (row.page.outcome == foia::PageOutcome::in_full ||
        row.page.outcome == foia::PageOutcome::in_part) {
      released.insert({row.page.record, row.page.page});
    }
  }
  std::vector<ConsultationView> out;
  for (auto& consultation : all) {
    ConsultationView view;
    const auto* submitter = matter.submitter(consultation.submitter);
    const auto* agency = matter.agency(consultation.submitter);
    const auto* office = matter.office(consultation.submitter);
    view.submitter_name = submitter != nullptr ? submitter->name
                          : agency != nullptr  ? agency->name
                          : office != nullptr  ? office->name
                                               : consultation.submitter;
    std::set<foia::RecordId> records;
    for (const auto& page : consultation.pages) {
      records.insert(page.record);
      view.released += released.contains(page) ? 1 : 0;
    }
    view.records = static_cast<std::int64_t>(records.size());
    for (const auto& objection : consultation.objections) {
      switch (objection.decision) {
        case foia::ObjectionDecision::undecided: ++view.undecided; break;
        case foia::ObjectionDecision::accepted: ++view.accepted; break;
        case foia::ObjectionDecision::rejected: ++view.rejected; break;
        case foia::ObjectionDecision::accepted_in_part: ++view.accepted_in_part; break;
      }
    }
    for (const auto& [page, hold] : clock::holds_of(consultation)) {
      view.frozen += hold.reason == clock::HoldReason::enjoined ? 1 : 0;
      view.held += hold.until && *hold.until <= today ? 0 : 1;
    }
    for (const auto& step : consultation.steps) {
      if (step.kind == foia::ConsultationStepKind::intent_sent) {
        view.disclosure_date = step.until;
      }
    }
    view.due = foia::due_date(consultation);
    view.finish = foia::finish_date(consultation);
    view.is_overdue = consultation.kind != foia::ConsultationKind::referral &&
                      foia::is_out(consultation) && view.due < today;
    view.consultation = std::move(consultation);
    view.next = next_step(view, today);
    out.push_back(std::move(view));
  }
  return out;
}

Result<foia::EventId> newest_event(Workspace& workspace) {
  const auto event = TRY(workspace.db().last_event());
  return event.id;
}

Result<std::vector<LogRow>> events_since(Workspace& workspace, foia::EventId after, int at_most) {
  const auto newest = TRY(workspace.db().last_event());
  const foia::EventId first{std::max(after.value, newest.id.value - at_most)};
  auto events = TRY(workspace.db().events(first, at_most));
  std::vector<LogRow> out;
  for (auto& event : events) {
    const bool is_undone = TRY(workspace.db().is_undone(event.id));
    out.push_back({std::move(event), is_undone});
  }
  return out;
}

Result<LogRow> look_at_event(Workspace& workspace, foia::EventId id) {
  auto event = TRY(workspace.db().event(id));
  if (!event) {
    return Error{ErrorCode::not_found,
                 fmt::format("there is no event e{}", id.value),
                 "`vaughn log` lists the events"};
  }
  const bool is_undone = TRY(workspace.db().is_undone(id));
  return LogRow{*std::move(event), is_undone};
}

}  // namespace vaughn::engine
