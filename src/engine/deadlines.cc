// SPDX-License-Identifier: AGPL-3.0-or-later
#include "engine/deadlines.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <tuple>

#include "base/text.h"
#include "clock/deadlines.h"
#include "clock/ics.h"
#include "engine/look.h"
#include "engine/request.h"
#include "engine/status.h"
#include "foia/tasking.h"

namespace vaughn::engine {

using base::Date;
using base::Error;
using base::ErrorCode;
using base::Result;
using clock::Computation;
using clock::DeadlineKind;

namespace {

constexpr std::array<std::string_view, 6> kStates{
    "open", "overdue", "met", "late", "standing", "passed"};

// Makes the rows that follow from a life and from matter.toml.
class LifeRows {
 public:
  LifeRows(const foia::Matter& matter,
           const clock::RequestLife& life,
           const MatterCalendars& calendars)
      : matter_(matter), life_(life), calendars_(calendars) {}

  Result<std::vector<DeadlineRow>> make() {
    TRY(add_intake());
    TRY(add_appeal());
    TRY(add_court());
    add_stated();
    return std::move(rows_);
  }

 private:
  void add(std::string id,
           std::string who,
           Computation computation,
           std::optional<Date> met_on,
           std::string basis = {}) {
    DeadlineRow row;
    row.id = std::move(id);
    row.who = std::move(who);
    row.computation = std::move(computation);
    row.met_on = met_on;
    row.basis = met_on ? std::move(basis) : std::string();
    rows_.push_back(std::move(row));
  }

  // A date that was set does not move; if it is a day off, the last day before it is named.
  Computation set_date(DeadlineKind kind, std::string title, Date due, std::string source) const {
    auto out = clock::fixed_date(kind, std::move(title), due, std::move(source));
    const auto& calendar = calendars_.has_court ? calendars_.court : calendars_.agency;
    if (clock::Calendar::covers(due) && !calendar.is_working_day(due)) {
      out.act_by = calendar.this_or_previous_working_day(due);
      out.notes.push_back(fmt::format("it is a day off: act by {}", base::to_string(*out.act_by)));
    }
    return out;
  }

  Result<void> add_intake() {
    const auto& agency = calendars_.agency;
    const auto& periods = calendars_.periods();
    if (!life_.received) {
      return {};
    }
    if (life_.state == clock::RequestState::misdirected || life_.reached_proper) {
      auto routing = TRY(clock::explain_routing(agency, periods, *life_.received));
      add("routing", "agency", std::move(routing), life_.reached_proper, "routed");
    }
    if (life_.tracking_number.empty() || life_.acknowledged) {
      auto number = TRY(clock::explain_tracking_number(agency, *life_.received));
      add("tracking_number", "agency", std::move(number), life_.acknowledged, "acknowledged");
    }
    auto determination = TRY(clock::explain_determination(agency, periods, *life_.facts()));
    if (life_.is_expedited) {
      determination.notes.emplace_back(
          "expedited: processed as soon as practicable, 5 U.S.C. 552(a)(6)(E)(iii)");
    }
    const auto answered = life_.determined ? life_.determined : life_.closed;
    add("determination",
        "agency",
        std::move(determination),
        answered,
        life_.determined ? "determined" : "closed");
    if (life_.expedition_requested) {
      auto expedition = TRY(clock::explain_expedition(agency, *life_.expedition_requested));
      add("expedition", "agency", std::move(expedition), life_.expedition_decided, "decided");
    }
    if (life_.estimate) {
      add("estimate",
          "agency",
          set_date(DeadlineKind::estimate,
                   "Estimated completion",
                   *life_.estimate,
                   "5 U.S.C. 552(a)(7)(B)(ii)"),
          life_.closed,
          "closed");
    }
    if (life_.interest_asked) {
      auto interest = TRY(clock::explain_still_interested(agency, periods, *life_.interest_asked));
      add("still_interested", "requester", std::move(interest), std::nullopt);
    }
    return {};
  }

  Result<void> add_appeal() {
    const auto& agency = calendars_.agency;
    const auto& periods = calendars_.periods();
    const auto response = life_.determined ? life_.determined : life_.closed;
    if (response && life_.disposition && is_adverse(*life_.disposition)) {
      auto window = TRY(clock::explain_appeal_window(agency, periods, *response));
      add("appeal_window",
          "requester",
          std::move(window),
          life_.appeal_received,
          "appeal received");
    }
    if (life_.appeal_received) {
      auto appeal =
          TRY(clock::explain_appeal_determination(agency, periods, *life_.appeal_received));
      add("appeal", "agency", std::move(appeal), life_.appeal_decided, "appeal decided");
    }
    return {};
  }

