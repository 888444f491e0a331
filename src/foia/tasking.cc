// SPDX-License-Identifier: AGPL-3.0-or-later
#include "foia/tasking.h"

#include "foia/detail/words.h"

namespace vaughn::foia {
namespace {

constexpr detail::Words<TaskingState, 8> kStates{{
    {TaskingState::drafted, "drafted"},
    {TaskingState::sent, "sent"},
    {TaskingState::acknowledged, "acknowledged"},
    {TaskingState::searching, "searching"},
    {TaskingState::no_records, "no_records"},
    {TaskingState::records_returned, "records_returned"},
    {TaskingState::sent_back, "sent_back"},
    {TaskingState::closed, "closed"},
}};
static_assert(detail::is_in_order(kStates));

constexpr detail::Words<TaskingStep, 8> kSteps{{
    {TaskingStep::send, "send"},
    {TaskingStep::acknowledge, "acknowledge"},
    {TaskingStep::begin, "begin"},
    {TaskingStep::answer_none, "answer_none"},
    {TaskingStep::answer_records, "answer_records"},
    {TaskingStep::send_back, "send_back"},
    {TaskingStep::close, "close"},
    {TaskingStep::retask, "retask"},
}};
static_assert(detail::is_in_order(kSteps));

}  // namespace

std::string_view to_string(TaskingState state) {
  return detail::word_of(kStates, state);
}

base::Result<TaskingState> parse_tasking_state(std::string_view word) {
  return detail::value_of(kStates, word, "tasking state");
}

std::string_view to_string(TaskingStep step) {
  return detail::word_of(kSteps, step);
}

base::Result<TaskingStep> parse_tasking_step(std::string_view word) {
  return detail::value_of(kSteps, word, "step of a tasking");
}

std::string_view title(TaskingStep step) {
  switch (step) {
    case TaskingStep::send: return "sent";
    case TaskingStep::acknowledge: return "acknowledged";
    case TaskingStep::begin: return "search begun";
    case TaskingStep::answer_none: return "answered: no records";
    case TaskingStep::answer_records: return "answered with records";
    case TaskingStep::send_back: return "sent back";
    case TaskingStep::close: return "closed";
    case TaskingStep::retask: return "tasked again";
  }
  return "";
}

TaskingState state_after(TaskingStep step) {
  switch (step) {
    case TaskingStep::send:
    case TaskingStep::retask: return TaskingState::sent;
    case TaskingStep::acknowledge: return TaskingState::acknowledged;
    case TaskingStep::begin: return TaskingState::searching;
    case TaskingStep::answer_none: return TaskingState::no_records;
    case TaskingStep::answer_records: return TaskingState::records_returned;
    case TaskingStep::send_back: return TaskingState::sent_back;
    case TaskingStep::close: return TaskingState::closed;
  }
  return TaskingState::drafted;
}

}  // namespace vaughn::foia
