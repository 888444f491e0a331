// SPDX-License-Identifier: AGPL-3.0-or-later
#include "engine/request.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/files.h"
#include "engine/letters.h"
#include "foia/consultation.h"
#include "foia/tasking.h"

namespace vaughn::engine {

using base::Error;
using base::ErrorCode;
using base::Result;
using foia::StepKind;

namespace {

Result<foia::StepDocument> keep_document(Workspace& workspace, const StepRequest& request) {
  foia::StepDocument out;
  if (request.letter > 0) {
    if (!request.document.empty()) {
      return Error{ErrorCode::invalid_argument,
                   "a step is proven by a letter of the matter or by a file",
                   "give --letter or --document"};
    }
    return letter_as_proof(workspace, request.letter, request.step.kind, request.step.on);
  }
  if (request.document.empty()) {
    return out;
  }
  const auto bytes = TRY(base::read_file(request.document));
  out.name = request.document.filename().string();
  out.sha256 = base::Sha256::of(bytes);
  if (!request.is_dry_run) {
    TRY(workspace.blobs().put(bytes));
  }
  return out;
}

std::string reason_of(const foia::RequestStep& step) {
  auto out = fmt::format("{} on {}", title(step.kind), base::to_string(step.on));
  if (step.toll && step.kind == StepKind::tolled) {
    out = fmt::format("question about {} sent on {}: the clock stands still",
                      *step.toll == foia::TollKind::fee ? "fees" : "the request",
                      base::to_string(step.on));
  } else if (step.disposition) {
    out += fmt::format(": {}", title(*step.disposition));
  } else if (step.kind == StepKind::ordered && step.due) {
    out = fmt::format("ordered: {} by {}", step.text, base::to_string(*step.due));
  }
  return out;
}

Result<std::optional<clock::Computation>> determination_of(const clock::RequestLife& life,
                                                           const clock::Rules& rules) {
  const auto facts = life.facts();
  if (!facts) {
    return std::optional<clock::Computation>{};
  }
  auto out = TRY(clock::explain_determination(rules.calendar, rules.periods, *facts));
  return std::optional(std::move(out));
}

}  // namespace

std::vector<StepRow> stated_steps(const foia::Matter& matter) {
  std::vector<StepRow> out;
  if (matter.request.received) {
    StepRow row;
    row.reason = "stated in matter.toml";
    row.step.kind = StepKind::received;
    row.step.on = *matter.request.received;
    row.step.is_proper = true;
    row.step.office = matter.request.component;
    out.push_back(std::move(row));
  }
  return out;
}

clock::RequestLife life_of(const foia::Matter& matter, const std::vector<StepRow>& steps) {
  clock::RequestLife life;
  life.dated = matter.request.dated;
  life.tracking_number = matter.request.number;
  life.case_number = matter.case_number;
  life.in_litigation = !matter.case_number.empty();
  for (const auto& row : steps) {
    clock::apply(life, row.step);
  }
  return life;
}

Result<std::vector<StepRow>> request_steps(Workspace& workspace) {
  const auto rows = TRY(workspace.db().request_steps());
  const bool has_receipt = std::any_of(rows.begin(), rows.end(), [](const auto& row) {
    return row.step.kind == StepKind::received;
  });
  auto out = has_receipt ? std::vector<StepRow>{} : stated_steps(workspace.matter());
  for (const auto& row : rows) {
    out.push_back({row.event, row.at, row.author, row.reason, row.step});
  }
  return out;
}

Result<clock::RequestLife> request_life(Workspace& workspace) {
  const auto steps = TRY(request_steps(workspace));
  return life_of(workspace.matter(), steps);
}

Result<StepResult> advance_request(Workspace& workspace, const StepRequest& request) {
  const auto zone = TRY(base::TimeZone::make(workspace.matter().time_zone));
  if (zone.date_at(workspace.now()) < request.step.on) {
    return Error{ErrorCode::conflict,
                 fmt::format("{} is not here yet", base::to_string(request.step.on)),
                 "a step is recorded once it has happened"};
  }
  const auto calendars = TRY(calendars_of(workspace));
  const auto rules = calendars.rules();
  StepResult out;
  out.before = TRY(request_life(workspace));
  out.step = request.step;
  out.step.authority = clock::authority(out.step);
  out.after = TRY(clock::advance(out.before, out.step, rules));
  const auto was = TRY(determination_of(out.before, rules));
  out.determination_was = was ? was->due : std::optional<base::Date>{};
  out.determination = TRY(determination_of(out.after, rules));
  if (out.step.kind == StepKind::extended && !out.step.due && out.determination) {
    out.step.due = out.determination->due;
  }
  out.step.document = TRY(keep_document(workspace, request));
  if (!request.is_dry_run) {
    const auto event =
        TRY(workspace.record(request.reason.empty() ? reason_of(out.step) : request.reason,
                             store::RequestAdvanced{out.step}));
    out.event = event.id;
  }
  return out;
}

Result<RequestView> look_at_request(Workspace& workspace, base::Date today) {
  const auto calendars = TRY(calendars_of(workspace));
  const auto rules = calendars.rules();
  RequestView out;
  out.request = workspace.matter().request;
  out.case_number = workspace.matter().case_number_with_initials();
  out.history = TRY(request_steps(workspace));
  out.life = life_of(workspace.matter(), out.history);
  out.possible = clock::steps_from(out.life.state);
  out.determination = TRY(determination_of(out.life, rules));
  if (const auto facts = out.life.facts(); facts && clock::Calendar::covers(today)) {
    const auto until = std::min(today, out.life.determined.value_or(today));
    out.working_days_used = clock::working_days_used(rules.calendar, rules.periods, *facts, until);
  }
  const auto taskings = TRY(workspace.db().taskings());
  out.taskings = static_cast<std::int64_t>(taskings.size());
  out.taskings_open = std::count_if(
      taskings.begin(), taskings.end(), [](const auto& tasking) { return !tasking.answer; });
  const auto consultations = TRY(workspace.db().consultations());
  for (const auto& consultation : consultations) {
    if (consultation.kind == foia::ConsultationKind::submitter && foia::is_out(consultation)) {
      out.pages_at_submitters += static_cast<std::int64_t>(consultation.pages.size());
    }
  }
  return out;
}

}  // namespace vaughn::engine
