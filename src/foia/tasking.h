// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/dates.h"
#include "foia/ids.h"

namespace vaughn::foia {

enum class TaskingState { drafted, sent, records_returned, no_records };
std::string_view to_string(TaskingState state);
base::Result<TaskingState> parse_tasking_state(std::string_view word);

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
  std::optional<SearchAnswer> answer{};
};

}  // namespace vaughn::foia
