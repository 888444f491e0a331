// SPDX-License-Identifier: AGPL-3.0-or-later
#include "engine/audit.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "clock/request_life.h"
#include "clock/states.h"
#include "engine/request.h"
#include "fulltext/index.h"

namespace vaughn::engine {

using base::Error;
using base::ErrorCode;
using base::Result;

namespace {

Result<void> check_head(Workspace& workspace, AuditResult& out) {
  const auto head = workspace.signed_head();
  if (!head) {
    out.problems.push_back({0, "the signed head of the ledger is missing or unreadable"});
    return {};
  }
  if (!head->is_signature_valid) {
    out.problems.push_back({0, "the signature on the head of the ledger is not valid"});
    return {};
  }
  if (head->events > out.events) {
    out.problems.push_back({out.events + 1,
                            fmt::format("entries are missing at the end: {} were signed, {} are"
                                        " there",
                                        head->events,
                                        out.events)});
    return {};
  }
  const auto event = TRY(workspace.db().event(foia::EventId{head->events}));
  if (!event || event->hash != head->hash) {
    out.problems.push_back({head->events, "entry differs from the one that was signed"});
  }
  return {};
}

Result<void> check_blobs(Workspace& workspace, AuditResult& out) {
  std::set<base::Sha256> names;
  const auto records = TRY(workspace.db().record_heads());
  for (const auto& record : records) {
    names.insert(record.sha256);
    for (const auto& name : {record.text_pack, record.words, record.rendition}) {
      if (!name.is_zero()) {
        names.insert(name);
      }
    }
  }
  for (const auto& name : names) {
    const auto bytes = workspace.blobs().get(name);
    if (!bytes) {
      out.problems.push_back({0, bytes.error().message});
    }
    ++out.blobs_checked;
  }
  return {};
}

}  // namespace

Result<AuditResult> verify_audit(Workspace& workspace, bool blobs) {
  AuditResult out;
  const auto last = TRY(workspace.db().last_event());
  out.events = last.id.value;
  out.head = last.hash;
  out.problems = TRY(workspace.db().verify_chain());
  TRY(check_head(workspace, out));
  const auto manifest = TRY(workspace.index_manifest());
  const auto index = fulltext::Index::open(workspace.index_folder(), manifest);
  if (!index) {
    out.problems.push_back({0, index.error().message});
  }
  if (blobs) {
    TRY(check_blobs(workspace, out));
  }
  return out;
}

namespace {

// The first step that the state before it does not allow.
std::optional<StepRow> illegal_step(const foia::Matter& matter, const std::vector<StepRow>& steps) {
  auto life = life_of(matter, {});
  for (const auto& row : steps) {
    const auto possible = clock::steps_from(life.state);
    if (std::find(possible.begin(), possible.end(), row.step.kind) == possible.end()) {
      return row;
    }
    clock::apply(life, row.step);
  }
  return std::nullopt;
}

// What was not in force before: the row of an event whose undoing is undone.
struct Rewrite {
  foia::EventId out{};                // taken out, or
  std::optional<store::Body> back{};  // put back in its place
  foia::EventId back_at{};
};

template <typename Row>
void rewrite(std::vector<Row>& rows, const Rewrite& change, const std::optional<Row>& back) {
  std::erase_if(rows, [&](const Row& row) { return row.event == change.out; });
  if (back) {
    const auto place = std::find_if(
        rows.begin(), rows.end(), [&](const Row& row) { return change.back_at < row.event; });
    rows.insert(place, *back);
  }
}

Error rests_on(foia::EventId target, foia::EventId later, const std::string& what) {
  return Error{
      ErrorCode::conflict,
      fmt::format(
          "event e{} cannot be undone: e{} ({}) rests on it", target.value, later.value, what),
      fmt::format("undo that first: vaughn undo e{}", later.value)};
}

std::optional<store::TaskingStepRow> tasking_row(const Rewrite& change) {
  if (!change.back) {
    return std::nullopt;
  }
  store::TaskingStepRow row;
  row.event = change.back_at;
  if (const auto* sent = std::get_if<store::TaskingSent>(&*change.back)) {
    row.tasking = sent->tasking;
    row.step = foia::TaskingStep::send;
  } else if (const auto* answer = std::get_if<store::TaskingAnswered>(&*change.back)) {
    row.tasking = answer->tasking;
    row.step = answer->answer.has_records ? foia::TaskingStep::answer_records
                                          : foia::TaskingStep::answer_none;
  } else if (const auto* step = std::get_if<store::TaskingAdvanced>(&*change.back)) {
    row.tasking = step->tasking;
    row.step = step->step;
  } else {
    return std::nullopt;
  }
  return row;
}

// Every step that stays in force must still follow from those before it.
Result<void> check_steps(Workspace& workspace, foia::EventId target, const Rewrite& change) {
  auto taskings = TRY(workspace.db().tasking_steps());
  rewrite(taskings, change, tasking_row(change));
  if (const auto event = TRY(workspace.db().event(change.out));
      event && event->kind == store::EventKind::tasking_drafted) {
    const auto body =
        TRY(store::body_from_json(static_cast<std::size_t>(event->kind), event->body));
    const auto id = std::get<store::TaskingDrafted>(body).tasking.id;
    for (const auto& row : taskings) {
      if (row.tasking == id) {
        return rests_on(target, row.event, std::string(foia::title(row.step)));
      }
    }
  }
  std::map<foia::TaskingId, foia::TaskingState> states;
  for (const auto& row : taskings) {
    auto& state = states[row.tasking];
    const auto next = clock::next(state, row.step);
    if (!next) {
      return rests_on(target, row.event, std::string(foia::title(row.step)));
    }
    state = *next;
  }
  auto steps = TRY(request_steps(workspace));
  std::optional<StepRow> back;
  if (change.back) {
    if (const auto* step = std::get_if<store::RequestAdvanced>(&*change.back)) {
      back = StepRow{.event = change.back_at, .step = step->step};
    }
  }
  const auto before = illegal_step(workspace.matter(), steps);
  rewrite(steps, change, back);
  const auto after = illegal_step(workspace.matter(), steps);
  if (after && !before) {
    return rests_on(target, after->event, std::string(title(after->step.kind)));
  }
  return {};
}

}  // namespace

Result<UndoResult> undo(Workspace& workspace,
                        std::optional<foia::EventId> event,
                        const std::string& reason,
                        bool is_dry_run) {
  std::optional<store::Event> target;
  if (event) {
    target = TRY(workspace.db().event(*event));
    if (!target) {
      return Error{ErrorCode::not_found,
                   fmt::format("there is no event e{}", event->value),
                   "`vaughn log` lists the events"};
    }
  } else {
    auto last = TRY(workspace.db().last_event());
    for (std::int64_t id = last.id.value; id >= 1 && !target; --id) {
      auto candidate = TRY(workspace.db().event(foia::EventId{id}));
      const bool is_undone = TRY(workspace.db().is_undone(foia::EventId{id}));
      if (candidate && store::is_undoable(candidate->kind) && !is_undone &&
          candidate->kind != store::EventKind::decision_undone) {
        target = std::move(candidate);
      }
    }
    if (!target) {
      return Error{ErrorCode::not_found, "there is no decision to undo", ""};
    }
  }
  UndoResult out;
  out.undone = *target;
  // An undoing touches what the event it took back touched.
  auto touched_event = target->id;
  if (target->kind == store::EventKind::decision_undone) {
    const auto body =
        TRY(store::body_from_json(static_cast<std::size_t>(target->kind), target->body));
    touched_event = std::get<store::DecisionUndone>(body).event;
  }
  Rewrite change;
  if (touched_event == target->id) {
    change.out = target->id;
  } else if (const auto original = TRY(workspace.db().event(touched_event)); original) {
    change.back =
        TRY(store::body_from_json(static_cast<std::size_t>(original->kind), original->body));
    change.back_at = original->id;
  }
  TRY(check_steps(workspace, target->id, change));
  const auto touched = TRY(workspace.db().records_touched_by(touched_event));
  out.records = static_cast<std::int64_t>(touched.size());
  const auto produced = TRY(workspace.db().produced_pages());
  for (const auto& page : produced) {
    if (std::binary_search(touched.begin(), touched.end(), page.page.record)) {
      clock::Refusal why;
      why.what = fmt::format("event e{} cannot be undone: {} was produced in {}",
                             target->id.value,
                             foia::control_number(page.page.record),
                             page.volume);
      why.rule =
          clock::page_refusal("it", clock::PageState::produced, clock::PageStep::review)->rule;
      why.remedy = "decide it anew with --correction, then: vaughn produce run --supersedes";
      return clock::to_error(why);
    }
  }
  if (is_dry_run) {
    return out;
  }
  const auto done =
      TRY(workspace.record(reason.empty() ? fmt::format("e{} undone", target->id.value) : reason,
                           store::DecisionUndone{target->id}));
  out.event = done.id;
  return out;
}

Result<std::vector<LogRow>> log(Workspace& workspace, int last) {
  const auto newest = TRY(workspace.db().last_event());
  const foia::EventId after{std::max<std::int64_t>(0, newest.id.value - last)};
  auto events = TRY(workspace.db().events(after, last));
  std::vector<LogRow> out;
  for (auto& event : events) {
    const bool is_undone = TRY(workspace.db().is_undone(event.id));
    out.push_back({std::move(event), is_undone});
  }
  return out;
}

}  // namespace vaughn::engine
