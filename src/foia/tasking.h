// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/dates.h"
#include "foia/ids.h"

namespace vaughn::foia {

// Where a tasking stands (domain.md 2.2); clock/states.h says what may follow what.
enum class TaskingState {
  drafted,
  sent,
  acknowledged,
  searching,
  no_records,
  records_returned,
  sent_back,  // the answer or the records were not usable
  closed,
};
std::string_view to_string(TaskingState state);
base::Result<TaskingState> parse_tasking_state(std::string_view word);

// The words are stored in the ledger.
enum class TaskingStep {
  send,
  acknowledge,
  begin,
  answer_none,
  answer_records,
  send_back,
  close,
  retask,
};
std::string_view to_string(TaskingStep step);
base::Result<TaskingStep> parse_tasking_step(std::string_view word);
std::string_view title(TaskingStep step);  // "sent back"
// Every step leads to one state, wherever it may be taken from.
TaskingState state_after(TaskingStep step);

// What came back, signed. "No records" is an answer like any other (domain.md 2.2 and 14).
struct SearchAnswer {
  bool has_records = false;
  std::string searched_by{};  // full name, as signed
  std::string title{};
  std::vector<std::string> systems{};
  std::vector<std::string> terms{};
  std::string explanation{};  // why nothing was found, or what was not searched
  int minutes = 0;
  base::Date answered{};
};

// Who was asked to search where, with what terms and dates, and what came back.
struct SearchTasking {
  TaskingId id{};
  std::string office{};
  std::vector<std::string> categories{};
  std::vector<std::string> systems{};
  std::vector<std::string> terms{};
  base::DateRange dates{};
  std::optional<base::Date> sent{};
  std::optional<base::Date> due{};
  TaskingState state = TaskingState::drafted;
  // None while it is open: an answer that was sent back, or asked for anew, is history.
  std::optional<SearchAnswer> answer{};
  std::optional<base::Date> closed{};
};

}  // namespace vaughn::foia
