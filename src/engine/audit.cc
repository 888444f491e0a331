// SPDX-License-Identifier: AGPL-3.0-or-later
#include "engine/audit.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

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
    for (const auto& name : {record.text_pack, record.rendition}) {
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
  const auto touched = TRY(workspace.db().records_touched_by(touched_event));
  out.records = static_cast<std::int64_t>(touched.size());
  const auto produced = TRY(workspace.db().produced_pages());
  for (const auto& page : produced) {
    if (std::binary_search(touched.begin(), touched.end(), page.page.record)) {
      return Error{ErrorCode::conflict,
                   fmt::format("event e{} cannot be undone: {} was produced in {}",
                               target->id.value,
                               foia::control_number(page.page.record),
                               page.volume),
                   "a produced page is corrected by a new volume: vaughn produce run --supersedes"};
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
