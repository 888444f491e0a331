// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "annual/report.h"
#include "clock/calendar.h"

namespace vaughn::annual {

// error: the form forbids it. warning: the form allows it, but it is rarely right.
enum class Severity { error, warning };
std::string_view to_string(Severity severity);

// One rule of the form, or of ours, over the figures of a report.
struct Identity {
  std::string_view id;       // stable: "va_flow"
  std::string_view section;  // "V.A"
  Severity severity;
  std::string_view rule;  // "pending at start + received - processed = pending at end"
};
std::span<const Identity> all_identities();

// Two figures that do not stand to each other as the identity says.
struct Finding {
  std::string identity{};
  std::string section{};
  Severity severity{};
  std::string component{};  // abbreviation; the agency's for the figures overall
  bool is_overall = false;
  std::string item{};   // of a list: "Ex. 7(C)", "simple", "3rd oldest"; may be empty
  std::string left{};   // the figure the rule begins with
  std::string right{};  // what it has to be, or not to pass
  bool operator==(const Finding&) const = default;
};

// Every identity over every component and overall, by section. Figures that are absent are not
// compared. `last_year`: the report of the year before, for what must carry over; may be null.
// `calendar` counts the working days of what is pending: "federal".
std::vector<Finding> check(const Report& report,
                           const Report* last_year,
                           const clock::Calendar& calendar);

}  // namespace vaughn::annual
