// SPDX-License-Identifier: AGPL-3.0-or-later
#include <nlohmann/json.hpp>

#include "engine/json.h"

namespace vaughn::engine {

using Json = nlohmann::ordered_json;

namespace {

constexpr int kIndent = 2;

std::string printed(const Json& json) {
  return json.dump(kIndent, ' ', false, Json::error_handler_t::replace) + "\n";
}

Json receipt(const portal::Receipt& row) {
  Json out{{"request_id", row.request_id},
           {"id", row.id},
           {"tracking_number", row.tracking_number},
           {"received", base::to_string(row.received)},
           {"is_test", row.is_test},
           {"component", row.component},
           {"requester", row.requester},
           {"body_sha256", row.body.hex()},
           {"files", Json::array()},
           {"remarks", Json::array()}};
  for (const auto& file : row.files) {
    out["files"].push_back({{"filename", file.filename},
                            {"content_type", file.content_type},
                            {"size", file.size},
                            {"sha256", file.sha256.hex()}});
  }
  for (const auto& remark : row.remarks) {
    out["remarks"].push_back(
        {{"code", remark.code}, {"field", remark.field}, {"message", remark.message}});
  }
  return out;
}

}  // namespace

std::string to_json(const std::vector<PortalImport>& result) {
  Json out{{"schema", "vaughn.intake_import/1"}, {"files", Json::array()}};
  for (const auto& row : result) {
    const auto reply = Json::parse(row.answer.json, nullptr, false);
    out["files"].push_back(
        {{"path", row.path.string()},
         {"outcome", portal::to_string(row.answer.outcome)},
         {"status", row.answer.http_status},
         {"reply", reply.is_discarded() ? Json() : reply},
         {"receipt", row.answer.receipt ? receipt(*row.answer.receipt) : Json()}});
  }
  return printed(out);
}

std::string to_json(const std::vector<portal::CaseOnDisk>& result) {
  Json out{{"schema", "vaughn.intake_list/1"}, {"requests", Json::array()}};
  for (const auto& row : result) {
    auto one = receipt(row.receipt);
    one["folder"] = row.folder.string();
    one["conflicts"] = row.conflicts;
    out["requests"].push_back(std::move(one));
  }
  return printed(out);
}

}  // namespace vaughn::engine
