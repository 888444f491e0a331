// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string_view>
#include <vector>

namespace vaughn::sample {

// What the contractor objects to, and what the agency then decides.
struct ScriptedObjection {
  std::string_view key;
  std::vector<std::string_view> words;
  std::string_view ground;
  bool is_accepted;
  std::string_view exemption;  // of an accepted one
  std::string_view reason;     // of the agency
  std::string_view harm;
};

const std::vector<ScriptedObjection>& scripted_objections();

}  // namespace vaughn::sample
