// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "engine/detail/json_outgoing.h"
#include "engine/invariants.h"
#include "engine/json.h"
#include "engine/outgoing.h"

namespace vaughn::engine {

std::string to_json(const InvariantsResult& result) {
  using Json = nlohmann::ordered_json;
  auto rows = Json::array();
  for (const auto& row : result.rows) {
    rows.push_back(Json{{"id", row.id},
                        {"rule", row.rule},
                        {"state", to_string(row.state)},
                        {"examined", row.examined},
                        {"violations", row.violations},
                        {"note", row.note.empty() ? Json() : Json(row.note)}});
  }
  const Json out = {{"schema", "vaughn.audit.invariants/1"},
                    {"holds", result.violations == 0},
                    {"violations", result.violations},
                    {"invariants", std::move(rows)}};
  return out.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

namespace {

nlohmann::ordered_json occurrences_json(const OutgoingResult& result) {
  using Json = nlohmann::ordered_json;
  auto rows = Json::array();
  for (const auto& one : result.occurrences) {
    const bool is_line = one.withheld.page != 0;
    rows.push_back(Json{{"mark", is_line ? Json() : Json(fmt::format("M-{}", one.mark.value))},
                        {"marks", one.marks},
                        {"withheld_page", is_line ? Json(argument_of(one)) : Json()},
                        {"withheld_pages", one.pages},
                        {"file", one.file},
                        {"page", one.page == 0 ? Json() : Json(one.page)},
                        {"times", one.times},
                        {"seen", one.is_seen},
                        {"allowed_by", one.allowed_by.empty() ? Json() : Json(one.allowed_by)},
                        {"reason", one.allowed_by.empty() ? Json() : Json(one.allowed_reason)}});
  }
  return rows;
}

nlohmann::ordered_json unread_json(const OutgoingResult& result) {
  using Json = nlohmann::ordered_json;
  auto unread = Json::array();
  for (const auto& one : result.unread) {
    unread.push_back(Json{{"file", one.file}, {"why", one.why}});
  }
  return unread;
}

}  // namespace

std::string paper_check_json(const OutgoingResult& result) {
  using Json = nlohmann::ordered_json;
  if (result.files == 0) {
    return Json().dump();
  }
  const Json out = {{"is_refused", !result.is_clean()},
                    {"occurrences", occurrences_json(result)},
                    {"unread", unread_json(result)}};
  return out.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string to_json(const OutgoingResult& result) {
  using Json = nlohmann::ordered_json;
  const Json out = {{"schema", "vaughn.audit.outgoing/1"},
                    {"strings", result.strings},
                    {"short_strings", result.short_strings},
                    {"withheld_pages", result.withheld_pages},
                    {"withheld_lines", result.withheld_lines},
                    {"files", result.files},
                    {"pictures", result.pictures},
                    {"open", result.open()},
                    {"occurrences", occurrences_json(result)},
                    {"unread", unread_json(result)}};
  return out.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string to_json(const AllowResult& result) {
  using Json = nlohmann::ordered_json;
  const Json out = {
      {"schema", "vaughn.audit.allow/1"},
      {"strings", result.strings},
      {"pages", result.pages},
      {"event", result.event ? Json(fmt::format("e{}", result.event.value)) : Json()}};
  return out.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace vaughn::engine
