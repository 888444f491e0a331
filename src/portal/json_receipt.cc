// SPDX-License-Identifier: AGPL-3.0-or-later
#include <nlohmann/json.hpp>

#include "portal/detail/receipt_json.h"

namespace vaughn::portal {

using base::Error;
using base::ErrorCode;
using base::Result;
using Json = nlohmann::ordered_json;

namespace {

constexpr int kIndent = 2;

std::string printed(const Json& json, int indent) {
  return json.dump(indent, ' ', false, Json::error_handler_t::replace);
}

std::string text(const Json& json, const char* key) {
  const auto found = json.find(key);
  return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::int64_t number(const Json& json, const char* key) {
  const auto found = json.find(key);
  return found != json.end() && found->is_number_integer() ? found->get<std::int64_t>() : 0;
}

bool truth(const Json& json, const char* key) {
  const auto found = json.find(key);
  return found != json.end() && found->is_boolean() && found->get<bool>();
}

}  // namespace

std::string error_json(std::string_view code,
                       std::string_view message,
                       std::string_view description) {
  return printed(Json{{"code", code}, {"message", message}, {"description", description}}, -1);
}

namespace detail {

std::string success_json(const Receipt& receipt) {
  return printed(Json{{"id", receipt.id}, {"status_tracking_number", receipt.tracking_number}}, -1);
}

std::string note_json(base::Instant received, const base::Sha256& body, const std::string& answer) {
  const auto said = Json::parse(answer, nullptr, false);
  return printed(Json{{"received", base::to_string(received)},
                      {"sha256", body.hex()},
                      {"answer", said.is_discarded() ? Json() : said}},
                 kIndent) +
         "\n";
}

std::string to_json(const Receipt& receipt) {
  Json out{{"schema", "vaughn.portal_receipt/1"},
           {"id", receipt.id},
           {"tracking_number", receipt.tracking_number},
           {"request_id", receipt.request_id},
           {"received", base::to_string(receipt.received)},
           {"is_test", receipt.is_test},
           {"component", receipt.component},
           {"requester", receipt.requester},
           {"body_sha256", receipt.body.hex()},
           {"canonical_sha256", receipt.canonical.hex()},
           {"files", Json::array()},
           {"remarks", Json::array()}};
  for (const auto& file : receipt.files) {
    out["files"].push_back({{"filename", file.filename},
                            {"content_type", file.content_type},
                            {"size", file.size},
                            {"sha256", file.sha256.hex()},
                            {"is_confirmation", file.is_confirmation}});
  }
  for (const auto& remark : receipt.remarks) {
    out["remarks"].push_back(
        {{"code", remark.code}, {"field", remark.field}, {"message", remark.message}});
  }
  return printed(out, kIndent) + "\n";
}

Result<Receipt> receipt_from_json(base::BytesView bytes) {
  const auto json = Json::parse(bytes, nullptr, false);
  if (!json.is_object() || text(json, "schema") != "vaughn.portal_receipt/1") {
    return Error{ErrorCode::damaged, "the receipt is not one of vaughn's", ""};
  }
  Receipt out{.id = number(json, "id"),
              .tracking_number = text(json, "tracking_number"),
              .request_id = number(json, "request_id"),
              .received = TRY(base::parse_instant(text(json, "received"))),
              .is_test = truth(json, "is_test"),
              .component = text(json, "component"),
              .requester = text(json, "requester"),
              .body = TRY(base::Sha256::from_hex(text(json, "body_sha256"))),
              .canonical = TRY(base::Sha256::from_hex(text(json, "canonical_sha256")))};
  if (const auto files = json.find("files"); files != json.end() && files->is_array()) {
    for (const auto& row : *files) {
      out.files.push_back({.filename = text(row, "filename"),
                           .content_type = text(row, "content_type"),
                           .size = number(row, "size"),
                           .sha256 = TRY(base::Sha256::from_hex(text(row, "sha256"))),
                           .is_confirmation = truth(row, "is_confirmation")});
    }
  }
  if (const auto remarks = json.find("remarks"); remarks != json.end() && remarks->is_array()) {
    for (const auto& row : *remarks) {
      out.remarks.push_back({.code = text(row, "code"),
                             .field = text(row, "field"),
                             .message = text(row, "message")});
    }
  }
  return out;
}

}  // namespace detail
}  // namespace vaughn::portal
