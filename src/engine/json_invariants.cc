// SPDX-License-Identifier: AGPL-3.0-or-later
#include <nlohmann/json.hpp>

#include "engine/invariants.h"
#include "engine/json.h"

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

}  // namespace vaughn::engine
