// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include <nlohmann/json.hpp>

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

std::string to_json(const OutgoingResult& result) {
  using Json = nlohmann::ordered_json;
  auto rows = Json::array();
  for (const auto& one : result.occurrences) {
    rows.push_back(Json{{"mark", fmt::format("M-{}", one.mark.value)},
                        {"marks", one.marks},
                        {"file", one.file},
                        {"page", one.page == 0 ? Json() : Json(one.page)},
                        {"times", one.times},
                        {"seen", one.is_seen},
                        {"allowed_by", one.allowed_by.empty() ? Json() : Json(one.allowed_by)},
                        {"reason", one.allowed_by.empty() ? Json() : Json(one.allowed_reason)}});
  }
  auto unread = Json::array();
  for (const auto& one : result.unread) {
    unread.push_back(Json{{"file", one.file}, {"why", one.why}});
  }
  const Json out = {{"schema", "vaughn.audit.outgoing/1"},
                    {"strings", result.strings},
                    {"short_strings", result.short_strings},
                    {"files", result.files},
                    {"pictures", result.pictures},
                    {"open", result.open()},
                    {"occurrences", std::move(rows)},
                    {"unread", std::move(unread)}};
  return out.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string to_json(const AllowResult& result) {
  using Json = nlohmann::ordered_json;
  const Json out = {
      {"schema", "vaughn.audit.allow/1"},
      {"strings", result.strings},
      {"event", result.event ? Json(fmt::format("e{}", result.event.value)) : Json()}};
  return out.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace vaughn::engine