  Result<void> add_court() {
    if (life_.served) {
      std::optional<Date> answered;
      for (const auto& entry : matter_.docket) {
        if (entry.kind == "answer" && entry.date.ok() && !answered) {
          answered = entry.date;
        }
      }
      auto answer = TRY(clock::explain_answer(calendars_.court, *life_.served));
      add("answer", "government", std::move(answer), answered, "answer on the docket");
    }
    for (const auto& order : life_.orders) {
      add("order:" + order.key,
          "parties",
          set_date(
              DeadlineKind::order,
              order.text.empty() ? order.key : order.text,
              order.due,
              order.ecf != 0
                  ? fmt::format("order of {}, ECF No. {}", base::to_string(order.on), order.ecf)
                  : fmt::format("order of {}", base::to_string(order.on))),
          std::nullopt);
    }
    return {};
  }

  void add_stated() {
    for (const auto& promise : matter_.promises) {
      add("promise:" + promise.key,
          "agency",
          set_date(DeadlineKind::promise,
                   promise.text,
                   promise.due,
                   promise.made_in_ecf != 0
                       ? fmt::format("promised, ECF No. {}", promise.made_in_ecf)
                       : std::string("promised")),
          promise.met_on,
          "stated in matter.toml");
    }
    for (const auto& date : matter_.court_dates) {
      add("court_date:" + date.key,
          "parties",
          set_date(DeadlineKind::court_date, date.name, date.date, "set by the court"),
          std::nullopt);
    }
  }

  const foia::Matter& matter_;
  const clock::RequestLife& life_;
  const MatterCalendars& calendars_;
  std::vector<DeadlineRow> rows_{};
};

// Goes through the events that can move a deadline, and notes each move with its reason.
class Replay {
 public:
  explicit Replay(Workspace& workspace) : workspace_(workspace) {}

  Result<std::map<std::string, std::vector<DeadlineRevision>>> run() {
    const auto events = TRY(workspace_.db().events_of({store::EventKind::matter_defined,
                                                       store::EventKind::request_advanced,
                                                       store::EventKind::calendar_changed,
                                                       store::EventKind::decision_undone}));
    for (const auto& event : events) {
      const bool is_about_dates = TRY(take(event));
      if (is_about_dates) {
        TRY(compare(event));
      }
    }
    return std::move(revisions_);
  }

 private:
  // Whether the event can have moved something.
  Result<bool> take(const store::Event& event) {
    const auto body = TRY(store::body_from_json(static_cast<std::size_t>(event.kind), event.body));
    if (const auto* defined = std::get_if<store::MatterDefined>(&body)) {
      // What an older program could read and this one cannot moves nothing.
      if (auto matter = foia::parse_matter(defined->toml, "matter.toml")) {
        matter_ = *std::move(matter);
        has_calendars_ = false;
        return true;
      }
      return false;
    }
    if (const auto* advanced = std::get_if<store::RequestAdvanced>(&body)) {
      steps_.push_back({event.id, event.at, event.author, event.reason, advanced->step});
      in_force_.insert(event.id);
      return true;
    }
    if (const auto* changed = std::get_if<store::CalendarChanged>(&body)) {
      changes_.emplace_back(event.id, *changed);
      in_force_.insert(event.id);
      has_calendars_ = false;
      return true;
    }
    return take_undoing(event.id, std::get<store::DecisionUndone>(body).event);
  }

  bool take_undoing(foia::EventId undoing, foia::EventId target) {
    // Undoing an undoing puts the first event back in force.
    if (const auto first = undone_by_.find(target); first != undone_by_.end()) {
      const auto original = first->second;
      in_force_.insert(original);
      has_calendars_ = false;
      return true;
    }
    undone_by_[undoing] = target;
    const bool was_ours = in_force_.erase(target) != 0;
    has_calendars_ = has_calendars_ && !was_ours;
    return was_ours;
  }

