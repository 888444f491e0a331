// SPDX-License-Identifier: AGPL-3.0-or-later
#include "foia/tasking.h"

#include "foia/detail/words.h"

namespace vaughn::foia {
namespace {

constexpr detail::Words<TaskingState, 4> kStates{{
    {TaskingState::drafted, "drafted"},
    {TaskingState::sent, "sent"},
    {TaskingState::records_returned, "records_returned"},
    {TaskingState::no_records, "no_records"},
}};
static_assert(detail::is_in_order(kStates));

}  // namespace

std::string_view to_string(TaskingState state) {
  return detail::word_of(kStates, state);
}

base::Result<TaskingState> parse_tasking_state(std::string_view word) {
  return detail::value_of(kStates, word, "tasking state");
}

}  // namespace vaughn::foia
