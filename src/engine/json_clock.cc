// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "engine/json.h"

namespace vaughn::engine {

using Json = nlohmann::ordered_json;

namespace {

Json event_or_null(foia::EventId id) {
  return id ? Json(fmt::format("e{}", id.value)) : Json();
}
Json date_or_null(const std::optional<base::Date>& date) {
  return date ? Json(base::to_string(*date)) : Json();
}
Json text_or_null(std::string_view text) {
  return text.empty() ? Json() : Json(text);
}
template <typename List, typename Make>
Json list_of(const List& list, Make make) {
  auto out = Json::array();
  for (const auto& item : list) {
    out.push_back(make(item));
  }
  return out;
}

std::string document(std::string_view schema, Json members) {
  Json out = {{"schema", fmt::format("vaughn.{}/1", schema)}};
  out.update(members);
  return out.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

Json computation(const clock::Computation& row) {
  return {{"kind", clock::to_string(row.kind)},
          {"title", row.title},
          {"due", date_or_null(row.due)},
          {"act_by", date_or_null(row.act_by)},
          {"time", text_or_null(row.time)},
          {"time_zone", text_or_null(row.time_zone)},
          {"day_type", clock::to_string(row.day_type)},
          {"days", row.days},
          {"calendar", text_or_null(row.calendar)},
          {"rule", text_or_null(row.rule)},
          {"rule_text", text_or_null(row.rule_text)},
          {"trigger", base::to_string(row.trigger)},
          {"trigger_what", text_or_null(row.trigger_what)},
          {"day_zero", base::to_string(row.day_zero)},
          {"steps",
           list_of(row.steps,
                   [](const clock::Step& step) {
                     return Json{{"date", base::to_string(step.date)},
                                 {"text", step.text},
                                 {"citation", text_or_null(step.citation)}};
                   })},
          {"skipped",
           list_of(row.skipped,
                   [](const clock::SkippedDay& day) {
                     return Json{{"date", base::to_string(day.date)},
                                 {"reason", day.reason},
                                 {"citation", text_or_null(day.citation)},
                                 {"is_weekend", day.is_weekend}};
                   })},
          {"notes", row.notes}};
}

Json deadline_row(const DeadlineRow& row) {
  Json out = {{"id", row.id},
              {"who", row.who},
              {"state", to_string(row.state)},
              {"met_on", date_or_null(row.met_on)},
              {"basis", text_or_null(row.basis)},
              {"days", row.days},
              {"working_days", row.working_days ? Json(*row.working_days) : Json()}};
  out.update(computation(row.computation));
  out["earlier"] = list_of(row.earlier, [](const DeadlineRevision& revision) {
    return Json{{"was", date_or_null(revision.was)},
                {"became", date_or_null(revision.became)},
                {"event", event_or_null(revision.event)},
                {"at", base::to_string(revision.at)},
                {"reason", revision.reason}};
  });
  return out;
}

Json step(const foia::RequestStep& row) {
  return {{"kind", foia::to_string(row.kind)},
          {"on", base::to_string(row.on)},
          {"authority", text_or_null(row.authority)},
          {"is_after_hours", row.is_after_hours},
          {"office", text_or_null(row.office)},
          {"is_proper", row.is_proper},
          {"number", text_or_null(row.number)},
          {"text", text_or_null(row.text)},
          {"toll", row.toll ? Json(foia::to_string(*row.toll)) : Json()},
          {"grounds", list_of(row.grounds, [](auto ground) { return foia::to_string(ground); })},
          {"days", row.days},
          {"due", date_or_null(row.due)},
          {"is_arranged", row.is_arranged},
          {"is_granted", row.is_granted},
          {"disposition", row.disposition ? Json(foia::to_string(*row.disposition)) : Json()},
          {"outcome", row.outcome ? Json(foia::to_string(*row.outcome)) : Json()},
          {"key", text_or_null(row.key)},
          {"ecf", row.ecf == 0 ? Json() : Json(row.ecf)},
          {"cents", row.cents},
          {"document", text_or_null(row.document.name)},
          {"document_sha256",
           row.document.sha256.is_zero() ? Json() : Json(row.document.sha256.hex())}};
}

Json life(const clock::RequestLife& row) {
  return {
      {"state", clock::to_string(row.state)},
      {"is_clock_running", clock::is_clock_running(row.state)},
      {"is_extended", row.extension.has_value()},
      {"is_expedited", row.is_expedited},
      {"in_litigation", row.in_litigation},
      {"tracking_number", text_or_null(row.tracking_number)},
      {"office", text_or_null(row.office)},
      {"track", text_or_null(row.track)},
      {"fee_category", text_or_null(row.fee_category)},
      {"dated", date_or_null(row.dated)},
      {"received", date_or_null(row.received)},
      {"reached_proper", date_or_null(row.reached_proper)},
      {"perfected", date_or_null(row.perfected)},
      {"acknowledged", date_or_null(row.acknowledged)},
      {"estimate", date_or_null(row.estimate)},
      {"determined", date_or_null(row.determined)},
      {"disposition", row.disposition ? Json(foia::to_string(*row.disposition)) : Json()},
      {"closed", date_or_null(row.closed)},
      {"appeal_received", date_or_null(row.appeal_received)},
      {"appeal_decided", date_or_null(row.appeal_decided)},
      {"appeal_outcome", row.appeal_outcome ? Json(foia::to_string(*row.appeal_outcome)) : Json()},
      {"served", date_or_null(row.served)},
      {"case_number", text_or_null(row.case_number)},
      {"tolls",
       list_of(row.tolls,
               [](const clock::Toll& toll) {
                 return Json{{"kind", foia::to_string(toll.kind)},
                             {"opened", base::to_string(toll.opened)},
                             {"closed", date_or_null(toll.closed)}};
               })},
      {"orders", list_of(row.orders, [](const clock::OrderedDate& order) {
         return Json{{"key", order.key},
                     {"text", order.text},
                     {"due", base::to_string(order.due)},
                     {"on", base::to_string(order.on)},
                     {"ecf", order.ecf == 0 ? Json() : Json(order.ecf)}};
       })}};
}

Json single_day(const foia::SingleDay& day) {
  return {{"date", base::to_string(day.date)},
          {"name", day.name},
          {"citation", day.citation},
          {"is_working", day.is_working}};
}

Json work(const clock::Work& row) {
  return {{"clerical", row.clerical},
          {"professional", row.professional},
          {"managerial", row.managerial}};
}

}  // namespace

std::string to_json(const StepResult& result) {
  return document(
      "request.step",
      {{"step", step(result.step)},
       {"state_before", clock::to_string(result.before.state)},
       {"request", life(result.after)},
       {"determination_was", date_or_null(result.determination_was)},
       {"determination", result.determination ? computation(*result.determination) : Json()},
       {"event", event_or_null(result.event)}});
}

std::string to_json(const RequestView& result) {
  return document(
      "request",
      {{"number", text_or_null(result.request.number)},
       {"agency", result.request.agency},
       {"component", result.request.component},
       {"requester", result.request.requester},
       {"case_number", text_or_null(result.case_number)},
       {"request", life(result.life)},
       {"working_days_used", result.working_days_used},
       {"determination", result.determination ? computation(*result.determination) : Json()},
       {"taskings", result.taskings},
       {"taskings_open", result.taskings_open},
       {"pages_at_submitters", result.pages_at_submitters},
       {"possible", list_of(result.possible, [](auto kind) { return foia::to_string(kind); })},
       {"history", list_of(result.history, [](const StepRow& row) {
          return Json{{"event", event_or_null(row.event)},
                      {"at", row.event ? Json(base::to_string(row.at)) : Json()},
                      {"author", text_or_null(row.author)},
                      {"reason", row.reason},
                      {"step", step(row.step)}};
        })}});
}

std::string to_json(const DeadlinesResult& result) {
  return document("deadlines",
                  {{"today", base::to_string(result.today)},
                   {"agency_calendar", result.agency_calendar},
                   {"court_calendar", result.court_calendar},
                   {"time_zone", result.time_zone},
                   {"deadlines", list_of(result.rows, deadline_row)}});
}

std::string to_json(const DeadlineRow& result) {
  return document("deadline", deadline_row(result));
}

std::string to_json(const clock::Computation& result) {
  return document("deadlines.compute", computation(result));
}

std::string to_json(const CalendarChange& result) {
  return document("calendar.change",
                  {{"calendar", result.calendar},
                   {"is_whole_file", result.is_whole_file},
                   {"days", list_of(result.days, single_day)},
                   {"moved",
                    list_of(result.moved,
                            [](const DueChange& row) {
                              return Json{{"deadline", row.deadline},
                                          {"title", row.title},
                                          {"was", date_or_null(row.was)},
                                          {"is", date_or_null(row.is)}};
                            })},
                   {"event", event_or_null(result.event)}});
}

std::string to_json(const std::vector<CalendarView>& result) {
  return document("calendars", {{"calendars", list_of(result, [](const CalendarView& row) {
                                   return Json{{"key", row.file.key},
                                               {"name", row.file.name},
                                               {"kind", foia::to_string(row.file.kind)},
                                               {"includes", row.file.includes},
                                               {"time_zone", text_or_null(row.file.time_zone)},
                                               {"source", text_or_null(row.file.source)},
                                               {"is_of_ledger", row.is_of_ledger}};
                                 })}});
}

std::string to_json(const CalendarView& result) {
  return document("calendar",
                  {{"key", result.file.key},
                   {"name", result.file.name},
                   {"kind", foia::to_string(result.file.kind)},
                   {"includes", result.file.includes},
                   {"time_zone", text_or_null(result.file.time_zone)},
                   {"source", text_or_null(result.file.source)},
                   {"is_of_ledger", result.is_of_ledger},
                   {"year", result.year},
                   {"holidays", list_of(result.holidays, [](const clock::Holiday& day) {
                      return Json{{"date", base::to_string(day.date)},
                                  {"name", day.name},
                                  {"citation", day.citation},
                                  {"is_state", day.is_state},
                                  {"needs_counsel", day.needs_counsel}};
                    })}});
}

std::string to_json(const FeeResult& result) {
  const auto& facts = result.facts;
  const auto& decision = result.decision;
  return document("fees",
                  {{"category", clock::to_string(facts.category)},
                   {"search_minutes", work(facts.search)},
                   {"review_minutes", work(facts.review)},
                   {"pages", facts.pages},
                   {"pages_necessary", facts.lateness.pages_necessary},
                   {"is_late", facts.lateness.is_late},
                   {"lateness", clock::to_string(decision.lateness)},
                   {"is_waived", facts.is_waived},
                   {"rows",
                    list_of(decision.rows,
                            [](const clock::FeeRow& row) {
                              return Json{{"head", clock::to_string(row.head)},
                                          {"units", row.units},
                                          {"free", row.free},
                                          {"charged", row.charged},
                                          {"cents", row.cents},
                                          {"reason", row.reason},
                                          {"citation", row.citation}};
                            })},
                   {"total_cents", decision.total_cents},
                   {"due_cents", decision.due_cents},
                   {"may_ask_in_advance", decision.may_ask_in_advance},
                   {"must_tell_estimate", decision.must_tell_estimate},
                   {"reasons", decision.reasons},
                   {"rates", result.rates},
                   {"calendar", result.calendar}});
}

}  // namespace vaughn::engine