  Result<void> compare(const store::Event& event) {
    if (!matter_) {
      return {};
    }
    if (!has_calendars_) {
      auto all = clock::Calendars::built_in();
      for (const auto& [id, change] : changes_) {
        if (in_force_.contains(id)) {
          TRY(apply_change(all, change));
        }
      }
      auto chosen = choose_calendars(*matter_, std::move(all));
      if (!chosen) {
        return {};  // a calendar that came later
      }
      calendars_.emplace(*std::move(chosen));
      has_calendars_ = true;
    }
    std::vector<StepRow> steps;
    for (const auto& row : steps_) {
      if (in_force_.contains(row.event)) {
        steps.push_back(row);
      }
    }
    const bool has_receipt = std::any_of(steps.begin(), steps.end(), [](const StepRow& row) {
      return row.step.kind == foia::StepKind::received;
    });
    if (!has_receipt) {
      const auto stated = stated_steps(*matter_);
      steps.insert(steps.begin(), stated.begin(), stated.end());
    }
    const auto rows = TRY(LifeRows(*matter_, life_of(*matter_, steps), *calendars_).make());
    std::map<std::string, std::optional<Date>> now;
    for (const auto& row : rows) {
      const auto due = row.computation.due;
      if (const auto before = due_.find(row.id); before != due_.end() && before->second != due) {
        revisions_[row.id].push_back({event.id, event.at, event.reason, before->second, due});
      }
      now[row.id] = due;
    }
    due_ = std::move(now);
    return {};
  }

