// SPDX-License-Identifier: AGPL-3.0-or-later
#include "foia/production.h"

#include "foia/detail/words.h"

namespace vaughn::foia {
namespace {

constexpr detail::Words<VolumeState, 7> kStates{{
    {VolumeState::planned, "planned"},
    {VolumeState::built, "built"},
    {VolumeState::checked, "checked"},
    {VolumeState::sealed, "sealed"},
    {VolumeState::sent, "sent"},
    {VolumeState::superseded, "superseded"},
    {VolumeState::recalled, "recalled"},
}};
static_assert(detail::is_in_order(kStates));

constexpr detail::Words<VolumeStep, 6> kSteps{{
    {VolumeStep::build, "build"},
    {VolumeStep::check, "check"},
    {VolumeStep::seal, "seal"},
    {VolumeStep::send, "send"},
    {VolumeStep::supersede, "supersede"},
    {VolumeStep::recall, "recall"},
}};
static_assert(detail::is_in_order(kSteps));

}  // namespace

std::string_view to_string(VolumeState state) {
  return detail::word_of(kStates, state);
}
base::Result<VolumeState> parse_volume_state(std::string_view word) {
  return detail::value_of(kStates, word, "state of a volume");
}

std::string_view to_string(VolumeStep step) {
  return detail::word_of(kSteps, step);
}
base::Result<VolumeStep> parse_volume_step(std::string_view word) {
  return detail::value_of(kSteps, word, "step of a volume");
}

}  // namespace vaughn::foia
