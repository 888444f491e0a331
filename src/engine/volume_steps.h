// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "base/result.h"
#include "engine/workspace.h"
#include "foia/production.h"

namespace vaughn::engine {

// The life of a volume after it was sealed, as the ledger has it.

struct VolumeStanding {
  foia::VolumeState state = foia::VolumeState::sealed;
  std::optional<base::Date> sent{};  // kept when it is superseded or recalled later
  std::string sent_to{};
  std::optional<base::Date> recalled{};
  std::string recall_reason{};
};
// By name; every sealed volume.
base::Result<std::map<std::string, VolumeStanding>> volume_standings(Workspace& workspace);

// conflict with the rule quoted if the volume may not take the step; a name that the ledger does
// not know was never sealed.
base::Result<void> check_volume_step(Workspace& workspace,
                                     const std::string& volume,
                                     foia::VolumeStep step);

struct VolumeStepRequest {
  std::string volume{};
  foia::VolumeStep step{};  // send or recall
  base::Date on{};
  std::string to{};                  // send: to whom and how
  std::filesystem::path document{};  // that proves it; kept as a blob
  std::string reason{};              // needed to recall
  bool is_dry_run = false;
};
struct VolumeStepResult {
  std::string volume{};
  foia::VolumeStep step{};
  base::Date on{};
  foia::VolumeState before{};
  foia::VolumeState after{};
  foia::EventId event{};  // 0 in a dry run
};
base::Result<VolumeStepResult> advance_volume(Workspace& workspace,
                                              const VolumeStepRequest& request);

}  // namespace vaughn::engine
