// SPDX-License-Identifier: AGPL-3.0-or-later
#include "engine/volume_steps.h"

#include <fmt/format.h>

#include "base/files.h"
#include "clock/states.h"

namespace vaughn::engine {

using base::Error;
using base::ErrorCode;
using base::Result;
using foia::VolumeState;
using foia::VolumeStep;

Result<std::map<std::string, VolumeStanding>> volume_standings(Workspace& workspace) {
  std::map<std::string, VolumeStanding> out;
  const auto volumes = TRY(workspace.db().volumes());
  for (const auto& volume : volumes) {
    out[volume.name];
  }
  for (const auto& row : TRY(workspace.db().volume_steps())) {
    auto& standing = out[row.step.volume];
    if (row.step.step == VolumeStep::send) {
      standing.sent = row.step.on;
      standing.sent_to = row.step.to;
      standing.state = VolumeState::sent;
    } else {
      standing.recalled = row.step.on;
      standing.recall_reason = row.reason;
    }
  }
  for (const auto& volume : volumes) {
    if (!volume.supersedes.empty()) {
      out[volume.supersedes].state = VolumeState::superseded;
    }
  }
  for (auto& [name, standing] : out) {
    if (standing.recalled) {
      standing.state = VolumeState::recalled;
    }
  }
  return out;
}

Result<void> check_volume_step(Workspace& workspace, const std::string& volume, VolumeStep step) {
  const auto standings = TRY(volume_standings(workspace));
  const auto found = standings.find(volume);
  const auto state = found == standings.end() ? VolumeState::planned : found->second.state;
  if (const auto why = clock::volume_refusal(volume, state, step)) {
    return clock::to_error(*why);
  }
  return {};
}

Result<VolumeStepResult> advance_volume(Workspace& workspace, const VolumeStepRequest& request) {
  base::check(request.step == VolumeStep::send || request.step == VolumeStep::recall,
              "a volume is built, checked, sealed and superseded by produce()");
  TRY(check_volume_step(workspace, request.volume, request.step));
  const auto zone = TRY(base::TimeZone::make(workspace.matter().time_zone));
  if (zone.date_at(workspace.now()) < request.on) {
    return Error{ErrorCode::conflict,
                 fmt::format("{} is not here yet", base::to_string(request.on)),
                 "a step is recorded once it has happened"};
  }
  for (const auto& volume : TRY(workspace.db().volumes())) {
    if (volume.name == request.volume && request.on < volume.dated) {
      return Error{ErrorCode::conflict,
                   fmt::format("{} lies before {}, the date on {}",
                               base::to_string(request.on),
                               base::to_string(volume.dated),
                               volume.name),
                   ""};
    }
  }
  if (request.step == VolumeStep::recall && request.reason.empty()) {
    return Error{ErrorCode::invalid_argument,
                 fmt::format("it is not said why {} is recalled", request.volume),
                 "add --reason TEXT: what left that should not have"};
  }
  VolumeStepResult out;
  out.volume = request.volume;
  out.step = request.step;
  out.on = request.on;
  const auto standings = TRY(volume_standings(workspace));
  out.before = standings.at(request.volume).state;
  out.after = *clock::next(out.before, request.step);
  store::VolumeAdvanced body{request.volume, request.step, request.on, request.to, {}};
  if (!request.document.empty()) {
    const auto bytes = TRY(base::read_file(request.document));
    body.document.name = request.document.filename().string();
    body.document.sha256 = base::Sha256::of(bytes);
    if (!request.is_dry_run) {
      TRY(workspace.blobs().put(bytes));
    }
  }
  if (request.is_dry_run) {
    return out;
  }
  const auto reason = !request.reason.empty() ? request.reason
                      : request.to.empty()
                          ? fmt::format("{} sent", request.volume)
                          : fmt::format("{} sent to {}", request.volume, request.to);
  const auto event = TRY(workspace.record(reason, body));
  out.event = event.id;
  return out;
}

}  // namespace vaughn::engine