  Workspace& workspace_;
  std::optional<foia::Matter> matter_{};
  std::vector<StepRow> steps_{};
  std::vector<std::pair<foia::EventId, store::CalendarChanged>> changes_{};
  std::set<foia::EventId> in_force_{};
  std::map<foia::EventId, foia::EventId> undone_by_{};  // undoing -> what it took back
  std::optional<MatterCalendars> calendars_{};
  bool has_calendars_ = false;
  std::map<std::string, std::optional<Date>> due_{};
  std::map<std::string, std::vector<DeadlineRevision>> revisions_{};
};

// Until when they may answer, as first set.
Result<Computation> answer_due(Workspace& workspace,
                               const MatterCalendars& calendars,
                               const foia::Consultation& consultation) {
  auto periods = calendars.periods();
  const auto* submitter = workspace.matter().submitter(consultation.submitter);
  if (submitter != nullptr) {
    periods.submitter_reply.days = submitter->notice_working_days;
    periods.submitter_reply.unit = foia::DayUnit::working;
    auto counted =
        TRY(clock::explain_submitter_reply(calendars.agency, periods, consultation.sent));
    if (counted.due == consultation.due) {
      return counted;
    }
  }
  return submitter != nullptr
             ? clock::fixed_date(DeadlineKind::submitter_reply,
                                 "Submitter's objections",
                                 consultation.due,
                                 "set in the notice")
             : clock::fixed_date(DeadlineKind::submitter_reply,
                                 fmt::format("Views of {}", consultation.submitter),
                                 consultation.due,
                                 "set in the consultation");
}

// The answer of those who have the pages, and the disclosure date of a notice of intent.
Result<void> add_consultation_dates(Workspace& workspace,
                                    const MatterCalendars& calendars,
                                    const foia::Consultation& consultation,
                                    std::vector<DeadlineRow>& rows) {
  if (consultation.kind == foia::ConsultationKind::referral) {
    return {};  // theirs to answer
  }
  DeadlineRow row;
  row.id = fmt::format("consultation:{}", consultation.id.value);
  row.who = consultation.submitter;
  row.computation = TRY(answer_due(workspace, calendars, consultation));
  std::optional<Date> disclosure;
  Date noticed{};
  for (const auto& step : consultation.steps) {
    if (step.kind == foia::ConsultationStepKind::extended && step.until) {
      row.computation = clock::fixed_date(row.computation.kind,
                                          row.computation.title,
                                          *step.until,
                                          "extended on " + base::to_string(step.on));
      row.computation.steps.push_back({step.on, "more time: " + step.reason, ""});
    } else if (step.kind == foia::ConsultationStepKind::no_response) {
      row.met_on = step.on;
      row.basis = "no answer in time";
    } else if (step.kind == foia::ConsultationStepKind::intent_sent && step.until) {
      disclosure = std::max(disclosure.value_or(*step.until), *step.until);
      noticed = step.on;
    }
  }
  if (consultation.returned) {
    row.met_on = consultation.returned;
    row.basis = "returned";
  }
  rows.push_back(std::move(row));
  if (!disclosure) {
    return {};
  }
  DeadlineRow waits;
  waits.id = fmt::format("disclosure:{}", consultation.id.value);
  waits.who = "agency";
  waits.computation =
      TRY(clock::explain_disclosure(calendars.agency, calendars.periods(), noticed));
  if (waits.computation.due != disclosure) {
    waits.computation = clock::fixed_date(DeadlineKind::disclosure,
                                          "Disclosure date",
                                          *disclosure,
                                          "notice of intent of " + base::to_string(noticed));
  }
  rows.push_back(std::move(waits));
  return {};
}

// Dates that others keep: taskings and consultations.
Result<void> add_work(Workspace& workspace,
                      const MatterCalendars& calendars,
                      std::vector<DeadlineRow>& rows) {
  const auto taskings = TRY(workspace.db().taskings());
  for (const auto& tasking : taskings) {
    if (!tasking.due) {
      continue;
    }
    DeadlineRow row;
    row.id = fmt::format("tasking:{}", tasking.id.value);
    row.who = tasking.office;
    row.computation = clock::fixed_date(
        DeadlineKind::tasking,
        fmt::format("Answer of {} to tasking {}", tasking.office, tasking.id.value),
        *tasking.due,
        "set in the tasking");
    if (tasking.answer) {
      row.met_on = tasking.answer->answered;
      row.basis = "answered";
    }
    rows.push_back(std::move(row));
  }
  const auto consultations = TRY(workspace.db().consultations());
  for (const auto& consultation : consultations) {
    TRY(add_consultation_dates(workspace, calendars, consultation, rows));
  }
  return {};
}

// What the ledger knows of promises beyond matter.toml.
Result<void> score_promises(Workspace& workspace, Date today, std::vector<DeadlineRow>& rows) {
  const auto promises = TRY(promise_rows(workspace, today));
  for (const auto& promise : promises) {
    for (auto& row : rows) {
      if (row.id == "promise:" + promise.promise.key && promise.met_on) {
        row.met_on = promise.met_on;
        row.basis = promise.basis;
      }
    }
  }
  return {};
}

bool is_no_duty(DeadlineKind kind) {
  return kind == DeadlineKind::appeal_window || kind == DeadlineKind::court_date ||
         kind == DeadlineKind::still_interested || kind == DeadlineKind::suit ||
         kind == DeadlineKind::disclosure;
}

void score(const MatterCalendars& calendars, Date today, DeadlineRow& row) {
  const auto& due = row.computation.due;
  if (!due) {
    row.state = row.met_on ? DeadlineState::met : DeadlineState::standing;
    return;
  }
  const auto until = row.met_on.value_or(today);
  const auto days = base::days_between(*due, until);
  row.days = std::abs(days);
  if (row.met_on) {
    row.state = days > 0 ? DeadlineState::late : DeadlineState::met;
  } else if (days > 0) {
    row.state = is_no_duty(row.computation.kind) ? DeadlineState::passed : DeadlineState::overdue;
  }
  const bool can_count = clock::Calendar::covers(*due) && clock::Calendar::covers(until);
  if (row.computation.day_type == clock::DayType::working && can_count) {
    row.working_days =
        calendars.agency.working_days_between(std::min(*due, until), std::max(*due, until));
  }
}

Result<void> add_suit(const MatterCalendars& calendars,
                      const clock::RequestLife& life,
                      Date today,
                      std::vector<DeadlineRow>& rows) {
  const auto facts = life.facts();
  if (!facts || life.in_litigation || life.determined || life.closed) {
    return {};
  }
  const auto due = clock::determination_due(calendars.agency, calendars.periods(), *facts);
  if (!due || today <= *due) {
    return {};
  }
  DeadlineRow row;
  row.id = "suit";
  row.who = "requester";
  row.computation = TRY(clock::explain_suit(calendars.court, base::add_days(*due, 1)));
  rows.push_back(std::move(row));
  return {};
}

// What a person wants to read in a calendar: the account, line by line.
std::string told(const DeadlineRow& row) {
  const auto& computation = row.computation;
  std::vector<std::string> lines;
  if (!computation.rule.empty()) {
    lines.push_back(computation.rule_text.empty()
                        ? computation.rule
                        : fmt::format("{}: {}", computation.rule, computation.rule_text));
  }
  for (const auto& step : computation.steps) {
    lines.push_back(fmt::format("{} {}", base::to_string(step.date), step.text));
  }
  for (const auto& note : computation.notes) {
    lines.push_back("note: " + note);
  }
  for (const auto& revision : row.earlier) {
    lines.push_back(fmt::format("earlier: {} until e{} ({})",
                                revision.was ? base::to_string(*revision.was) : std::string("none"),
                                revision.event.value,
                                revision.reason));
  }
  return base::join(lines, "\n");
}

Result<std::optional<base::Instant>> moment_of(const Computation& computation) {
  if (computation.time.empty() || computation.time_zone.empty() || !computation.due) {
    return std::optional<base::Instant>{};
  }
  const auto zone = TRY(base::TimeZone::make(computation.time_zone));
  const auto as_utc = TRY(base::parse_instant(
      fmt::format("{}T{}Z", base::to_string(*computation.due), computation.time)));
  // A day on which the clocks change is not 24 hours long: its end is measured from both sides.
  const auto midnight = base::Instant{std::chrono::sys_days{*computation.due}};
  const auto guess = zone.start_of(*computation.due) + (as_utc - midnight);
  const auto shift = zone.offset_at(zone.start_of(*computation.due)) - zone.offset_at(guess);
  return std::optional(guess + shift);
}

}  // namespace

std::string_view to_string(DeadlineState state) {
  return kStates.at(static_cast<std::size_t>(state));
}

Result<std::vector<DeadlineRow>> deadlines_of_life(const foia::Matter& matter,
                                                   const clock::RequestLife& life,
                                                   const MatterCalendars& calendars) {
  return LifeRows(matter, life, calendars).make();
}

Result<DeadlinesResult> deadlines(Workspace& workspace, Date today) {
  const auto calendars = TRY(calendars_of(workspace));
  const auto life = TRY(request_life(workspace));
  DeadlinesResult out;
  out.today = today;
  out.agency_calendar = calendars.agency.key();
  out.court_calendar = calendars.court.key();
  out.time_zone = workspace.matter().time_zone;
  out.rows = TRY(deadlines_of_life(workspace.matter(), life, calendars));
  auto revisions = TRY(Replay(workspace).run());
  for (auto& row : out.rows) {
    row.earlier = std::move(revisions[row.id]);
  }
  TRY(add_work(workspace, calendars, out.rows));
  TRY(add_suit(calendars, life, today, out.rows));
  TRY(score_promises(workspace, today, out.rows));
  for (auto& row : out.rows) {
    score(calendars, today, row);
  }
  std::stable_sort(
      out.rows.begin(), out.rows.end(), [](const DeadlineRow& a, const DeadlineRow& b) {
        return std::tie(a.computation.due, a.id) < std::tie(b.computation.due, b.id);
      });
  return out;
}

Result<DeadlineRow> deadline(Workspace& workspace, std::string_view id, Date today) {
  auto all = TRY(deadlines(workspace, today));
  std::vector<std::string> ids;
  for (auto& row : all.rows) {
    if (row.id == id) {
      return std::move(row);
    }
    ids.push_back(row.id);
  }
  return Error{ErrorCode::not_found,
               fmt::format("there is no deadline '{}'", id),
               ids.empty() ? std::string("the matter has none yet: vaughn request receive")
                           : "they are: " + base::join(ids, ", ")};
}

Result<CalendarExport> export_calendar(Workspace& workspace, Date today) {
  const auto all = TRY(deadlines(workspace, today));
  const auto view = TRY(look_at_matter(workspace));
  const auto matter = view.signing_key.hex().substr(0, 16);
  const auto& name = view.name;
  std::vector<clock::IcsEvent> events;
  for (const auto& row : all.rows) {
    if (!row.computation.due) {
      continue;
    }
    clock::IcsEvent event;
    event.uid = fmt::format("{}.{}@vaughn", base::replace_all(row.id, ":", "."), matter);
    event.date = *row.computation.due;
    event.at = TRY(moment_of(row.computation));
    const bool is_done = row.state == DeadlineState::met || row.state == DeadlineState::late;
    event.summary =
        fmt::format("{}{} ({})", is_done ? "done: " : "", row.computation.title, row.who);
    event.description = told(row);
    event.category = std::string(clock::to_string(row.computation.kind));
    event.sequence = static_cast<int>(row.earlier.size());
    events.push_back(std::move(event));
  }
  CalendarExport out;
  out.events = static_cast<std::int64_t>(events.size());
  out.ics = clock::write_ics(name, events, workspace.now());
  return out;
}

}  // namespace vaughn::engine
