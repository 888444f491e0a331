// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include "clock/calendar.h"
#include "clock/deadlines.h"
#include "engine/calendars.h"
#include "engine/detail/letter_clock.h"
#include "engine/request.h"

namespace vaughn::engine {
namespace {

using base::Error;
using base::ErrorCode;
using base::Result;
using letters::Number;

// What the steps of the request say, before what matter.toml says.
void add_life(const clock::RequestLife& life, letters::Values& values) {
  const auto date = [&](std::string_view field, const std::optional<base::Date>& value) {
    if (value) {
      values.set(field, *value);
    }
  };
  const auto text = [&](std::string_view field, const std::string& value) {
    if (!value.empty()) {
      values.set(field, value);
    }
  };
  date("request.received", life.received);
  // One that was never found imperfect was perfect when it came.
  date("request.perfected", life.perfected ? life.perfected : life.received);
  date("request.estimate", life.estimate);
  text("request.number", life.tracking_number);
  text("request.track", life.track);
  text("request.fee_category", life.fee_category);
  if (life.estimated_cents) {
    values.set("fee.estimate", Number{*life.estimated_cents, ""});
  }
  for (const auto ground : life.grounds) {
    switch (ground) {
      case foia::UnusualGround::field_facilities:
        values.set("extension.field_facilities", true);
        break;
      case foia::UnusualGround::voluminous: values.set("extension.voluminous", true); break;
      case foia::UnusualGround::consultation: values.set("extension.consultation", true); break;
    }
  }
}

}  // namespace

Result<void> add_dates(Workspace& workspace, base::Date dated, letters::Values& values) {
  const auto calendars = TRY(calendars_of(workspace));
  const auto& calendar = calendars.agency;
  const auto& periods = calendars.periods();
  const auto life = TRY(request_life(workspace));
  add_life(life, values);
  if (auto facts = life.facts()) {
    const auto due = TRY(clock::explain_determination(calendar, periods, *facts));
    if (due.due) {
      values.set("request.determination_due", *due.due);
    }
    // What an extension noticed on this day would come to, unless there is one.
    if (!facts->extension) {
      facts->extension = clock::Extension{.noticed = dated};
      if (const auto* days = values.find("extension.days")) {
        facts->extension->days = static_cast<int>(std::get<Number>(*days).value);
      }
    }
    const auto extended = clock::explain_determination(calendar, periods, *facts);
    if (extended && extended->due) {
      values.set("extension.days", Number{facts->extension->days, ""});
      values.set("extension.due", *extended->due);
    }
  }
  const auto interest = TRY(clock::explain_still_interested(calendar, periods, dated));
  const auto disclosure = TRY(clock::explain_disclosure(calendar, periods, dated));
  const auto appeal = TRY(clock::explain_appeal_window(calendar, periods, dated));
  if (interest.due) {
    values.set("interest.answer_by", *interest.due);
  }
  if (disclosure.due) {
    values.set("disclosure.on", *disclosure.due);
  }
  if (appeal.due) {
    values.set("appeal.due", *appeal.due);
    values.set("appeal.days", Number{appeal.days, ""});
    values.set("appeal.unit",
               std::string(appeal.day_type == clock::DayType::working ? "working" : "calendar"));
  }
  return {};
}

Result<void> check_dates(Workspace& workspace,
                         letters::LetterKind kind,
                         base::Date dated,
                         const letters::Values& values) {
  letters::Values due;
  TRY(add_dates(workspace, dated, due));
  const auto not_before = [&](std::string_view field, std::string_view rule) -> Result<void> {
    const auto* given = values.find(field);
    const auto* least = due.find(field);
    if (given == nullptr || least == nullptr) {
      return {};
    }
    const auto asked = std::get<base::Date>(*given);
    const auto earliest = std::get<base::Date>(*least);
    if (asked < earliest) {
      return Error{ErrorCode::conflict,
                   fmt::format("{} {} is too early: not before {}",
                               field,
                               base::to_string(asked),
                               base::to_string(earliest)),
                   std::string(rule)};
    }
    return {};
  };
  if (kind == letters::LetterKind::still_interested) {
    return not_before("interest.answer_by", "OIP guidance 7: at least 30 working days to answer");
  }
  if (kind == letters::LetterKind::intent_to_disclose) {
    return not_before("disclosure.on", "EO 12600 sec. 5: a number of days before the disclosure");
  }
  // LAW: 5 U.S.C. 552(a)(6)(A)(i)(III)(aa): the right to appeal within at least 90 days.
  return not_before("appeal.due",
                    "5 U.S.C. 552(a)(6)(A)(i)(III)(aa): not less than 90 days to appeal");
}

}  // namespace vaughn::engine
