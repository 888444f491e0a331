// SPDX-License-Identifier: AGPL-3.0-or-later
#include "engine/tasking.h"

#include <fmt/format.h>

#include <algorithm>

#include "clock/states.h"
#include "engine/census.h"

namespace vaughn::engine {

using base::Error;
using base::ErrorCode;
using base::Result;

namespace {

Result<foia::SearchTasking> find_tasking(Workspace& workspace, foia::TaskingId id) {
  const auto all = TRY(workspace.db().taskings());
  for (const auto& tasking : all) {
    if (tasking.id == id) {
      return tasking;
    }
  }
  return Error{ErrorCode::not_found,
               fmt::format("there is no tasking {}", id.value),
               "`vaughn task status` lists them"};
}

// None of the steps of the tasking may lie after `on`.
Result<void> check_step(Workspace& workspace,
                        const foia::SearchTasking& tasking,
                        foia::TaskingStep step,
                        base::Date on) {
  if (const auto why = clock::tasking_refusal(tasking.id.value, tasking.state, step)) {
    return clock::to_error(*why);
  }
  for (const auto& row : TRY(workspace.db().tasking_steps())) {
    if (row.tasking == tasking.id && on < row.on) {
      return Error{ErrorCode::conflict,
                   fmt::format("{} lies before {}, when tasking {} was {}",
                               base::to_string(on),
                               base::to_string(row.on),
                               tasking.id.value,
                               foia::title(row.step)),
                   "steps are recorded in the order in which they happened"};
    }
  }
  return {};
}

}  // namespace

Result<foia::SearchTasking> draft_tasking(Workspace& workspace,
                                          foia::SearchTasking tasking,
                                          const std::string& reason) {
  if (workspace.matter().office(tasking.office) == nullptr) {
    return Error{ErrorCode::invalid_argument,
                 fmt::format("matter.toml has no office '{}'", tasking.office),
                 "add an [[office]] to matter.toml"};
  }
  if (tasking.categories.empty()) {
    return Error{ErrorCode::invalid_argument,
                 "a tasking names the categories to search for",
                 "add --category KEY"};
  }
  for (const auto& key : tasking.categories) {
    if (workspace.matter().category(key) == nullptr) {
      return Error{ErrorCode::invalid_argument,
                   fmt::format("the request has no category '{}'", key),
                   "`vaughn status` lists the categories"};
    }
  }
  tasking.id.value = TRY(workspace.db().last_tasking()) + 1;
  TRY(workspace.record(reason.empty() ? "search tasked" : reason, store::TaskingDrafted{tasking}));
  return tasking;
}

Result<foia::EventId> send_tasking(Workspace& workspace,
                                   foia::TaskingId id,
                                   base::Date sent,
                                   bool is_dry_run) {
  const auto tasking = TRY(find_tasking(workspace, id));
  TRY(check_step(workspace, tasking, foia::TaskingStep::send, sent));
  if (is_dry_run) {
    return foia::EventId{};
  }
  const auto event = TRY(workspace.record("tasking sent", store::TaskingSent{id, sent}));
  return event.id;
}

Result<foia::EventId> answer_tasking(Workspace& workspace,
                                     foia::TaskingId id,
                                     const foia::SearchAnswer& answer,
                                     bool is_dry_run) {
  const auto tasking = TRY(find_tasking(workspace, id));
  TRY(check_step(
      workspace,
      tasking,
      answer.has_records ? foia::TaskingStep::answer_records : foia::TaskingStep::answer_none,
      answer.answered));
  if (answer.searched_by.empty()) {
    return Error{ErrorCode::invalid_argument,
                 "an answer is signed by the person who searched",
                 "add --signed \"Full Name\""};
  }
  if (answer.systems.empty()) {
    return Error{ErrorCode::invalid_argument,
                 "an answer says which systems were searched",
                 "add --searched SYSTEM"};
  }
  std::int64_t records = 0;
  const auto heads = TRY(workspace.db().record_heads());
  for (const auto& head : heads) {
    records += head.tasking == id ? 1 : 0;
  }
  if (answer.has_records && records == 0) {
    return Error{ErrorCode::conflict,
                 fmt::format("no records were taken in for tasking {}", id.value),
                 fmt::format("vaughn add PATH --office {} --tasking {}", tasking.office, id.value)};
  }
  if (!answer.has_records) {
    if (records > 0) {
      return Error{
          ErrorCode::conflict,
          fmt::format(
              "tasking {} returned {} records; it cannot be answered with none", id.value, records),
          "answer with --records"};
    }
    if (answer.explanation.empty()) {
      return Error{ErrorCode::invalid_argument,
                   "an answer of no records needs an explanation",
                   "add --explanation TEXT: why no records are where they were looked for"};
    }
  }
  if (is_dry_run) {
    return foia::EventId{};
  }
  const auto event = TRY(workspace.record(
      answer.has_records ? "search answered with records" : "search answered: no records",
      store::TaskingAnswered{id, answer}));
  return event.id;
}

Result<foia::EventId> advance_tasking(Workspace& workspace, const TaskingStepRequest& request) {
  base::check(request.step != foia::TaskingStep::send &&
                  request.step != foia::TaskingStep::answer_none &&
                  request.step != foia::TaskingStep::answer_records,
              "sending and answering have functions of their own");
  const auto tasking = TRY(find_tasking(workspace, request.id));
  TRY(check_step(workspace, tasking, request.step, request.on));
  const bool needs_reason =
      request.step == foia::TaskingStep::send_back || request.step == foia::TaskingStep::retask;
  if (needs_reason && request.reason.empty()) {
    return Error{
        ErrorCode::invalid_argument,
        fmt::format(
            "it is not said why tasking {} is {}", request.id.value, foia::title(request.step)),
        "add --reason TEXT: what is missing, or what is to be searched again"};
  }
  if (request.is_dry_run) {
    return foia::EventId{};
  }
  const auto event = TRY(
      workspace.record(request.reason.empty() ? fmt::format("tasking {}", foia::title(request.step))
                                              : request.reason,
                       store::TaskingAdvanced{request.id, request.step, request.on, request.due}));
  return event.id;
}

Result<std::vector<TaskingRow>> tasking_rows(Workspace& workspace, base::Date today) {
  const auto taskings = TRY(workspace.db().taskings());
  const auto& census = *TRY(workspace.census());
  const auto exceptions = TRY(workspace.db().exceptions());
  const auto steps = TRY(workspace.db().tasking_steps());
  std::vector<TaskingRow> out;
  for (const auto& tasking : taskings) {
    TaskingRow row;
    row.tasking = tasking;
    std::copy_if(steps.begin(), steps.end(), std::back_inserter(row.steps), [&](const auto& step) {
      return step.tasking == tasking.id;
    });
    for (const auto& record : census.records) {
      if (record.record.tasking == tasking.id) {
        ++row.records;
        row.responsive += record.categories.empty() ? 0 : 1;
      }
    }
    row.exceptions = std::count_if(exceptions.begin(), exceptions.end(), [&](const auto& row_in) {
      return row_in.office == tasking.office;
    });
    if (tasking.due && !tasking.answer) {
      row.days_late = std::max<std::int64_t>(0, base::days_between(*tasking.due, today));
    }
    out.push_back(std::move(row));
  }
  return out;
}

}  // namespace vaughn::engine
